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
desk-palette = Gehe zu oder tu …
desk-palette-hint = Was suchst du?
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
desk-gone-text = Es wurde entfernt, oder du darfst es nicht sehen.
desk-forbidden = Nicht für deine Rolle
desk-forbidden-text = Wer die Gemeinschaft leitet, kann dir die Rolle geben, die dieser Bereich braucht.
desk-change-other = Eine Änderung
desk-problem-network = Der Server ist gerade nicht erreichbar. Du siehst, was dieses Gerät weiß; zum Anmelden brauchst du eine Verbindung.
desk-problem-store = Dieses Gerät konnte seine Daten nicht lesen oder speichern. Schließ die App und öffne sie wieder.
desk-refused-times = Getan { $at }, entschieden { $decided }
desk-see-now = Ansehen, was jetzt gilt

# The way in.
desk-sign-in = Anmelden
desk-sign-out = Abmelden
desk-email = E-Mail
desk-password = Passwort
desk-code = Code
desk-code-hint = Aus deiner Authenticator-App, oder einer deiner Notfallcodes.
desk-continue = Weiter
desk-sign-in-link = Code per E-Mail bekommen
desk-send-link = E-Mail senden
desk-link-sent = Wenn es zu { $email } ein Konto gibt, ist eine E-Mail mit einem Code unterwegs.
desk-second-factor = Zweiter Faktor
desk-second-factor-set-up = Zweiten Faktor einrichten
desk-second-factor-about = Gib dieses Geheimnis in eine Authenticator-App ein und tippe den Code, den sie zeigt.
desk-secret = Geheimnis
desk-open-authenticator = In einer Authenticator-App auf diesem Rechner öffnen
desk-recovery-codes = Notfallcodes
desk-recovery-about = Mit jedem dieser Codes kommst du einmal hinein, wenn deine Authenticator-App weg ist. Bewahre sie sicher auf; du siehst sie nur jetzt.
desk-recovery-kept = Ich habe sie aufbewahrt

# Settings.
desk-look = Sprache und Aussehen
desk-language = Sprache
desk-theme = Farben
desk-theme-system = Wie das System
desk-theme-light = Hell
desk-theme-dark = Dunkel
desk-community = Gemeinschaft
desk-sessions = Wo du angemeldet bist
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
desk-notices-empty-text = Was andere tun und dich betrifft, steht hier.
desk-notices-none-new = Du hast alles gelesen
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
desk-people-empty-text = Du siehst die Leute der Treffpunkte, die du leitest.
desk-street = Straße und Nummer
desk-postal-code = Postleitzahl
desk-city = Ort
desk-country = Land, zwei Buchstaben
desk-about-in = Beschreibung ({ $language })

# Content.
content-state-deleted = Gelöscht
desk-content-new = Neuer Eintrag
desk-content-empty = Noch nichts da
desk-content-empty-text = Schreib etwas, das man zusammen tun, essen oder ansehen kann, oder ändere den Filter.
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
desk-polls-empty-text = Frag die Gemeinschaft etwas, oder ändere den Filter.
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
desk-second-factor-why = Ein Code aus einer Authenticator-App, zusätzlich zum Passwort, hält andere von deinem Treffpunkt fern.
