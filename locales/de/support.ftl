# Anfragen an einen Treffpunkt, und was er verspricht.

ticket-state-new = Neu
ticket-state-open = In Arbeit
ticket-state-waiting-for-customer = Wartet auf Antwort
ticket-state-waiting-until = Zurückgestellt
ticket-state-resolved = Gelöst
ticket-state-closed = Geschlossen

ticket-clock-first-answer = Erste Antwort
ticket-clock-next-answer = Nächste Antwort
ticket-clock-solution = Lösung

# Was der Server selbst bemerkt hat, anstelle eines Betreffs.
ticket-cause-delivered-after-cancel = Bestellung { $order } wurde ausgeliefert, obwohl sie storniert war
ticket-cause-proof-in-doubt = Sehen Sie sich den Zustellnachweis der Bestellung { $order } an
ticket-cause-cash-differs = Das Bargeld von { $driver } weicht um { $amount } ab
ticket-cause-needs-review = Sehen Sie sich die Bestellung { $order } an
ticket-cause-written = Anfrage
ticket-cause-newer = Es gibt etwas anzusehen; aktualisieren Sie die App, um zu lesen, was

# Überschriften abgelehnter oder wartender Änderungen.
title-ticket-submit = Ihre Anfrage „{ $subject }“
title-ticket-reply = Ihre Antwort in „{ $subject }“
title-ticket-note = Ihre Notiz in „{ $subject }“
title-ticket-change = Ihre Änderung an „{ $subject }“
