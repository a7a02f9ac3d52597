# What people are told: one line each, by what happened.
# A role is given by its word; hub is "none" for roles that are not held at one.

notice-role-granted = { $hub ->
    [none] You have a new role: { $role ->
        [driver] driver
        [hub_manager] hub manager
        [content_admin] content editor
       *[admin] administrator
    }.
   *[other] You have a new role at { $hub }: { $role ->
        [driver] driver
        [hub_manager] hub manager
        [content_admin] content editor
       *[admin] administrator
    }.
}
notice-role-withdrawn = { $hub ->
    [none] You no longer have the role { $role ->
        [driver] driver
        [hub_manager] hub manager
        [content_admin] content editor
       *[admin] administrator
    }.
   *[other] At { $hub } you no longer have the role { $role ->
        [driver] driver
        [hub_manager] hub manager
        [content_admin] content editor
       *[admin] administrator
    }.
}
notice-poll-ended = The vote “{ $title }” is over. You can publish its result.
notice-newer = There is news that this version of the app can't show. Update the app to read it.
