# Unidades y fechas comunes a todas las áreas.

unit-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
unit-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
unit-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
unit-kilobytes = { $count } kB
unit-megabytes = { $count } MB

# De cuándo es una cifra.
as-of = actualizado: { $time }
as-of-live = en directo
