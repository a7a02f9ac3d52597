# Menschen, ihre Rollen und ihre Treffpunkte.

role-resident = Bewohnerin oder Bewohner
role-driver = Fahrdienst
role-hub-manager = Treffpunktleitung
role-content-admin = Redaktion
role-admin = Verwaltung
# Eine Rolle, die nur an einem Treffpunkt gilt.
role-at-hub = { $role }, { $hub }

community-members = { $count ->
    [0] Noch keine Mitglieder
    [one] { $count } Mitglied
   *[other] { $count } Mitglieder
}
community-hubs = { $count ->
    [0] Noch keine Treffpunkte
    [one] { $count } Treffpunkt
   *[other] { $count } Treffpunkte
}

# Überschriften abgelehnter oder wartender Änderungen.
title-role-grant = Die neue Rolle für { $name }
title-role-withdraw = Der Entzug einer Rolle bei { $name }
title-member-edit = Ihre Änderungen am Profil von { $name }
title-hub-edit = Ihre Änderungen am Treffpunkt „{ $hub }“
