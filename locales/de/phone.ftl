# The phone app's own words.

# Everywhere.
app-name = Hubbub
app-promise = Ihre Gemeinschaft in der Tasche. Sie funktioniert auch ohne Netz.
back = Zurück
close = Schließen
keep = Behalten
go-on = Weiter
again = Noch einmal
understood = Verstanden
optional = (freiwillig)
loading = Einen Moment …
show-all = Alle zeigen
show-all-of = Alle zeigen: { $title }
day-today = heute, { $time }
day-tomorrow = morgen, { $time }
day-yesterday = gestern, { $time }
picture-coming = Das Bild ist unterwegs.
shared = Weitergegeben.
shared-at = Gespeichert: { $place }
gone-title = Das gibt es hier nicht mehr
lost-title = Hier ist nichts
lost-words = Diese Adresse führt nirgendwohin. Beginnen Sie auf der ersten Seite.

# What goes wrong on this device.
trouble-offline = Wir erreichen den Server nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
trouble-store = Dieses Gerät konnte das nicht speichern. Schließen Sie die App, öffnen Sie sie wieder und versuchen Sie es noch einmal.
trouble-share = Dieses Gerät kann das nicht weitergeben. Versuchen Sie es auf einem anderen.
needs-network = Dafür braucht es eine Verbindung

# The tabs and the titles of screens.
nav-main = Hauptbereiche
nav-start = Start
nav-votes = Abstimmen
nav-me = Ich
nav-sync = Abgleich
nav-notices = Neues für Sie
nav-settings = Einstellungen
nav-account = Konto und Sicherheit
nav-about = Über diese App

# Signing in.
sign-in-title = Willkommen
sign-in = Anmelden
email = E-Mail-Adresse
password = Passwort
password-forgotten = Passwort vergessen?
password-hint = Mindestens 8 Zeichen, mit Großbuchstabe, Ziffer und Sonderzeichen.
password-now = Jetziges Passwort
password-new = Neues Passwort
password-set = Passwort setzen
password-change = Passwort ändern
password-changed = Ihr Passwort ist geändert. Alle anderen Geräte sind abgemeldet.
sign-in-by-mail = Per Mail anmelden
no-account-yet = Neu hier?
register = Konto anlegen
register-title = Ihr Konto
register-agree-first = Lesen Sie die Texte unten, stimmen Sie jedem zu und legen Sie dann das Konto an.
your-name = Ihr Name
your-name-hint = So, wie ihn die anderen in der Gemeinschaft sehen.
language = Sprache
code-title = Zweiter Schritt
code = Code
code-hint = Sechs Ziffern aus Ihrer Authenticator-App oder ein Ersatzcode.
code-none-yet = Ich habe noch keine Authenticator-App
code-none-yet-words = Ihre Rolle braucht einen zweiten Faktor. Eine Authenticator-App auf diesem oder einem anderen Telefon erzeugt die Codes.
code-set-up = Authenticator einrichten
code-set-up-words = Geben Sie diesen Schlüssel in Ihre Authenticator-App ein und dann den Code, den sie zeigt.
code-open-app = Authenticator öffnen
recovery-words = Schreiben Sie diese Codes auf. Jeder öffnet einmal die Tür, wenn Ihr Telefon weg ist. Sie werden nur jetzt gezeigt.
recovery-kept = Ich habe sie notiert
link-title = Per Mail anmelden
link-words = Wir schicken Ihnen einen Link, der Sie auf diesem Gerät anmeldet. Er gilt 15 Minuten.
link-code = Code aus der Mail
link-code-hint = Wenn sich der Link hier nicht öffnet, tippen Sie seinen Code ein.
mail-ask = Mail schicken
mail-sent = Wenn es zu dieser Adresse ein Konto gibt, ist eine Mail unterwegs.
forgot-title = Neues Passwort
forgot-words = Wir schicken Ihnen einen Link. Damit wählen Sie ein neues Passwort.
verify-title = Ihre Adresse
verify-done = Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.
reset-title = Wählen Sie ein neues Passwort
reset-done = Ihr neues Passwort gilt. Melden Sie sich damit an.
legal-terms = Nutzungsbedingungen
legal-privacy = Datenschutz
legal-agree-terms = Ich habe die Nutzungsbedingungen gelesen und stimme zu.
legal-agree-privacy = Ich habe gelesen, wie meine Daten geschützt werden, und stimme zu.

# The first fetch.
first-title = Ihr Treffpunkt wird geholt
first-offline-title = Noch keine Verbindung
no-community-title = Noch keine Gemeinschaft
no-community-words = Bitten Sie die Leute an Ihrem Treffpunkt, Sie aufzunehmen. Dann erscheint er hier von selbst.

# The first screen.
start-hello = Hallo, { $name }
start-your-vote = Ihre Stimme fehlt noch
start-quiet = Alles erledigt
start-quiet-words = Gerade ist nichts zu tun. Genießen Sie den Tag.

# Votes.
category-all = Alle
category-choose = Kategorie wählen
votes-empty = Hier gibt es noch keine Abstimmungen
votes-empty-words = Sobald etwas zur Abstimmung steht, finden Sie es hier.
votes-running = Laufende Abstimmungen
votes-over = Vorbei
votes-you-voted = Sie haben abgestimmt
votes-yours = Ihre Stimme
votes-yours-stands = Ihre Stimme steht
votes-offline-hint = Ihre Stimme ist sofort sicher auf diesem Gerät. Sie zählt, sobald sie beim Server ist.
votes-choose-first = Wählen Sie zuerst etwas aus.
votes-change-first = Ändern Sie zuerst Ihre Wahl.
votes-withdraw-words = Ihre Stimme zählt dann nicht mehr. Solange die Abstimmung läuft, können Sie wieder abstimmen.
votes-count = Bisheriger Stand
votes-count-hidden = Der Stand wird später gezeigt.
votes-turnout = Beteiligung
votes-points = { $count ->
    [one] { $count } Punkt
   *[other] { $count } Punkte
}
votes-capacity = { $count ->
    [one] Platz für { $count } Person
   *[other] Platz für { $count } Personen
}
votes-how-decided = Wie es dazu kam
votes-history = Ihre früheren Fassungen
votes-version = { $at }: { $titles }
votes-version-withdrawn = { $at }: zurückgezogen
votes-less = Weniger für { $title }
votes-more = Mehr für { $title }
votes-up = { $title } nach oben
votes-down = { $title } nach unten
votes-rank = Rang { $rank }
votes-unranked = ohne Rang
result-provisional-short = Vorläufig

# Sync.
sync-figure-waiting = warten
sync-figure-refused = abgelehnt
sync-figure-files = Dateien offen
sync-files = { $count ->
    [one] { $count } Datei zu senden, { $size }
   *[other] { $count } Dateien zu senden, { $size }
}
sync-files-refused = { $count ->
    [one] { $count } Datei hat der Server nicht angenommen.
   *[other] { $count } Dateien hat der Server nicht angenommen.
}
outbox-discard = Diese Änderung verwerfen?
outbox-discard-of = Verwerfen: { $title }
inbox-decided = entschieden { $at }
inbox-done-at = Sie haben das gemacht: { $at }.
remedy-sent = Es ist wieder unterwegs.
title-gone = etwas, das es nicht mehr gibt
title-newer = Eine Änderung einer neueren Version
title-notices-read = Neues als gesehen markiert
title-profile = Ihre Änderungen an der Gemeinschaft
title-other = Eine Änderung

# The person.
notices-new = Neu
notices-unread = { $count ->
    [one] { $count } neu
   *[other] { $count } neu
}
notices-mark = Alles als gesehen markieren
notices-empty = Nichts Neues
notices-empty-words = Was Sie betrifft, erscheint hier: Ergebnisse, Antworten, Lieferungen.
settings-theme = Aussehen
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-text = Schriftgröße
settings-percent = { $percent } %
settings-notices = Mitteilungen des Systems
settings-notices-hint = Auch neben der App, wenn Sie etwas betrifft.
settings-community = Angezeigte Gemeinschaft
about-version = Version
about-server = Server
about-parts = Die Bausteine dieser App
factor-title = Zweiter Faktor
factor-words = Mit einem zweiten Faktor öffnet ein gestohlenes Passwort nichts. Für hohe Gebote brauchen Sie ihn.
sessions-title = Wo Sie angemeldet sind
sessions-this = Dieses Gerät
sessions-end = Abmelden
sessions-unnamed = Ein Gerät ohne Namen
sign-out = Abmelden
sign-out-words = Alles ist gesendet. Dieses Gerät vergisst Ihre Daten.

# The gallery of parts.
gallery-title = Bausteine
gallery-buttons = Knöpfe und Dialoge
gallery-fields = Felder
gallery-choices = Auswahl
gallery-said = Was gesagt wird
gallery-shown = Was gezeigt wird
gallery-dialog = Dialog
gallery-sheet = Blatt von unten

# A copy of one's own data.
export-title = Ihre Daten
export-words = Eine Datei mit allem, was über Sie gespeichert ist. Sie gehört Ihnen.
export-go = Kopie holen

# The count, once more.
votes-turnout-of = { $count } von { $total } Personen
votes-count-final = Der Stand

# Secret votes.
votes-secret = Geheime Abstimmung
votes-secret-words = Sie stimmen einmal ab. Ihre Wahl lässt sich danach nicht ändern, zurückziehen oder noch einmal ansehen, auch von Ihnen nicht.
votes-secret-ask = Endgültig abstimmen?
votes-secret-waiting = Ihre Stimme wartet auf diesem Telefon
votes-secret-waiting-words = Sie geht von selbst hinaus, sobald der Server erreichbar ist. Dann vergisst dieses Telefon, was Sie gewählt haben.
votes-secret-given = Sie haben abgestimmt
votes-secret-given-words = Bekannt ist, dass Sie abgestimmt haben. Was Sie gewählt haben, wird niemandem gezeigt.
votes-runoff = Stichwahl

# Neues, Angebote und was Leute dazu sagen.
you = Sie
show-more = Mehr zeigen
feed-title = Neues
news-title = Nachricht
item-title = Angebot
item-talk = Was andere sagen
item-reactions = Wie Ihnen das gefällt
reaction-count = { $reaction }: { $count }
comments-title = { $count ->
    [0] Was andere sagen
    [one] { $count } Kommentar
   *[other] { $count } Kommentare
}
comment-yours = Ihr Kommentar
comment-send = Abschicken
comment-answer = Antworten
comment-answering = Sie antworten { $name }.
comment-answer-stop = Nicht antworten, nur sagen
comment-edited = geändert
comment-hidden = Das wurde ausgeblendet. Nur Sie und die Moderation sehen es noch.
comment-delete = Entfernen
comment-delete-words = Ihr Kommentar ist dann endgültig weg.
comment-report = Melden
comment-report-why = Was stimmt damit nicht?
comment-report-note = Mehr dazu
comment-report-send = An die Moderation senden
comment-reported = Das haben Sie gemeldet.
comment-reported-thanks = Danke. Die Moderation sieht es sich an.

# Bilder, die man hinzufügt.
picture-add = Bild hinzufügen
picture-number = Bild { $number }
picture-remove = Bild { $number } entfernen
picture-attached = Ein angehängtes Bild
picture-failed = Das Bild ließ sich nicht speichern. Versuchen Sie ein kleineres.

# Anfragen an den Treffpunkt.
nav-tickets = Fragen an den Treffpunkt
ticket-ask = Etwas fragen
tickets-running = Laufend
tickets-over = Erledigt
tickets-empty = Sie haben noch nichts gefragt
tickets-empty-words = Eine Frage, etwas kaputt, eine Lieferung ging schief: Ihr Treffpunkt antwortet hier.
ticket-whom = Wen fragen Sie?
ticket-subject = In einer Zeile
ticket-text = Worum geht es?
ticket-text-hint = Das lesen die Leute vom Treffpunkt, sonst niemand.
ticket-send = Absenden
ticket-offline-hint = Es ist sofort auf diesem Gerät sicher und geht hinaus, sobald ein Netz da ist.
ticket-follows = Sie führt eine frühere Anfrage fort
ticket-promise = Der Treffpunkt antwortet bis { $at }.
ticket-promise-late = Der Treffpunkt hätte bis { $at } antworten sollen. Er ist erinnert.
ticket-over-words = Das ist erledigt. Schreiben Sie noch einmal, wenn nicht.
ticket-reply = Ihre Antwort
ticket-reopen = Es ist nicht erledigt
ticket-solved = Es ist gelöst

# Der Markt. Die meisten seiner Wörter stehen in auction.ftl.
market-search = Im Markt suchen
market-mine = Meine Gebote und Verkäufe
market-sell = Etwas verkaufen
market-order = Reihenfolge
market-order-ending = Endet bald
market-order-newest = Neueste
market-order-cheapest = Günstigste
market-filters = Filter
market-filters-on = { $count ->
    [one] { $count } Filter an
   *[other] { $count } Filter an
}
market-filters-off = Ohne Filter
market-filters-apply = Zeigen
market-found = { $count ->
    [0] Nichts gefunden
    [one] { $count } Treffer
   *[other] { $count } Treffer
}
market-none = Hier ist nichts
market-any = Alle
market-category = Was es ist
market-kind = Wie es verkauft wird
market-hub = Wo es übergeben wird
market-ending = Endet innerhalb von
market-within-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
market-within-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tagen
}
market-price-from = Preis ab
market-price-to = Preis bis
market-yours = Von Ihnen
market-pictures = { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder nebeneinander
}
market-cancelled-because = Abgesagt: { $reason }
market-own-reserve = Ihr Mindestpreis: { $price }. Den sieht sonst niemand.
market-my-bids = Gebote
market-my-listings = Angebote
market-my-sales = Verkäufe
market-no-bids = Noch keine Gebote
market-no-bids-words = Worauf Sie bieten, steht hier, mit Ihrem Stand.
market-no-listings = Sie bieten noch nichts an
market-no-listings-words = Ein Fahrrad, ein Regal, ein Glas Honig: Ihre Nachbarn suchen das vielleicht.
market-no-sales = Noch keine Verkäufe
market-no-sales-words = Was Sie gekauft oder verkauft haben, steht hier, auch wenn es erledigt ist.
countdown = noch { $left }
countdown-hours = { $hours } Std. { $minutes } Min.
countdown-minutes = { $minutes } Min. { $seconds } Sek.
unit-seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
auction-offline-hint = Gebote ohne Verbindung zählen, wenn sie ankommen.
auction-your-max = Ihr Höchstgebot in { $currency }
auction-suggested = Beträge zur Wahl
auction-max-words = Ihr Höchstgebot kennen nur Sie und der Server. Er bietet für Sie, Schritt für Schritt, nie weiter als nötig.
auction-bid-up-to = Bis { $price } bieten
auction-buy-words = Sie kaufen „{ $title }“ jetzt, verbindlich.
auction-buy-yes = Kaufen
keep-not = Jetzt nicht
auction-own-bids = Ihre Gebote
auction-retract-words = Ein Gebot ist ein Versprechen. Zurücknehmen lässt es sich nur aus diesen Gründen:
auction-retract-amount = Ich habe mich beim Betrag vertippt
auction-retract-changed = Das Angebot wurde nach meinem Gebot geändert
offer-words = Die Kaufseite hat nicht bezahlt. Sie können es für { $price } haben, bis { $until }.
offer-accept = Annehmen
offer-decline = Nein, danke
offer-open = Sie können es für { $price } haben
price-history = { $count ->
    [0] Preisverlauf
    [one] Preisverlauf, { $count } Gebot
   *[other] Preisverlauf, { $count } Gebote
}
price-history-words = Der Preis ging von { $from } auf { $to }.
price-who = Wer
price-when = Wann
price-price = Preis
sale-sold-to = An { $name } für { $price } verkauft
sale-bought-of = Von { $name } für { $price } gekauft
sale-state-awaiting-payment = Zu bezahlen
sale-state-paid = Bezahlt
sale-state-handed-over = Übergeben
sale-state-received = Erhalten
sale-state-completed = Abgeschlossen
sale-state-cancelled = Abgesagt
sale-state-disputed = Strittig
sale-state-resolved = Geklärt
sale-pay-by = Am Treffpunkt bezahlen bis { $until }.
sale-hand-over = Ich habe es übergeben
sale-receive = Ich habe es bekommen
sale-cancel = Verkauf absagen
sale-cancel-words = Es gibt dann keinen Verkauf. Die andere Seite erfährt es.
title-sale-step = Ihr Schritt beim Verkauf von „{ $title }“
title-offer-answer = Ihre Antwort auf das Angebot „{ $title }“
review-title = Wie war es?
review-stars = { $count ->
    [one] { $count } Stern
   *[other] { $count } Sterne
}
review-text = In Ihren Worten
review-send = Bewertung senden
review-written = Sie haben bewertet. Bewertungen erscheinen, wenn beide da sind, oder nach einer Woche.
sell-title = Titel
sell-text = Beschreibung
sell-condition = Zustand
sell-handover = Wie es übergeben wird
sell-at-home = Bei mir
sell-kind = Wie verkaufen Sie es?
sell-start = Startpreis in { $currency }
sell-price = Preis in { $currency }
sell-reserve = Mindestpreis
sell-reserve-hint = Darunter kein Verkauf. Niemand sieht ihn.
sell-buy-now = Sofortkaufpreis
sell-days = Im Angebot für
sell-embargo = Gebote zählen 20 Minuten nach dem Zeigen, damit alle es zuerst sehen können.
sell-draft = Als Entwurf behalten
sell-show = Anbieten
sell-cancel = Absagen
sell-cancel-words = Es verschwindet vom Markt. Wer geboten hat, erfährt es.
sell-cancel-why = Warum?
sell-add = Ergänzen
sell-add-text = Was ist zu ergänzen?
start-bids = Ihre Gebote

# Der Laden und der Korb.
nav-market = Markt
nav-shop = Laden
nav-orders = Ihre Bestellungen
shop-hub = Wo Sie bestellen
shop-search = Im Regal suchen
shop-none = Kein Laden hat offen
shop-none-words = Sobald ein Treffpunkt etwas verkauft, steht es hier.
shop-nothing = Nichts gefunden
shop-nothing-words = Versuchen Sie ein anderes Wort.
shop-next-train = Bis { $cutoff } bestellt, Abfahrt { $departs }.
shop-price = { $price } je { $unit }
shop-left = { $count ->
    [one] noch { $count } da
   *[other] noch { $count } da
}
shop-back-order = Auf Bestellung
shop-gone = Ausverkauft
shop-add = „{ $title }“ in den Korb
shop-more = Eins mehr: { $title }
shop-less = Eins weniger: { $title }
shop-all = alle
basket-title = Korb
basket-count = { $count ->
    [one] { $count } Stück
   *[other] { $count } Stück
}
basket-empty = Ihr Korb ist leer
basket-empty-words = Was Sie hineinlegen, bleibt hier, auch ohne Netz.
basket-short = Es ist weniger da, als Sie möchten. Nehmen Sie etwas heraus, oder bestellen Sie trotzdem: Es zählt der Bestand am Treffpunkt.
basket-left = Nur noch { $left } da
basket-how = Wie bekommen Sie es?
fulfilment-delivery = Lieferung
fulfilment-pick-up = Abholung am Treffpunkt
basket-delivery = { $price } für die Lieferung
basket-train = Welche Fahrt?
basket-train-words = { $departs }, da bis { $arrives }
basket-late = Falls es dafür zu spät ist
basket-late-next = Die nächste nehmen
basket-late-wait = Auf einen Platz in dieser warten
basket-substitutes = Was fehlt, darf durch Ähnliches ersetzt werden
basket-recipient = Wer nimmt es an?
basket-phone = Telefon
address-street = Straße und Hausnummer
address-postal-code = Postleitzahl
address-city = Ort
basket-notes = Für die Fahrerin oder den Fahrer
basket-notes-hint = Welche Klingel, welcher Stock.
basket-payment = Wann bezahlen Sie?
payment-on-delivery = An der Tür
payment-at-hub = Am Treffpunkt
basket-goods = Waren
basket-total = Summe
basket-place = Für { $total } bestellen
basket-request = Es ist eine Anfrage, bis der Bestand für Sie reserviert ist. Sie erfahren es.

# Die eigenen Bestellungen.
orders-empty = Sie haben noch nichts bestellt
orders-empty-words = Was Sie bestellen, steht hier, und wo es gerade ist.
order-requested = angefragt, noch nicht reserviert
order-requested-words = Sie wartet auf diesem Gerät. Reserviert wird, wenn sie ankommt.
order-now = Wo sie ist
order-where = Wohin sie geht
order-planned = Erwartet { $at }
order-came = Angekommen { $at }
order-train = Abfahrt { $departs }, da bis { $arrives }
order-driver = { $name } bringt sie
order-due = Zu bezahlen: { $amount }
order-failed-because = Sie konnte nicht übergeben werden. { $reason }
order-fetch = Abholen bei { $hub }
order-map = Der Treffpunkt { $hub }, als H, und Ihre Tür, als 1
order-contents = Was darin ist
order-units = { $unit ->
    [piece] { $count } ×, je { $price }
   *[other] { $count } × { $unit }, je { $price }
}
order-back-ordered = { $count } folgen
order-short = { $came } von { $ordered } kamen.
order-agreed = Vereinbart
order-paid = Bezahlt
order-proof = Wer sie angenommen hat
order-taken-by = { $name } hat sie angenommen, { $at }.
order-proof-photo = Ein Bild der Übergabe
order-proof-signature = Die Unterschrift
order-history = Was bisher geschah
order-cancel = Bestellung stornieren
order-cancel-words = Was für Sie reserviert war, geht zurück ins Regal.
order-ask = Den Treffpunkt fragen

# Unterwegs.
nav-drive = Ihre Fahrt
start-drive = Zu Ihrer Fahrt
drive-none = Sie fahren nicht
drive-none-words = Das ist für alle, die für einen Treffpunkt ausliefern.
drive-off-words = Beginnen Sie Ihre Schicht, wenn Sie bereit sind.
drive-hub = Für welchen Treffpunkt?
drive-start-shift = Schicht beginnen
drive-end-shift = Schicht beenden
drive-end-shift-words = Geben Sie das Bargeld am Treffpunkt ab. Dort wird gezählt.
drive-since = Im Dienst seit { $at }
drive-no-run = Noch keine Fahrt
drive-no-run-words = Sobald der Treffpunkt eine geplant hat, steht sie hier.
drive-stops = { $count ->
    [one] { $count } Halt
   *[other] { $count } Halte
}
drive-map = { $count ->
    [one] Karte mit { $count } Halt, Norden oben
   *[other] Karte mit { $count } Halten, Norden oben
}
drive-progress = { $done } von { $total } erledigt
drive-leaves = { $count ->
    [one] Abfahrt { $at }, { $count } Stück an Bord
   *[other] Abfahrt { $at }, { $count } Stück an Bord
}
drive-next = Als Nächstes: { $number }. { $name }
drive-go-on = Weiter
drive-at-door = Sie scheinen bei Halt { $number } zu sein: { $name }. Tippen Sie dort auf „Ich bin da“.
drive-leave = Alles geladen, losfahren
drive-no-position = Dieses Gerät kennt seinen Standort nicht. Lieferungen gelten trotzdem.
drive-position-denied = Der Standort ist auf diesem Gerät nicht erlaubt. Lieferungen gelten trotzdem.
drive-back = Ich bin zurück am Treffpunkt
drive-back-words = Die Fahrt ist dann vorbei. Ihr Standort wird nicht mehr aufgezeichnet.
drive-day = Ihr Tag und Ihr Bargeld
drive-day-empty = Noch nichts
drive-to-come = stehen aus
drive-from-until = { $from } bis { $until }
drive-no-money = In dieser Schicht wurde kein Geld eingenommen.
drive-cash = Bargeld zum Abgeben
drive-collections = Tür für Tür
drive-was-due = { $amount } war fällig
drive-count-waits = Der Treffpunkt hat das Bargeld noch nicht gezählt.
drive-counted = Der Treffpunkt hat { $counted } gezählt, erwartet waren { $expected }.
drive-sign = Ich bin mit der Zählung einverstanden
drive-signed = Sie haben der Zählung zugestimmt.
drive-look = Aussehen und Handschuhe
drive-look-day = Tag
drive-look-sunlight = Pralle Sonne
drive-look-night = Nacht
drive-gloves = Handschuhe
drive-gloves-hint = Größere Tasten mit mehr Abstand.
drive-no-address = Keine Adresse
drive-window = { $from } bis { $until }
drive-until = bis { $until }
drive-from = ab { $from }
drive-planned = geplant { $time }
drive-stop = Halt { $number }
drive-due = Zu bezahlen: { $amount }
drive-navigate = Navigieren
drive-call = Anrufen
drive-open-failed = Dafür ließ sich keine andere App öffnen.
drive-units = { $count ->
    [one] { $count } Stück
   *[other] { $count } Stück
}
drive-cancelled = Der Treffpunkt hat diesen Halt gestrichen. Bringen Sie die Ware zurück.
drive-kept = auf diesem Telefon sicher
drive-other-order = Ein anderer Halt kommt zuerst
drive-other-order-words = Geplant ist Halt { $planned }. Trotzdem zu Halt { $number }?
drive-other-order-yes = Hinfahren
drive-to-next = Weiter zu Halt { $number }
drive-to-list = Zur Liste
drive-choose-reason = Wählen Sie zuerst einen Grund.
drive-why = Warum?
drive-note = Ein Wort dazu
drive-fail-send = So war es
drive-undo = Zurücknehmen

# Der Nachweis der Übergabe.
proof-title = Nachweis
proof-lines = Übergeben
proof-of = { $count } von { $total }
proof-missing = { $count ->
    [one] Warum fehlt { $count }?
   *[other] Warum fehlen { $count }?
}
undelivered-refused = Nicht gewünscht
undelivered-damaged = Beschädigt
undelivered-missing = Nicht im Fahrzeug
undelivered-wrong = Nicht das Bestellte
undelivered-not-paid = Nicht bezahlt
proof-how = Wie?
proof-handed-over = In die Hand gegeben
proof-left-in-place = Am vereinbarten Ort abgestellt
proof-locker = In ein Schließfach
proof-recipient = Wer hat es angenommen?
proof-who = Wer ist das?
proof-customer = Wer bestellt hat
proof-household = Aus dem Haushalt
proof-neighbour = Aus der Nachbarschaft
proof-reception = Der Empfang
proof-photos = Bilder
proof-photo-take = Bild aufnehmen
proof-signature = Unterschrift
proof-signature-field = Feld zum Unterschreiben mit dem Finger
proof-signature-again = Neu unterschreiben
proof-signature-or = Wer nicht unterschreiben kann, steht oben mit Namen; ein Bild ersetzt die Unterschrift.
proof-cash = Erhalten in { $currency }
proof-paid-by = Wie wurde bezahlt?
proof-cash-why = Warum ein anderer Betrag?
cash-reason-choose = Bitte wählen
proof-saved = Auf diesem Telefon gespeichert
proof-done = Fertig
title-shift = Ihre Schicht
title-run = Ihre Fahrt
title-stop = Der Halt bei { $title }
title-proof = Die Lieferung an { $title }

# Das Ende des Kontos und der Weg zurück.
close-title = Konto schließen
close-words = Alle Geräte werden sofort abgemeldet, und dieses vergisst alles. Dreißig Tage lang können Sie das Konto wieder öffnen. Danach wird gelöscht, was Sie nennt; Stimmen und Zählungen bleiben.
close-go = Mein Konto schließen
close-ask = Jetzt schließen?
closed-title = Ihr Konto ist geschlossen
closed-words = Bis { $until } können Sie es mit Ihrem Passwort wieder öffnen. Danach wird gelöscht, was Sie nennt.
reopen-title = Konto wieder öffnen
reopen-words = Geben Sie die Adresse und das Passwort ein, die es hatte.
reopen-go = Wieder öffnen
reopen-done = Ihr Konto ist wieder offen. Melden Sie sich jetzt an.

# Worin jemand eingewilligt hat.
consents-title = Ihre Einwilligungen
consents-phone = Was dieses Telefon darf
consents-legal = Rechtliche Texte
consents-agreed = Zugestimmt, Fassung { $version }, { $at }
consents-not = Danach wurden Sie nicht gefragt
consent-notices-hint = Gespeichert: nichts. Ihr Telefon zeigt neben der App, was auch unter „Neues für Sie“ steht.
consent-position = Während einer Tour aufzeichnen, wo ich bin
consent-position-hint = Gespeichert: Ihr Ort alle paar Meter, solange eine Tour unterwegs ist, sonst nie. Wie lange: höchstens 90 Tage, danach nur Summen. Wer es sieht: Ihr Treffpunkt und die, zu denen Sie unterwegs sind. Wenn Sie ablehnen, liefern Sie trotzdem.
consent-position-ask = Darf Ihr Ort aufgezeichnet werden?
consent-yes = Ja, bei Touren
consent-no = Nein
settings-metered = Bilder über mobile Daten senden
settings-metered-hint = Aus: Bilder warten auf ein freies Netz. Alles andere wird gesendet.
sync-files-held = Bilder warten auf ein Netz, das nicht nach Datenmenge kostet.

# Die Treffpunkte.
hubs-title = Treffpunkte
hubs-empty = Es gibt noch keinen Treffpunkt
hubs-yours = Ihr Treffpunkt
hubs-way = Der Weg dorthin
hubs-way-to = Der Weg zum Treffpunkt { $hub }
hubs-map = { $count ->
    [one] Karte mit { $count } Treffpunkt, Norden oben
   *[other] Karte mit { $count } Treffpunkten, Norden oben
}

# Wer unterwegs ist, und was dabei aufgezeichnet wird.
order-driver-seen = { $name } war hier, Stand { $time }
order-driver-away = { $name } ist { $way } von Ihrer Tür entfernt, Stand { $time }
order-map-driver = Der Treffpunkt { $hub }, mit H, Ihre Tür, mit 1, und die Lieferung
unit-metres = { $count } m
unit-kilometres = { $count } km
drive-position-on = Ihr Ort wird aufgezeichnet, bis Sie zurück sind.
drive-position-off = Ihr Ort wird nicht aufgezeichnet.
drive-position-change = Das ändern
