# Cada rechazo: qué ha fallado y cómo arreglarlo, qué se puede hacer y qué le pasa a un campo.
# Los parámetros que pueden faltar llegan como «none».

refusal-validation-failed = Falta algo o hay un dato que no es correcto. Revise los campos marcados y vuelva a enviarlo.
refusal-invalid-state = Esto ya no es posible, porque algo ha cambiado entretanto. Vea cómo está ahora.
refusal-unknown-command = El servidor no conoce este tipo de cambio. Actualice la aplicación e inténtelo de nuevo.
refusal-unauthorized = Para esto hay que iniciar sesión. Inicie sesión y continúe donde lo dejó.
refusal-token-revoked = Se ha cerrado la sesión de este dispositivo desde otro lugar. Inicie sesión de nuevo para continuar.
refusal-forbidden-role = Su función no permite hacer esto. Si cree que debería poder, pregunte en su punto de encuentro.
refusal-account-locked = { $until ->
    [none] Esta cuenta está bloqueada por un rato, tras demasiados intentos fallidos. Espere un poco o pida ayuda en su punto de encuentro.
   *[other] Esta cuenta está bloqueada tras demasiados intentos fallidos. Inténtelo de nuevo a partir del { $until } o pida ayuda en su punto de encuentro.
}
refusal-email-unverified = Su dirección de correo aún no está confirmada. Abra el enlace del mensaje que le enviamos y después inicie sesión.
refusal-account-closed = Esta cuenta se cerró y se borrará 30 días después. Hasta entonces puede volver a abrirla con su contraseña.
refusal-second-factor-required = Falta un paso: el segundo factor. Escriba el código de su aplicación de autenticación o configure una.
refusal-code-invalid = Este código no es correcto o ya se ha usado. Escriba el que muestra ahora su aplicación.
refusal-link-expired = Este enlace ya se ha usado, es demasiado antiguo o pertenece a otro dispositivo. Pida uno nuevo.
refusal-not-found = No hemos encontrado esto. Puede que se haya eliminado o que ya no se comparta con usted. Actualice para ver lo que hay ahora.
refusal-method-not-allowed = Esta versión de la aplicación ha pedido algo que el servidor no ofrece. Actualice la aplicación e inténtelo de nuevo.
refusal-already-exists = Esto ya existe, así que no se ha añadido por segunda vez. Vea lo que hay.
refusal-conflict-double-vote = Ya ha votado aquí y ese voto sigue valiendo. Si ha cambiado de opinión, cambie su voto.
refusal-superseded = Entretanto usted cambió esto en otro dispositivo y vale esa versión. Puede dejarla o aplicar la de este dispositivo.
refusal-id-reused = Este cambio llegó dos veces con contenido distinto y vale el primero. Descarte este; si todavía lo quiere, vuelva a hacer el cambio.
refusal-dependency-refused = { $cause ->
    [none] Este cambio depende de otro anterior que no se aceptó. Corrija el anterior o descarte los dos.
   *[other] Este cambio depende de otro anterior que no se aceptó. El motivo fue: { $cause }
}
refusal-content-forgotten = El servidor tuvo que volver a un estado anterior. Su voto secreto se perdió y este dispositivo ya lo había olvidado, como estaba prometido. Vote de nuevo, por favor.
refusal-err-insufficient-inventory = { $product ->
    [none] No quedan existencias suficientes para este pedido, así que no se ha reservado nada. Pida menos cantidad, tome un reparto posterior o déjelo por ahora.
   *[other] No queda suficiente de «{ $product }», así que no se ha reservado nada. Quedan: { $left }. Pida menos cantidad, tome un reparto posterior o déjelo por ahora.
}
refusal-price-changed = { $total ->
    [none] El precio ha cambiado desde que lo vio, así que no se ha pedido nada. Mire cuánto cuesta ahora.
   *[other] El precio ha cambiado desde que lo vio, así que no se ha pedido nada. Ahora cuesta { $total }; vuelva a pedirlo si le conviene.
}
refusal-cutoff-passed = { $closed_at ->
    [none] Este reparto ya no admite pedidos y aún no hay otro previsto. Elija otro reparto o pregunte en su punto de encuentro.
   *[other] Este reparto admitía pedidos hasta { $closed_at } y aún no hay otro previsto. Elija otro reparto o pregunte en su punto de encuentro.
}
refusal-train-not-open = { $opens_at ->
    [none] Este reparto todavía no admite pedidos. Vuelva a pedirlo cuando los admita.
   *[other] Este reparto admite pedidos a partir de { $opens_at }. Vuelva a pedirlo entonces.
}
refusal-poll-closed = { $closed_at ->
    [none] La votación se cerró antes de que llegara su voto, así que no se pudo contar. Puede ver el resultado.
   *[other] La votación se cerró el { $closed_at }, antes de que llegara su voto, así que no se pudo contar. Puede ver el resultado.
}
refusal-poll-not-open = { $opens_at ->
    [none] Esta votación aún no está abierta. Vuelva a votar cuando se abra.
   *[other] Esta votación se abre el { $opens_at }. Vuelva a votar cuando esté abierta.
}
refusal-not-in-electorate = Usted no figura en la lista de personas que participan en esta votación. Si cree que debería figurar, pregunte en su punto de encuentro.
refusal-ballot-invalid = Su voto no cumple las reglas de esta votación, así que no se ha contado. Cambie lo que ha elegido y vuelva a enviarlo.
refusal-poll-frozen = Ya hay personas que han votado, así que las opciones y las reglas de esta votación no se pueden cambiar. Vea cómo está ahora.
refusal-dispute-too-early = { $opens_at ->
    [none] El artículo está prometido para más tarde. Podrá reclamar cuando haya pasado ese día.
   *[other] El artículo está prometido para el { $opens_at }. Podrá reclamar cuando haya pasado ese día.
}
refusal-dispute-too-late = { $closed_at ->
    [none] El plazo para esto ha terminado. Pregunte en su punto de encuentro si necesita ayuda.
   *[other] El plazo para esto terminó el { $closed_at }. Pregunte en su punto de encuentro si necesita ayuda.
}
refusal-proof-needed = Para esto hacen falta pruebas que los demás puedan ver. Añada primero un texto o una imagen y envíelo otra vez.
refusal-too-many-offers = Ya ha habido bastantes ofertas. Acepte la última o pida mediación.
refusal-too-much-evidence = Ha añadido tantas pruebas como puede una parte. La mediación puede pedirle más.
refusal-not-impartial = Está demasiado cerca de este caso para decidirlo. Déjelo a otra persona de la mediación.
refusal-another-mediators-case = Otra persona de la mediación tiene este caso o ya lo decidió. Vea cómo está ahora.
refusal-no-appeal = Este final no admite recurso: solo lo admite la primera decisión de la mediación.
refusal-factor-needed = Esto mueve dinero y necesita su segundo factor, dado ahora mismo. Confirme con un código y se enviará lo mismo otra vez.
refusal-auction-not-open = { $opens_at ->
    [none] Esta subasta aún no admite pujas. Vuelva a pujar cuando esté abierta.
   *[other] Esta subasta admite pujas desde el { $opens_at }. Vuelva a pujar entonces.
}
refusal-auction-ended = { $closed_at ->
    [none] La subasta terminó antes de que esto nos llegara, así que no cuenta. Puede ver cómo terminó.
   *[other] La subasta terminó el { $closed_at }, antes de que esto nos llegara, así que no cuenta. Puede ver cómo terminó.
}
refusal-not-eligible = { $reason ->
    [not_a_member] Es solo para miembros de la comunidad. Pregunte en su punto de encuentro.
    [seller_household] Vive con quien vende, así que no puede pujar. Pregunte en su punto de encuentro si no es cierto.
    [new_account] Su cuenta es demasiado nueva para esta puja. Pregunte en su punto de encuentro.
    [approval_needed] Tras pujas impagadas o retiradas, la administración debe aprobar la siguiente. Pídaselo.
    [strikes] Quedaron demasiadas compras sin pagar; por ahora no puede pujar. Aclárelo en su punto de encuentro.
    [blocked] La administración le ha impedido pujar. Pregunte por qué.
   *[other] No puede pujar aquí. Pregunte en su punto de encuentro.
}
refusal-step-up-needed = { $above ->
    [none] Una cantidad así pide su segundo factor, dado ahora mismo. Confirme con un código y se enviará la misma puja.
   *[other] Una cantidad superior a { $above } pide su segundo factor, dado ahora mismo. Confirme con un código y se enviará la misma puja.
}
refusal-own-lot = Es su propio anuncio: quien vende no puede pujar. Descarte la puja.
refusal-listing-changed = El anuncio se ha ampliado desde que lo vio. Lea lo nuevo y vuelva a pujar si aún lo quiere.
refusal-amount-invalid = Esta cantidad no es posible aquí. Compruébela y envíela de nuevo.
refusal-below-minimum = { $next ->
    [none] El precio ha subido entretanto. Ofrezca una cantidad mayor.
   *[other] El precio ha subido entretanto. Ahora el mínimo es { $next }. Ofrezca al menos eso.
}
refusal-not-above-own-max = Ya va en cabeza, y esta cantidad no supera su propio máximo. Indique una mayor si quiere subirlo.
refusal-buy-now-gone = Ya no se puede comprar al momento, porque alguien ha pujado. Puje usted también.
refusal-deposit-needed = Esta subasta pide una fianza, y aún no hay ninguna. Pregunte en su punto de encuentro cómo dejarla.
refusal-retraction-closing-soon = La subasta está a punto de terminar; ya no se puede retirar una cantidad equivocada. Pregunte en su punto de encuentro si el error es grave.
refusal-retraction-too-late = En las últimas 12 horas una puja solo se puede retirar en la primera hora. Pregunte en su punto de encuentro si el error es grave.
refusal-listing-not-changed = El anuncio sigue igual que cuando pujó; este motivo no se aplica. Su puja sigue en pie.
refusal-listing-frozen = Alguien ha pujado, así que el anuncio ya no se puede reescribir. Puede añadir una nota, bajar el precio de reserva o aplazar el final.
refusal-offer-lapsed = { $until ->
    [none] Esta oferta ya no está abierta. Descarte la respuesta; quizá se ofrezca de nuevo.
   *[other] Esta oferta estuvo abierta hasta el { $until }. Descarte la respuesta; quizá se ofrezca de nuevo.
}
refusal-review-closed = { $closed_at ->
    [none] El plazo para valorar esta venta ha terminado. Descarte la valoración.
   *[other] Esta venta se podía valorar hasta el { $closed_at }. Descarte la valoración.
}
refusal-precondition-failed = Esto ha cambiado desde que usted lo miró, así que no se hizo nada. Mire cómo está ahora.
refusal-file-too-large = Este archivo es demasiado grande. Elija uno más pequeño.
refusal-unsupported-media-type = No podemos usar este tipo de archivo. Elija otro, por ejemplo una imagen JPEG, PNG o WebP.
refusal-rate-limit-exceeded = { $until ->
    [none] Han sido muchas cosas en poco tiempo. Espere un poco e inténtelo de nuevo.
   *[other] Han sido muchas cosas en poco tiempo. Puede intentarlo de nuevo a partir del { $until }.
}
refusal-legal-consent-required = Uno de nuestros textos legales ha cambiado. Lea y acepte la nueva versión para continuar.
refusal-parked = El servidor no pudo tratar este cambio. Está guardado en este dispositivo y puede volver a enviarlo.
refusal-device-damaged = Los datos de este dispositivo estaban dañados y ya no se sabe si usted había descartado este cambio. Envíelo de nuevo o descártelo.
refusal-internal-server-error = Algo ha fallado por nuestra parte. Espere un momento e inténtelo de nuevo.
refusal-service-unavailable = El servidor tiene ahora mucho trabajo o está en mantenimiento. Espere un poco e inténtelo de nuevo.
refusal-gateway-timeout = El servidor ha tardado demasiado en responder. Espere un momento e inténtelo de nuevo.
refusal-newer = Esto se rechazó por un motivo que esta versión de la aplicación aún no conoce. Actualice la aplicación para leerlo.

# Botones.
remedy-add-note = Añadir una nota
remedy-apply-mine = Usar mi versión
remedy-bid-next = Pujar lo siguiente
remedy-change-vote = Cambiar mi voto
remedy-choose-other-file = Elegir otro archivo
remedy-choose-smaller-file = Elegir un archivo más pequeño
remedy-confirm-now = Confirmar ahora
remedy-contact-hub = Preguntar en mi punto de encuentro
remedy-discard = Descartar
remedy-edit = Editar
remedy-enter-code = Escribir el código
remedy-give-consent = Leer y aceptar
remedy-next-train = Tomar un reparto posterior
remedy-open-mail = Recibir otro correo
remedy-order-fewer = Pedir menos
remedy-refresh = Ver cómo está ahora
remedy-see-result = Ver el resultado
remedy-reopen-account = Volver a abrir la cuenta
remedy-send-again = Enviar de nuevo
remedy-sign-in = Iniciar sesión
remedy-update-app = Actualizar la aplicación
remedy-wait-and-retry = Intentarlo más tarde

# Junto a un campo.
issue-required = Rellene este campo.
issue-too-long = Es demasiado largo. Acórtelo.
issue-too-short = Es demasiado corto. Añada un poco más.
issue-malformed = La forma no es correcta. Compruebe si hay algún error al escribir.
issue-out-of-range = Está fuera de los límites permitidos. Elija otro valor.
issue-unknown = No conocemos este valor. Elija otro.
issue-too-many = Ha elegido más opciones de las que permite esta votación. Quite alguna.
issue-too-few = Ha elegido menos opciones de las que pide esta votación. Añada alguna.
issue-unknown-option = Una de las opciones elegidas ya no forma parte de esta votación. Quítela.
issue-option-twice = La misma opción aparece dos veces. Déjela una sola vez.
issue-value-out-of-range = Uno de sus valores es demasiado alto o demasiado bajo. Cámbielo.
issue-ranks-not-consecutive = A su orden le falta un puesto o hay un puesto repetido. Numere las opciones 1, 2, 3, etc.
issue-points-over-budget = Ha repartido más puntos de los que tiene. Retire algunos.
issue-cost-over-budget = Sus proyectos cuestan más que el presupuesto. Quite alguno.
issue-spend-too-little = Sus proyectos usan muy poca parte del presupuesto. Añada otro.
issue-blank-not-allowed = Aquí no es posible un voto vacío. Elija al menos una opción.
issue-sku-taken = Otro producto tiene este código. Elija uno distinto.
issue-product-twice = Este producto aparece dos veces. Déjelo una vez y cambie la cantidad.
issue-order-twice = Un pedido aparece dos veces en este plan. Déjelo una vez.
issue-out-of-order = Estas horas no van en orden. Revise cuál va primero.
issue-consent-missing = La persona no ha aceptado un sustituto. Pregunte primero o déjelo fuera.
issue-no-back-order = Este producto no se puede entregar más tarde. Reembólselo o sustitúyalo.
issue-no-evidence = Falta algo que demuestre la entrega. Haga una foto o pida una firma.
issue-recipient-missing = Falta el nombre de quien lo recibió. Escríbalo.
issue-nothing-delivered = No se ha entregado nada. Indique mejor una entrega fallida.
issue-reason-missing = Falta algo y no se indica el motivo. Elija uno.
issue-too-many-photos = Son demasiadas fotos. Quite algunas.
# Para una palabra que usa un servidor más nuevo.
issue-other = Aquí hay algo que no está bien. Revise este campo.
issue-password-too-simple = Mezcla mayúsculas, cifras y signos, como en una frase con un número.
issue-password-too-common = Mucha gente usa esta, así que es fácil de adivinar. Elija otra.
issue-taken = Ya está en uso. Inicia sesión con ello o elige otra cosa.
