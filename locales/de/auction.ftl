# Der Marktplatz: Angebote, Auktionen, Verkäufe und Bewertungen.

listing-kind-auction = Auktion
listing-kind-fixed = Festpreis
listing-state-draft = Entwurf
listing-state-active = Im Angebot
listing-state-sold = Verkauft
listing-state-unsold = Nicht verkauft
listing-state-cancelled = Abgesagt
market-category-home = Wohnen
market-category-garden = Garten
market-category-tools = Werkzeug
market-category-electronics = Elektronik
market-category-clothes = Kleidung
market-category-media = Bücher, Filme, Musik
market-category-children = Für Kinder
market-category-sports = Sport und Freizeit
market-category-bicycles = Fahrräder
market-category-collectables = Kunst und Sammeln
market-category-other = Anderes
condition-new = Neu
condition-like-new = Wie neu
condition-good = Gut
condition-worn = Gebraucht
condition-for-parts = Für Bastler
handover-pickup = Abholen
handover-delivery = Lieferung
handover-either = Abholen oder Lieferung
bid-event-bid = Gebot
bid-event-bought = Sofort gekauft
bid-event-retracted = Gebot zurückgenommen
bid-event-removed = Gebote entfernt
bid-state-waiting = Noch nicht abgegeben
bid-state-placed = Abgegeben
bid-state-retracted = Zurückgenommen
bid-state-removed = Entfernt
bid-kind-proxy = Gebot bis zum Höchstbetrag
bid-kind-outright = Sofort kaufen
sale-origin-auction = Ersteigert
sale-origin-outright = Sofort gekauft
sale-origin-second-chance = Zweite Chance
offer-state-open = Offen
offer-state-accepted = Angenommen
offer-state-declined = Abgelehnt
offer-state-lapsed = Abgelaufen
side-buyer = Kaufte
side-seller = Verkaufte
reserve-met = Mindestpreis erreicht
reserve-not-met = Mindestpreis noch nicht erreicht
auction-ends = Ende: { $at } Uhr
auction-opens = Gebote ab { $at } Uhr
auction-ended = Beendet: { $at } Uhr
auction-extended = Durch ein spätes Gebot verlängert
auction-bids = { $count ->
    [0] Noch keine Gebote
    [one] { $count } Gebot
   *[other] { $count } Gebote
}
auction-price = Preis jetzt: { $price }
auction-next = Nächstes Gebot ab { $price }
auction-bidder = Bietende Nr. { $number }
auction-you = Eigenes Gebot
auction-leading = In Führung
auction-outbid = Überboten
auction-own-max = Eigenes Höchstgebot: { $price }. Niemand sonst sieht es.
auction-waiting = Noch nicht abgegeben. Das Höchstgebot von { $price } liegt nur auf diesem Telefon und zählt, sobald es ankommt.
auction-place-bid = Gebot abgeben
auction-raise = Höchstgebot erhöhen
auction-buy-now = Für { $price } kaufen
auction-retract = Gebot zurücknehmen
market-title = Marktplatz
market-empty = Nichts gefunden. Weniger Filter helfen.
reputation-stars = { $count ->
    [0] Noch keine Bewertungen
    [one] { $stars } von 5 Sternen, { $count } Bewertung
   *[other] { $stars } von 5 Sternen, { $count } Bewertungen
}
title-listing-create = Ihr Angebot „{ $title }“
title-listing-edit = Ihre Änderungen an „{ $title }“
title-bid-place = Ihr Gebot von { $price } auf „{ $title }“
title-bid-retract = Rücknahme Ihres Gebots auf „{ $title }“
title-listing-buy = Kauf von „{ $title }“
title-review-write = Ihre Bewertung zu „{ $title }“
