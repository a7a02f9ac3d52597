# People, their roles and their hubs.

role-resident = Resident
role-driver = Driver
role-hub-manager = Hub manager
role-content-admin = Content editor
role-admin = Administrator
# A role that holds at one hub only.
role-at-hub = { $role }, { $hub }

community-members = { $count ->
    [0] No members yet
    [one] { $count } member
   *[other] { $count } members
}
community-hubs = { $count ->
    [0] No hubs yet
    [one] { $count } hub
   *[other] { $count } hubs
}

# Headings of changes in the list of refused and waiting changes.
title-role-grant = The new role for { $name }
title-role-withdraw = Taking back a role from { $name }
title-member-edit = Your changes to the profile of { $name }
title-hub-edit = Your changes to the hub “{ $hub }”
