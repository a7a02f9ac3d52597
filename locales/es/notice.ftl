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
notice-comment-written = { $name } ha escrito algo sobre «{ $title }».
notice-comment-answered = { $name } le ha respondido en «{ $title }».
notice-comment-reported = Han denunciado un comentario de { $name } sobre «{ $title }». Échele un vistazo.
notice-comment-hidden = Su comentario sobre «{ $title }» está oculto porque incumple nuestras normas. Pregunte a la redacción si lo ve de otra manera.
notice-ticket-opened = Nueva consulta para el punto de encuentro: «{ $subject }».
notice-ticket-answered = El punto de encuentro ha respondido a su consulta «{ $subject }».
notice-ticket-replied = Hay un mensaje nuevo en «{ $subject }».
notice-ticket-assigned = Ahora le toca responder a «{ $subject }».
notice-ticket-waits = Para seguir con «{ $subject }», el punto de encuentro necesita algo de usted.
notice-ticket-resolved = El punto de encuentro da por resuelto «{ $subject }». Si no es así, responda sin más.
notice-ticket-due = La espera ha terminado: «{ $subject }» puede seguir.
notice-ticket-late = «{ $subject }» lleva esperando más de lo prometido.
notice-dispute-opened = Hay una reclamación sobre «{ $title }». Responda en tres días laborables.
notice-dispute-offer = Hay una oferta en la reclamación sobre «{ $title }». Échele un vistazo.
notice-dispute-rejected = Quien vende no está de acuerdo con su reclamación sobre «{ $title }». Puede pedir mediación.
notice-dispute-evidence = Hay pruebas nuevas en la reclamación sobre «{ $title }».
notice-dispute-in-mediation = La reclamación sobre «{ $title }» espera a la mediación.
notice-dispute-taken = La mediación estudia ahora la reclamación sobre «{ $title }».
notice-dispute-closed = La reclamación sobre «{ $title }» ha terminado. Vea cómo ha acabado.
notice-newer = Hay una novedad que esta versión de la aplicación no puede mostrar. Actualízala para leerla.
