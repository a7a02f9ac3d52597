# Pedidos: dónde está la mercancía, qué se hace con ella y qué pasó.

order-status-pending = Solicitado
order-status-confirmed = Confirmado
order-status-packed = Preparado
order-status-assigned = Con quien reparte
order-status-out-for-delivery = En camino
order-status-delivered = Entregado
order-status-failed = No entregado
order-status-retried = Planificado de nuevo
order-status-returned = Devuelto al punto de encuentro
order-status-cancelled = Cancelado
order-event-place = Pedido
order-event-confirm = El punto de encuentro lo ha aceptado
order-event-pack = Preparado
order-event-assign = Asignado a un reparto
order-event-depart = En camino
order-event-deliver = Entregado
order-event-fail = No entregado
order-event-retry = Planificado de nuevo
order-event-return = De vuelta en el punto de encuentro
order-event-cancel = Cancelado
order-event-pay = Pagado
short-reason-out-of-stock = No quedaba en el estante.
short-reason-damaged = Lo que había estaba roto.
short-reason-expired = Lo que había estaba caducado.
short-reason-quality = Lo que había no era lo bastante bueno.
short-reason-not-delivered = El proveedor no lo trajo.
short-reason-not-found = Debería estar, pero no apareció.
fail-reason-nobody-home = Nadie abrió.
fail-reason-address-not-found = No se encontró la dirección.
fail-reason-no-access = No se pudo llegar a la puerta.
fail-reason-refused = Lo rechazaron.
fail-reason-damaged = Se rompió por el camino.
fail-reason-not-paid = No se pudo pagar.
fail-reason-not-identified = No se pudo comprobar que era la persona correcta.
fail-reason-unsafe = No era un lugar seguro.
fail-reason-out-of-time = Se acabó el turno.
fail-reason-vehicle = Se averió el vehículo.
order-step-confirm = Confirmar
order-step-pack = Preparado
order-step-assign = Asignar conductor
order-step-depart = Salir
order-step-deliver = Entregado
order-step-fail = No entregado
order-step-retry = Reintentar
order-step-return = Devolver al estante
order-step-cancel = Cancelar el pedido

order-event-move = Cambiado a otro día de reparto
order-event-hand-over = Recogido

order-capacity-customer = como cliente
order-capacity-driver = como conductor
order-capacity-hub-manager = por el punto de encuentro
order-capacity-content-admin = por los contenidos
order-capacity-admin = por la comunidad
order-capacity-system = automáticamente
order-capacity-bystander = por otra persona

order-fulfilment-delivery = Entrega
order-fulfilment-pick-up = Recogida

order-payment-at-hub = En el punto de encuentro
order-payment-on-delivery = Al recibirlo

short-remainder-back-order = Entregar después
short-remainder-substitute = Sustituido
short-remainder-refund = No cobrar

run-state-planned = En el punto de encuentro
run-state-out = En ruta
run-state-ended = Terminada

stock-reason-received = Recibido
stock-reason-returned = Devuelto
stock-reason-counted = Contado
stock-reason-corrected = Corregido
stock-reason-damaged = Dañado
stock-reason-expired = Caducado
stock-reason-lost = Perdido
stock-reason-used = Usado por el punto

unplanned-no-position = Ubicación desconocida
unplanned-no-driver = Nadie conduce

unplanned-too-much = Demasiado para los vehículos

unplanned-out-of-reach = Nadie llega a tiempo

unplanned-no-room = No cabe con los demás

proof-method-handed-over = Entregado en mano
proof-method-left-in-place = Dejado en el lugar acordado
proof-method-locker = En una taquilla

proof-relation-customer = la persona que pidió
proof-relation-household = del mismo hogar
proof-relation-neighbour = del vecindario
proof-relation-reception = la recepción
proof-relation-nobody = nadie

proof-review-clock-disagrees = El reloj del teléfono no coincide
proof-review-far-from-address = Lejos de la dirección
proof-review-no-position = Sin ubicación
proof-review-chain-broken = No sigue a la prueba anterior
proof-review-correction-invalid = Corrección fuera de plazo

review-why-stop-cancelled = Aviso desde una parada retirada
review-why-stop-state = No encaja con la parada
review-why-order-state = No encaja con el pedido
review-why-proof = Prueba de entrega dudosa

train-phase-not-open-yet = Aún no abierto
train-phase-open = Admite pedidos
train-phase-packing = En preparación
train-phase-ready = Listo para salir
train-phase-departed = En ruta
train-phase-arrived = Terminado

paid-by-cash = Efectivo
paid-by-card = Tarjeta
paid-by-transfer = Transferencia

cash-reason-part-delivery = Entrega parcial
cash-reason-no-change = Sin cambio
cash-reason-refused = Se negó a pagar
cash-reason-tip = Propina
cash-reason-miscounted = Mal contado
cash-reason-lost = Perdido

title-order-place = Su pedido
title-order-change = Su paso en el pedido { $name }
title-stock-change = Su cambio de «{ $name }» en existencias
title-dispatch-change = Su cambio de una ruta
