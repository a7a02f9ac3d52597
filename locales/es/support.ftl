# Consultas a un punto de encuentro, y lo que promete.

ticket-state-new = Nueva
ticket-state-open = En curso
ticket-state-waiting-for-customer = A la espera de respuesta
ticket-state-waiting-until = Aplazada
ticket-state-resolved = Resuelta
ticket-state-closed = Cerrada

ticket-clock-first-answer = Primera respuesta
ticket-clock-next-answer = Respuesta siguiente
ticket-clock-solution = Solución

# Lo que ha notado el propio servidor, en lugar de un asunto.
ticket-cause-delivered-after-cancel = El pedido { $order } se entregó aunque estaba cancelado
ticket-cause-proof-in-doubt = Mire la prueba de entrega del pedido { $order }
ticket-cause-cash-differs = El efectivo de { $driver } difiere en { $amount }
ticket-cause-needs-review = Mire el pedido { $order }
ticket-cause-written = Consulta
ticket-cause-newer = Hay algo que mirar; actualice la aplicación para leer qué es

# Títulos de cambios rechazados o en espera.
title-ticket-submit = Su consulta «{ $subject }»
title-ticket-reply = Su respuesta en «{ $subject }»
title-ticket-note = Su nota en «{ $subject }»
title-ticket-change = Su cambio en «{ $subject }»
