# Content, polls, votes and how an outcome came about.

category-activities = Activities
category-meals = Meals
category-films = Films

content-state-draft = Draft
content-state-published = Published
content-state-archived = Archived

poll-state-draft = Draft
poll-state-scheduled = Not open yet
poll-state-open = Open
poll-state-closed = Closed
poll-state-result-published = Result published
poll-state-cancelled = Cancelled

poll-opens = Opens { $at }
poll-closes = Ends { $at }
poll-closed = Ended { $at }
poll-grace = Votes made before the end still count if they reach us by { $until }.

# How votes count: the name, and what to do.
method-single = One choice
method-approval = Several choices
method-points = Points
method-score = Rating
method-ranked = Ranking
method-budget = Budget
how-single = Choose one option.
how-approval = { $min ->
    [0] Choose as many as you like, up to { $max }.
    [1] Choose as many as you like, up to { $max }.
   *[other] Choose { $min } to { $max } options.
}
how-points = { $points ->
    [one] Give { $points } point to the option you like best.
   *[other] Share out up to { $points } points as you like.
}
how-points-each = { $max ->
    [one] No more than { $max } point for one option.
   *[other] No more than { $max } points for one option.
}
how-score = Give each option a rating from 0 to { $max }.
how-ranked = { $max ->
    [one] Name your favourite.
   *[other] Put the options in your order, your favourite first. You can rank up to { $max }.
}
how-budget-spend-at-least = Choose projects that together cost no more than { $budget } and use at least { $pct }% of it.
how-budget-at-least = { $projects ->
    [0] Choose projects that together cost no more than { $budget }.
    [one] Choose at least { $projects } project; together they may cost no more than { $budget }.
   *[other] Choose at least { $projects } projects that together cost no more than { $budget }.
}
how-budget-between = Choose { $min } to { $max } projects. What they cost does not matter for your choice.
points-left = { $count ->
    [one] { $count } point left
   *[other] { $count } points left
}
budget-left = { $amount } left

# Buttons.
vote-join = I’d join
vote-cast = Vote
vote-change = Change vote
vote-withdraw = Withdraw vote

# Tallies.
vote-total = { $count ->
    [0] No votes yet
    [one] { $count } vote
   *[other] { $count } votes
}
vote-tally = { $total ->
    [one] { $count } of { $total } vote
   *[other] { $count } of { $total } votes
}
vote-leader = { $total ->
    [one] { $count } of { $total } vote, in the lead: { $title }
   *[other] { $count } of { $total } votes, in the lead: { $title }
}
vote-pending = +{ $count } yours, not yet counted
vote-waiting = Waiting to be sent, not counted yet
vote-quorum = { $count } of { $needed } needed

# Results.
result-provisional = Provisional result, final on { $until }
result-final = Final result
result-winner = Chosen: { $title }
result-tie = A tie between { $titles }. Those who opened the poll decide how to go on.
result-none = Nobody voted.
result-quorum-missed = { $needed ->
    [one] { $count } of { $needed } vote needed, so the poll has no result.
   *[other] { $count } of { $needed } votes needed, so the poll has no result.
}

# How the outcome came about, step by step.
explain-votes = { $count ->
    [one] { $title }: { $count } vote
   *[other] { $title }: { $count } votes
}
explain-points = { $count ->
    [one] { $title }: { $count } point
   *[other] { $title }: { $count } points
}
explain-round = Round { $round }
explain-exhausted = { $count ->
    [one] { $count } vote names none of the options that remain.
   *[other] { $count } votes name none of the options that remain.
}
explain-eliminated = { $title } has the fewest votes and drops out.
explain-transferred = { $count ->
    [one] { $count } vote moves from { $from } to { $to }.
   *[other] { $count } votes move from { $from } to { $to }.
}
explain-elected = { $title } is chosen with { $count }.
explain-elected-of = { $title } is chosen with { $count } of the { $of } votes that still count.
explain-tied = { $titles } are level, and no rule was fixed for that.
explain-tie-settled-tie-break = { $titles } are level. The rule fixed beforehand decides: { $title }.
explain-tie-settled-earlier-round = { $titles } are level. An earlier round decides: { $title }.
explain-tie-settled-position = { $titles } are level. The order of the list decides: { $title }.
explain-below-threshold = { $title } has a support of { $count }; at least { $threshold } is needed.
explain-taken = { $title } is taken for { $cost }, with a support of { $count }. Left in the budget: { $left }.
explain-does-not-fit = { $title } does not fit and is skipped: it costs { $cost }, and only { $left } is left.
explain-stopped = { $title } does not fit, and the choice ends here: it costs { $cost }, and only { $left } is left.
explain-shared = { $voters ->
    [one] The money is given to { $voters } voter: { $share }.
   *[other] The money is shared equally among { $voters } voters: { $share } each.
}
explain-paid = { $count ->
    [one] { $title } is taken for { $cost }: { $count } supporter pays at most { $each }.
   *[other] { $title } is taken for { $cost }: its { $count } supporters pay at most { $each } each.
}
explain-compared = { $shares } prefer the result by equal shares, { $greedy } the one by order of support.
explain-no-support = No option received a vote.

# Headings of changes in the list of refused and waiting changes.
title-ballot-cast = Your vote on “{ $title }”
title-ballot-change = Your changed vote on “{ $title }”
title-ballot-withdraw = Withdrawing your vote on “{ $title }”
title-content-create = Your new item “{ $title }”
title-content-edit = Your changes to “{ $title }”
title-content-publish = Publishing “{ $title }”
title-content-archive = Archiving “{ $title }”
title-content-delete = Deleting “{ $title }”
title-poll-create = Your new poll “{ $title }”
title-poll-edit = Your changes to the poll “{ $title }”
title-poll-cancel = Cancelling the poll “{ $title }”
title-poll-publish = Publishing the result of “{ $title }”
