# Reclamaciones sobre una venta o un pedido.

dispute-state-draft = Sin enviar
dispute-state-open = A la espera de quien vende
dispute-state-offer-review = Una oferta espera a quien compra
dispute-state-counter-review = Una oferta espera a quien vende
dispute-state-claim-rejected = Quien vende no está de acuerdo
dispute-state-mediation-queue = A la espera de mediación
dispute-state-evidence-review = La mediación estudia el caso
dispute-state-closed = Terminada

dispute-reason-not-received = No ha llegado
dispute-reason-not-as-described = No es como se describía
dispute-reason-damaged = Está dañado
dispute-reason-wrong-or-missing-items = Hay algo equivocado o falta algo
dispute-reason-payment-problem = Hay un problema con el pago

dispute-act-submit = Enviar a quien vende
dispute-act-offer-full = Devolver todo el dinero
dispute-act-offer = Hacer una oferta
dispute-act-accept = Aceptar la oferta
dispute-act-turn-down = Rechazar la oferta
dispute-act-reject-claim = No estar de acuerdo
dispute-act-escalate = Pedir mediación
dispute-act-withdraw = Retirar la reclamación
dispute-act-add-evidence = Añadir pruebas
dispute-act-take-up = Asumir el caso
dispute-act-step-back = Devolver el caso
dispute-act-decide = Decidir
dispute-act-appeal = Recurrir
dispute-act-reopen = Retomar la reclamación
dispute-act-time-up = Se acabó el plazo

dispute-side-buyer = Quien compra
dispute-side-seller = Quien vende
dispute-side-mediator = Mediación
dispute-side-system = El servidor
dispute-side-bystander = Otra persona

dispute-ending-never-sent = No se llegó a enviar
dispute-ending-full-refund = Quien vende devolvió todo el dinero
dispute-ending-agreed = Ambas partes llegaron a un acuerdo
dispute-ending-withdrawn = Quien compra la retiró
dispute-ending-buyer-silent = Quien compra no respondió
dispute-ending-decided = Decidió la mediación
dispute-ending-nobody-decided = Nadie decidió a tiempo

dispute-money-refund = Todo el dinero vuelve a quien compra
dispute-money-partial = Una parte del dinero vuelve a quien compra
dispute-money-release = Quien vende recibe el dinero

dispute-offer-partial = Devolver { $refund }
dispute-offer-return = Devolución del artículo y del dinero
dispute-offer-replace = Otro artículo

evidence-text = Con palabras
evidence-picture = Imagen
evidence-proof = Prueba de entrega
evidence-telemetry = El recorrido de la entrega
evidence-listing = Lo que decía el anuncio
evidence-bids = Las pujas
evidence-messages = Lo que escribieron ambas partes

title-dispute-open = Su reclamación sobre «{ $title }»
title-dispute-change = Su paso en la reclamación sobre «{ $title }»

# Las pantallas del teléfono sobre ellas.
nav-disputes = Reclamaciones
disputes-empty = Ninguna reclamación
disputes-empty-words = Si algo va mal con una compra o un pedido, empiece allí.
disputes-running = Reclamaciones en curso
disputes-over = Terminado
dispute-start = Algo va mal
dispute-go-on = A su reclamación
dispute-start-title = ¿Qué va mal?
dispute-start-words = Primero responde quien vende. Si no se ponen de acuerdo, decide un mediador de su comunidad. Hasta entonces nadie recibe el dinero.
dispute-choose-reason = Elija primero qué va mal.
dispute-text = Con sus palabras
dispute-text-hint = Qué ha pasado, y qué lo arreglaría.
dispute-begin = Seguir
dispute-begin-words = Es un borrador. Ahora puede añadir fotos, y después lo envía.
dispute-now = Cómo está
dispute-with = Con { $name }, por { $price }
dispute-on-table = Sobre la mesa: { $offer }
dispute-mediator = { $name } tiene el caso.
dispute-draft-words = Nadie más lo ve todavía. Añada fotos si las tiene, y después envíelo.
dispute-due-you = Su respuesta se espera antes del { $at }. Si no, decide el tiempo.
dispute-due = Se espera una respuesta antes del { $at }. Si no, decide el tiempo.
dispute-your-turn = Le toca
dispute-refund = Se devuelven { $amount }.
dispute-appeal-until = Puede recurrir hasta el { $at }, con algo que nadie haya visto.
dispute-reopen-until = Puede retomarla hasta el { $at }.
dispute-sure-at = Será definitivo el { $at }.
dispute-evidence = Pruebas
dispute-picture = Una foto como prueba
dispute-evidence-left = { $count ->
    [one] Puede añadir { $count } prueba más. La ven ambas partes y el mediador.
   *[other] Puede añadir { $count } pruebas más. Las ven ambas partes y el mediador.
}
dispute-offers-left = { $count ->
    [one] Queda { $count } oferta para ambos.
   *[other] Quedan { $count } ofertas para ambos.
}
dispute-make-partial = Devolver una parte del dinero
dispute-offer-amount = ¿Cuánto, en { $currency }?
dispute-appeal-words = Otro mediador lo mira. Diga o muestre lo que nadie ha visto.
dispute-code-hint = Se mueve dinero. Seis cifras de su autenticador, o un código de reserva.
dispute-ask-submit = Quien vende ve su reclamación y responde en tres días laborables.
dispute-ask-offer-full = Se devuelve todo el dinero, y la reclamación termina.
dispute-ask-accept = La oferta vale entonces, y la reclamación termina.
dispute-ask-mediator = Un mediador de su comunidad mira las pruebas de ambas partes y decide.
dispute-ask-reject-claim = Quien compra puede llamar entonces a un mediador. Añada antes sus pruebas.
dispute-ask-withdraw = La reclamación termina entonces, y quien vende recibe el dinero.
dispute-ask-reopen = La reclamación sigue donde se detuvo.
