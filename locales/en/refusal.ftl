# Every "no": what went wrong and how to put it right, what can be done, and what is wrong with a field.
# Parameters that may be absent arrive as "none".

refusal-validation-failed = Something is missing or not quite right. Check the marked fields and send it again.
refusal-invalid-state = This is no longer possible, because something has changed in the meantime. Have a look at how things stand now.
refusal-unknown-command = The server does not know this kind of change. Update the app, then try again.
refusal-unauthorized = You need to be signed in for this. Sign in and carry on where you left off.
refusal-token-revoked = This device was signed out from somewhere else. Sign in again to carry on.
refusal-forbidden-role = Your role does not allow this. If you think it should, ask the people at your hub.
refusal-account-locked = { $until ->
    [none] This account is locked for a short while after too many failed attempts. Wait a little, or ask your hub for help.
   *[other] This account is locked until { $until } after too many failed attempts. Try again after that, or ask your hub for help.
}
refusal-email-unverified = Your e-mail address has not been confirmed yet. Open the link in the mail we sent you, then sign in.
refusal-account-closed = This account was closed and will be erased 30 days after that. Until then you can open it again with your password.
refusal-second-factor-required = One step is missing: your second factor. Enter the code from your authenticator, or set one up.
refusal-code-invalid = This code is not right, or it was used before. Enter the one that your authenticator shows now.
refusal-link-expired = This link has been used, is too old, or belongs to another device. Ask for a new one.
refusal-not-found = We could not find this. It may have been removed, or it may no longer be shared with you. Refresh to see what is there now.
refusal-method-not-allowed = This version of the app asked for something the server does not offer. Update the app, then try again.
refusal-already-exists = This already exists, so it was not added a second time. Have a look at what is there.
refusal-conflict-double-vote = You have already voted here, and that vote stands. If you have changed your mind, change your vote instead.
refusal-superseded = You changed this on another device in the meantime, and that version stands. You can keep it, or use the one from this device.
refusal-id-reused = This change arrived twice with different content, and the first one stands. Discard this one; if you still want it, make the change again.
refusal-dependency-refused = { $cause ->
    [none] This change builds on an earlier one that was not accepted. Put the earlier one right, or discard both.
   *[other] This change builds on an earlier one that was not accepted. The reason was: { $cause }
}
refusal-content-forgotten = The server had to be set back to an earlier state. Your secret vote was lost with it, and this device had already forgotten it, as promised. Please vote again.
refusal-err-insufficient-inventory = { $product ->
    [none] There is not enough in stock for this order, so nothing was reserved. Order a smaller amount, take a later train, or leave it for now.
   *[other] There is not enough of “{ $product }”, so nothing was reserved. Still there: { $left }. Order a smaller amount, take a later train, or leave it for now.
}
refusal-price-changed = { $total ->
    [none] The price has changed since you saw it, so nothing was ordered. Have a look at what it costs now.
   *[other] The price has changed since you saw it, so nothing was ordered. It costs { $total } now; order again if that suits you.
}
refusal-cutoff-passed = { $closed_at ->
    [none] This train takes no more orders, and no later one is planned yet. Choose another train, or ask your hub.
   *[other] This train took orders until { $closed_at }, and no later one is planned yet. Choose another train, or ask your hub.
}
refusal-train-not-open = { $opens_at ->
    [none] This train does not take orders yet. Order again once it does.
   *[other] This train takes orders from { $opens_at }. Order again from then on.
}
refusal-poll-closed = { $closed_at ->
    [none] The poll closed before your vote reached us, so it could not be counted. You can see the result.
   *[other] The poll closed on { $closed_at }, before your vote reached us, so it could not be counted. You can see the result.
}
refusal-poll-not-open = { $opens_at ->
    [none] This poll has not opened yet. Vote again once it is open.
   *[other] This poll opens on { $opens_at }. Vote again once it is open.
}
refusal-not-in-electorate = You are not on the list of people who vote in this poll. If you think you should be, ask the people at your hub.
refusal-ballot-invalid = Your vote does not follow the rules of this poll, so it was not counted. Change your choices and send it again.
refusal-poll-frozen = People have already voted, so the options and rules of this poll can no longer be changed. Have a look at how it stands now.
refusal-dispute-too-early = { $opens_at ->
    [none] The goods are promised for later. You can complain once that day has passed.
   *[other] The goods are promised by { $opens_at }. You can complain once that day has passed.
}
refusal-dispute-too-late = { $closed_at ->
    [none] The time for this is over. Ask your hub if you need help.
   *[other] The time for this ended at { $closed_at }. Ask your hub if you need help.
}
refusal-proof-needed = This needs evidence that the others can look at. Add a text or a picture first, then send it again.
refusal-too-many-offers = There have been enough offers. Accept the one on the table, or call a mediator.
refusal-too-much-evidence = You have added as many pieces of evidence as one side may. The mediator can ask you for more.
refusal-not-impartial = You are too close to this case to decide it. Leave it to another mediator.
refusal-another-mediators-case = Another mediator has this case, or has decided it before. Look at how it stands now.
refusal-no-appeal = This end can’t be appealed: only a mediator’s first decision can.
refusal-factor-needed = This moves money and needs your second factor, given just now. Confirm with a code, and the same is sent again.
refusal-auction-not-open = { $opens_at ->
    [none] This auction does not take bids yet. Bid again once it is open.
   *[other] This auction takes bids from { $opens_at }. Bid again then.
}
refusal-auction-ended = { $closed_at ->
    [none] The auction ended before this reached us, so it does not count. You can see how it ended.
   *[other] The auction ended on { $closed_at }, before this reached us, so it does not count. You can see how it ended.
}
refusal-not-eligible = { $reason ->
    [not_a_member] This is for members of the community only. Ask the people at your hub.
    [seller_household] You live with the seller, so you cannot bid on this. Ask the people at your hub if that is wrong.
    [new_account] Your account is too new for this bid. Ask the people at your hub.
    [approval_needed] After unpaid or retracted bids the administrators have to approve your next one. Ask them to.
    [strikes] Too many things you won were not paid, so you cannot bid for now. Ask the people at your hub to clear that.
    [blocked] The administrators have stopped you from bidding. Ask them why.
   *[other] You cannot bid on this. Ask the people at your hub.
}
refusal-step-up-needed = { $above ->
    [none] An amount like this needs your second factor, given just now. Confirm with a code, and the same bid is sent again.
   *[other] An amount above { $above } needs your second factor, given just now. Confirm with a code, and the same bid is sent again.
}
refusal-own-lot = This is your own listing, and sellers cannot bid on what they sell. Discard the bid.
refusal-listing-changed = The seller has added to the listing since you looked at it. Read what is new, then bid again if you still want it.
refusal-amount-invalid = This amount cannot be used here. Check it and send it again.
refusal-below-minimum = { $next ->
    [none] Others have bid more by now. Bid a higher amount.
   *[other] Others have bid more by now. The least that counts is { $next }.
}
refusal-not-above-own-max = You are in the lead already, and this is not above your own maximum. Name a higher amount if you want to raise it.
refusal-buy-now-gone = This can no longer be bought outright, because somebody has bid. Bid along instead.
refusal-deposit-needed = This auction asks for a deposit, and yours is not there yet. Ask the people at your hub how to leave one.
refusal-retraction-closing-soon = The auction is about to end, so a wrong amount can no longer be taken back. Ask the people at your hub if something went badly wrong.
refusal-retraction-too-late = In the last 12 hours a bid can only be taken back within an hour of placing it. Ask the people at your hub if something went badly wrong.
refusal-listing-not-changed = The listing still says what you saw when you bid, so this reason does not apply. Your bid stands.
refusal-listing-frozen = Somebody has bid, so the listing can no longer be rewritten. You can add a note, lower the reserve price or put the end off.
refusal-offer-lapsed = { $until ->
    [none] This offer is no longer open. Discard the answer; the listing may be offered again.
   *[other] This offer was open until { $until }. Discard the answer; the listing may be offered again.
}
refusal-review-closed = { $closed_at ->
    [none] The time for reviews of this sale is over. Discard the review.
   *[other] Reviews of this sale could be written until { $closed_at }. Discard the review.
}
refusal-precondition-failed = This has changed since you looked at it, so nothing was done. Have a look at how it stands now.
refusal-file-too-large = This file is too large. Choose a smaller one.
refusal-unsupported-media-type = We cannot use this kind of file. Choose another one, for example a JPEG, PNG or WebP picture.
refusal-rate-limit-exceeded = { $until ->
    [none] That was a lot in a short time. Wait a little, then try again.
   *[other] That was a lot in a short time. You can try again from { $until }.
}
refusal-legal-consent-required = One of our legal texts has changed. Read and accept the new version to carry on.
refusal-parked = The server could not deal with this change. It is kept safe on this device, and you can send it again.
refusal-device-damaged = The data on this device was damaged, and with it whether you had given this change up. Send it again, or give it up.
refusal-internal-server-error = Something went wrong on our side. Wait a moment, then try again.
refusal-service-unavailable = The server is very busy or being looked after right now. Wait a little, then try again.
refusal-gateway-timeout = The server took too long to answer. Wait a moment, then try again.
refusal-newer = This was refused for a reason that this version of the app does not know yet. Update the app to read it.

# Buttons.
remedy-add-note = Add a note
remedy-apply-mine = Use mine
remedy-bid-next = Bid the next amount
remedy-change-vote = Change my vote
remedy-choose-other-file = Choose another file
remedy-choose-smaller-file = Choose a smaller file
remedy-confirm-now = Confirm now
remedy-contact-hub = Ask my hub
remedy-discard = Discard
remedy-edit = Edit
remedy-enter-code = Enter code
remedy-give-consent = Read and accept
remedy-next-train = Take a later train
remedy-open-mail = Get a new mail
remedy-order-fewer = Order less
remedy-refresh = See how it stands now
remedy-see-result = See the result
remedy-reopen-account = Open the account again
remedy-send-again = Send again
remedy-sign-in = Sign in
remedy-update-app = Update the app
remedy-wait-and-retry = Try again later

# Next to a field.
issue-required = Fill this in.
issue-too-long = This is too long. Shorten it.
issue-too-short = This is too short. Add a little more.
issue-malformed = This does not have the right form. Check for typing mistakes.
issue-out-of-range = This is outside the allowed range. Choose another value.
issue-unknown = We do not know this one. Choose another.
issue-too-many = You have chosen more than this poll allows. Take some away.
issue-too-few = You have chosen fewer than this poll asks for. Add some more.
issue-unknown-option = One of your choices is no longer part of this poll. Remove it.
issue-option-twice = The same option appears twice. Keep it once.
issue-value-out-of-range = One of your values is too high or too low. Change it.
issue-ranks-not-consecutive = Your ranking has a gap or a rank given twice. Number your choices 1, 2, 3 and so on.
issue-points-over-budget = You have given out more points than you have. Take some back.
issue-cost-over-budget = Your projects cost more than the budget. Take one away.
issue-spend-too-little = Your projects use too little of the budget. Add another.
issue-blank-not-allowed = An empty vote is not possible here. Choose at least one option.
issue-sku-taken = Another product has this code. Choose a different one.
issue-product-twice = This product appears twice. Keep it once and change the amount.
issue-order-twice = An order appears twice in this plan. Keep it once.
issue-out-of-order = These times are not in order. Check which comes first.
issue-consent-missing = The customer has not agreed to a replacement. Ask first, or leave it out.
issue-no-back-order = This product cannot be brought later. Refund it or replace it.
issue-no-evidence = Something that proves the delivery is missing. Take a photo or ask for a signature.
issue-recipient-missing = The name of the person who took the goods is missing. Enter it.
issue-nothing-delivered = Nothing was handed over. Report a failed delivery instead.
issue-reason-missing = Something is missing and no reason is given. Choose one.
issue-too-many-photos = These are too many photos. Take some away.
# For a word that a newer server uses.
issue-other = Something is not right here. Check this field.
issue-password-too-simple = Mix capital letters, digits and signs, as in a sentence with a number.
issue-password-too-common = Many people use this one, so it is easy to guess. Choose another.
issue-taken = This one is in use already. Sign in instead, or use another.
