# What the desktop says about auctions, complaints, figures and the audit log of a hub.

# The market of a hub.
desk-nav-auctions = Auctions
desk-lot = Lot
desk-lot-upcoming = Not open yet
desk-lot-open = Bids are taken
desk-lot-ended = Ended, being settled
desk-lots-running = Running
desk-lots-over = Over
desk-lots-drafts = My drafts
desk-lots-empty = Nothing is on sale here
desk-lots-no-drafts = No drafts
desk-lots-empty-text = What changes hands at this hub stands here, with or without a connection.
desk-lot-new = New listing
desk-lot-new-about = It is sold in your name and changes hands at the hub you are looking at.
desk-lot-show = Offer it
desk-lot-kind = How it is sold
desk-lot-condition = Condition
desk-lot-handover = How it gets to the buyer
desk-lot-start = First price in { $currency }
desk-lot-fixed = Fixed price in { $currency }
desk-lot-reserve = Reserve price: { $price }. Only you see it.
desk-lot-reserve-in = Reserve price in { $currency }
desk-lot-reserve-hint = Below it nothing is sold. Empty: none.
desk-lot-reserve-falls = It can only fall now. Empty: none.
desk-lot-buy-now-in = Price for buying at once in { $currency }
desk-lot-optional = Empty: not offered.
desk-lot-starts = Begins
desk-lot-starts-hint = Empty: at once. Bids on an auction are taken twenty minutes later, so that all have a fair start.
desk-lot-later = It can only move later now.
desk-lot-frozen = There are bids: only the reserve price and the end can change. Anything else is added, with its date.
desk-lot-about = What is sold
desk-lot-add = Add to it
desk-lot-add-about = What stands there stays. Whoever has bid is told, and may take their bid back.
desk-lot-addition = What is added
desk-lot-added-at = Added { $at }
desk-lot-cancel = Call it off
desk-lot-cancel-about = There will be no sale. Whoever has bid is told, with your reason.
desk-lot-throw-away = Throw away
desk-lot-throw-away-about = The draft is gone then.
desk-lot-cancelled-because = Called off: { $reason }
desk-picture-number = Picture { $number }
desk-picture-remove-number = Take picture { $number } out
desk-as-chart = Chart
desk-as-table = Table
desk-price-path = The price from the first bid until now. The table beside it says the same.
desk-bids-about = Bidders have numbers that mean nothing elsewhere. Nobody sees another person’s maximum.
desk-bids-out = Take bids out
desk-bids-out-about = All bids of one person leave this lot, and the price is worked out anew from the others. The person and the seller are told.
desk-bidders = Bidders
desk-bidders-about = Who has not paid, or has taken bids back too often, needs a word of yours to bid.
desk-bidders-empty = Nothing is held against anybody
desk-bidders-empty-text = Unpaid lots and bids taken back are counted here.
desk-bidder-kept = What is kept
desk-bidder-left = Somebody who has left
desk-bidder-blocked = may not bid
desk-bidder-held = needs your word for each bid
desk-bidder-strikes = { $count ->
    [one] { $count } lot not paid
   *[other] { $count } lots not paid
}
desk-bidder-retractions = { $count ->
    [one] { $count } bid taken back
   *[other] { $count } bids taken back
}
desk-bidder-clear = Forget it
desk-bidder-bar = Bar from bidding
desk-bidder-bar-about = The person cannot bid anywhere in the community until you clear it.
desk-bidder-approve = Let somebody bid
desk-bidder-approve-about = The person may bid on this lot in spite of what is held against them.
desk-sales = Sales
desk-sales-empty = No sales yet
desk-sales-empty-text = What was sold and changes hands at this hub stands here.
desk-sales-waiting = Sales waiting for money or goods
desk-sale-sides = From – to
desk-sale-next = What comes next
desk-sale-agreed = Agreed
desk-sale-to = Sold to { $name } for { $price }
desk-sale-pay = The money is here
desk-sale-hand-over = Handed over to the buyer
desk-sale-pay-by = To be paid by { $at }
desk-sale-received-by = Counts as received on { $at }
desk-sale-completed-by = Complete on { $at }
desk-sale-dispute = There is a complaint about it
title-listing-moderate = Deciding about bids on “{ $title }”
title-bidder-set = Deciding who may bid

# Complaints.
desk-nav-disputes = Complaints
desk-disputes-open = Open
desk-disputes-ended = Over
desk-disputes-empty = No complaints here
desk-disputes-empty-text = Complaints about your hub’s orders and sales stand here, and as a mediator those that were called in.
desk-disputes-waiting = Complaints waiting for you
desk-dispute-of = Complaint: { $title }
desk-dispute-about = About
desk-dispute-reason = What is wrong
desk-dispute-due = Answer until
desk-dispute-sides = Buyer – seller
desk-dispute-my-turn = Waits for you
desk-dispute-stands = How it stands
desk-dispute-no-mediator = Nobody yet
desk-dispute-offer = Offer
desk-dispute-offers-left = { $count ->
    [0] No more offers: accept, or let a mediator look.
    [one] { $count } more offer can be made.
   *[other] { $count } more offers can be made.
}
desk-dispute-evidence-first = To disagree, add evidence first.
desk-dispute-settled = The money moved { $at }.
desk-dispute-sure = Nothing can change it after { $at }. Then the money moves.
desk-dispute-appeal-until = Either side can appeal until { $at }.
desk-dispute-reopen-until = The buyer can take it up again until { $at }.
desk-offer-partial = Some money back
desk-dispute-verdict = Decision
desk-dispute-why-hint = Both sides read it.
desk-dispute-code-hint = This moves money. Type a code of your authenticator; it takes a connection.
desk-factor-missing = You have no second factor yet. Set one up in the settings, then come back.
desk-will-offer-full = The whole price goes back to the buyer, and the complaint is over.
desk-will-accept = The offer holds, and the complaint is over.
desk-will-turn-down = A mediator is called and looks at the evidence.
desk-will-reject-claim = You say that the claim is wrong. The buyer can call a mediator.
desk-will-escalate = A mediator is called and looks at the evidence of both sides.
desk-will-withdraw = The complaint is given up, and the seller keeps the money.
desk-will-step-back = Another mediator can take the case.
desk-will-appeal = Another mediator looks at it once more. It takes evidence that nobody has seen.
desk-did-submit = Sent to the seller
desk-did-offer-full = Gave all the money back
desk-did-offer = Made an offer
desk-did-accept = Accepted the offer
desk-did-turn-down = Turned the offer down
desk-did-reject-claim = Disagreed
desk-did-escalate = Called a mediator
desk-did-withdraw = Gave the complaint up
desk-did-add-evidence = Added evidence
desk-did-take-up = Took the case
desk-did-step-back = Gave the case back
desk-did-decide = Decided
desk-did-appeal = Appealed
desk-did-reopen = Took it up again
desk-did-time-up = The time was up
desk-evidence = Evidence
desk-evidence-left = { $count ->
    [one] You can add { $count } more piece
   *[other] You can add { $count } more pieces
}
desk-evidence-empty = No evidence yet
desk-evidence-empty-text = What both sides bring forward stands here, with what the server knows itself.
desk-evidence-picture = Picture of { $who }

# Figures.
desk-nav-figures = Figures
desk-figures-by = Counted by
desk-figures-days = Days
desk-figures-weeks = Weeks
desk-figures-months = Months
desk-figures-span = { $from } to { $until }, from what this device knows
desk-figures-from = From
desk-figures-chart = { $title }: { $total } The table beside it has every figure.
desk-figures-orders = { $count ->
    [one] { $count } order came in, { $cancelled } cancelled.
   *[other] { $count } orders came in, { $cancelled } cancelled.
}
desk-figures-placed = Kept
desk-figures-cancelled = Cancelled
desk-figures-revenue = Revenue
desk-figures-revenue-total = { $sum } charged, { $paid } of it paid.
desk-figures-paid = Paid
desk-figures-unpaid = Still open
desk-figures-deliveries-title = Deliveries in time
desk-figures-deliveries = { $count ->
    [one] { $count } delivery, { $share } of those with a promised time by then.
   *[other] { $count } deliveries, { $share } of those with a promised time by then.
}
desk-figures-no-deliveries = No deliveries with a promised time.
desk-figures-on-time = In time
desk-figures-unpromised = No time promised
desk-figures-sales-title = Market sales
desk-figures-sales = { $count ->
    [one] { $count } sale for { $sum }.
   *[other] { $count } sales for { $sum }.
}
desk-figures-turnover = Turnover
desk-figures-votes = { $polls ->
    [one] { $polls } vote ended; { $cast } took part, { $share } of those who could.
   *[other] { $polls } votes ended; { $cast } ballots, { $share } of those possible.
}
desk-figures-no-votes = No vote ended
desk-figures-cast = Votes cast
desk-figures-turnout = Turnout
desk-figures-share = Share
desk-figures-of = { $count } of { $all }
desk-percent = { $count }%

# The audit log.
desk-nav-audit = Audit log
desk-audit-about = What people of the community did, as the server wrote it down. That you read it is written down too.
desk-audit-all = About everything
desk-audit-area = Area
desk-audit-action = What was done
desk-audit-entity = To what
desk-audit-denied = refused
desk-audit-again = Read again
desk-audit-sessions = Signing in
desk-audit-accounts = Accounts
desk-audit-codes = Confirmed by code
desk-audit-empty = Nothing was written down
desk-audit-empty-text = Choose another area, or read again later.
desk-audit-offline = The log needs a connection
desk-audit-offline-text = It stays on the server and is on no device. As soon as the line is back, it is read.
