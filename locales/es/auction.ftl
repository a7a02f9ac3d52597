# El mercado: anuncios, subastas, ventas y valoraciones.

listing-kind-auction = Subasta
listing-kind-fixed = Precio fijo
listing-state-draft = Borrador
listing-state-active = En venta
listing-state-sold = Vendido
listing-state-unsold = Sin vender
listing-state-cancelled = Cancelado
market-category-home = Hogar
market-category-garden = Jardín
market-category-tools = Herramientas
market-category-electronics = Electrónica
market-category-clothes = Ropa
market-category-media = Libros, cine, música
market-category-children = Para niños
market-category-sports = Deporte y ocio
market-category-bicycles = Bicicletas
market-category-collectables = Arte y colección
market-category-other = Otras cosas
condition-new = Nuevo
condition-like-new = Como nuevo
condition-good = Buen estado
condition-worn = Muy usado
condition-for-parts = Para piezas
handover-pickup = Recogida
handover-delivery = Entrega
handover-either = Recogida o entrega
bid-event-bid = Puja
bid-event-bought = Compra inmediata
bid-event-retracted = Puja retirada
bid-event-removed = Pujas eliminadas
bid-state-waiting = Aún no hecha
bid-state-placed = Hecha
bid-state-retracted = Retirada
bid-state-removed = Eliminada
bid-kind-proxy = Puja hasta un máximo
bid-kind-outright = Comprar ya
sale-origin-auction = Ganado en subasta
sale-origin-outright = Compra inmediata
sale-origin-second-chance = Segunda oportunidad
offer-state-open = Abierta
offer-state-accepted = Aceptada
offer-state-declined = Rechazada
offer-state-lapsed = Caducada
side-buyer = Compró
side-seller = Vendió
reserve-met = Precio de reserva alcanzado
reserve-not-met = Precio de reserva aún no alcanzado
auction-ends = Termina: { $at }
auction-opens = Pujas desde { $at }
auction-ended = Terminada: { $at }
auction-extended = Prolongada por una puja tardía
auction-bids = { $count ->
    [0] Aún sin pujas
    [one] { $count } puja
   *[other] { $count } pujas
}
auction-price = Precio ahora: { $price }
auction-next = Siguiente puja desde { $price }
auction-bidder = Postor { $number }
auction-you = Puja propia
auction-leading = En cabeza
auction-outbid = Superado
auction-own-max = Máximo propio: { $price }. Nadie más lo ve.
auction-waiting = Aún no hecha. El máximo de { $price } está solo en este teléfono y contará cuando llegue.
auction-place-bid = Pujar
auction-raise = Subir mi máximo
auction-buy-now = Comprar por { $price }
auction-retract = Retirar la puja
market-title = Mercado
market-empty = Nada coincide. Pruebe con menos filtros.
reputation-stars = { $count ->
    [0] Aún sin valoraciones
    [one] { $stars } de 5 estrellas, { $count } valoración
   *[other] { $stars } de 5 estrellas, { $count } valoraciones
}
title-listing-create = Su anuncio «{ $title }»
title-listing-edit = Sus cambios en «{ $title }»
title-bid-place = Su puja de { $price } por «{ $title }»
title-bid-retract = Retirada de su puja por «{ $title }»
title-listing-buy = Compra de «{ $title }»
title-review-write = Su valoración de «{ $title }»
