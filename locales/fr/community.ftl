# Les personnes, leurs rôles et leurs relais.

role-resident = Habitant ou habitante
role-driver = Livreur ou livreuse
role-hub-manager = Responsable de relais
role-content-admin = Responsable des contenus
role-admin = Administration
# Un rôle qui ne vaut que pour un relais.
role-at-hub = { $role }, { $hub }

community-members = { $count ->
    [0] Aucun membre pour le moment
    [one] { $count } membre
   *[other] { $count } membres
}
community-hubs = { $count ->
    [0] Aucun relais pour le moment
    [one] { $count } relais
   *[other] { $count } relais
}

# Titres des modifications refusées ou en attente.
title-role-grant = Le nouveau rôle de { $name }
title-role-withdraw = Le retrait d’un rôle à { $name }
title-member-edit = Vos modifications du profil de { $name }
title-hub-edit = Vos modifications du relais « { $hub } »
