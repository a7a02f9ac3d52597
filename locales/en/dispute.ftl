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
