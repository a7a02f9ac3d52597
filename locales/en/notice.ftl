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
notice-dispute-opened = There is a complaint about “{ $title }”. Answer within three business days.
notice-dispute-offer = There is an offer in the complaint about “{ $title }”. Have a look.
notice-dispute-rejected = The seller disagrees with your complaint about “{ $title }”. You can call a mediator.
notice-dispute-evidence = There is new evidence in the complaint about “{ $title }”.
notice-dispute-in-mediation = The complaint about “{ $title }” waits for a mediator.
notice-dispute-taken = A mediator is now looking at the complaint about “{ $title }”.
notice-dispute-closed = The complaint about “{ $title }” is over. See how it ended.
notice-newer = There is news that this version of the app can't show. Update the app to read it.
