# Anfragen an einen Hub, und was der Hub verspricht.

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
ticket-cause-proof-in-doubt = Sieh dir den Zustellnachweis der Bestellung { $order } an
ticket-cause-cash-differs = Das Bargeld von { $driver } weicht um { $amount } ab
ticket-cause-needs-review = Sieh dir die Bestellung { $order } an
ticket-cause-written = Anfrage
ticket-cause-newer = Es gibt etwas anzusehen; aktualisiere die App, um zu lesen, was

# Überschriften abgelehnter oder wartender Änderungen.
title-ticket-submit = Deine Anfrage „{ $subject }“
title-ticket-reply = Deine Antwort in „{ $subject }“
title-ticket-note = Deine Notiz in „{ $subject }“
title-ticket-change = Deine Änderung an „{ $subject }“
