# Wo Halte einer Fahrt stehen und was von ihnen gemeldet wird.

stop-phase-planned = Steht aus
stop-phase-loaded = An Bord
stop-phase-en-route = Auf dem Weg
stop-phase-arrived = Angekommen
stop-phase-delivered = Geliefert
stop-phase-part-delivered = Teils geliefert
stop-phase-failed = Nicht übergeben
stop-phase-skipped = Ausgelassen
stop-phase-returned = Zurück am Treffpunkt
stop-phase-cancelled = Gestrichen
stop-step-start = Losfahren
stop-step-arrive = Ich bin da
stop-step-deliver = Übergeben
stop-step-fail = Übergabe nicht möglich
stop-step-bring-back = Zum Treffpunkt zurückgebracht
