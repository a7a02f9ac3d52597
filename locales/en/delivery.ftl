# Where stops of a run are, and what is reported from them.

stop-phase-planned = To come
stop-phase-loaded = On board
stop-phase-en-route = On the way
stop-phase-arrived = There
stop-phase-delivered = Delivered
stop-phase-part-delivered = Part delivered
stop-phase-failed = Not handed over
stop-phase-skipped = Skipped
stop-phase-returned = Back at the hub
stop-phase-cancelled = Taken out
stop-step-start = Set out
stop-step-arrive = I’m here
stop-step-deliver = Hand over
stop-step-fail = It could not be handed over
stop-step-bring-back = Brought back to the hub
