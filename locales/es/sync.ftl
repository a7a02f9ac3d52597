# El estado de la sincronización, los cambios en espera o rechazados y los datos de este dispositivo.

# La línea que siempre está a la vista.
sync-up-to-date = Al día, { $time }
sync-busy = Actualizando…
sync-waiting = { $count ->
    [one] { $count } cambio en espera
   *[other] { $count } cambios en espera
}
sync-offline = { $count ->
    [0] Sin conexión (último contacto: { $time })
    [one] Sin conexión (último contacto: { $time }), { $count } cambio en espera
   *[other] Sin conexión (último contacto: { $time }), { $count } cambios en espera
}
# La misma línea cuando el último contacto no fue hoy.
sync-offline-long = { $count ->
    [0] Sin conexión desde el { $date }
    [one] Sin conexión desde el { $date }, { $count } cambio en espera
   *[other] Sin conexión desde el { $date }, { $count } cambios en espera
}
sync-refused = { $count ->
    [one] Se ha rechazado { $count } cambio
   *[other] Se han rechazado { $count } cambios
}
sync-first = Cargando su punto de encuentro: { $done } de { $total }
sync-first-offline = Sin conexión. Su punto de encuentro se cargará en cuanto haya conexión.
sync-sign-in-needed = Inicie sesión de nuevo para enviar sus cambios
sync-update-needed = Actualice la aplicación para enviar sus cambios
sync-network = Ha respondido algo que no es nuestro servidor. Si su wifi pide iniciar sesión, hágalo primero.
sync-device-full = Este dispositivo está lleno. Libere espacio para que se puedan guardar sus cambios.

# En qué punto está un cambio.
change-saved = Guardado en este dispositivo
change-sending = Enviando
change-sent = Enviado
change-needs-you = Requiere su atención
# La marca en el propio elemento.
change-waiting = pendiente de envío
# Se guarda porque el servidor es demasiado antiguo para conocer este tipo de cambio.
change-kept = Se guarda hasta que se actualice el servidor
change-attempts = { $count ->
    [one] { $count } intento
   *[other] { $count } intentos
}
change-next-try = Próximo intento: { $time }
# Un rechazo que el dispositivo espera, pero que el servidor aún no ha dado.
change-predicted = Es probable que se rechace: { $reason }

outbox-title = Pendiente de envío
outbox-empty = Todo está enviado.
outbox-send-now = Enviar ahora
outbox-export = Guardar una copia
inbox-title = No aceptado
inbox-empty = No se ha rechazado nada.
inbox-show = Ver por qué

# Los datos de este dispositivo estaban dañados y se vuelven a cargar.
sync-rebuilt = Los datos de este dispositivo estaban dañados. Los estamos cargando de nuevo; usted no tenía nada pendiente de envío.
sync-rebuilt-saved = { $count ->
    [one] Los datos de este dispositivo estaban dañados. Los estamos cargando de nuevo y se ha salvado { $count } cambio sin enviar.
   *[other] Los datos de este dispositivo estaban dañados. Los estamos cargando de nuevo y se han salvado { $count } cambios sin enviar.
}
sync-rebuilt-lost = { $count ->
    [one] Los datos de este dispositivo estaban dañados y se ha perdido { $count } cambio sin enviar. Revise lo último que anotó y vuelva a hacerlo.
   *[other] Los datos de este dispositivo estaban dañados y se han perdido { $count } cambios sin enviar. Revise lo último que anotó y vuelva a hacerlos.
}

# Antes de cerrar la sesión.
sign-out-unsent = { $count ->
    [one] { $count } cambio aún no se ha enviado. Si cierra la sesión ahora, se perderá.
   *[other] { $count } cambios aún no se han enviado. Si cierra la sesión ahora, se perderán.
}
sign-out-stay = Mantener la sesión
sign-out-anyway = Cerrar de todos modos
