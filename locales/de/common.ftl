# Einheiten und Zeitangaben für alle Bereiche.

unit-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
unit-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
unit-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
unit-kilobytes = { $count } kB
unit-megabytes = { $count } MB

# Wie frisch eine Zahl ist.
as-of = Stand { $time } Uhr
as-of-live = live
