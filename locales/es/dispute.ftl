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
