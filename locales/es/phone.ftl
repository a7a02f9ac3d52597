# The phone app's own words.

# Everywhere.
app-name = Hubbub
app-promise = Tu comunidad en el bolsillo. Funciona también sin red.
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
lost-words = Esta dirección no lleva a ninguna parte. Vuelve a empezar desde el inicio.

# What goes wrong on this device.
trouble-offline = No podemos conectar con el servidor. Revisa tu conexión e inténtalo de nuevo.
trouble-store = Este dispositivo no pudo guardarlo. Cierra la aplicación, ábrela otra vez e inténtalo de nuevo.
trouble-share = Este dispositivo no puede compartirlo. Inténtalo desde otro.
needs-network = Hace falta conexión

# The tabs and the titles of screens.
nav-main = Secciones principales
nav-start = Inicio
nav-votes = Votos
nav-me = Tú
nav-sync = Sincronización
nav-notices = Novedades para ti
nav-settings = Ajustes
nav-account = Cuenta y seguridad
nav-about = Acerca de

# Signing in.
sign-in-title = Te damos la bienvenida
sign-in = Entrar
email = Correo electrónico
password = Contraseña
password-forgotten = ¿Has olvidado la contraseña?
password-hint = Al menos 8 caracteres, con una mayúscula, una cifra y un signo.
password-now = Contraseña actual
password-new = Contraseña nueva
password-set = Fijar contraseña
password-change = Cambiar contraseña
password-changed = Tu contraseña ha cambiado. Los demás dispositivos han salido.
sign-in-by-mail = Entrar por correo
no-account-yet = ¿Primera vez?
register = Crear cuenta
register-title = Tu cuenta
your-name = Tu nombre
your-name-hint = Como lo ven las demás personas de la comunidad.
language = Idioma
code-title = Segundo paso
code = Código
code-hint = Seis cifras de tu autenticador, o un código de recuperación.
code-none-yet = Aún no tengo autenticador
code-none-yet-words = Tu función necesita un segundo factor. Una aplicación autenticadora en este u otro teléfono genera los códigos.
code-set-up = Configurar un autenticador
code-set-up-words = Pon esta clave en tu autenticador y luego escribe el código que muestra.
code-open-app = Abrir mi autenticador
recovery-words = Apunta estos códigos. Cada uno abre la puerta una vez si pierdes el teléfono. Solo se muestran ahora.
recovery-kept = Los he guardado
link-title = Entrar por correo
link-words = Te enviamos un enlace para entrar en este dispositivo. Vale 15 minutos.
link-code = Código del correo
link-code-hint = Si el enlace no se abre aquí, escribe su código.
mail-ask = Enviarme un correo
mail-sent = Si hay una cuenta con esta dirección, un correo está en camino.
forgot-title = Contraseña nueva
forgot-words = Te enviamos un enlace para elegir una contraseña nueva.
verify-title = Tu dirección
verify-done = Tu dirección está confirmada. Ya puedes entrar.
reset-title = Elige una contraseña nueva
reset-done = Tu contraseña nueva ya vale. Entra con ella.
legal-terms = Condiciones de uso
legal-privacy = Privacidad
legal-agree-terms = He leído las condiciones de uso y las acepto.
legal-agree-privacy = He leído cómo se protegen mis datos y lo acepto.

# The first fetch.
first-title = Trayendo tu punto de encuentro
first-offline-title = Aún sin conexión
no-community-title = Aún sin comunidad
no-community-words = Pide a la gente de tu punto de encuentro que te admita. Aparecerá aquí por sí solo.

# The first screen.
start-hello = Hola, { $name }
start-your-vote = Te toca votar
start-results = Resultados
start-quiet = Todo hecho
start-quiet-words = Nada te necesita ahora. Disfruta del día.

# Votes.
category-all = Todo
category-choose = Elige una categoría
votes-empty = Aún no hay votos aquí
votes-empty-words = Cuando haya algo que votar, lo encontrarás aquí.
votes-running = Votos en curso
votes-over = Terminados
votes-you-voted = Has votado
votes-yours = Tu voto
votes-yours-stands = Tu voto consta
votes-offline-hint = Tu voto queda a salvo en este dispositivo al instante. Cuenta cuando llega al servidor.
votes-choose-first = Elige algo primero.
votes-change-first = Cambia primero tu elección.
votes-withdraw-words = Tu voto dejará de contar. Mientras esté abierta la votación puedes volver a votar.
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
votes-history = Tus versiones anteriores
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
inbox-done-at = Hiciste esto: { $at }.
remedy-sent = Vuelve a estar en camino.
title-gone = algo que ya no está
title-newer = Un cambio de una versión más nueva
title-notices-read = Novedades marcadas como vistas
title-profile = Tus cambios en la comunidad
title-other = Un cambio

# The person.
notices-new = Nuevo
notices-unread = { $count ->
    [one] { $count } nueva
   *[other] { $count } nuevas
}
notices-mark = Marcar todo como visto
notices-empty = Nada nuevo
notices-empty-words = Lo que te toca aparece aquí: resultados, respuestas, entregas.
settings-theme = Aspecto
settings-theme-system = Como el sistema
settings-theme-light = Claro
settings-theme-dark = Oscuro
settings-text = Tamaño del texto
settings-percent = { $percent } %
settings-notices = Notificaciones del sistema
settings-notices-hint = También fuera de la aplicación, cuando algo te toca.
settings-community = Comunidad en pantalla
about-version = Versión
about-server = Servidor
about-parts = Las piezas de esta aplicación
factor-title = Segundo factor
factor-words = Con un segundo factor, una contraseña robada no abre nada. Lo necesitas para pujas altas.
sessions-title = Dónde has entrado
sessions-this = Este dispositivo
sessions-end = Cerrar
sessions-unnamed = Un dispositivo sin nombre
sign-out = Salir
sign-out-words = Todo está enviado. Este dispositivo olvida tus datos.

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
export-title = Tus datos
export-words = Un archivo con todo lo que se guarda de ti. Es tuyo.
export-go = Obtener mi copia

# The count, once more.
votes-turnout-of = { $count } de { $total } personas
votes-count-final = El recuento

# Secret votes.
votes-secret = Votación secreta
votes-secret-words = Votas una sola vez. Después tu elección no se puede cambiar, retirar ni volver a ver, ni siquiera por ti.
votes-secret-ask = ¿Votar definitivamente?
votes-secret-waiting = Tu voto espera en este teléfono
votes-secret-waiting-words = Sale por sí solo en cuanto se alcanza el servidor. Después este teléfono olvida lo que elegiste.
votes-secret-given = Has votado
votes-secret-given-words = Se sabe que has votado. Lo que elegiste no se muestra a nadie.
votes-runoff = Segunda vuelta
