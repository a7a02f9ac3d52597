# Contenidos, votaciones, votos y explicación del resultado.

category-activities = Actividades
category-meals = Comidas
category-films = Películas

content-state-draft = Borrador
content-state-published = Publicado
content-state-archived = Archivado

poll-state-draft = Borrador
poll-state-scheduled = Aún no abierta
poll-state-open = Abierta
poll-state-closed = Cerrada
poll-state-result-published = Resultado publicado
poll-state-cancelled = Cancelada

poll-opens = Comienza: { $at }
poll-closes = Termina: { $at }
poll-closed = Terminó: { $at }
poll-grace = Los votos emitidos antes del final aún cuentan si nos llegan antes de este límite: { $until }.

# Cómo cuentan los votos: el nombre y qué hay que hacer.
method-single = Una sola opción
method-approval = Varias opciones
method-points = Puntos
method-score = Valoración
method-ranked = Orden de preferencia
method-budget = Presupuesto
how-single = Elija una opción.
how-approval = { $min ->
    [0] Elija todas las que quiera, como máximo { $max }.
    [1] Elija todas las que quiera, como máximo { $max }.
   *[other] Elija entre { $min } y { $max } opciones.
}
how-points = { $points ->
    [one] Dé { $points } punto a la opción que prefiera.
   *[other] Reparta hasta { $points } puntos como quiera.
}
how-points-each = { $max ->
    [one] No más de { $max } punto por opción.
   *[other] No más de { $max } puntos por opción.
}
how-score = Dé a cada opción una valoración de 0 a { $max }.
how-ranked = { $max ->
    [one] Indique su opción preferida.
   *[other] Ponga las opciones en su orden, la preferida primero. Puede ordenar hasta { $max }.
}
how-budget-spend-at-least = Elija proyectos que juntos no cuesten más de { $budget } y que usen al menos el { $pct } % de ese dinero.
how-budget-at-least = { $projects ->
    [0] Elija proyectos que juntos no cuesten más de { $budget }.
    [one] Elija al menos { $projects } proyecto; juntos no deben costar más de { $budget }.
   *[other] Elija al menos { $projects } proyectos que juntos no cuesten más de { $budget }.
}
how-budget-between = Elija entre { $min } y { $max } proyectos. Para su elección no importa lo que cuesten.
points-left = { $count ->
    [one] Queda { $count } punto
   *[other] Quedan { $count } puntos
}
budget-left = Quedan { $amount }

# Botones.
vote-join = Me apuntaría
vote-cast = Votar
vote-change = Cambiar mi voto
vote-withdraw = Retirar mi voto

# Recuento.
vote-total = { $count ->
    [0] Aún no hay votos
    [one] { $count } voto
   *[other] { $count } votos
}
vote-tally = { $total ->
    [one] { $count } de { $total } voto
   *[other] { $count } de { $total } votos
}
vote-leader = { $total ->
    [one] { $count } de { $total } voto, en cabeza: { $title }
   *[other] { $count } de { $total } votos, en cabeza: { $title }
}
vote-pending = +{ $count } de su parte, aún sin contar
vote-waiting = Pendiente de envío, aún sin contar
vote-quorum = { $count } de { $needed } necesarios

# Resultados.
result-provisional = Resultado provisional, definitivo el { $until }
result-final = Resultado definitivo
result-winner = Opción elegida: { $title }
result-tie = Empate entre { $titles }. Quienes abrieron la votación deciden cómo seguir.
result-none = No ha votado nadie.
result-quorum-missed = { $needed ->
    [one] { $count } de { $needed } voto necesario: la votación queda sin resultado.
   *[other] { $count } de { $needed } votos necesarios: la votación queda sin resultado.
}

# Cómo se llegó al resultado, paso a paso.
explain-votes = { $count ->
    [one] { $title }: { $count } voto
   *[other] { $title }: { $count } votos
}
explain-points = { $count ->
    [one] { $title }: { $count } punto
   *[other] { $title }: { $count } puntos
}
explain-round = Ronda { $round }
explain-exhausted = { $count ->
    [one] { $count } voto no nombra ninguna de las opciones que quedan.
   *[other] { $count } votos no nombran ninguna de las opciones que quedan.
}
explain-eliminated = { $title }: es la opción con menos votos y queda fuera.
explain-transferred = { $count ->
    [one] { $count } voto pasa de { $from } a { $to }.
   *[other] { $count } votos pasan de { $from } a { $to }.
}
explain-elected = Opción elegida: { $title }, con { $count }.
explain-elected-of = Opción elegida: { $title }, con { $count } de los { $of } votos que aún cuentan.
explain-tied = Empate entre { $titles }; no se había fijado ninguna regla para este caso.
explain-tie-settled-tie-break = Empate entre { $titles }. Decide la regla fijada de antemano: { $title }.
explain-tie-settled-earlier-round = Empate entre { $titles }. Decide una ronda anterior: { $title }.
explain-tie-settled-position = Empate entre { $titles }. Decide el orden de la lista: { $title }.
explain-below-threshold = { $title }: un apoyo de { $count }, cuando hace falta al menos { $threshold }.
explain-taken = { $title }: el proyecto entra por { $cost }, con un apoyo de { $count }. Queda en el presupuesto: { $left }.
explain-does-not-fit = { $title }: el proyecto no entra, porque cuesta { $cost } y solo queda esto: { $left }.
explain-stopped = { $title }: el proyecto cuesta { $cost } y solo queda esto: { $left }. La selección termina aquí.
explain-shared = { $voters ->
    [one] El dinero es para { $voters } persona: { $share }.
   *[other] El dinero se reparte a partes iguales entre { $voters } personas: { $share } cada una.
}
explain-paid = { $count ->
    [one] { $title }: el proyecto entra por { $cost }; { $count } persona aporta como máximo { $each }.
   *[other] { $title }: el proyecto entra por { $cost }; { $count } personas aportan como máximo { $each } cada una.
}
explain-compared = Prefieren el resultado por partes iguales: { $shares }; por orden de apoyo: { $greedy }.
explain-no-support = Ninguna opción ha recibido votos.

# Títulos de los cambios rechazados o en espera.
title-ballot-cast = Su voto en «{ $title }»
title-ballot-change = Su voto cambiado en «{ $title }»
title-ballot-withdraw = La retirada de su voto en «{ $title }»
title-content-create = Su nuevo contenido «{ $title }»
title-content-edit = Sus cambios en «{ $title }»
title-content-publish = La publicación de «{ $title }»
title-content-archive = El archivado de «{ $title }»
title-content-delete = La eliminación de «{ $title }»
title-poll-create = Su nueva votación «{ $title }»
title-poll-edit = Sus cambios en la votación «{ $title }»
title-poll-cancel = La cancelación de la votación «{ $title }»
title-poll-publish = La publicación del resultado de «{ $title }»
