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
notice-order-confirmed = Your order { $tracking } is confirmed.
notice-order-rolled = Your order { $tracking } came after the cut-off. It goes with the train on { $departs_at }.
notice-order-short = Something was missing when your order { $tracking } was packed. Have a look at it.
notice-order-out = Your order { $tracking } is on its way.
notice-order-delivered = Your order { $tracking } was delivered.
notice-order-failed = Your order { $tracking } could not be delivered. Your hub will plan it again.
notice-order-returned = Your order { $tracking } went back to the hub.
notice-order-cancelled = Your order { $tracking } was cancelled.
notice-run-planned = { $count ->
    [one] You have a run with one stop, leaving on { $departs_at }.
   *[other] You have a run with { $count } stops, leaving on { $departs_at }.
}
notice-stop-cancelled = The stop for order { $tracking } was taken out of your run.
notice-review-needed = A report about order { $tracking } does not fit. Have a look at it.
notice-stock-low = “{ $product }” is running low: { $left } left.
notice-newer = There is news that this version of the app can't show. Update the app to read it.
