# Complaints about a sale or an order.

dispute-state-draft = Not sent yet
dispute-state-open = Waits for the seller
dispute-state-offer-review = An offer waits for the buyer
dispute-state-counter-review = An offer waits for the seller
dispute-state-claim-rejected = The seller disagrees
dispute-state-mediation-queue = Waits for a mediator
dispute-state-evidence-review = A mediator is looking at it
dispute-state-closed = Over

dispute-reason-not-received = It did not come
dispute-reason-not-as-described = It is not as described
dispute-reason-damaged = It is broken
dispute-reason-wrong-or-missing-items = Something is wrong or missing
dispute-reason-payment-problem = Something is wrong with the payment

dispute-act-submit = Send to the seller
dispute-act-offer-full = Give all the money back
dispute-act-offer = Make an offer
dispute-act-accept = Accept the offer
dispute-act-turn-down = Turn the offer down
dispute-act-reject-claim = Disagree
dispute-act-escalate = Call a mediator
dispute-act-withdraw = Give the complaint up
dispute-act-add-evidence = Add evidence
dispute-act-take-up = Take the case
dispute-act-step-back = Give the case back
dispute-act-decide = Decide
dispute-act-appeal = Appeal
dispute-act-reopen = Take it up again
dispute-act-time-up = The time was up

dispute-side-buyer = Buyer
dispute-side-seller = Seller
dispute-side-mediator = Mediator
dispute-side-system = The server
dispute-side-bystander = Somebody else

dispute-ending-never-sent = It was never sent
dispute-ending-full-refund = The seller gave all the money back
dispute-ending-agreed = Both sides agreed
dispute-ending-withdrawn = The buyer gave it up
dispute-ending-buyer-silent = The buyer did not answer
dispute-ending-decided = A mediator decided
dispute-ending-nobody-decided = Nobody decided in time

dispute-money-refund = All the money goes back to the buyer
dispute-money-partial = A part of the money goes back to the buyer
dispute-money-release = The seller gets the money

dispute-offer-partial = { $refund } back
dispute-offer-return = Goods back, money back
dispute-offer-replace = Other goods

evidence-text = In words
evidence-picture = Picture
evidence-proof = Proof of delivery
evidence-telemetry = The driver’s track
evidence-listing = What the listing said
evidence-bids = The bids
evidence-messages = What both sides wrote

title-dispute-open = Your complaint about “{ $title }”
title-dispute-change = Your step in the complaint about “{ $title }”

# The phone’s screens about them.
nav-disputes = Complaints
disputes-empty = No complaints
disputes-empty-words = If something is wrong with a sale or an order, you begin there.
disputes-running = Running complaints
disputes-over = Over
dispute-start = Something is wrong with it
dispute-go-on = To your complaint
dispute-start-title = What is wrong?
dispute-start-words = The seller answers first. If you two do not agree, a mediator of your community decides. Until then nobody gets the money.
dispute-choose-reason = Choose first what is wrong.
dispute-text = In your words
dispute-text-hint = What happened, and what would put it right.
dispute-begin = Go on
dispute-begin-words = It is a draft. Next you can add pictures, and then you send it.
dispute-now = Where it stands
dispute-with = With { $name }, about { $price }
dispute-on-table = On the table: { $offer }
dispute-mediator = { $name } has the case.
dispute-draft-words = Nobody else sees this yet. Add pictures if you have some, then send it.
dispute-due-you = Your answer is due by { $at }. Otherwise time decides.
dispute-due = An answer is due by { $at }. Otherwise time decides.
dispute-your-turn = Your turn
dispute-refund = { $amount } goes back.
dispute-appeal-until = You can appeal until { $at }, with something that nobody has seen before.
dispute-reopen-until = You can take it up again until { $at }.
dispute-sure-at = It is final on { $at }.
dispute-evidence = Evidence
dispute-picture = A picture as evidence
dispute-evidence-left = { $count ->
    [one] You can add { $count } more piece. Both sides and the mediator see it.
   *[other] You can add { $count } more pieces. Both sides and the mediator see them.
}
dispute-offers-left = { $count ->
    [one] { $count } offer is left for both of you together.
   *[other] { $count } offers are left for both of you together.
}
dispute-make-partial = A part of the money back
dispute-offer-amount = How much, in { $currency }?
dispute-appeal-words = Another mediator looks at it. Say or show what nobody has seen before.
dispute-code-hint = Money moves. Six digits from your authenticator, or a recovery code.
dispute-ask-submit = The seller sees your complaint and answers within three working days.
dispute-ask-offer-full = All the money goes back to the buyer, and the complaint is over.
dispute-ask-accept = The offer holds then, and the complaint is over.
dispute-ask-mediator = A mediator of your community looks at the evidence of both sides and decides.
dispute-ask-reject-claim = The buyer can call a mediator then. Add your evidence before.
dispute-ask-withdraw = The complaint is over then, and the seller gets the money.
dispute-ask-reopen = The complaint goes on where it stopped.
