# The phone app's own words.

# Everywhere.
app-name = Hubbub
app-promise = Su comunidad en el bolsillo. Funciona también sin red.
back = Atrás
close = Cerrar
keep = Conservar
go-on = Continuar
again = Intentar de nuevo
understood = Entendido
optional = (opcional)
loading = Un momento…
show-all = Ver todo
show-all-of = Ver todo: { $title }
day-today = hoy, { $time }
day-tomorrow = mañana, { $time }
day-yesterday = ayer, { $time }
picture-coming = La imagen está en camino.
shared = Compartido.
shared-at = Guardado: { $place }
gone-title = Esto ya no está aquí
lost-title = Aquí no hay nada
lost-words = Esta dirección no lleva a ninguna parte. Vuelva a empezar desde el inicio.

# What goes wrong on this device.
trouble-offline = No podemos conectar con el servidor. Revise su conexión e inténtelo de nuevo.
trouble-store = Este dispositivo no pudo guardarlo. Cierre la aplicación, ábrala otra vez e inténtelo de nuevo.
trouble-share = Este dispositivo no puede compartirlo. Inténtelo desde otro.
needs-network = Hace falta conexión

# The tabs and the titles of screens.
nav-main = Secciones principales
nav-start = Inicio
nav-votes = Votos
nav-me = Tú
nav-sync = Sincronización
nav-notices = Novedades para usted
nav-settings = Ajustes
nav-account = Cuenta y seguridad
nav-about = Acerca de

# Signing in.
sign-in-title = Le damos la bienvenida
sign-in = Entrar
email = Correo electrónico
password = Contraseña
password-forgotten = ¿Has olvidado la contraseña?
password-hint = Al menos 8 caracteres, con una mayúscula, una cifra y un signo.
password-now = Contraseña actual
password-new = Contraseña nueva
password-set = Fijar contraseña
password-change = Cambiar contraseña
password-changed = Su contraseña ha cambiado. Los demás dispositivos han salido.
sign-in-by-mail = Entrar por correo
no-account-yet = ¿Primera vez?
register = Crear cuenta
register-title = Su cuenta
register-agree-first = Lea los textos de abajo, acepte cada uno y después cree la cuenta.
your-name = Su nombre
your-name-hint = Como lo ven las demás personas de la comunidad.
language = Idioma
code-title = Segundo paso
code = Código
code-hint = Seis cifras de su autenticador, o un código de recuperación.
code-none-yet = Aún no tengo autenticador
code-none-yet-words = Su función necesita un segundo factor. Una aplicación autenticadora en este u otro teléfono genera los códigos.
code-set-up = Configurar un autenticador
code-set-up-words = Ponga esta clave en su autenticador y luego escriba el código que muestra.
code-open-app = Abrir mi autenticador
recovery-words = Apunte estos códigos. Cada uno abre la puerta una vez si pierde el teléfono. Solo se muestran ahora.
recovery-kept = Los he guardado
link-title = Entrar por correo
link-words = Le enviamos un enlace para entrar en este dispositivo. Vale 15 minutos.
link-code = Código del correo
link-code-hint = Si el enlace no se abre aquí, escriba su código.
mail-ask = Enviarme un correo
mail-sent = Si hay una cuenta con esta dirección, un correo está en camino.
forgot-title = Contraseña nueva
forgot-words = Le enviamos un enlace para elegir una contraseña nueva.
verify-title = Su dirección
verify-done = Su dirección está confirmada. Ya puede entrar.
reset-title = Elija una contraseña nueva
reset-done = Su contraseña nueva ya vale. Entre con ella.
legal-terms = Condiciones de uso
legal-privacy = Privacidad
legal-agree-terms = He leído las condiciones de uso y las acepto.
legal-agree-privacy = He leído cómo se protegen mis datos y lo acepto.

# The first fetch.
first-title = Trayendo su punto de encuentro
first-offline-title = Aún sin conexión
no-community-title = Aún sin comunidad
no-community-words = Pida a la gente de su punto de encuentro que le admita. Aparecerá aquí por sí solo.

# The first screen.
start-hello = Hola, { $name }
start-your-vote = Le toca votar
start-quiet = Todo hecho
start-quiet-words = Nada le necesita ahora. Disfrute del día.

# Votes.
category-all = Todo
category-choose = Elija una categoría
votes-empty = Aún no hay votos aquí
votes-empty-words = Cuando haya algo que votar, lo encontrarás aquí.
votes-running = Votos en curso
votes-over = Terminados
votes-you-voted = Has votado
votes-yours = Su voto
votes-yours-stands = Su voto consta
votes-offline-hint = Su voto queda a salvo en este dispositivo al instante. Cuenta cuando llega al servidor.
votes-choose-first = Elija algo primero.
votes-change-first = Cambie primero su elección.
votes-withdraw-words = Su voto dejará de contar. Mientras esté abierta la votación puede volver a votar.
votes-count = Recuento hasta ahora
votes-count-hidden = El recuento se mostrará más tarde.
votes-turnout = Participación
votes-points = { $count ->
    [one] { $count } punto
   *[other] { $count } puntos
}
votes-capacity = { $count ->
    [one] Sitio para { $count } persona
   *[other] Sitio para { $count } personas
}
votes-how-decided = Cómo se decidió
votes-history = Sus versiones anteriores
votes-version = { $at }: { $titles }
votes-version-withdrawn = { $at }: retirado
votes-less = Menos para { $title }
votes-more = Más para { $title }
votes-up = Subir { $title }
votes-down = Bajar { $title }
votes-rank = puesto { $rank }
votes-unranked = sin puesto
result-provisional-short = Provisional

# Sync.
sync-figure-waiting = en espera
sync-figure-refused = rechazados
sync-figure-files = archivos por enviar
sync-files = { $count ->
    [one] { $count } archivo por enviar, { $size }
   *[other] { $count } archivos por enviar, { $size }
}
sync-files-refused = { $count ->
    [one] El servidor no aceptó { $count } archivo.
   *[other] El servidor no aceptó { $count } archivos.
}
outbox-discard = ¿Descartar este cambio?
outbox-discard-of = Descartar: { $title }
inbox-decided = decidido { $at }
inbox-done-at = Hizo esto: { $at }.
remedy-sent = Vuelve a estar en camino.
title-gone = algo que ya no está
title-newer = Un cambio de una versión más nueva
title-notices-read = Novedades marcadas como vistas
title-profile = Sus cambios en la comunidad
title-other = Un cambio

# The person.
notices-new = Nuevo
notices-unread = { $count ->
    [one] { $count } nueva
   *[other] { $count } nuevas
}
notices-mark = Marcar todo como visto
notices-empty = Nada nuevo
notices-empty-words = Lo que le toca aparece aquí: resultados, respuestas, entregas.
settings-theme = Aspecto
settings-theme-system = Como el sistema
settings-theme-light = Claro
settings-theme-dark = Oscuro
settings-text = Tamaño del texto
settings-percent = { $percent } %
settings-notices = Notificaciones del sistema
settings-notices-hint = También fuera de la aplicación, cuando algo le toca.
settings-community = Comunidad en pantalla
about-version = Versión
about-server = Servidor
about-parts = Las piezas de esta aplicación
factor-title = Segundo factor
factor-words = Con un segundo factor, una contraseña robada no abre nada. Lo necesita para pujas altas.
sessions-title = Dónde ha entrado
sessions-this = Este dispositivo
sessions-end = Cerrar
sessions-unnamed = Un dispositivo sin nombre
sign-out = Salir
sign-out-words = Todo está enviado. Este dispositivo olvida sus datos.

# The gallery of parts.
gallery-title = Piezas
gallery-buttons = Botones y diálogos
gallery-fields = Campos
gallery-choices = Opciones
gallery-said = Lo que se dice
gallery-shown = Lo que se muestra
gallery-dialog = Diálogo
gallery-sheet = Panel

# A copy of one's own data.
export-title = Sus datos
export-words = Un archivo con todo lo que se guarda de usted. Es suyo.
export-go = Obtener mi copia

# The count, once more.
votes-turnout-of = { $count } de { $total } personas
votes-count-final = El recuento

# Secret votes.
votes-secret = Votación secreta
votes-secret-words = Vota una sola vez. Después su elección no se puede cambiar, retirar ni volver a ver, ni siquiera por usted.
votes-secret-ask = ¿Votar definitivamente?
votes-secret-waiting = Su voto espera en este teléfono
votes-secret-waiting-words = Sale por sí solo en cuanto se alcanza el servidor. Después este teléfono olvida lo que eligió.
votes-secret-given = Has votado
votes-secret-given-words = Se sabe que ha votado. Lo que eligió no se muestra a nadie.
votes-runoff = Segunda vuelta

# Novedades, propuestas y lo que se dice de ellas.
you = Tú
show-more = Mostrar más
feed-title = Qué hay de nuevo
news-title = Noticia
item-title = Propuesta
item-talk = Lo que se dice
item-reactions = Qué le parece
reaction-count = { $reaction }: { $count }
comments-title = { $count ->
    [0] Lo que se dice
    [one] { $count } comentario
   *[other] { $count } comentarios
}
comment-yours = Su comentario
comment-send = Publicar
comment-answer = Responder
comment-answering = Respondes a { $name }.
comment-answer-stop = No responder, solo decirlo
comment-edited = cambiado
comment-hidden = Está oculto. Solo lo ven usted y la moderación.
comment-delete = Quitar
comment-delete-words = Su comentario desaparecerá para siempre.
comment-report = Denunciar
comment-report-why = ¿Qué tiene de malo?
comment-report-note = Más detalles
comment-report-send = Avisar a la moderación
comment-reported = Lo ha denunciado.
comment-reported-thanks = Gracias. La moderación lo mirará.

# Imágenes que se añaden.
picture-add = Añadir una imagen
picture-number = Imagen { $number }
picture-remove = Quitar la imagen { $number }
picture-attached = Una imagen adjunta
picture-failed = No se pudo guardar la imagen. Pruebe con una más pequeña.

# Consultas al punto de encuentro.
nav-tickets = Sus consultas
ticket-ask = Preguntar algo
tickets-running = En marcha
tickets-over = Resueltas
tickets-empty = Aún no ha preguntado nada
tickets-empty-words = Una duda, algo roto, una entrega que salió mal: su punto de encuentro responde aquí.
ticket-whom = ¿A quién preguntas?
ticket-subject = En una línea
ticket-text = ¿De qué se trata?
ticket-text-hint = Lo lee la gente del punto de encuentro y nadie más.
ticket-send = Enviar
ticket-offline-hint = Queda a salvo en este dispositivo y sale en cuanto haya red.
ticket-follows = Continúa una consulta anterior
ticket-promise = El punto de encuentro responde antes de { $at }.
ticket-promise-late = El punto de encuentro debía responder antes de { $at }. Ya está avisado.
ticket-over-words = Está resuelto. Escriba otra vez si no es así.
ticket-reply = Su respuesta
ticket-reopen = No está resuelto
ticket-solved = Está resuelto

# El mercado. La mayoría de sus palabras está en auction.ftl.
market-search = Buscar en el mercado
market-mine = Mis pujas y ventas
market-sell = Vender algo
market-order = Orden
market-order-ending = Termina pronto
market-order-newest = Más recientes
market-order-cheapest = Más baratos
market-filters = Filtros
market-filters-on = { $count ->
    [one] { $count } filtro activo
   *[other] { $count } filtros activos
}
market-filters-off = Sin filtros
market-filters-apply = Mostrar
market-found = { $count ->
    [0] No hay nada
    [one] { $count } resultado
   *[other] { $count } resultados
}
market-none = Aquí no hay nada
market-any = Cualquiera
market-category = Qué es
market-kind = Cómo se vende
market-hub = Dónde se entrega
market-ending = Termina en menos de
market-within-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
market-within-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
market-price-from = Precio desde
market-price-to = Precio hasta
market-yours = Suyo
market-pictures = { $count ->
    [one] { $count } imagen
   *[other] { $count } imágenes, una al lado de otra
}
market-cancelled-because = Cancelada: { $reason }
market-own-reserve = Su precio de reserva: { $price }. Nadie más lo ve.
market-my-bids = Pujas
market-my-listings = En venta
market-my-sales = Ventas
market-no-bids = Aún no hay pujas
market-no-bids-words = Aquí aparece aquello por lo que puja y cómo va.
market-no-listings = Aún no vendes nada
market-no-listings-words = Una bicicleta, un estante, un tarro de miel: quizá sus vecinos lo quieran.
market-no-sales = Aún no hay ventas
market-no-sales-words = Lo que ha comprado o vendido queda aquí, también cuando está cerrado.
countdown = quedan { $left }
countdown-hours = { $hours } h { $minutes } min
countdown-minutes = { $minutes } min { $seconds } s
unit-seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
auction-offline-hint = Las pujas sin conexión cuentan cuando llegan.
auction-your-max = Su máximo, en { $currency }
auction-suggested = Importes para elegir
auction-max-words = Solo usted y el servidor conocen su máximo. Puja por usted paso a paso, nunca más de lo necesario.
auction-bid-up-to = Pujar hasta { $price }
auction-buy-words = Compras «{ $title }» ahora, en firme.
auction-buy-yes = Comprar
keep-not = Ahora no
auction-own-bids = Sus pujas
auction-retract-words = Una puja es una promesa. Solo se retira por estos motivos:
auction-retract-amount = Me equivoqué de importe
auction-retract-changed = El anuncio cambió después de mi puja
offer-words = Quien compró no pagó. Puede quedárselo por { $price }, hasta { $until }.
offer-accept = Aceptar
offer-decline = No, gracias
offer-open = Puede ser suyo por { $price }
price-history = { $count ->
    [0] Historial del precio
    [one] Historial del precio, { $count } puja
   *[other] Historial del precio, { $count } pujas
}
price-history-words = El precio pasó de { $from } a { $to }.
price-who = Quién
price-when = Cuándo
price-price = Precio
sale-sold-to = Vendido a { $name } por { $price }
sale-bought-of = Comprado a { $name } por { $price }
sale-state-awaiting-payment = Por pagar
sale-state-paid = Pagada
sale-state-handed-over = Entregada
sale-state-received = Recibida
sale-state-completed = Terminada
sale-state-cancelled = Cancelada
sale-state-disputed = En disputa
sale-state-resolved = Resuelta
sale-pay-by = Pague en el punto de encuentro antes de { $until }.
sale-hand-over = Lo he entregado
sale-receive = Lo he recibido
sale-cancel = Cancelar la venta
sale-cancel-words = No habrá venta. La otra parte se entera.
title-sale-step = Su paso en la venta de «{ $title }»
title-offer-answer = Su respuesta a la oferta de «{ $title }»
review-title = ¿Qué tal fue?
review-stars = { $count ->
    [one] { $count } estrella
   *[other] { $count } estrellas
}
review-text = Con sus palabras
review-send = Enviar la valoración
review-written = Ya ha valorado. Las valoraciones se muestran cuando están las dos, o tras una semana.
sell-title = Título
sell-text = Descripción
sell-condition = Estado
sell-handover = Cómo llega a quien compra
sell-at-home = En mi casa
sell-kind = ¿Cómo lo vendes?
sell-start = Precio de salida, en { $currency }
sell-price = Precio, en { $currency }
sell-reserve = Precio de reserva
sell-reserve-hint = Por debajo no se vende. Nadie lo ve.
sell-buy-now = Precio de compra inmediata
sell-days = En venta durante
sell-embargo = Las pujas empiezan 20 minutos después de mostrarse, para que todos lo vean antes.
sell-draft = Guardar borrador
sell-show = Poner en venta
sell-cancel = Cancelar
sell-cancel-words = Desaparece del mercado. Quien pujó se entera.
sell-cancel-why = ¿Por qué?
sell-add = Añadir algo
sell-add-text = ¿Qué hay que añadir?
start-bids = Sus pujas

# La tienda y la cesta.
nav-market = Mercado
nav-shop = Tienda
nav-orders = Sus pedidos
shop-hub = Dónde pides
shop-search = Buscar en los estantes
shop-none = No hay tiendas abiertas
shop-none-words = Cuando un punto de encuentro venda algo, aparecerá aquí.
shop-nothing = No hay nada
shop-nothing-words = Pruebe con otra palabra.
shop-next-train = Pida antes de { $cutoff } y sale { $departs }.
shop-price = { $price } por { $unit }
shop-left = { $count ->
    [one] queda { $count }
   *[other] quedan { $count }
}
shop-back-order = Por encargo
shop-gone = Agotado
shop-add = Poner «{ $title }» en la cesta
shop-more = Uno más: { $title }
shop-less = Uno menos: { $title }
shop-all = todo
basket-title = Cesta
basket-count = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
basket-empty = Su cesta está vacía
basket-empty-words = Lo que pongas se queda aquí, también sin red.
basket-short = Queda menos de lo que quiere. Quite algo o pídalo igualmente: decide la existencia del punto de encuentro.
basket-left = Solo quedan { $left }
basket-how = ¿Cómo lo recibes?
fulfilment-delivery = Entrega a domicilio
fulfilment-pick-up = Recogida en el punto de encuentro
basket-delivery = { $price } por la entrega
basket-train = ¿Qué salida?
basket-train-words = sale { $departs }, llega antes de { $arrives }
basket-late = Si ya es tarde para esa
basket-late-next = Tomar la siguiente
basket-late-wait = Esperar sitio en esta
basket-substitutes = Si falta algo, puede sustituirse por otro producto
basket-recipient = ¿Quién lo recibe?
basket-phone = Teléfono
address-street = Calle y número
address-postal-code = Código postal
address-city = Localidad
basket-notes = Para quien reparte
basket-notes-hint = Qué timbre, qué piso.
basket-payment = ¿Cuándo pagas?
payment-on-delivery = En la puerta
payment-at-hub = En el punto de encuentro
basket-goods = Productos
basket-total = Total
basket-place = Pedir por { $total }
basket-request = Es una solicitud hasta que se reserven las existencias para usted. Le avisaremos.

# Los pedidos propios.
orders-empty = Aún no ha pedido nada
orders-empty-words = Lo que pidas aparece aquí, y dónde está.
order-requested = solicitado, aún sin reservar
order-requested-words = Espera en este dispositivo. No se reserva nada hasta que llegue.
order-now = Dónde está
order-where = A dónde va
order-planned = Se espera { $at }
order-came = Llegó { $at }
order-train = Sale { $departs }, llega antes de { $arrives }
order-driver = { $name } lo trae
order-due = Por pagar: { $amount }
order-failed-because = No se pudo entregar. { $reason }
order-fetch = Recójalo en { $hub }
order-map = El punto de encuentro { $hub }, con una H, y su puerta, con un 1
order-contents = Contenido
order-units = { $unit ->
    [piece] { $count } ×, { $price } cada uno
   *[other] { $count } × { $unit }, { $price } cada uno
}
order-back-ordered = { $count } más adelante
order-short = Llegaron { $came } de { $ordered }.
order-agreed = Acordado
order-paid = Pagado
order-proof = Quién lo recibió
order-taken-by = { $name } lo recibió, { $at }.
order-proof-photo = Una foto de la entrega
order-proof-signature = La firma
order-history = Qué ha pasado
order-cancel = Cancelar el pedido
order-cancel-words = Lo reservado vuelve al estante.
order-ask = Preguntar al punto de encuentro

# En ruta.
nav-drive = Su ruta
start-drive = A su ruta
drive-none = Usted no reparte
drive-none-words = Es para quienes reparten para un punto de encuentro.
drive-off-words = Empiece su turno cuando quiera.
drive-hub = ¿Para qué punto de encuentro?
drive-start-shift = Empezar turno
drive-end-shift = Terminar turno
drive-end-shift-words = Entregue el efectivo en el punto de encuentro. Allí se cuenta.
drive-since = De turno desde { $at }
drive-no-run = Aún no hay ruta
drive-no-run-words = Cuando el punto de encuentro planifique una, aparecerá aquí.
drive-stops = { $count ->
    [one] { $count } parada
   *[other] { $count } paradas
}
drive-map = { $count ->
    [one] Mapa con { $count } parada, norte arriba
   *[other] Mapa con { $count } paradas, norte arriba
}
drive-progress = { $done } de { $total } hechas
drive-leaves = { $count ->
    [one] Sale { $at }, { $count } unidad a bordo
   *[other] Sale { $at }, { $count } unidades a bordo
}
drive-next = Siguiente: { $number }. { $name }
drive-go-on = Seguir
drive-at-door = Parece que está en la parada { $number }: { $name }. Toque allí «Ya estoy».
drive-leave = Todo cargado, salir
drive-no-position = Este dispositivo no sabe dónde está. Las entregas valen igualmente.
drive-position-denied = La posición no está permitida en este dispositivo. Las entregas valen igualmente.
drive-back = Estoy de vuelta
drive-back-words = La ruta termina. Su posición deja de registrarse.
drive-day = Su día y su caja
drive-day-empty = Todavía nada
drive-to-come = por hacer
drive-from-until = { $from } a { $until }
drive-no-money = En este turno no se ha cobrado nada.
drive-cash = Efectivo por entregar
drive-collections = Puerta por puerta
drive-was-due = Se debía { $amount }
drive-count-waits = El punto de encuentro aún no ha contado el efectivo.
drive-counted = El punto de encuentro contó { $counted }; se esperaban { $expected }.
drive-sign = Estoy de acuerdo con el recuento
drive-signed = Ha aceptado el recuento.
drive-look = Aspecto y guantes
drive-look-day = Día
drive-look-sunlight = Pleno sol
drive-look-night = Noche
drive-gloves = Guantes
drive-gloves-hint = Botones más grandes y más separados.
drive-no-address = Sin dirección
drive-window = { $from } a { $until }
drive-until = hasta las { $until }
drive-from = desde las { $from }
drive-planned = previsto { $time }
drive-stop = Parada { $number }
drive-due = Por cobrar: { $amount }
drive-navigate = Navegar
drive-call = Llamar
drive-open-failed = No se pudo abrir otra aplicación.
drive-units = { $count ->
    [one] { $count } unidad
   *[other] { $count } unidades
}
drive-cancelled = El punto de encuentro ha quitado esta parada. Devuelva la mercancía.
drive-kept = guardado en este teléfono
drive-other-order = Hay otra parada antes
drive-other-order-words = Está prevista la parada { $planned }. ¿Ir igualmente a la parada { $number }?
drive-other-order-yes = Ir allí
drive-to-next = A la parada { $number }
drive-to-list = A la lista
drive-choose-reason = Elija antes un motivo.
drive-why = ¿Por qué?
drive-note = Una palabra al respecto
drive-fail-send = Así fue
drive-undo = Deshacer

# La prueba de entrega.
proof-title = Prueba
proof-lines = Entregado
proof-of = { $count } de { $total }
proof-missing = { $count ->
    [one] ¿Por qué falta { $count }?
   *[other] ¿Por qué faltan { $count }?
}
undelivered-refused = Rechazado
undelivered-damaged = Roto
undelivered-missing = No está en el vehículo
undelivered-wrong = No es lo pedido
undelivered-not-paid = Sin pagar
proof-how = ¿Cómo?
proof-handed-over = En mano
proof-left-in-place = Dejado donde se acordó
proof-locker = En una taquilla
proof-recipient = ¿Quién lo recibió?
proof-who = ¿Quién es?
proof-customer = Quien lo pidió
proof-household = Del mismo hogar
proof-neighbour = Un vecino o una vecina
proof-reception = La recepción
proof-photos = Fotos
proof-photo-take = Hacer una foto
proof-signature = Firma
proof-signature-field = Campo para firmar con el dedo
proof-signature-again = Firmar de nuevo
proof-signature-or = Quien no puede firmar figura arriba; una foto sustituye la firma.
proof-cash = Cobrado, en { $currency }
proof-paid-by = ¿Cómo se pagó?
proof-cash-why = ¿Por qué otro importe?
cash-reason-choose = Elija
proof-saved = Guardado en este teléfono
proof-done = Listo
title-shift = Su turno
title-run = Su ruta
title-stop = La parada de { $title }
title-proof = La entrega a { $title }

# El final de la cuenta, y el camino de vuelta.
close-title = Cerrar la cuenta
close-words = Todos los dispositivos se desconectan al instante y este lo olvida todo. Durante treinta días puede volver a abrir la cuenta. Después se borra lo que la nombra; los votos y los recuentos quedan.
close-go = Cerrar mi cuenta
close-ask = ¿Cerrarla ahora?
closed-title = Su cuenta está cerrada
closed-words = Hasta el { $until } puede volver a abrirla con su contraseña. Después se borra lo que la nombra.
reopen-title = Volver a abrir su cuenta
reopen-words = Introduzca la dirección y la contraseña que tenía.
reopen-go = Abrirla de nuevo
reopen-done = Su cuenta vuelve a estar abierta. Ahora inicie sesión.

# En qué ha consentido una persona.
consents-title = Sus consentimientos
consents-phone = Lo que puede hacer este teléfono
consents-legal = Textos legales
consents-agreed = Aceptado, versión { $version }, { $at }
consents-not = No se le ha preguntado por este
consent-notices-hint = Se guarda: nada. Su teléfono muestra junto a la aplicación lo que también está en «Novedades para usted».
consent-position = Registrar dónde estoy durante un reparto
consent-position-hint = Se guarda: su posición cada pocos metros, mientras un reparto está en marcha y nunca más. Cuánto tiempo: 90 días como máximo, después solo sumas. Quién la ve: su punto de encuentro y aquellos a quienes va. Si no quiere, reparte igual.
consent-position-ask = ¿Se puede registrar su posición?
consent-yes = Sí, en los repartos
consent-no = No
settings-metered = Enviar fotos con datos móviles
settings-metered-hint = Apagado: las fotos esperan una red gratuita. Todo lo demás se envía.
sync-files-held = Las fotos esperan una red que no se pague por datos.

# Los puntos de encuentro.
hubs-title = Puntos de encuentro
hubs-empty = Todavía no hay ningún punto de encuentro
hubs-yours = Su punto de encuentro
hubs-way = Cómo llegar
hubs-way-to = Cómo llegar a { $hub }
hubs-map = { $count ->
    [one] Mapa de { $count } punto de encuentro, norte arriba
   *[other] Mapa de { $count } puntos de encuentro, norte arriba
}

# Quién está en camino, y qué se registra.
order-driver-seen = { $name } estaba aquí a las { $time }
order-driver-away = { $name } está a { $way } de su puerta, a las { $time }
order-map-driver = El punto de encuentro { $hub }, marcado H, su puerta, marcada 1, y el reparto
unit-metres = { $count } m
unit-kilometres = { $count } km
drive-position-on = Su posición se registra hasta que vuelva.
drive-position-off = Su posición no se registra.
drive-position-change = Cambiarlo
