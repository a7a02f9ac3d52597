# Units and dates that every area uses.

unit-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
unit-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
unit-kilobytes = { $count } kB
unit-megabytes = { $count } MB

# How fresh a figure is.
as-of = as of { $time }
as-of-live = live
