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
start-results = Ergebnisse
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
