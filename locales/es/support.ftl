# Consultas a un hub, y lo que el hub promete.

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
ticket-cause-proof-in-doubt = Mira la prueba de entrega del pedido { $order }
ticket-cause-cash-differs = El efectivo de { $driver } difiere en { $amount }
ticket-cause-needs-review = Mira el pedido { $order }
ticket-cause-written = Consulta
ticket-cause-newer = Hay algo que mirar; actualiza la app para leer qué es

# Títulos de cambios rechazados o en espera.
title-ticket-submit = Tu consulta «{ $subject }»
title-ticket-reply = Tu respuesta en «{ $subject }»
title-ticket-note = Tu nota en «{ $subject }»
title-ticket-change = Tu cambio en «{ $subject }»
