# Lo que dice la aplicación de escritorio sobre subastas, reclamaciones, cifras y el registro.

# The market of a hub.
desk-nav-auctions = Subastas
desk-lot = Artículo
desk-lot-upcoming = Aún no abierto
desk-lot-open = Pujas abiertas
desk-lot-ended = Terminado, en liquidación
desk-lots-running = En curso
desk-lots-over = Terminados
desk-lots-drafts = Mis borradores
desk-lots-empty = Aquí no hay nada en venta
desk-lots-no-drafts = Sin borradores
desk-lots-empty-text = Lo que cambia de manos en este punto de encuentro aparece aquí, con o sin conexión.
desk-lot-new = Nuevo anuncio
desk-lot-new-about = Se vende a su nombre y se entrega en el punto de encuentro elegido.
desk-lot-show = Poner en venta
desk-lot-kind = Forma de venta
desk-lot-condition = Estado del artículo
desk-lot-handover = Entrega al comprador
desk-lot-start = Precio inicial en { $currency }
desk-lot-fixed = Precio fijo en { $currency }
desk-lot-reserve = Precio de reserva: { $price }. Solo lo ve usted.
desk-lot-reserve-in = Precio de reserva en { $currency }
desk-lot-reserve-hint = Por debajo no se vende. Vacío: ninguno.
desk-lot-reserve-falls = Ahora solo puede bajar. Vacío: ninguno.
desk-lot-buy-now-in = Precio de compra inmediata en { $currency }
desk-lot-optional = Vacío: no se ofrece.
desk-lot-starts = Empieza
desk-lot-starts-hint = Vacío: enseguida. Las pujas se aceptan veinte minutos después, para que todos empiecen igual.
desk-lot-later = Ahora solo puede retrasarse.
desk-lot-frozen = Hay pujas: solo cambian el precio de reserva y el final. Lo demás se añade con su fecha.
desk-lot-about = Qué se vende
desk-lot-add = Añadir información
desk-lot-add-about = Lo escrito se queda. Quien ha pujado recibe aviso y puede retirar su puja.
desk-lot-addition = Lo que se añade
desk-lot-added-at = Añadido { $at }
desk-lot-cancel = Retirar de la venta
desk-lot-cancel-about = No habrá venta. Quien ha pujado recibe aviso con su motivo.
desk-lot-throw-away = Descartar
desk-lot-throw-away-about = El borrador desaparece.
desk-lot-cancelled-because = Retirado: { $reason }
desk-picture-number = Imagen { $number }
desk-picture-remove-number = Quitar la imagen { $number }
desk-as-chart = Gráfico
desk-as-table = Tabla
desk-price-path = El precio desde la primera puja hasta ahora. La tabla dice lo mismo.
desk-bids-about = Los pujadores llevan números sin otro significado. Nadie ve el máximo de otra persona.
desk-bids-out = Quitar pujas
desk-bids-out-about = Se quitan todas las pujas de una persona y el precio se calcula de nuevo. Se avisa a la persona y al vendedor.
desk-bidders = Pujadores
desk-bidders-about = Quien no pagó o retiró pujas demasiadas veces necesita su permiso para pujar.
desk-bidders-empty = No consta nada contra nadie
desk-bidders-empty-text = Aquí se cuentan los artículos impagados y las pujas retiradas.
desk-bidder-kept = Lo anotado
desk-bidder-left = Alguien que se ha ido
desk-bidder-blocked = no puede pujar
desk-bidder-held = necesita su permiso para cada puja
desk-bidder-strikes = { $count ->
    [one] { $count } artículo sin pagar
   *[other] { $count } artículos sin pagar
}
desk-bidder-retractions = { $count ->
    [one] { $count } puja retirada
   *[other] { $count } pujas retiradas
}
desk-bidder-clear = Olvidarlo
desk-bidder-bar = Vetar en las pujas
desk-bidder-bar-about = La persona no puede pujar en la comunidad hasta que usted lo anule.
desk-bidder-approve = Dejar pujar
desk-bidder-approve-about = La persona puede pujar por este artículo pese a lo anotado.
desk-sales = Ventas
desk-sales-empty = Aún no hay ventas
desk-sales-empty-text = Lo vendido que se entrega aquí aparece en esta lista.
desk-sales-waiting = Ventas a la espera de dinero o entrega
desk-sale-sides = De – a
desk-sale-next = Qué sigue
desk-sale-agreed = Acordada
desk-sale-to = Vendido a { $name } por { $price }
desk-sale-pay = El dinero está aquí
desk-sale-hand-over = Entregado al comprador
desk-sale-pay-by = A pagar antes de { $at }
desk-sale-received-by = Se da por recibido { $at }
desk-sale-completed-by = Se completa { $at }
desk-sale-dispute = Hay una reclamación sobre esto
title-listing-moderate = Decisión sobre las pujas de «{ $title }»
title-bidder-set = Decisión sobre quién puede pujar

# Complaints.
desk-nav-disputes = Reclamaciones
desk-disputes-open = Abiertas
desk-disputes-ended = Terminadas
desk-disputes-empty = Aquí no hay reclamaciones
desk-disputes-empty-text = Aquí están las reclamaciones sobre pedidos y ventas de su punto de encuentro y, para quien media, las que se le piden.
desk-disputes-waiting = Reclamaciones que le esperan
desk-dispute-of = Reclamación: { $title }
desk-dispute-about = Sobre qué
desk-dispute-reason = Qué falla
desk-dispute-due = Responder antes de
desk-dispute-sides = Compra – venta
desk-dispute-my-turn = Le espera a usted
desk-dispute-stands = Cómo está
desk-dispute-no-mediator = Nadie todavía
desk-dispute-offer = Oferta
desk-dispute-offers-left = { $count ->
    [0] No caben más ofertas: acepte o pida mediación.
    [one] Cabe { $count } oferta más.
   *[other] Caben { $count } ofertas más.
}
desk-dispute-evidence-first = Para negarse, añada primero una prueba.
desk-dispute-settled = El dinero se movió { $at }.
desk-dispute-sure = Nada cambia después de { $at }. Entonces se mueve el dinero.
desk-dispute-appeal-until = Cada parte puede recurrir hasta { $at }.
desk-dispute-reopen-until = Quien compra puede retomarla hasta { $at }.
desk-offer-partial = Devolver parte del dinero
desk-dispute-verdict = Decisión
desk-dispute-why-hint = Lo leen ambas partes.
desk-dispute-code-hint = Esto mueve dinero. Escriba un código de su autenticador; hace falta conexión.
desk-factor-missing = Aún no tiene segundo factor. Configúrelo en los ajustes y vuelva.
desk-will-offer-full = Todo el precio vuelve a quien compra y la reclamación termina.
desk-will-accept = La oferta vale y la reclamación termina.
desk-will-turn-down = Se pide mediación, que mira las pruebas.
desk-will-reject-claim = Usted dice que la reclamación no es cierta. Quien compra puede pedir mediación.
desk-will-escalate = Se pide mediación, que mira las pruebas de ambas partes.
desk-will-withdraw = Se retira la reclamación y quien vende se queda el dinero.
desk-will-step-back = Otro mediador puede tomar el caso.
desk-will-appeal = Otro mediador lo mira de nuevo. Hace falta una prueba que nadie haya visto.
desk-did-submit = Enviada a quien vende
desk-did-offer-full = Devolvió todo el dinero
desk-did-offer = Hizo una oferta
desk-did-accept = Aceptó la oferta
desk-did-turn-down = Rechazó la oferta
desk-did-reject-claim = No estuvo de acuerdo
desk-did-escalate = Pidió mediación
desk-did-withdraw = Retiró la reclamación
desk-did-add-evidence = Añadió una prueba
desk-did-take-up = Tomó el caso
desk-did-step-back = Devolvió el caso
desk-did-decide = Decidió
desk-did-appeal = Recurrió
desk-did-reopen = La retomó
desk-did-time-up = Se acabó el plazo
desk-evidence = Pruebas
desk-evidence-left = { $count ->
    [one] Puede añadir { $count } prueba más
   *[other] Puede añadir { $count } pruebas más
}
desk-evidence-empty = Aún no hay pruebas
desk-evidence-empty-text = Aquí está lo que aportan ambas partes y lo que sabe el propio servidor.
desk-evidence-picture = Imagen de { $who }

# Figures.
desk-nav-figures = Cifras
desk-figures-by = Contado por
desk-figures-days = Días
desk-figures-weeks = Semanas
desk-figures-months = Meses
desk-figures-span = Del { $from } al { $until }, según lo que sabe este dispositivo
desk-figures-from = Desde
desk-figures-chart = { $title }: { $total } La tabla tiene todas las cifras.
desk-figures-orders = { $count ->
    [one] Entró { $count } pedido, { $cancelled } cancelado.
   *[other] Entraron { $count } pedidos, { $cancelled } cancelados.
}
desk-figures-placed = En pie
desk-figures-cancelled = Cancelados
desk-figures-revenue = Ingresos
desk-figures-revenue-total = { $sum } cobrados, { $paid } ya pagados.
desk-figures-paid = Pagado
desk-figures-unpaid = Pendiente
desk-figures-deliveries-title = Entregas a tiempo
desk-figures-deliveries = { $count ->
    [one] { $count } entrega, { $share } a la hora prometida.
   *[other] { $count } entregas, { $share } a la hora prometida.
}
desk-figures-no-deliveries = Sin entregas con hora prometida.
desk-figures-on-time = A tiempo
desk-figures-unpromised = Sin hora prometida
desk-figures-sales-title = Ventas del mercado
desk-figures-sales = { $count ->
    [one] { $count } venta por { $sum }.
   *[other] { $count } ventas por { $sum }.
}
desk-figures-turnover = Importe
desk-figures-votes = { $polls ->
    [one] Terminó { $polls } votación; participaron { $cast }, el { $share } de quienes podían.
   *[other] Terminaron { $polls } votaciones; { $cast } votos, el { $share } de los posibles.
}
desk-figures-no-votes = No terminó ninguna votación
desk-figures-cast = Votos emitidos
desk-figures-turnout = Participación
desk-figures-share = Proporción
desk-figures-of = { $count } de { $all }
desk-percent = { $count } %

# The audit log.
desk-nav-audit = Registro
desk-audit-about = Lo que hizo la gente de la comunidad, según lo anotó el servidor. También se anota que usted lo lee.
desk-audit-all = Sobre todo
desk-audit-area = Ámbito
desk-audit-action = Qué se hizo
desk-audit-entity = A qué
desk-audit-denied = rechazado
desk-audit-again = Leer de nuevo
desk-audit-sessions = Accesos
desk-audit-accounts = Cuentas
desk-audit-codes = Confirmado con código
desk-audit-empty = No se anotó nada
desk-audit-empty-text = Elija otro ámbito o lea más tarde.
desk-audit-offline = El registro necesita conexión
desk-audit-offline-text = Se queda en el servidor y no está en ningún dispositivo. Se leerá en cuanto vuelva la conexión.
