# Lo que se comunica a cada persona: una línea por suceso.
# El rol llega como palabra; hub es "none" cuando el rol no pertenece a ningún lugar.

notice-role-granted = { $hub ->
    [none] Tienes un rol nuevo: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
   *[other] Tienes un rol nuevo en { $hub }: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
}
notice-role-withdrawn = { $hub ->
    [none] Ya no tiene este rol: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
   *[other] En { $hub } ya no tiene este rol: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
}
notice-poll-ended = La votación «{ $title }» ha terminado. Puede publicar su resultado.
notice-comment-written = { $name } ha escrito algo sobre «{ $title }».
notice-comment-answered = { $name } le ha respondido en «{ $title }».
notice-comment-reported = Han denunciado un comentario de { $name } sobre «{ $title }». Échele un vistazo.
notice-comment-hidden = Su comentario sobre «{ $title }» está oculto porque incumple nuestras normas. Pregunte a la redacción si lo ve de otra manera.
notice-ticket-opened = Nueva consulta para el punto de encuentro: «{ $subject }».
notice-ticket-answered = El punto de encuentro ha respondido a su consulta «{ $subject }».
notice-ticket-replied = Hay un mensaje nuevo en «{ $subject }».
notice-ticket-assigned = Ahora le toca responder a «{ $subject }».
notice-ticket-waits = Para seguir con «{ $subject }», el punto de encuentro necesita algo de usted.
notice-ticket-resolved = El punto de encuentro da por resuelto «{ $subject }». Si no es así, responda sin más.
notice-ticket-due = La espera ha terminado: «{ $subject }» puede seguir.
notice-ticket-late = «{ $subject }» lleva esperando más de lo prometido.
notice-dispute-opened = Hay una reclamación sobre «{ $title }». Responda en tres días laborables.
notice-dispute-offer = Hay una oferta en la reclamación sobre «{ $title }». Échele un vistazo.
notice-dispute-rejected = Quien vende no está de acuerdo con su reclamación sobre «{ $title }». Puede pedir mediación.
notice-dispute-evidence = Hay pruebas nuevas en la reclamación sobre «{ $title }».
notice-dispute-in-mediation = La reclamación sobre «{ $title }» espera a la mediación.
notice-dispute-taken = La mediación estudia ahora la reclamación sobre «{ $title }».
notice-dispute-closed = La reclamación sobre «{ $title }» ha terminado. Vea cómo ha acabado.
notice-bid-placed = Su puja de hasta { $max } por «{ $title }» está hecha. Va en cabeza con { $price }.
notice-bid-beaten = Su puja de hasta { $max } por «{ $title }» se aceptó, pero alguien ya había ofrecido lo mismo o más. El precio es ahora { $price }.
notice-outbid = Han superado su puja por «{ $title }». El precio es ahora { $price }.
notice-bid-retracted = Alguien ha retirado una puja por «{ $title }».
notice-bids-removed = La administración ha eliminado pujas por «{ $title }».
notice-listing-won = «{ $title }» es suyo por { $price }. Pague antes del { $until }.
notice-listing-sold = «{ $title }» se ha vendido por { $price }. El pago debe llegar antes del { $until }.
notice-listing-unsold = «{ $title }» terminó sin comprador.
notice-listing-changed = Se ha ampliado «{ $title }». Léalo; puede retirar su puja si para usted cambia algo.
notice-listing-cancelled = «{ $title }» se ha cancelado.
notice-payment-reminder = Falta pagar «{ $title }»: { $price } antes del { $until }.
notice-sale-unpaid = «{ $title }» no se pagó ({ $price }), así que la venta queda anulada. Si otra persona ofreció lo suficiente, ahora puede quedárselo.
notice-sale-unpaid-buyer = No pagó «{ $title }» ({ $price }) a tiempo, así que la venta queda anulada. Eso cuenta en su contra al pujar.
notice-second-chance = Aún puede quedarse «{ $title }» por { $price }, su propio máximo. La oferta está abierta hasta el { $until }.
notice-review-received = { $stars ->
    [one] { $name } le ha valorado: { $stars } estrella.
   *[other] { $name } le ha valorado: { $stars } estrellas.
}
notice-sale-moved = { $state ->
    [paid] «{ $title }» está pagado.
    [handed_over] «{ $title }» se ha entregado.
    [received] «{ $title }» ha llegado.
    [completed] La venta de «{ $title }» está completa. Durante una semana pueden valorarse mutuamente.
   *[other] La venta de «{ $title }» se ha cancelado.
}
notice-order-confirmed = Su pedido { $tracking } está confirmado.
notice-order-rolled = Su pedido { $tracking } llegó después de la hora límite. Sale con el reparto del { $departs_at }.
notice-order-short = Faltaba algo al preparar su pedido { $tracking }. Mire el detalle.
notice-order-out = Su pedido { $tracking } está en camino.
notice-order-delivered = Su pedido { $tracking } se ha entregado.
notice-order-failed = Su pedido { $tracking } no se pudo entregar. Su punto de encuentro lo planificará de nuevo.
notice-order-returned = Su pedido { $tracking } ha vuelto al punto de encuentro.
notice-order-cancelled = Su pedido { $tracking } se ha cancelado.
notice-run-planned = { $count ->
    [one] Tiene un reparto con { $count } parada, salida el { $departs_at }.
   *[other] Tiene un reparto con { $count } paradas, salida el { $departs_at }.
}
notice-stop-cancelled = La parada del pedido { $tracking } se ha quitado de su reparto.
notice-review-needed = Un aviso sobre el pedido { $tracking } no encaja. Mire el detalle.
notice-stock-low = «{ $product }» se está acabando, quedan { $left }.
notice-newer = Hay una novedad que esta versión de la aplicación no puede mostrar. Actualízala para leerla.
