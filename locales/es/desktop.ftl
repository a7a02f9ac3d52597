# What the desktop says beyond the words that all shells share.

# The desktop's frame.
desk-navigation = Pantallas
desk-skip = Ir al contenido
desk-nav-today = Hoy
desk-nav-content = Contenidos
desk-nav-polls = Votaciones
desk-nav-people = Personas
desk-nav-hub = Punto de encuentro
desk-nav-notices = Avisos
desk-nav-sync = Envíos
desk-nav-settings = Ajustes
desk-hub-in-front = Punto de encuentro a la vista
desk-palette = Ir a o hacer…
desk-palette-hint = ¿Qué busca?
desk-nothing-found = Nada coincide.
desk-help = Teclado
desk-help-move = Moverse por una tabla
desk-help-select = Seleccionar una fila
desk-help-open = Abrir una fila
desk-key-space = Espacio
desk-first-fetch = Primera carga
desk-count-new = { $count } sin ver
desk-close = Cerrar
desk-back = Atrás
desk-save = Guardar
desk-save-draft = Guardar como borrador
desk-search = Buscar
desk-select = Selección
desk-select-row = Seleccionar { $name }
desk-try-again = Volver a intentar
desk-failed = Eso no ha funcionado
desk-gone = Aquí no hay nada
desk-gone-text = Se ha retirado, o no puede verlo.
desk-forbidden = No para su rol
desk-forbidden-text = Quien dirige la comunidad puede darle el rol que pide esta pantalla.
desk-change-other = Un cambio
desk-problem-network = Ahora no se puede llegar al servidor. Se ve lo que este dispositivo sabe; para entrar hace falta conexión.
desk-problem-store = Este dispositivo no ha podido leer o guardar sus datos. Cierre la aplicación y vuelva a abrirla.
desk-refused-times = Hecho el { $at }, decidido el { $decided }
desk-see-now = Ver lo que vale ahora

# The way in.
desk-sign-in = Entrar
desk-sign-out = Salir
desk-email = Correo
desk-password = Contraseña
desk-code = Código
desk-code-hint = De su aplicación de autenticación, o uno de sus códigos de recuperación.
desk-continue = Continuar
desk-sign-in-link = Recibir un código por correo
desk-send-link = Enviar el correo
desk-link-sent = Si hay una cuenta para { $email }, un correo con un código está en camino.
desk-second-factor = Segundo factor
desk-second-factor-set-up = Configurar un segundo factor
desk-second-factor-about = Ponga este secreto en una aplicación de autenticación y escriba el código que muestra.
desk-secret = Secreto
desk-open-authenticator = Abrir en una aplicación de este ordenador
desk-recovery-codes = Códigos de recuperación
desk-recovery-about = Cada uno de estos códigos permite entrar una vez si pierde su aplicación. Guárdelos bien; solo se muestran ahora.
desk-recovery-kept = Los he guardado

# Settings.
desk-look = Idioma y aspecto
desk-language = Idioma
desk-theme = Colores
desk-theme-system = Como el sistema
desk-theme-light = Claros
desk-theme-dark = Oscuros
desk-map-about = Una región como archivo PMTiles en este ordenador. Solo se lee aquí; no se pide nada a internet.
desk-map-path = Lugar del archivo
desk-map-use = Usar este mapa
desk-map-without = Sin mapa
desk-map-foreign = No es un archivo PMTiles de la versión 3.
desk-map-missing = No se puede leer este archivo.
desk-community = Comunidad
desk-sessions = Dónde ha entrado
desk-show-sessions = Ver dispositivos
desk-this-device = Este dispositivo
desk-unknown-device = Dispositivo desconocido
desk-end-session = Cerrar su sesión
desk-session-ended = Ese dispositivo ya no tiene sesión.
desk-change-password = Cambiar contraseña
desk-password-current = Contraseña actual
desk-password-new = Contraseña nueva
desk-password-changed = Contraseña cambiada. Los demás dispositivos tienen que volver a entrar.

# Today and news.
desk-hello = Buen día, { $name }
desk-notices-empty = Todavía no hay avisos
desk-notices-empty-text = Aquí aparecerá lo que otros hagan y le afecte.
desk-notices-none-new = Lo ha leído todo
desk-unread = Sin leer
desk-read = Leído

# People and the hub.
desk-name = Nombre
desk-hub = Punto de encuentro
desk-no-hub = Ninguno
desk-role = Rol
desk-roles = Roles
desk-joined = Desde
desk-member-since = Desde el { $date } · { $hub }
desk-grant = Dar el rol
desk-revoke = Retirar: { $role }
desk-people-empty = Nadie a la vista
desk-people-empty-text = Aquí están las personas de los puntos de encuentro que lleva.
desk-street = Calle y número
desk-postal-code = Código postal
desk-city = Localidad
desk-country = País, dos letras
desk-about-in = Descripción ({ $language })

# Content.
content-state-deleted = Eliminado
desk-content-new = Nuevo elemento
desk-content-empty = Todavía nada
desk-content-empty-text = Escriba algo que hacer, comer o ver en compañía, o cambie el filtro.
desk-title = Título
desk-description = Descripción
desk-untitled = Sin título
desk-category = Categoría
desk-state = Estado
desk-when = Cuándo
desk-all-categories = Todas las categorías
desk-all-states = Todos los estados
desk-default-language = Para otros idiomas
desk-capacity = Plazas
desk-tags = Etiquetas
desk-tags-hint = Separadas por comas
desk-picture = Imagen
desk-picture-choose = Elegir una imagen
desk-picture-remove = Sin imagen
desk-picture-coming = La imagen está en camino.
desk-preview = Así se verá
desk-publish = Publicar
desk-published = Publicado. Todos lo verán en cuanto se envíe.
desk-archive = Archivar
desk-delete = Eliminar
desk-restore = Recuperar

# Polls.
desk-poll-new = Nueva votación
desk-poll-about = Votar sobre esto
desk-poll-announce = Anunciar
desk-poll-cancel = Cancelar
desk-poll-extend = Más tiempo
desk-poll-publish = Publicar el resultado
desk-polls-empty = Ninguna votación
desk-polls-empty-text = Pregunte algo a la comunidad, o cambie el filtro.
desk-polls-none-open = Ninguna votación abierta
desk-question = Pregunta
desk-method = Cómo se vota
desk-votes = Votos
desk-opens = Abre
desk-closes = Termina
desk-options = Opciones
desk-option = Opción { $number }
desk-option-add = Añadir una opción
desk-option-remove = Quitar la opción { $number }
desk-most = Máximo (opciones, puntos, nota)
desk-count-shown = Quién ve el recuento
desk-count-live = Todos, en directo
desk-count-after-vote = Quien ha votado
desk-count-after-close = Todos, al final
desk-count-hidden = Recuento oculto hasta el final
desk-quorum = Quórum en porcentaje
desk-changeable = Se puede cambiar el voto mientras esté abierta
desk-blank-allowed = Se permite el voto en blanco
desk-how-it-came = Cómo se llegó a ello
desk-winner = Elegido
desk-poll-secret = Votación secreta
desk-poll-secret-about = Solo quien vota sabe qué ha elegido. Cada voto se emite una vez y de forma definitiva, y no se muestra ningún recuento antes del final.
desk-poll-frozen = Ya han llegado votos. Ahora solo se pueden cambiar los textos y aplazar el final.
desk-bias-accepted = Acepto que un recuento mostrado tras votar influya en votos que aún se pueden cambiar
desk-decide-tie = Decidir el empate
desk-runoff-about = En la segunda vuelta se vota de nuevo, solo entre las opciones empatadas. Sin inicio, se abre enseguida.
desk-runoff-announce = Anunciar una segunda vuelta
desk-adopt-tied = Dar por ganadoras todas las empatadas
desk-runoff-decides = Una segunda vuelta decide el empate.
desk-runoff-open = A la segunda vuelta
desk-runoff-of = Segunda vuelta de una votación anterior
desk-tied-adopted = Han ganado todas las opciones empatadas.

# The menu.
desk-menu-edit = Edición
desk-nav-orders = Pedidos

# Said at sign-in.
desk-sign-in-wrong = El correo o la contraseña no son correctos.
desk-second-factor-why = Además de la contraseña, un código de una aplicación de autenticación protege su punto de encuentro.

# Orders.
desk-order = Pedido
desk-recipient = Destinatario
desk-placed = Realizado
desk-train = Día de reparto
desk-driver = Conductor
desk-units-short = Uds.
desk-amount = Importe
desk-all-trains = Todos los días de reparto
desk-any-train = El próximo posible
desk-train-times = Salida: { $departs }; pedidos hasta { $cutoff }
desk-orders-none-asking = Nada le espera
desk-order-new = Nuevo pedido
desk-packing = Lista de preparación
desk-show-new = Mostrar lo nuevo
desk-orders-search = Número de seguimiento o destinatario
desk-orders-found = { $count ->
    [one] { $count } pedido
   *[other] { $count } pedidos
}
desk-orders-news = { $count ->
    [one] { $count } nuevo, mostrar
   *[other] { $count } nuevos, mostrar
}
desk-orders-changed = La lista ha cambiado, mostrar
desk-orders-none = Ningún pedido coincide
desk-orders-none-text = Pruebe con menos filtros u otra palabra.
desk-orders-empty = Aún no hay pedidos
desk-orders-empty-text = Aquí aparece lo que se pide a este punto de encuentro, con o sin conexión.
desk-filter-clear = Quitar los filtros
desk-selected = { $count ->
    [one] { $count } seleccionado
   *[other] { $count } seleccionados
}
desk-selection-clear = Quitar la selección
desk-orders-stepped = { $count ->
    [one] Hecho para { $count } pedido.
   *[other] Hecho para { $count } pedidos.
}
desk-orders-refused = Estos pedidos no han avanzado
desk-orders-cancel-sure = { $count ->
    [one] Se cancela { $count } pedido y su mercancía queda libre para otros.
   *[other] Se cancelan { $count } pedidos y su mercancía queda libre para otros.
}
desk-print = Imprimir
desk-take-payment = Cobrar
desk-hand-over = Entregar en el mostrador
desk-order-follows = Trae lo que faltaba antes
desk-order-goods = Artículos
desk-order-delivery = Entrega
desk-order-total = Total
desk-order-charged = A pagar
desk-order-paid = Pagado
desk-order-due = Pendiente
desk-order-payment = Pago
desk-order-back-ordered = { $count } por llegar
desk-stop = Parada
desk-planned = Previsto
desk-arrived = En el lugar
desk-done = Hecho
desk-run-sheet = Hoja de ruta
desk-order-lines = Lo que se pide
desk-sku = Código
desk-product = Producto
desk-quantity = Cantidad
desk-price = Precio
desk-units = { $unit ->
    [piece] { $count } ×
   *[other] { $count } × { $unit }
}
desk-units-of = { $count } uds.
desk-what-happened = Qué ha pasado
desk-timeline = Como relato
desk-record = Como registro
desk-reached-server = llegó al servidor: { $at }
desk-step = Paso
desk-who = Quién
desk-made = Hecho a las
desk-decided = Decidido a las
desk-server = el servidor
desk-proofs = Prueba de entrega
desk-proof-counts = Válida
desk-proof-picture = Imagen { $number } de la prueba
desk-digest = Huella
desk-place = { $place } (± { $metres } m)
desk-place-away = a { $metres } m de la dirección
desk-window = de { $from } a { $until }
desk-window-from = desde { $from }
desk-window-until = hasta { $until }
desk-why = Por qué
desk-pack = Preparar { $tracking }
desk-pack-about = Cambie solo lo que falta. Todo lo demás está en la caja.
desk-packed-of = En la caja, de { $count }
desk-remainder = Qué pasa con el resto
desk-amount-in = Importe en { $currency }
desk-paid-by = Cómo
desk-why-different = Por qué no es lo pendiente
desk-paid-exactly = Es justo lo pendiente
desk-packing-empty = Nada que preparar
desk-packing-empty-text = Aquí aparecen los pedidos que confirme.
desk-packing-picks = De los estantes, en total
desk-not-enough = Insuficiente
desk-substitutes-ok = Se acepta otro producto en su lugar
desk-customer = Cliente
desk-customer-search = ¿Quién pide?
desk-customer-change = Otra persona
desk-product-search = Añadir un producto
desk-quantity-of = Cantidad de { $name }
desk-line-remove = Quitar { $name }
desk-order-lines-empty = Aún nada. Escriba un nombre o un código.
desk-order-place = Hacer el pedido
desk-fulfilment = Cómo llega
desk-phone = Teléfono
desk-driver-notes = Para el conductor
desk-price-per = { $unit ->
    [piece] { $price } cada uno
   *[other] { $price } por { $unit }
}
desk-left = quedan { $count }

# Stock and products.
desk-nav-stock = Existencias
desk-shelf = Qué productos
desk-shelf-all = Todos
desk-shelf-low = Se acaban ({ $count })
desk-shelf-orderable = Se pueden pedir
desk-shelf-archived = Retirados
desk-unit = Unidad
desk-unit-hint = Como «pieza» o «bolsa de 500 g»
desk-on-hand = Disponible
desk-reserved = Reservado
desk-available = Libre
desk-back-ordered = En espera
desk-low = Se acaba
desk-archived = Retirado
desk-product-new = Nuevo producto
desk-product-archive = Quitar de la lista
desk-stock-empty = Aquí no hay productos
desk-stock-empty-text = Añada un producto o cambie el filtro.
desk-adjust = Cambiar las existencias
desk-adjust-of = Cambiar las existencias de { $name }
desk-change = Cambio
desk-change-hint = Unidades que llegaron; con un menos, las que salieron
desk-note = Nota
desk-afterwards = Después
desk-stock-history = Movimientos
desk-stock-history-empty = Aún no se ha cambiado nada a mano.
desk-older = Anteriores
desk-uncounted = { $change } aún sin contar
desk-stock-rules = Reglas de existencias
desk-low-at = Avisar desde estas unidades libres
desk-low-at-hint = Vacío: nunca
desk-low-from = Aviso desde { $count }
desk-low-never = Sin aviso de escasez
desk-back-order = Se puede pedir antes de que llegue
desk-back-order-on = se puede pedir por adelantado
desk-back-order-off = solo lo que hay
desk-back-order-cap = Como máximo por adelantado
desk-back-order-cap-hint = Vacío: sin límite
desk-price-in = Precio en { $currency }
desk-price-hint = Hasta cuatro decimales

# The dispatch board.
desk-nav-dispatch = Repartos
desk-view = Vista
desk-as-list = Lista
desk-as-map = Mapa
desk-map-failed = Este ordenador dibuja los lugares sin mapa.
desk-map-elsewhere = El archivo de mapa muestra otro lugar. En la lista está todo.
desk-driver-seen = Visto a las { $at }
desk-driver-seen-at-speed = Visto a las { $at }, { $speed } km/h
desk-driver-old = Ya no está al día
desk-driver-next = Después: { $name }
desk-driver-next-in = Después: { $name }, a { $way }
desk-driver-nearby = Casi en el lugar
desk-driver-at-door = En la puerta
desk-driver-find = Buscar a { $name }
desk-way-m = { $way } m
desk-way-km = { $way } km
desk-waiting = Esperan conductor ({ $count })
desk-waiting-empty = Nada espera
desk-waiting-empty-text = Aquí aparecen los pedidos preparados que aún nadie lleva.
desk-drivers = Conductores
desk-drivers-empty = Aún no conduce nadie
desk-drivers-empty-text = Dé a alguien el rol de conductor y diga qué conduce.
desk-give = Dar { $order } a un conductor
desk-vehicle-of = { $vehicle }, { $count } uds.
desk-vehicle-unknown = Vehículo desconocido
desk-vehicle-needed = Diga qué conduce y podrá recibir pedidos.
desk-vehicle-edit = Vehículo de { $name }
desk-vehicle = Vehículo
desk-vehicle-capacity = Unidades que caben
desk-driver-name = Nombre para los clientes
desk-driver-name-hint = Lo que ve la gente cuando su pedido está en camino
desk-on-shift = De turno desde { $at }
desk-off-shift = Fuera de turno
desk-run-none = Aún sin ruta. Suelte un pedido aquí.
desk-run-leaves = Sale: { $at }
desk-run-left = Salió: { $at }
desk-run-progress = { $done } de { $all } paradas, { $units } uds.
desk-run-manual = Orden elegido a mano
desk-run-sheet-of = Hoja de ruta de { $name }
desk-stops = Paradas
desk-stop-up = { $name } antes
desk-stop-down = { $name } después
desk-stop-out = Quitar { $name } de la ruta
desk-late = Tarde
desk-address = Dirección
desk-due = Pendiente
desk-propose = Proponer rutas
desk-proposal = Rutas propuestas
desk-proposal-empty = Nada que planificar
desk-proposal-empty-text = No hay pedidos preparados o nadie conduce.
desk-proposed-run = { $load } de { $capacity } uds., vuelta a las { $back }
desk-departs = Salida
desk-plan-thorough = Pensar unos segundos más
desk-plan-again = Proponer otra vez
desk-plan-accept = { $count ->
    [one] Planificar { $count } ruta
   *[other] Planificar { $count } rutas
}
desk-plan-accepted = Las rutas están planificadas.
desk-unplanned = Sin planificar
desk-reviews = Échele un vistazo
desk-review-settle = Resolver
desk-review-note = Qué se ha aclarado

# Orders.
desk-in-capacity = En calidad de

# Tickets.
desk-nav-tickets = Consultas
desk-promise = { $name } hasta { $at }
desk-tickets-open = Por responder
desk-tickets-mine = Las mías
desk-tickets-ended = Terminadas
desk-subject = Asunto
desk-asks = Quién pregunta
desk-promise-column = Prometido
desk-assignee = Quién se ocupa
desk-assigned-to = Se ocupa { $name }
desk-moved = Último paso
desk-tickets-empty = Aquí no hay consultas
desk-tickets-empty-text = Aquí aparece lo que se pregunta a este punto de encuentro, lo más reciente primero.
desk-ticket-reply = Respuesta
desk-ticket-note = Nota solo para el punto de encuentro
desk-ticket-kind = Qué escribe
desk-ticket-send = Enviar la respuesta
desk-ticket-internal = Solo lo ve el punto de encuentro
desk-ticket-take = Encargarme
desk-ticket-wait = Esperar respuesta
desk-ticket-put-off = Aplazar
desk-ticket-resolve = Resuelto
desk-ticket-close = Cerrar del todo
desk-ticket-follows = Continúa una consulta anterior
desk-until = Hasta
desk-tickets-owed = Consultas sin respuesta
