# Was die Desktop-App über Auktionen, Reklamationen, Zahlen und das Protokoll sagt.

# The market of a hub.
desk-nav-auctions = Auktionen
desk-lot = Angebot
desk-lot-upcoming = Noch nicht offen
desk-lot-open = Gebote laufen
desk-lot-ended = Beendet, wird abgerechnet
desk-lots-running = Laufend
desk-lots-over = Vorbei
desk-lots-drafts = Meine Entwürfe
desk-lots-empty = Hier wird nichts angeboten
desk-lots-no-drafts = Keine Entwürfe
desk-lots-empty-text = Was an diesem Treffpunkt den Besitzer wechselt, steht hier, mit oder ohne Verbindung.
desk-lot-new = Neues Angebot
desk-lot-new-about = Es wird in Ihrem Namen verkauft und wechselt am gewählten Treffpunkt den Besitzer.
desk-lot-show = Anbieten
desk-lot-kind = Art des Verkaufs
desk-lot-condition = Zustand
desk-lot-handover = Wie es zum Käufer kommt
desk-lot-start = Startpreis in { $currency }
desk-lot-fixed = Festpreis in { $currency }
desk-lot-reserve = Mindestpreis: { $price }. Nur Sie sehen ihn.
desk-lot-reserve-in = Mindestpreis in { $currency }
desk-lot-reserve-hint = Darunter wird nicht verkauft. Leer: keiner.
desk-lot-reserve-falls = Er kann jetzt nur noch sinken. Leer: keiner.
desk-lot-buy-now-in = Sofortkaufpreis in { $currency }
desk-lot-optional = Leer: nicht angeboten.
desk-lot-starts = Beginnt
desk-lot-starts-hint = Leer: sofort. Gebote einer Auktion zählen zwanzig Minuten später, damit alle gleich anfangen.
desk-lot-later = Es kann jetzt nur noch später enden.
desk-lot-frozen = Es gibt Gebote: Nur Mindestpreis und Ende lassen sich ändern. Alles andere wird mit Datum ergänzt.
desk-lot-about = Was verkauft wird
desk-lot-add = Ergänzen
desk-lot-add-about = Was dasteht, bleibt. Wer geboten hat, erfährt es und darf sein Gebot zurücknehmen.
desk-lot-addition = Ergänzung
desk-lot-added-at = Ergänzt { $at }
desk-lot-cancel = Absagen
desk-lot-cancel-about = Es gibt dann keinen Verkauf. Wer geboten hat, erfährt es mit Ihrem Grund.
desk-lot-throw-away = Wegwerfen
desk-lot-throw-away-about = Der Entwurf ist dann weg.
desk-lot-cancelled-because = Abgesagt: { $reason }
desk-picture-number = Bild { $number }
desk-picture-remove-number = Bild { $number } entfernen
desk-as-chart = Diagramm
desk-as-table = Tabelle
desk-price-path = Der Preis vom ersten Gebot bis jetzt. Die Tabelle daneben sagt dasselbe.
desk-bids-about = Bietende haben Nummern, die sonst nichts bedeuten. Niemand sieht das Höchstgebot eines anderen.
desk-bids-out = Gebote streichen
desk-bids-out-about = Alle Gebote einer Person fallen weg, der Preis ergibt sich neu aus den übrigen. Die Person und der Verkäufer erfahren es.
desk-bidders = Bietende
desk-bidders-about = Wer nicht gezahlt oder zu oft Gebote zurückgenommen hat, braucht zum Bieten Ihr Wort.
desk-bidders-empty = Gegen niemanden liegt etwas vor
desk-bidders-empty-text = Hier werden unbezahlte Lose und zurückgenommene Gebote gezählt.
desk-bidder-kept = Was vermerkt ist
desk-bidder-left = Jemand, der gegangen ist
desk-bidder-blocked = darf nicht bieten
desk-bidder-held = braucht für jedes Gebot Ihr Wort
desk-bidder-strikes = { $count ->
    [one] { $count } Los nicht bezahlt
   *[other] { $count } Lose nicht bezahlt
}
desk-bidder-retractions = { $count ->
    [one] { $count } Gebot zurückgenommen
   *[other] { $count } Gebote zurückgenommen
}
desk-bidder-clear = Vergessen
desk-bidder-bar = Vom Bieten ausschließen
desk-bidder-bar-about = Die Person kann in der ganzen Gemeinschaft nicht bieten, bis Sie es aufheben.
desk-bidder-approve = Bieten lassen
desk-bidder-approve-about = Die Person darf bei diesem Angebot bieten, trotz allem, was vorliegt.
desk-sales = Verkäufe
desk-sales-empty = Noch keine Verkäufe
desk-sales-empty-text = Was verkauft ist und hier den Besitzer wechselt, steht hier.
desk-sales-waiting = Verkäufe ohne Geld oder Ware
desk-sale-sides = Von – an
desk-sale-next = Was als Nächstes kommt
desk-sale-agreed = Vereinbart
desk-sale-to = An { $name } verkauft für { $price }
desk-sale-pay = Das Geld ist da
desk-sale-hand-over = Der Kaufseite übergeben
desk-sale-pay-by = Zu zahlen bis { $at }
desk-sale-received-by = Gilt als erhalten am { $at }
desk-sale-completed-by = Abgeschlossen am { $at }
desk-sale-dispute = Dazu gibt es eine Reklamation
title-listing-moderate = Entscheid über Gebote auf „{ $title }“
title-bidder-set = Entscheid, wer bieten darf

# Complaints.
desk-nav-disputes = Reklamationen
desk-disputes-open = Offen
desk-disputes-ended = Beendet
desk-disputes-empty = Hier gibt es keine Reklamationen
desk-disputes-empty-text = Hier stehen Reklamationen zu Bestellungen und Verkäufen Ihres Treffpunkts, und für Schlichtende die Fälle, zu denen sie gerufen wurden.
desk-disputes-waiting = Reklamationen, die auf Sie warten
desk-dispute-of = Reklamation: { $title }
desk-dispute-about = Worum es geht
desk-dispute-reason = Was nicht stimmt
desk-dispute-due = Antwort bis
desk-dispute-sides = Kaufseite – Verkaufsseite
desk-dispute-my-turn = Wartet auf Sie
desk-dispute-stands = Wie es steht
desk-dispute-no-mediator = Noch niemand
desk-dispute-offer = Angebot an die andere Seite
desk-dispute-offers-left = { $count ->
    [0] Keine Angebote mehr: annehmen oder eine Schlichtung rufen.
    [one] { $count } Angebot ist noch möglich.
   *[other] { $count } Angebote sind noch möglich.
}
desk-dispute-evidence-first = Zum Widersprechen erst einen Beleg hinzufügen.
desk-dispute-settled = Das Geld ist geflossen: { $at }.
desk-dispute-sure = Nach { $at } ändert sich nichts mehr. Dann fließt das Geld.
desk-dispute-appeal-until = Beide Seiten können bis { $at } Einspruch einlegen.
desk-dispute-reopen-until = Die Kaufseite kann es bis { $at } wieder aufnehmen.
desk-offer-partial = Einen Teil des Geldes zurück
desk-dispute-verdict = Entscheid
desk-dispute-why-hint = Beide Seiten lesen es.
desk-dispute-code-hint = Hier fließt Geld. Geben Sie einen Code Ihrer Authenticator-App ein; dafür braucht es eine Verbindung.
desk-factor-missing = Sie haben noch keinen zweiten Faktor. Richten Sie ihn in den Einstellungen ein und kommen Sie zurück.
desk-will-offer-full = Der ganze Preis geht an die Kaufseite zurück, und die Reklamation ist beendet.
desk-will-accept = Das Angebot gilt, und die Reklamation ist beendet.
desk-will-turn-down = Eine Schlichtung wird gerufen und sieht sich die Belege an.
desk-will-reject-claim = Sie sagen, dass die Reklamation nicht stimmt. Die Kaufseite kann eine Schlichtung rufen.
desk-will-escalate = Eine Schlichtung wird gerufen und sieht sich die Belege beider Seiten an.
desk-will-withdraw = Die Reklamation wird zurückgezogen, die Verkaufsseite behält das Geld.
desk-will-step-back = Eine andere Schlichtung kann den Fall übernehmen.
desk-will-appeal = Eine andere Schlichtung sieht es sich noch einmal an. Dafür braucht es einen neuen Beleg.
desk-did-submit = An die Verkaufsseite geschickt
desk-did-offer-full = Gab das ganze Geld zurück
desk-did-offer = Machte ein Angebot
desk-did-accept = Nahm das Angebot an
desk-did-turn-down = Lehnte das Angebot ab
desk-did-reject-claim = Widersprach
desk-did-escalate = Rief eine Schlichtung
desk-did-withdraw = Zog die Reklamation zurück
desk-did-add-evidence = Fügte einen Beleg hinzu
desk-did-take-up = Übernahm den Fall
desk-did-step-back = Gab den Fall zurück
desk-did-decide = Entschied
desk-did-appeal = Legte Einspruch ein
desk-did-reopen = Nahm es wieder auf
desk-did-time-up = Die Zeit war um
desk-evidence = Belege
desk-evidence-left = { $count ->
    [one] Sie können noch { $count } Beleg hinzufügen
   *[other] Sie können noch { $count } Belege hinzufügen
}
desk-evidence-empty = Noch keine Belege
desk-evidence-empty-text = Was beide Seiten vorbringen, steht hier, mit dem, was der Server selbst weiß.
desk-evidence-picture = Bild von { $who }

# Figures.
desk-nav-figures = Zahlen
desk-figures-by = Zeitraum der Zählung
desk-figures-days = Tage
desk-figures-weeks = Wochen
desk-figures-months = Monate
desk-figures-span = { $from } bis { $until }, nach dem, was dieses Gerät weiß
desk-figures-from = Ab
desk-figures-chart = { $title }: { $total } Die Tabelle daneben hat jede Zahl.
desk-figures-orders = { $count ->
    [one] { $count } Bestellung kam an, { $cancelled } storniert.
   *[other] { $count } Bestellungen kamen an, { $cancelled } storniert.
}
desk-figures-placed = Geblieben
desk-figures-cancelled = Storniert
desk-figures-revenue = Umsatz
desk-figures-revenue-total = { $sum } berechnet, davon { $paid } bezahlt.
desk-figures-paid = Bezahlt
desk-figures-unpaid = Noch offen
desk-figures-deliveries-title = Pünktliche Lieferungen
desk-figures-deliveries = { $count ->
    [one] { $count } Lieferung, { $share } der zugesagten pünktlich.
   *[other] { $count } Lieferungen, { $share } der zugesagten pünktlich.
}
desk-figures-no-deliveries = Keine Lieferungen mit zugesagter Zeit.
desk-figures-on-time = Pünktlich
desk-figures-unpromised = Keine Zeit zugesagt
desk-figures-sales-title = Marktverkäufe
desk-figures-sales = { $count ->
    [one] { $count } Verkauf für { $sum }.
   *[other] { $count } Verkäufe für { $sum }.
}
desk-figures-turnover = Erlös
desk-figures-votes = { $polls ->
    [one] { $polls } Abstimmung endete; { $cast } nahmen teil, { $share } der Berechtigten.
   *[other] { $polls } Abstimmungen endeten; { $cast } Stimmen, { $share } der möglichen.
}
desk-figures-no-votes = Keine Abstimmung endete
desk-figures-cast = Abgegebene Stimmen
desk-figures-turnout = Beteiligung
desk-figures-share = Anteil
desk-figures-of = { $count } von { $all }
desk-percent = { $count } %

# The audit log.
desk-nav-audit = Protokoll
desk-audit-about = Was Leute der Gemeinschaft getan haben, wie es der Server aufschrieb. Auch dass Sie es lesen, steht dort.
desk-audit-all = Über alles
desk-audit-area = Bereich
desk-audit-action = Was getan wurde
desk-audit-entity = Woran
desk-audit-denied = abgelehnt
desk-audit-again = Neu lesen
desk-audit-sessions = Anmeldungen
desk-audit-accounts = Konten
desk-audit-codes = Mit Code bestätigt
desk-audit-empty = Nichts wurde aufgeschrieben
desk-audit-empty-text = Wählen Sie einen anderen Bereich, oder lesen Sie später neu.
desk-audit-offline = Das Protokoll braucht eine Verbindung
desk-audit-offline-text = Es bleibt auf dem Server und liegt auf keinem Gerät. Sobald die Verbindung zurück ist, wird es gelesen.
