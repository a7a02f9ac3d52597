# Orders: where the goods are, what is done with them, and what happened.

order-status-pending = Requested
order-status-confirmed = Confirmed
order-status-packed = Packed
order-status-assigned = With the driver
order-status-out-for-delivery = On its way
order-status-delivered = Delivered
order-status-failed = Not handed over
order-status-retried = Planned again
order-status-returned = Back at the hub
order-status-cancelled = Cancelled
order-event-place = Ordered
order-event-confirm = The hub has agreed
order-event-pack = Packed
order-event-assign = Given to a driver
order-event-depart = On its way
order-event-deliver = Handed over
order-event-fail = Not handed over
order-event-retry = Planned again
order-event-return = Back at the hub
order-event-cancel = Cancelled
order-event-pay = Paid
short-reason-out-of-stock = Nothing was left on the shelf.
short-reason-damaged = What was there was broken.
short-reason-expired = What was there was past its date.
short-reason-quality = What was there was not good enough.
short-reason-not-delivered = The supplier did not bring it.
short-reason-not-found = It should be there and was not found.
fail-reason-nobody-home = Nobody opened.
fail-reason-address-not-found = The address could not be found.
fail-reason-no-access = The door could not be reached.
fail-reason-refused = It was not wanted.
fail-reason-damaged = It broke on the way.
fail-reason-not-paid = It could not be paid.
fail-reason-not-identified = It was not clear that it was the right person.
fail-reason-unsafe = It was not safe there.
fail-reason-out-of-time = The shift was over.
fail-reason-vehicle = The vehicle broke down.
order-step-confirm = Confirm
order-step-pack = Packed
order-step-assign = Give to a driver
order-step-depart = Set out
order-step-deliver = Handed over
order-step-fail = Not handed over
order-step-retry = Try again later
order-step-return = Back on the shelf
order-step-cancel = Cancel the order

order-event-move = Put on another delivery day
order-event-hand-over = Fetched at the hub

order-capacity-customer = as the customer
order-capacity-driver = as the driver
order-capacity-hub-manager = for the hub
order-capacity-content-admin = for the content
order-capacity-admin = for the community
order-capacity-system = by itself
order-capacity-bystander = by somebody else

order-fulfilment-delivery = Delivery
order-fulfilment-pick-up = Pick up

order-payment-at-hub = At the hub
order-payment-on-delivery = At the door

short-remainder-back-order = Deliver later
short-remainder-substitute = Replaced
short-remainder-refund = Don’t charge

run-state-planned = At the hub
run-state-out = On the road
run-state-ended = Over

stock-reason-received = Received
stock-reason-returned = Came back
stock-reason-counted = Counted
stock-reason-corrected = Corrected
stock-reason-damaged = Damaged
stock-reason-expired = Past its date
stock-reason-lost = Lost
stock-reason-used = Used by the hub

unplanned-no-position = Place of the door unknown
unplanned-no-driver = Nobody drives

unplanned-too-much = Too much for any vehicle

unplanned-out-of-reach = Nobody can be there in time

unplanned-no-room = No room beside the others

proof-method-handed-over = Handed over
proof-method-left-in-place = Left in the agreed place
proof-method-locker = Put into a locker

proof-relation-customer = the customer
proof-relation-household = same household
proof-relation-neighbour = a neighbour
proof-relation-reception = reception
proof-relation-nobody = nobody

proof-review-clock-disagrees = The phone’s clock is off
proof-review-far-from-address = Far from the address
proof-review-no-position = Without a position
proof-review-chain-broken = Does not follow the record before
proof-review-correction-invalid = Correction came too late

review-why-stop-cancelled = Reported from a stop that was taken out
review-why-stop-state = Does not fit the stop
review-why-order-state = Does not fit the order
review-why-proof = Proof of delivery in doubt

train-phase-not-open-yet = Not open yet
train-phase-open = Takes orders
train-phase-packing = Being packed
train-phase-ready = Ready to leave
train-phase-departed = On the road
train-phase-arrived = Over

paid-by-cash = Cash
paid-by-card = Card
paid-by-transfer = Transfer

cash-reason-part-delivery = Delivered in part
cash-reason-no-change = No change
cash-reason-refused = Refused to pay
cash-reason-tip = Tip
cash-reason-miscounted = Miscounted
cash-reason-lost = Lost

title-order-place = Your order
title-order-change = Your step in order { $name }
title-stock-change = Your change of “{ $name }” in stock
title-dispatch-change = Your change of a run
