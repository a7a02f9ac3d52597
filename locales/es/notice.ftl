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
    [none] Ya no tienes este rol: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
   *[other] En { $hub } ya no tienes este rol: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
}
notice-poll-ended = La votación «{ $title }» ha terminado. Puedes publicar su resultado.
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
