# Unités et dates communes à tous les domaines.

unit-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
unit-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
unit-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
unit-kilobytes = { $count } ko
unit-megabytes = { $count } Mo

# Fraîcheur d’un chiffre.
as-of = à { $time }
as-of-live = en direct
