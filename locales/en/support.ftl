# Requests to a hub, and what the hub promises.

ticket-state-new = New
ticket-state-open = Being looked at
ticket-state-waiting-for-customer = Waiting for an answer
ticket-state-waiting-until = Put off
ticket-state-resolved = Solved
ticket-state-closed = Closed

ticket-clock-first-answer = First answer
ticket-clock-next-answer = Next answer
ticket-clock-solution = Solution

# What the server itself has noticed, in place of a subject.
ticket-cause-delivered-after-cancel = Order { $order } was delivered although it had been cancelled
ticket-cause-proof-in-doubt = Have a look at the proof of delivery of order { $order }
ticket-cause-cash-differs = The cash of { $driver } differs by { $amount }
ticket-cause-needs-review = Have a look at order { $order }
ticket-cause-written = Request
ticket-cause-newer = Something to look at; update the app to read what

# Headings of changes in the list of refused and waiting changes.
title-ticket-submit = Your request “{ $subject }”
title-ticket-reply = Your answer in “{ $subject }”
title-ticket-note = Your note in “{ $subject }”
title-ticket-change = Your change of “{ $subject }”
