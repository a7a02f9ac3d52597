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
notice-bid-placed = Your bid of up to { $max } on “{ $title }” was placed. You lead at { $price }.
notice-bid-beaten = Your bid of up to { $max } on “{ $title }” was taken, but somebody else had named as much or more. The price is { $price } now.
notice-outbid = You were outbid on “{ $title }”. The price is { $price } now.
notice-bid-retracted = Somebody took a bid on “{ $title }” back.
notice-bids-removed = The administrators took bids on “{ $title }” out.
notice-listing-won = “{ $title }” is yours for { $price }. Please pay by { $until }.
notice-listing-sold = “{ $title }” is sold for { $price }. The buyer has until { $until } to pay.
notice-listing-unsold = “{ $title }” ended without a buyer.
notice-listing-changed = The seller added to “{ $title }”. Read it; you may take your bid back if it changes things for you.
notice-listing-cancelled = “{ $title }” was called off.
notice-payment-reminder = “{ $title }” is still to be paid: { $price } by { $until }.
notice-sale-unpaid = “{ $title }” was not paid ({ $price }), so the sale is off. If somebody else bid enough, they can have it now.
notice-sale-unpaid-buyer = You did not pay “{ $title }” ({ $price }) in time, so the sale is off. That counts against you when you bid.
notice-second-chance = You can still have “{ $title }” for { $price }, your own maximum. The offer is open until { $until }.
notice-review-received = { $stars ->
    [one] { $name } reviewed you: { $stars } star.
   *[other] { $name } reviewed you: { $stars } stars.
}
notice-sale-moved = { $state ->
    [paid] “{ $title }” is paid.
    [handed_over] “{ $title }” was handed over.
    [received] “{ $title }” has arrived.
    [completed] The sale of “{ $title }” is complete. You can review each other for a week.
   *[other] The sale of “{ $title }” was called off.
}
notice-comment-written = { $name } has said something about “{ $title }”.
notice-comment-answered = { $name } has answered you in “{ $title }”.
notice-comment-reported = A comment by { $name } on “{ $title }” was reported. Have a look.
notice-comment-hidden = Your comment on “{ $title }” is hidden because it breaks our rules. Ask the editors if you see it differently.
notice-ticket-opened = New request for the hub: “{ $subject }”.
notice-ticket-answered = The hub has answered your request “{ $subject }”.
notice-ticket-replied = There is a new word in “{ $subject }”.
notice-ticket-assigned = The request “{ $subject }” is now yours to answer.
notice-ticket-waits = The hub needs something from you to go on with “{ $subject }”.
notice-ticket-resolved = The hub says that “{ $subject }” is solved. If it is not, just reply.
notice-ticket-due = The wait is over: “{ $subject }” can go on.
notice-ticket-late = “{ $subject }” has waited longer than promised.
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
