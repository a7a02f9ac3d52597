# Lo que se comunica a cada persona: una línea por suceso.
# El rol llega como palabra; hub es "none" cuando el rol no pertenece a ningún lugar.

notice-role-granted = { $hub ->
    [none] Tienes un rol nuevo: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
   *[other] Tienes un rol nuevo en { $hub }: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
}
notice-role-withdrawn = { $hub ->
    [none] Ya no tienes este rol: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
   *[other] En { $hub } ya no tienes este rol: { $role ->
        [driver] reparto
        [hub_manager] gestión del hub
        [content_admin] redacción
       *[admin] administración
    }.
}
notice-poll-ended = La votación «{ $title }» ha terminado. Puedes publicar su resultado.
notice-newer = Hay una novedad que esta versión de la aplicación no puede mostrar. Actualízala para leerla.
