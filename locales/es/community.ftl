# Las personas, sus funciones y sus puntos de encuentro.

role-resident = Residente
role-driver = Repartidor o repartidora
role-hub-manager = Responsable del punto de encuentro
role-content-admin = Responsable de contenidos
role-admin = Administración
# Una función que vale solo en un punto de encuentro.
role-at-hub = { $role }, { $hub }

community-members = { $count ->
    [0] Aún no hay miembros
    [one] { $count } miembro
   *[other] { $count } miembros
}
community-hubs = { $count ->
    [0] Aún no hay puntos de encuentro
    [one] { $count } punto de encuentro
   *[other] { $count } puntos de encuentro
}

# Títulos de los cambios rechazados o en espera.
title-role-grant = La nueva función de { $name }
title-role-withdraw = La retirada de una función a { $name }
title-member-edit = Sus cambios en el perfil de { $name }
title-hub-edit = Sus cambios en el punto de encuentro «{ $hub }»
