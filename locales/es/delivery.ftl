# Cómo van las paradas de una ruta y qué se informa de ellas.

stop-phase-planned = Por hacer
stop-phase-loaded = A bordo
stop-phase-en-route = En camino
stop-phase-arrived = En el lugar
stop-phase-delivered = Entregado
stop-phase-part-delivered = Entregado en parte
stop-phase-failed = No entregado
stop-phase-skipped = Omitida
stop-phase-returned = De vuelta
stop-phase-cancelled = Quitada
stop-step-start = Salir hacia allí
stop-step-arrive = Ya estoy
stop-step-deliver = Entregar
stop-step-fail = No se pudo entregar
stop-step-bring-back = Devuelto al punto de encuentro
