# What the desktop says beyond the words that all shells share.

# The desktop's frame.
desk-navigation = Bereiche
desk-skip = Zum Inhalt springen
desk-nav-today = Heute
desk-nav-content = Inhalte
desk-nav-polls = Abstimmungen
desk-nav-people = Leute
desk-nav-hub = Treffpunkt
desk-nav-notices = Mitteilungen
desk-nav-sync = Übertragung
desk-nav-settings = Einstellungen
desk-hub-in-front = Treffpunkt im Blick
desk-palette = Orte und Befehle …
desk-palette-hint = Was suchen Sie?
desk-nothing-found = Nichts passt dazu.
desk-help = Tastatur
desk-help-move = In einer Tabelle bewegen
desk-help-select = Eine Zeile auswählen
desk-help-open = Eine Zeile öffnen
desk-key-space = Leertaste
desk-first-fetch = Erster Abruf
desk-count-new = { $count } neu
desk-close = Schließen
desk-back = Zurück
desk-save = Speichern
desk-save-draft = Als Entwurf speichern
desk-search = Suchen
desk-select = Ausgewählt
desk-select-row = { $name } auswählen
desk-try-again = Noch einmal versuchen
desk-failed = Das hat nicht geklappt
desk-gone = Hier ist nichts
desk-gone-text = Es wurde entfernt, oder Sie dürfen es nicht sehen.
desk-forbidden = Nicht für Ihre Rolle
desk-forbidden-text = Wer die Gemeinschaft leitet, kann Ihnen die Rolle geben, die dieser Bereich braucht.
desk-change-other = Eine Änderung
desk-problem-network = Der Server ist gerade nicht erreichbar. Sie sehen, was dieses Gerät weiß; zum Anmelden brauchen Sie eine Verbindung.
desk-problem-store = Dieses Gerät konnte seine Daten nicht lesen oder speichern. Schließen Sie die App und öffnen Sie sie wieder.
desk-refused-times = Getan { $at }, entschieden { $decided }
desk-see-now = Ansehen, was jetzt gilt

# The way in.
desk-sign-in = Anmelden
desk-sign-out = Abmelden
desk-email = E-Mail
desk-password = Passwort
desk-code = Code
desk-code-hint = Aus Ihrer Authenticator-App, oder einer Ihrer Notfallcodes.
desk-continue = Weiter
desk-sign-in-link = Code per E-Mail bekommen
desk-send-link = E-Mail senden
desk-link-sent = Wenn es zu { $email } ein Konto gibt, ist eine E-Mail mit einem Code unterwegs.
desk-second-factor = Zweiter Faktor
desk-second-factor-set-up = Zweiten Faktor einrichten
desk-second-factor-about = Geben Sie dieses Geheimnis in eine Authenticator-App ein und tippen Sie den Code, den sie zeigt.
desk-secret = Geheimnis
desk-open-authenticator = In einer Authenticator-App auf diesem Rechner öffnen
desk-recovery-codes = Notfallcodes
desk-recovery-about = Mit jedem dieser Codes kommen Sie einmal hinein, wenn Ihre Authenticator-App weg ist. Bewahren Sie sie sicher auf; Sie sehen sie nur jetzt.
desk-recovery-kept = Ich habe sie aufbewahrt

# Settings.
desk-look = Sprache und Aussehen
desk-language = Sprache
desk-theme = Farben
desk-theme-system = Wie das System
desk-theme-light = Hell
desk-theme-dark = Dunkel
desk-map-about = Eine Gegend als PMTiles-Datei auf diesem Rechner. Sie wird nur hier gelesen; aus dem Internet wird nichts geholt.
desk-map-path = Ort der Datei
desk-map-use = Diese Karte verwenden
desk-map-without = Ohne Karte
desk-map-foreign = Das ist keine PMTiles-Datei der Version 3.
desk-map-missing = Diese Datei kann nicht gelesen werden.
desk-community = Gemeinschaft
desk-sessions = Wo Sie angemeldet sind
desk-show-sessions = Geräte zeigen
desk-this-device = Dieses Gerät
desk-unknown-device = Unbekanntes Gerät
desk-end-session = Abmelden
desk-session-ended = Das Gerät ist abgemeldet.
desk-change-password = Passwort ändern
desk-password-current = Bisheriges Passwort
desk-password-new = Neues Passwort
desk-password-changed = Passwort geändert. Andere Geräte müssen sich neu anmelden.

# Today and news.
desk-hello = Guten Tag, { $name }
desk-notices-empty = Noch nichts Neues
desk-notices-empty-text = Was andere tun und Sie betrifft, steht hier.
desk-notices-none-new = Sie haben alles gelesen
desk-unread = Ungelesen
desk-read = Gelesen

# People and the hub.
desk-name = Name
desk-hub = Treffpunkt
desk-no-hub = Kein Treffpunkt
desk-role = Rolle
desk-roles = Rollen
desk-joined = Dabei seit
desk-member-since = Seit { $date } · { $hub }
desk-grant = Rolle geben
desk-revoke = Zurücknehmen: { $role }
desk-people-empty = Niemand zu sehen
desk-people-empty-text = Sie sehen die Leute der Treffpunkte, die Sie leiten.
desk-street = Straße und Nummer
desk-postal-code = Postleitzahl
desk-city = Ort
desk-country = Land, zwei Buchstaben
desk-about-in = Beschreibung ({ $language })

# Content.
content-state-deleted = Gelöscht
desk-content-new = Neuer Eintrag
desk-content-empty = Noch nichts da
desk-content-empty-text = Schreiben Sie etwas, das man zusammen tun, essen oder ansehen kann, oder ändern Sie den Filter.
desk-title = Titel
desk-description = Beschreibung
desk-untitled = Ohne Titel
desk-category = Kategorie
desk-state = Stand
desk-when = Wann
desk-all-categories = Alle Kategorien
desk-all-states = Jeder Stand
desk-default-language = Für Leser anderer Sprachen
desk-capacity = Plätze
desk-tags = Stichworte
desk-tags-hint = Mit Kommas getrennt
desk-picture = Bild
desk-picture-choose = Bild wählen
desk-picture-remove = Ohne Bild
desk-picture-coming = Das Bild ist unterwegs.
desk-preview = So sehen es alle
desk-publish = Veröffentlichen
desk-published = Veröffentlicht. Alle sehen es, sobald es gesendet ist.
desk-archive = Archivieren
desk-delete = Löschen
desk-restore = Zurückholen

# Polls.
desk-poll-new = Neue Abstimmung
desk-poll-about = Dazu abstimmen lassen
desk-poll-announce = Ankündigen
desk-poll-cancel = Absagen
desk-poll-extend = Mehr Zeit
desk-poll-publish = Ergebnis veröffentlichen
desk-polls-empty = Keine Abstimmungen
desk-polls-empty-text = Fragen Sie die Gemeinschaft etwas, oder ändern Sie den Filter.
desk-polls-none-open = Keine Abstimmung ist offen
desk-question = Frage
desk-method = Wie abgestimmt wird
desk-votes = Stimmen
desk-opens = Beginnt
desk-closes = Endet
desk-options = Möglichkeiten
desk-option = Möglichkeit { $number }
desk-option-add = Möglichkeit hinzufügen
desk-option-remove = Möglichkeit { $number } entfernen
desk-most = Höchstens (Möglichkeiten, Punkte, Note)
desk-count-shown = Wer den Stand sieht
desk-count-live = Alle, sofort
desk-count-after-vote = Wer abgestimmt hat
desk-count-after-close = Alle, am Ende
desk-count-hidden = Stand bis zum Ende verborgen
desk-quorum = Quorum in Prozent
desk-changeable = Stimmen lassen sich ändern, solange offen ist
desk-blank-allowed = Leere Stimmen sind erlaubt
desk-how-it-came = Wie es dazu kam
desk-winner = Gewählt
desk-poll-secret = Geheime Abstimmung
desk-poll-secret-about = Nur wer abstimmt, weiß, was gewählt wurde. Jede Stimme wird einmal und endgültig abgegeben, und vor dem Ende wird kein Stand gezeigt.
desk-poll-frozen = Es sind Stimmen eingegangen. Jetzt lassen sich nur noch die Texte ändern und das Ende verschieben.
desk-bias-accepted = Ich nehme in Kauf, dass ein nach der Stimmabgabe gezeigter Stand Stimmen beeinflusst, die noch geändert werden können
desk-decide-tie = Gleichstand entscheiden
desk-runoff-about = In einer Stichwahl wird noch einmal abgestimmt, nur zwischen den gleichauf liegenden Möglichkeiten. Ohne Beginn öffnet sie sofort.
desk-runoff-announce = Stichwahl ankündigen
desk-adopt-tied = Alle gleichauf liegenden gewinnen lassen
desk-runoff-decides = Eine Stichwahl entscheidet den Gleichstand.
desk-runoff-open = Zur Stichwahl
desk-runoff-of = Stichwahl zu einer früheren Abstimmung
desk-tied-adopted = Alle gleichauf liegenden Möglichkeiten haben gewonnen.

# The menu.
desk-menu-edit = Bearbeiten
desk-nav-orders = Bestellungen

# Said at sign-in.
desk-sign-in-wrong = E-Mail oder Passwort stimmt nicht.
desk-second-factor-why = Ein Code aus einer Authenticator-App, zusätzlich zum Passwort, hält andere von Ihrem Treffpunkt fern.

# Orders.
desk-order = Bestellung
desk-recipient = Empfänger
desk-placed = Aufgegeben
desk-train = Liefertag
desk-driver = Fahrer
desk-units-short = Stück
desk-amount = Betrag
desk-all-trains = Alle Liefertage
desk-any-train = Der nächste passende
desk-train-times = Abfahrt { $departs }, Bestellungen bis { $cutoff }
desk-orders-none-asking = Nichts wartet auf Sie
desk-order-new = Neue Bestellung
desk-packing = Packliste
desk-show-new = Neues zeigen
desk-orders-search = Sendungsnummer oder Empfänger
desk-orders-found = { $count ->
    [one] { $count } Bestellung
   *[other] { $count } Bestellungen
}
desk-orders-news = { $count ->
    [one] { $count } neue, zeigen
   *[other] { $count } neue, zeigen
}
desk-orders-changed = Die Liste hat sich geändert, zeigen
desk-orders-none = Keine Bestellung passt
desk-orders-none-text = Versuchen Sie weniger Filter oder ein anderes Wort.
desk-orders-empty = Noch keine Bestellungen
desk-orders-empty-text = Hier steht, was in diesem Treffpunkt bestellt wird, mit oder ohne Verbindung.
desk-filter-clear = Filter aufheben
desk-selected = { $count ->
    [one] { $count } ausgewählt
   *[other] { $count } ausgewählt
}
desk-selection-clear = Auswahl aufheben
desk-orders-stepped = { $count ->
    [one] Für { $count } Bestellung erledigt.
   *[other] Für { $count } Bestellungen erledigt.
}
desk-orders-refused = Diese Bestellungen haben den Schritt nicht mitgemacht
desk-orders-cancel-sure = { $count ->
    [one] { $count } Bestellung wird storniert; die Ware ist dann frei für andere.
   *[other] { $count } Bestellungen werden storniert; die Ware ist dann frei für andere.
}
desk-print = Drucken
desk-take-payment = Geld annehmen
desk-hand-over = Über die Theke geben
desk-order-follows = Bringt nach, was vorher fehlte
desk-order-goods = Waren
desk-order-delivery = Lieferung
desk-order-total = Zusammen
desk-order-charged = Zu zahlen
desk-order-paid = Bezahlt
desk-order-due = Noch offen
desk-order-payment = Bezahlung
desk-order-back-ordered = { $count } folgen später
desk-stop = Halt
desk-planned = Geplant
desk-arrived = Dort
desk-done = Erledigt
desk-run-sheet = Fahrtenblatt
desk-order-lines = Was bestellt ist
desk-sku = Nummer
desk-product = Produkt
desk-quantity = Menge
desk-price = Preis
desk-units = { $unit ->
    [piece] { $count } ×
   *[other] { $count } × { $unit }
}
desk-units-of = { $count } Stück
desk-what-happened = Was geschah
desk-timeline = Als Verlauf
desk-record = Als Protokoll
desk-reached-server = beim Server angekommen { $at }
desk-step = Schritt
desk-who = Wer
desk-made = Getan um
desk-decided = Entschieden um
desk-server = der Server
desk-proofs = Liefernachweis
desk-proof-counts = Gilt
desk-proof-picture = Bild { $number } zum Nachweis
desk-digest = Prüfsumme
desk-place = { $place } (± { $metres } m)
desk-place-away = { $metres } m von der Adresse entfernt
desk-window = { $from } bis { $until }
desk-window-from = ab { $from }
desk-window-until = bis { $until }
desk-why = Warum
desk-pack = { $tracking } packen
desk-pack-about = Ändern Sie nur, was fehlt. Alles andere ist in der Kiste.
desk-packed-of = In der Kiste, von { $count }
desk-remainder = Was mit dem Rest geschieht
desk-amount-in = Betrag in { $currency }
desk-paid-by = Wie
desk-why-different = Warum es nicht der offene Betrag ist
desk-paid-exactly = Es ist genau der offene Betrag
desk-packing-empty = Nichts zu packen
desk-packing-empty-text = Hier stehen die Bestellungen, die Sie bestätigt haben.
desk-packing-picks = Aus den Regalen, insgesamt
desk-not-enough = Nicht genug
desk-substitutes-ok = Ein anderes Produkt ist als Ersatz recht
desk-customer = Kundin oder Kunde
desk-customer-search = Wer bestellt?
desk-customer-change = Jemand anderes
desk-product-search = Produkt hinzufügen
desk-quantity-of = Menge von { $name }
desk-line-remove = { $name } entfernen
desk-order-lines-empty = Noch nichts. Tippen Sie einen Namen oder eine Nummer.
desk-order-place = Bestellung aufgeben
desk-fulfilment = Wie es ankommt
desk-phone = Telefon
desk-driver-notes = Für den Fahrer
desk-price-per = { $unit ->
    [piece] { $price } je Stück
   *[other] { $price } je { $unit }
}
desk-left = noch { $count }

# Stock and products.
desk-nav-stock = Lager
desk-shelf = Welche Produkte
desk-shelf-all = Alle
desk-shelf-low = Geht zur Neige ({ $count })
desk-shelf-orderable = Bestellbar
desk-shelf-archived = Nicht mehr geführt
desk-unit = Einheit
desk-unit-hint = Etwa „Stück“ oder „Beutel 500 g“
desk-on-hand = Vorhanden
desk-reserved = Reserviert
desk-available = Frei
desk-back-ordered = Erwartet
desk-low = Geht zur Neige
desk-archived = Nicht mehr geführt
desk-product-new = Neues Produkt
desk-product-archive = Aus der Liste nehmen
desk-stock-empty = Hier sind keine Produkte
desk-stock-empty-text = Fügen Sie ein Produkt hinzu oder ändern Sie den Filter.
desk-adjust = Bestand ändern
desk-adjust-of = Bestand ändern: { $name }
desk-change = Änderung
desk-change-hint = Stück, die kamen; mit Minus, was ging
desk-note = Notiz
desk-afterwards = Danach
desk-stock-history = Bestandsänderungen
desk-stock-history-empty = Noch wurde nichts von Hand geändert.
desk-older = Ältere
desk-uncounted = { $change } noch nicht gezählt
desk-stock-rules = Regeln für den Bestand
desk-low-at = Ab so wenigen freien Stück melden
desk-low-at-hint = Leer: nie
desk-low-from = Meldung ab { $count }
desk-low-never = Wird nie als knapp gemeldet
desk-back-order = Kann bestellt werden, bevor es da ist
desk-back-order-on = vorab bestellbar
desk-back-order-off = nur was da ist
desk-back-order-cap = Höchstens so viele vorab
desk-back-order-cap-hint = Leer: keine Grenze
desk-price-in = Preis in { $currency }
desk-price-hint = Bis zu vier Nachkommastellen

# The dispatch board.
desk-nav-dispatch = Auslieferung
desk-view = Ansicht
desk-as-list = Liste
desk-as-map = Karte
desk-map-failed = Dieser Rechner zeichnet die Orte ohne Karte.
desk-map-elsewhere = Die Kartendatei zeigt eine andere Gegend. In der Liste unten steht alles.
desk-driver-seen = Gesehen um { $at }
desk-driver-seen-at-speed = Gesehen um { $at }, { $speed } km/h
desk-driver-old = Nicht mehr aktuell
desk-driver-next = Als Nächstes: { $name }
desk-driver-next-in = Als Nächstes: { $name }, noch { $way }
desk-driver-nearby = Gleich da
desk-driver-at-door = An der Tür
desk-driver-find = { $name } finden
desk-way-m = { $way } m
desk-way-km = { $way } km
desk-waiting = Wartet auf einen Fahrer ({ $count })
desk-waiting-empty = Nichts wartet
desk-waiting-empty-text = Hier stehen gepackte Bestellungen, die noch niemand bringt.
desk-drivers = Fahrer
desk-drivers-empty = Hier fährt noch niemand
desk-drivers-empty-text = Geben Sie jemandem die Fahrerrolle und tragen Sie das Fahrzeug ein.
desk-give = { $order } einem Fahrer geben
desk-vehicle-of = { $vehicle }, { $count } Stück
desk-vehicle-unknown = Fahrzeug unbekannt
desk-vehicle-needed = Tragen Sie das Fahrzeug ein, dann kann diese Person Bestellungen bekommen.
desk-vehicle-edit = Fahrzeug von { $name }
desk-vehicle = Fahrzeug
desk-vehicle-capacity = Stück, die hineinpassen
desk-driver-name = Name für Kunden
desk-driver-name-hint = So sehen ihn die Leute, wenn ihre Bestellung unterwegs ist
desk-on-shift = Im Dienst seit { $at }
desk-off-shift = Nicht im Dienst
desk-run-none = Noch keine Fahrt. Ziehen Sie eine Bestellung hierher.
desk-run-leaves = Fährt los { $at }
desk-run-left = Losgefahren { $at }
desk-run-progress = { $done } von { $all } Halten, { $units } Stück
desk-run-manual = Reihenfolge von Hand
desk-run-sheet-of = Fahrtenblatt von { $name }
desk-stops = Halte
desk-stop-up = { $name } früher
desk-stop-down = { $name } später
desk-stop-out = { $name } aus der Fahrt nehmen
desk-late = Zu spät
desk-address = Adresse
desk-due = Offen
desk-propose = Fahrten vorschlagen
desk-proposal = Vorgeschlagene Fahrten
desk-proposal-empty = Nichts zu planen
desk-proposal-empty-text = Es gibt keine gepackten Bestellungen, oder niemand fährt.
desk-proposed-run = { $load } von { $capacity } Stück, zurück um { $back }
desk-departs = Abfahrt
desk-plan-thorough = Einige Sekunden länger rechnen
desk-plan-again = Neu vorschlagen
desk-plan-accept = { $count ->
    [one] { $count } Fahrt einplanen
   *[other] { $count } Fahrten einplanen
}
desk-plan-accepted = Die Fahrten sind eingeplant.
desk-unplanned = Nicht eingeplant
desk-reviews = Sehen Sie sich das an
desk-review-settle = Erledigen
desk-review-note = Was dabei herauskam

# Orders.
desk-in-capacity = Rolle dabei

# Tickets.
desk-nav-tickets = Anfragen
desk-promise = { $name } bis { $at }
desk-tickets-open = Zu beantworten
desk-tickets-mine = Meine
desk-tickets-ended = Erledigt
desk-subject = Betreff
desk-asks = Wer fragt
desk-promise-column = Zugesagt
desk-assignee = Wer sich kümmert
desk-assigned-to = { $name } kümmert sich
desk-moved = Letzter Schritt
desk-tickets-empty = Hier sind keine Anfragen
desk-tickets-empty-text = Hier steht, was dieser Treffpunkt gefragt wird, das Neueste zuerst.
desk-ticket-reply = Antwort
desk-ticket-note = Notiz nur für den Treffpunkt
desk-ticket-kind = Was Sie schreiben
desk-ticket-send = Antwort senden
desk-ticket-internal = Das sieht nur der Treffpunkt
desk-ticket-take = Übernehmen
desk-ticket-wait = Auf Antwort warten
desk-ticket-put-off = Zurückstellen
desk-ticket-resolve = Gelöst
desk-ticket-close = Endgültig schließen
desk-ticket-follows = Setzt eine frühere Anfrage fort
desk-until = Bis
desk-tickets-owed = Anfragen ohne Antwort
