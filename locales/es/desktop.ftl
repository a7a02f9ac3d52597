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
desk-palette-hint = ¿Qué buscas?
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
desk-gone-text = Se ha retirado, o no puedes verlo.
desk-forbidden = No para tu rol
desk-forbidden-text = Quien dirige la comunidad puede darte el rol que pide esta pantalla.
desk-change-other = Un cambio
desk-problem-network = Ahora no se puede llegar al servidor. Ves lo que este dispositivo sabe; para entrar hace falta conexión.
desk-problem-store = Este dispositivo no ha podido leer o guardar sus datos. Cierra la aplicación y vuelve a abrirla.
desk-refused-times = Hecho el { $at }, decidido el { $decided }
desk-see-now = Ver lo que vale ahora

# The way in.
desk-sign-in = Entrar
desk-sign-out = Salir
desk-email = Correo
desk-password = Contraseña
desk-code = Código
desk-code-hint = De tu aplicación de autenticación, o uno de tus códigos de recuperación.
desk-continue = Continuar
desk-sign-in-link = Recibir un código por correo
desk-send-link = Enviar el correo
desk-link-sent = Si hay una cuenta para { $email }, un correo con un código está en camino.
desk-second-factor = Segundo factor
desk-second-factor-set-up = Configurar un segundo factor
desk-second-factor-about = Pon este secreto en una aplicación de autenticación y escribe el código que muestra.
desk-secret = Secreto
desk-open-authenticator = Abrir en una aplicación de este ordenador
desk-recovery-codes = Códigos de recuperación
desk-recovery-about = Cada uno de estos códigos te deja entrar una vez si pierdes tu aplicación. Guárdalos bien; solo se muestran ahora.
desk-recovery-kept = Los he guardado

# Settings.
desk-look = Idioma y aspecto
desk-language = Idioma
desk-theme = Colores
desk-theme-system = Como el sistema
desk-theme-light = Claros
desk-theme-dark = Oscuros
desk-community = Comunidad
desk-sessions = Dónde has entrado
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
desk-notices-empty-text = Aquí aparecerá lo que otros hagan y te afecte.
desk-notices-none-new = Lo has leído todo
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
desk-people-empty-text = Ves a las personas de los puntos de encuentro que llevas.
desk-street = Calle y número
desk-postal-code = Código postal
desk-city = Localidad
desk-country = País, dos letras
desk-about-in = Descripción ({ $language })

# Content.
content-state-deleted = Eliminado
desk-content-new = Nuevo elemento
desk-content-empty = Todavía nada
desk-content-empty-text = Escribe algo que hacer, comer o ver en compañía, o cambia el filtro.
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
desk-polls-empty-text = Pregunta algo a la comunidad, o cambia el filtro.
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
desk-second-factor-why = Además de la contraseña, un código de una aplicación de autenticación protege tu punto de encuentro.
