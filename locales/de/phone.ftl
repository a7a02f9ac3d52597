# The phone app's own words.

# Everywhere.
app-name = Hubbub
app-promise = Deine Gemeinschaft in der Tasche. Sie funktioniert auch ohne Netz.
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
lost-words = Diese Adresse führt nirgendwohin. Beginne auf der ersten Seite.

# What goes wrong on this device.
trouble-offline = Wir erreichen den Server nicht. Prüfe deine Verbindung und versuche es noch einmal.
trouble-store = Dieses Gerät konnte das nicht speichern. Schließe die App, öffne sie wieder und versuche es noch einmal.
trouble-share = Dieses Gerät kann das nicht weitergeben. Versuche es auf einem anderen.
needs-network = Dafür braucht es eine Verbindung

# The tabs and the titles of screens.
nav-main = Hauptbereiche
nav-start = Start
nav-votes = Abstimmen
nav-me = Du
nav-sync = Abgleich
nav-notices = Neues für dich
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
password-changed = Dein Passwort ist geändert. Alle anderen Geräte sind abgemeldet.
sign-in-by-mail = Per Mail anmelden
no-account-yet = Neu hier?
register = Konto anlegen
register-title = Dein Konto
your-name = Dein Name
your-name-hint = So, wie ihn die anderen in der Gemeinschaft sehen.
language = Sprache
code-title = Zweiter Schritt
code = Code
code-hint = Sechs Ziffern aus deiner Authenticator-App oder ein Ersatzcode.
code-none-yet = Ich habe noch keine Authenticator-App
code-none-yet-words = Deine Rolle braucht einen zweiten Faktor. Eine Authenticator-App auf diesem oder einem anderen Telefon erzeugt die Codes.
code-set-up = Authenticator einrichten
code-set-up-words = Gib diesen Schlüssel in deine Authenticator-App ein und dann den Code, den sie zeigt.
code-open-app = Authenticator öffnen
recovery-words = Schreibe diese Codes auf. Jeder öffnet einmal die Tür, wenn dein Telefon weg ist. Sie werden nur jetzt gezeigt.
recovery-kept = Ich habe sie notiert
link-title = Per Mail anmelden
link-words = Wir schicken dir einen Link, der dich auf diesem Gerät anmeldet. Er gilt 15 Minuten.
link-code = Code aus der Mail
link-code-hint = Wenn sich der Link hier nicht öffnet, tippe seinen Code ein.
mail-ask = Mail schicken
mail-sent = Wenn es zu dieser Adresse ein Konto gibt, ist eine Mail unterwegs.
forgot-title = Neues Passwort
forgot-words = Wir schicken dir einen Link. Damit wählst du ein neues Passwort.
verify-title = Deine Adresse
verify-done = Deine Adresse ist bestätigt. Du kannst dich jetzt anmelden.
reset-title = Wähle ein neues Passwort
reset-done = Dein neues Passwort gilt. Melde dich damit an.
legal-terms = Nutzungsbedingungen
legal-privacy = Datenschutz
legal-agree-terms = Ich habe die Nutzungsbedingungen gelesen und stimme zu.
legal-agree-privacy = Ich habe gelesen, wie meine Daten geschützt werden, und stimme zu.

# The first fetch.
first-title = Dein Hub wird geholt
first-offline-title = Noch keine Verbindung
no-community-title = Noch keine Gemeinschaft
no-community-words = Bitte die Leute in deinem Hub, dich aufzunehmen. Dann erscheint er hier von selbst.

# The first screen.
start-hello = Hallo, { $name }
start-your-vote = Deine Stimme zählt noch
start-results = Ergebnisse
start-quiet = Alles erledigt
start-quiet-words = Gerade braucht dich nichts. Genieße den Tag.

# Votes.
category-all = Alle
category-choose = Kategorie wählen
votes-empty = Hier gibt es noch keine Abstimmungen
votes-empty-words = Sobald etwas zur Abstimmung steht, findest du es hier.
votes-running = Laufende Abstimmungen
votes-over = Vorbei
votes-you-voted = Du hast abgestimmt
votes-yours = Deine Stimme
votes-yours-stands = Deine Stimme steht
votes-offline-hint = Deine Stimme ist sofort sicher auf diesem Gerät. Sie zählt, sobald sie beim Server ist.
votes-choose-first = Wähle zuerst etwas aus.
votes-change-first = Ändere zuerst deine Wahl.
votes-withdraw-words = Deine Stimme zählt dann nicht mehr. Solange die Abstimmung läuft, kannst du wieder abstimmen.
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
votes-history = Deine früheren Fassungen
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
inbox-done-at = Du hast das gemacht: { $at }.
remedy-sent = Es ist wieder unterwegs.
title-gone = etwas, das es nicht mehr gibt
title-newer = Eine Änderung einer neueren Version
title-notices-read = Neues als gesehen markiert
title-profile = Deine Änderungen an der Gemeinschaft
title-other = Eine Änderung

# The person.
notices-new = Neu
notices-unread = { $count ->
    [one] { $count } neu
   *[other] { $count } neu
}
notices-mark = Alles als gesehen markieren
notices-empty = Nichts Neues
notices-empty-words = Was dich betrifft, erscheint hier: Ergebnisse, Antworten, Lieferungen.
settings-theme = Aussehen
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-text = Schriftgröße
settings-percent = { $percent } %
settings-notices = Mitteilungen des Systems
settings-notices-hint = Auch neben der App, wenn dich etwas betrifft.
settings-community = Angezeigte Gemeinschaft
about-version = Version
about-server = Server
about-parts = Die Bausteine dieser App
factor-title = Zweiter Faktor
factor-words = Mit einem zweiten Faktor öffnet ein gestohlenes Passwort nichts. Für hohe Gebote brauchst du ihn.
sessions-title = Wo du angemeldet bist
sessions-this = Dieses Gerät
sessions-end = Abmelden
sign-out = Abmelden
sign-out-words = Alles ist gesendet. Dieses Gerät vergisst deine Daten.

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
export-title = Deine Daten
export-words = Eine Datei mit allem, was über dich gespeichert ist. Sie gehört dir.
export-go = Kopie holen

# The count, once more.
votes-turnout-of = { $count } von { $total } Personen
votes-count-final = Der Stand
