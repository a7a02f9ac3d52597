# Bestellungen: wo die Ware ist, was damit geschieht und was war.

order-status-pending = Angefragt
order-status-confirmed = Bestätigt
order-status-packed = Gepackt
order-status-assigned = Bei der Fahrt dabei
order-status-out-for-delivery = Unterwegs
order-status-delivered = Geliefert
order-status-failed = Nicht übergeben
order-status-retried = Neu geplant
order-status-returned = Zurück am Treffpunkt
order-status-cancelled = Storniert
order-event-place = Bestellt
order-event-confirm = Der Treffpunkt hat zugesagt
order-event-pack = Gepackt
order-event-assign = Für eine Fahrt eingeteilt
order-event-depart = Unterwegs
order-event-deliver = Übergeben
order-event-fail = Nicht übergeben
order-event-retry = Neu geplant
order-event-return = Zurück am Treffpunkt
order-event-cancel = Storniert
order-event-pay = Bezahlt
short-reason-out-of-stock = Im Regal war nichts mehr.
short-reason-damaged = Was da war, war kaputt.
short-reason-expired = Was da war, war abgelaufen.
short-reason-quality = Was da war, war nicht gut genug.
short-reason-not-delivered = Es wurde nicht angeliefert.
short-reason-not-found = Es müsste da sein, war aber nicht zu finden.
fail-reason-nobody-home = Niemand hat geöffnet.
fail-reason-address-not-found = Die Adresse war nicht zu finden.
fail-reason-no-access = Die Tür war nicht erreichbar.
fail-reason-refused = Die Annahme wurde verweigert.
fail-reason-damaged = Es ging unterwegs kaputt.
fail-reason-not-paid = Es konnte nicht bezahlt werden.
fail-reason-not-identified = Es war nicht sicher, ob es die richtige Person ist.
fail-reason-unsafe = Es war dort nicht sicher.
fail-reason-out-of-time = Die Schicht war zu Ende.
fail-reason-vehicle = Das Fahrzeug fiel aus.
order-step-confirm = Bestätigen
order-step-pack = Fertig gepackt
order-step-assign = Fahrer zuweisen
order-step-depart = Losfahren
order-step-deliver = Übergeben
order-step-fail = Nicht übergeben
order-step-retry = Später noch einmal
order-step-return = Zurück ins Regal
order-step-cancel = Bestellung stornieren

order-event-move = Auf einen anderen Liefertag gelegt
order-event-hand-over = Im Treffpunkt abgeholt

order-capacity-customer = als Kundin oder Kunde
order-capacity-driver = als Fahrerin oder Fahrer
order-capacity-hub-manager = für den Treffpunkt
order-capacity-content-admin = für die Inhalte
order-capacity-admin = für die Gemeinschaft
order-capacity-system = von selbst
order-capacity-bystander = von jemand anderem

order-fulfilment-delivery = Lieferung
order-fulfilment-pick-up = Abholung

order-payment-at-hub = Im Treffpunkt
order-payment-on-delivery = An der Tür

short-remainder-back-order = Nachliefern
short-remainder-substitute = Ersetzt
short-remainder-refund = Nicht berechnen

run-state-planned = Im Treffpunkt
run-state-out = Unterwegs
run-state-ended = Beendet

stock-reason-received = Wareneingang
stock-reason-returned = Zurückgekommen
stock-reason-counted = Gezählt
stock-reason-corrected = Berichtigt
stock-reason-damaged = Beschädigt
stock-reason-expired = Abgelaufen
stock-reason-lost = Verloren
stock-reason-used = Selbst verbraucht

unplanned-no-position = Ort der Tür unbekannt
unplanned-no-driver = Niemand fährt

unplanned-too-much = Zu viel für jedes Fahrzeug

unplanned-out-of-reach = Niemand schafft es rechtzeitig

unplanned-no-room = Kein Platz neben den anderen

proof-method-handed-over = Übergeben
proof-method-left-in-place = Am vereinbarten Ort abgestellt
proof-method-locker = Im Schließfach

proof-relation-customer = die bestellende Person
proof-relation-household = gleicher Haushalt
proof-relation-neighbour = Nachbarschaft
proof-relation-reception = Empfang
proof-relation-nobody = niemand

proof-review-clock-disagrees = Die Uhr des Telefons geht falsch
proof-review-far-from-address = Weit weg von der Adresse
proof-review-no-position = Ohne Standort
proof-review-chain-broken = Passt nicht zum Nachweis davor
proof-review-correction-invalid = Berichtigung kam zu spät

review-why-stop-cancelled = Meldung von einem herausgenommenen Halt
review-why-stop-state = Passt nicht zum Halt
review-why-order-state = Passt nicht zur Bestellung
review-why-proof = Zweifel am Liefernachweis

train-phase-not-open-yet = Noch nicht offen
train-phase-open = Nimmt Bestellungen an
train-phase-packing = Wird gepackt
train-phase-ready = Bereit zur Abfahrt
train-phase-departed = Unterwegs
train-phase-arrived = Beendet

paid-by-cash = Bar
paid-by-card = Karte
paid-by-transfer = Überweisung

cash-reason-part-delivery = Teilweise geliefert
cash-reason-no-change = Kein Wechselgeld
cash-reason-refused = Zahlung verweigert
cash-reason-tip = Trinkgeld
cash-reason-miscounted = Verzählt
cash-reason-lost = Verloren

title-order-place = Ihre Bestellung
title-order-change = Ihr Schritt in Bestellung { $name }
title-stock-change = Ihre Änderung an „{ $name }“ im Lager
title-dispatch-change = Ihre Änderung an einer Fahrt
