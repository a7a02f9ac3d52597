# The phone app's own words.

# Everywhere.
app-name = Hubbub
app-promise = Your community in your pocket. It works without a network too.
back = Back
close = Close
keep = Keep it
go-on = Continue
again = Try again
understood = Understood
optional = (optional)
loading = One moment…
show-all = Show all
show-all-of = Show all: { $title }
day-today = today, { $time }
day-tomorrow = tomorrow, { $time }
day-yesterday = yesterday, { $time }
picture-coming = The picture is on its way.
shared = Handed on.
shared-at = Saved: { $place }
gone-title = This is no longer here
lost-title = Nothing is here
lost-words = This address leads nowhere. Start again from the first screen.

# What goes wrong on this device.
trouble-offline = We can’t reach the server. Check your connection and try again.
trouble-store = This device could not save that. Close the app, open it again, and try once more.
trouble-share = This device can’t hand that on. Try it from another one.
needs-network = This needs a connection

# The tabs and the titles of screens.
nav-main = Main sections
nav-start = Home
nav-votes = Votes
nav-me = You
nav-sync = Sync
nav-notices = News for you
nav-settings = Settings
nav-account = Account and safety
nav-about = About this app

# Signing in.
sign-in-title = Welcome
sign-in = Sign in
email = E-mail address
password = Password
password-forgotten = Forgotten your password?
password-hint = At least 8 characters, with a capital letter, a digit and a sign.
password-now = Password now
password-new = New password
password-set = Set password
password-change = Change password
password-changed = Your password is changed. Every other device is signed out.
sign-in-by-mail = Sign in by mail
no-account-yet = New here?
register = Create account
register-title = Your account
register-agree-first = Read the texts below and agree to each, then create the account.
your-name = Your name
your-name-hint = As the others in the community see it.
language = Language
code-title = Second step
code = Code
code-hint = Six digits from your authenticator, or a recovery code.
code-none-yet = I have no authenticator yet
code-none-yet-words = Your role needs a second factor. An authenticator app on this or another phone makes the codes.
code-set-up = Set up an authenticator
code-set-up-words = Put this key into your authenticator, then enter the code that it shows.
code-open-app = Open my authenticator
recovery-words = Write these codes down. Each opens the door once when your phone is gone. They are shown only now.
recovery-kept = I have kept them
link-title = Sign in by mail
link-words = We send you a link that signs in on this device. It holds for 15 minutes.
link-code = Code from the mail
link-code-hint = If the link does not open here, type its code.
mail-ask = Send me a mail
mail-sent = If there is an account with this address, a mail is on its way.
forgot-title = New password
forgot-words = We send you a link. With it you choose a new password.
verify-title = Your address
verify-done = Your address is confirmed. You can sign in now.
reset-title = Choose a new password
reset-done = Your new password holds. Sign in with it.
legal-terms = Terms of use
legal-privacy = Privacy
legal-agree-terms = I have read the terms of use and agree.
legal-agree-privacy = I have read how my data is protected and agree.

# The first fetch.
first-title = Fetching your hub
first-offline-title = No connection yet
no-community-title = No community yet
no-community-words = Ask the people of your hub to take you in. It appears here by itself.

# The first screen.
start-hello = Hello, { $name }
start-your-vote = Your vote is open
start-quiet = All done
start-quiet-words = Nothing needs you now. Enjoy your day.

# Votes.
category-all = All
category-choose = Choose a category
votes-empty = No votes here yet
votes-empty-words = When something is put to the vote, you find it here.
votes-running = Running votes
votes-over = Over
votes-you-voted = You voted
votes-yours = Your vote
votes-yours-stands = Your vote stands
votes-offline-hint = Your vote is safe on this device at once. It counts when it reaches the server.
votes-choose-first = Choose something first.
votes-change-first = Change your choice first.
votes-withdraw-words = Your vote is no longer counted then. While the poll is open you can vote again.
votes-count = The count so far
votes-count-hidden = The count is shown later.
votes-turnout = Turnout
votes-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
}
votes-capacity = { $count ->
    [one] Room for { $count } person
   *[other] Room for { $count } people
}
votes-how-decided = How this was decided
votes-history = Your earlier versions
votes-version = { $at }: { $titles }
votes-version-withdrawn = { $at }: withdrawn
votes-less = Less for { $title }
votes-more = More for { $title }
votes-up = Move { $title } up
votes-down = Move { $title } down
votes-rank = rank { $rank }
votes-unranked = not ranked
result-provisional-short = Provisional

# Sync.
sync-figure-waiting = waiting
sync-figure-refused = not accepted
sync-figure-files = files to send
sync-files = { $count ->
    [one] { $count } file to send, { $size }
   *[other] { $count } files to send, { $size }
}
sync-files-refused = { $count ->
    [one] { $count } file was not taken by the server.
   *[other] { $count } files were not taken by the server.
}
outbox-discard = Discard this change?
outbox-discard-of = Discard: { $title }
inbox-decided = decided { $at }
inbox-done-at = You did this { $at }.
remedy-sent = It is on its way again.
title-gone = something that is gone
title-newer = A change of a newer version
title-notices-read = News marked as seen
title-profile = Your changes to your community
title-other = A change

# The person.
notices-new = New
notices-unread = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
notices-mark = Mark all as seen
notices-empty = Nothing new
notices-empty-words = What concerns you appears here: results, answers, deliveries.
settings-theme = Look
settings-theme-system = Like the system
settings-theme-light = Light
settings-theme-dark = Dark
settings-text = Text size
settings-percent = { $percent } %
settings-notices = System notifications
settings-notices-hint = Shown beside the app too, when something concerns you.
settings-community = Community on the screen
about-version = Version
about-server = Server
about-parts = The parts this app is made of
factor-title = Second factor
factor-words = With a second factor, a stolen password opens nothing. You need it for large bids.
sessions-title = Where you are signed in
sessions-this = This device
sessions-end = Sign out
sessions-unnamed = A device without a name
sign-out = Sign out
sign-out-words = Everything has been sent. This device forgets your data.

# The gallery of parts.
gallery-title = Parts
gallery-buttons = Buttons and dialogs
gallery-fields = Fields
gallery-choices = Choices
gallery-said = What is said
gallery-shown = What is shown
gallery-dialog = Dialog
gallery-sheet = Sheet

# A copy of one's own data.
export-title = Your data
export-words = A file with everything that is kept of you. It is yours to keep.
export-go = Get my copy

# The count, once more.
votes-turnout-of = { $count } of { $total } people
votes-count-final = The count

# Secret votes.
votes-secret = Secret vote
votes-secret-words = You vote once. Your choice can’t be changed, taken back or looked at again, not even by you.
votes-secret-ask = Vote for good?
votes-secret-waiting = Your vote waits on this phone
votes-secret-waiting-words = It goes out by itself as soon as the server can be reached. Then this phone forgets what you chose.
votes-secret-given = You have voted
votes-secret-given-words = That you voted is known. What you chose is shown to nobody.
votes-runoff = Run-off

# News, items and what people say about them.
you = You
show-more = Show more
feed-title = What’s new
news-title = News
item-title = What’s on
item-talk = What people say
item-reactions = How you like it
reaction-count = { $reaction }: { $count }
comments-title = { $count ->
    [0] What people say
    [one] { $count } comment
   *[other] { $count } comments
}
comment-yours = Your comment
comment-send = Say it
comment-answer = Answer
comment-answering = You are answering { $name }.
comment-answer-stop = Don’t answer, just say it
comment-edited = changed
comment-hidden = A moderator has hidden this. Only you and the moderators see it.
comment-delete = Take it away
comment-delete-words = Your comment will be gone for good.
comment-report = Report
comment-report-why = What is wrong with it?
comment-report-note = More about it
comment-report-send = Tell the moderators
comment-reported = You have reported this.
comment-reported-thanks = Thank you. The moderators will look at it.

# Pictures that are added.
picture-add = Add a picture
picture-number = Picture { $number }
picture-remove = Take picture { $number } out
picture-attached = An attached picture
picture-failed = The picture could not be kept. Try a smaller one.

# Requests to the hub.
nav-tickets = Ask your hub
ticket-ask = Ask something
tickets-running = Running
tickets-over = Settled
tickets-empty = You have asked nothing yet
tickets-empty-words = A question, something broken, a delivery that went wrong: your hub answers here.
ticket-whom = Whom do you ask?
ticket-subject = In one line
ticket-text = What is it about?
ticket-text-hint = The people of the hub read it, nobody else.
ticket-send = Send
ticket-offline-hint = It is safe on this device at once, and goes out when there is a network.
ticket-follows = It continues an earlier request
ticket-promise = The hub answers by { $at }.
ticket-promise-late = The hub should have answered by { $at }. It has been reminded.
ticket-over-words = This is settled. Write again if it is not.
ticket-reply = Your answer
ticket-reopen = It is not settled
ticket-solved = It is solved

# The market. Most of its words stand in auction.ftl.
market-search = Search the market
market-mine = My bids and sales
market-sell = Sell something
market-order = Order
market-order-ending = Ending soon
market-order-newest = Newest
market-order-cheapest = Cheapest
market-filters = Filters
market-filters-on = { $count ->
    [one] { $count } filter on
   *[other] { $count } filters on
}
market-filters-off = Without filters
market-filters-apply = Show
market-found = { $count ->
    [0] Nothing found
    [one] { $count } found
   *[other] { $count } found
}
market-none = Nothing here
market-any = Any
market-category = What it is
market-kind = How it is sold
market-hub = Where it changes hands
market-ending = Ends within
market-within-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
market-within-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
market-price-from = Price from
market-price-to = Price up to
market-yours = Yours
market-pictures = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures, side by side
}
market-cancelled-because = Called off: { $reason }
market-own-reserve = Your reserve price: { $price }. Nobody else sees it.
market-my-bids = Bids
market-my-listings = On sale
market-my-sales = Sales
market-no-bids = No bids yet
market-no-bids-words = What you bid on stands here, with where you stand.
market-no-listings = You sell nothing yet
market-no-listings-words = A bicycle, a shelf, a pot of honey: your neighbours may want it.
market-no-sales = No sales yet
market-no-sales-words = What you have bought or sold stands here until it is settled, and after.
countdown = { $left } left
countdown-hours = { $hours } h { $minutes } min
countdown-minutes = { $minutes } min { $seconds } s
unit-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
auction-offline-hint = Bids made offline count when they arrive.
auction-your-max = Your maximum, in { $currency }
auction-suggested = Amounts to choose
auction-max-words = Only you and the server know your maximum. It bids for you, step by step, no further than it must.
auction-bid-up-to = Bid up to { $price }
auction-buy-words = You buy “{ $title }” now, for good.
auction-buy-yes = Buy
keep-not = Not now
auction-own-bids = Your bids
auction-retract-words = A bid is a promise. It can be taken back for these reasons only:
auction-retract-amount = I typed a wrong amount
auction-retract-changed = The listing changed after my bid
offer-words = The buyer did not pay. You can have it for { $price }, until { $until }.
offer-accept = Take it
offer-decline = No, thank you
offer-open = It can be yours for { $price }
price-history = { $count ->
    [0] Price history
    [one] Price history, { $count } bid
   *[other] Price history, { $count } bids
}
price-history-words = The price went from { $from } to { $to }.
price-who = Who
price-when = When
price-price = Price
sale-sold-to = Sold to { $name } for { $price }
sale-bought-of = Bought of { $name } for { $price }
sale-state-awaiting-payment = To be paid
sale-state-paid = Paid
sale-state-handed-over = Handed over
sale-state-received = Received
sale-state-completed = Complete
sale-state-cancelled = Called off
sale-state-disputed = Disputed
sale-state-resolved = Settled
sale-pay-by = Pay at the hub by { $until }.
sale-hand-over = I have handed it over
sale-receive = I have it
sale-cancel = Call the sale off
sale-cancel-words = There will be no sale. The other side is told.
title-sale-step = Your step in the sale of “{ $title }”
title-offer-answer = Your answer to the offer of “{ $title }”
review-title = How was it?
review-stars = { $count ->
    [one] { $count } star
   *[other] { $count } stars
}
review-text = In your words
review-send = Send the review
review-written = You have reviewed this. Reviews show when both are written, or after a week.
sell-title = Title
sell-text = Description
sell-condition = Condition
sell-handover = How it gets to the buyer
sell-at-home = At my place
sell-kind = How do you sell it?
sell-start = Starting price, in { $currency }
sell-price = Price, in { $currency }
sell-reserve = Reserve price
sell-reserve-hint = Below it there is no sale. Nobody sees it.
sell-buy-now = Price for buying at once
sell-days = On sale for
sell-embargo = Bids are taken 20 minutes after it shows, so that everybody can see it first.
sell-draft = Keep as a draft
sell-show = Put on sale
sell-cancel = Call it off
sell-cancel-words = It disappears from the market. Who has bid is told.
sell-cancel-why = Why?
sell-add = Add to it
sell-add-text = What is to be added?
start-bids = Your bids

# The shop and the basket.
nav-market = Market
nav-shop = Shop
nav-orders = Your orders
shop-hub = Where you order
shop-search = Search the shelves
shop-none = No shop is open
shop-none-words = When a hub of your community sells something, it stands here.
shop-nothing = Nothing found
shop-nothing-words = Try another word.
shop-next-train = Order before { $cutoff } and it leaves { $departs }.
shop-price = { $price } per { $unit }
shop-left = { $count ->
    [one] { $count } left
   *[other] { $count } left
}
shop-back-order = To order
shop-gone = Sold out
shop-add = Put “{ $title }” into the basket
shop-more = One more: { $title }
shop-less = One less: { $title }
shop-all = all
basket-title = Basket
basket-count = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
basket-empty = Your basket is empty
basket-empty-words = What you put in stays here, also without a network.
basket-short = There is less left than you want. Take some out, or order it anyway: the hub’s stock decides.
basket-left = Only { $left } left
basket-how = How do you get it?
fulfilment-delivery = Delivery
fulfilment-pick-up = Fetched at the hub
basket-delivery = { $price } for the delivery
basket-train = Which train?
basket-train-words = leaves { $departs }, there by { $arrives }
basket-late = If it is too late for that one
basket-late-next = Take the next one
basket-late-wait = Wait for a place on this one
basket-substitutes = Another product may take the place of one that is missing
basket-recipient = Who takes it?
basket-phone = Phone
address-street = Street and number
address-postal-code = Postal code
address-city = Town
basket-notes = For the driver
basket-notes-hint = Which bell, which floor.
basket-payment = When do you pay?
payment-on-delivery = At the door
payment-at-hub = At the hub
basket-goods = Goods
basket-total = Total
basket-place = Order for { $total }
basket-request = It is a request until the hub’s stock has been reserved for you. You are told.

# One’s orders.
orders-empty = You have ordered nothing yet
orders-empty-words = What you order stands here, with where it is.
order-requested = requested, not reserved yet
order-requested-words = It waits on this device. Nothing is reserved until it arrives.
order-now = Where it is
order-where = Where it goes
order-planned = Expected { $at }
order-came = Arrived { $at }
order-train = Leaves { $departs }, there by { $arrives }
order-driver = { $name } brings it
order-due = To be paid: { $amount }
order-failed-because = It could not be handed over. { $reason }
order-fetch = Fetch it at { $hub }
order-map = The hub { $hub }, marked H, and your door, marked 1
order-contents = What is in it
order-units = { $unit ->
    [piece] { $count } ×, { $price } each
   *[other] { $count } × { $unit }, { $price } each
}
order-back-ordered = { $count } to follow
order-short = { $came } of { $ordered } came.
order-agreed = Agreed
order-paid = Paid
order-proof = Who took it
order-taken-by = { $name } took it, { $at }.
order-proof-photo = A picture of the delivery
order-proof-signature = The signature
order-history = What has happened
order-cancel = Cancel the order
order-cancel-words = What was reserved for you goes back to the shelf.
order-ask = Ask the hub

# On the road.
nav-drive = Your run
start-drive = To your run
drive-none = You do not drive
drive-none-words = This is for those who bring orders for a hub.
drive-off-words = Begin your shift when you are ready.
drive-hub = For which hub?
drive-start-shift = Start shift
drive-end-shift = End shift
drive-end-shift-words = Hand the cash in at the hub. It is counted there.
drive-since = On shift since { $at }
drive-no-run = No run yet
drive-no-run-words = When the hub has planned one for you, it stands here.
drive-stops = { $count ->
    [one] { $count } stop
   *[other] { $count } stops
}
drive-map = { $count ->
    [one] Map of { $count } stop, north up
   *[other] Map of { $count } stops, north up
}
drive-progress = { $done } of { $total } done
drive-leaves = { $count ->
    [one] Leaves { $at }, { $count } unit on board
   *[other] Leaves { $at }, { $count } units on board
}
drive-next = Next: { $number }. { $name }
drive-go-on = Go on
drive-at-door = You seem to be at stop { $number }, { $name }. Tap “I’m here” there.
drive-leave = All loaded, leave
drive-no-position = This device does not know where it is. Deliveries are taken all the same.
drive-position-denied = Positions are not allowed on this device. Deliveries are taken all the same.
drive-back = I am back at the hub
drive-back-words = The run is over then. Recording your position ends.
drive-day = Your day and your cash
drive-day-empty = Nothing yet
drive-to-come = to come
drive-from-until = { $from } to { $until }
drive-no-money = No money was taken in this shift.
drive-cash = Cash to hand in
drive-collections = Door by door
drive-was-due = { $amount } was due
drive-count-waits = The hub has not counted the cash yet.
drive-counted = The hub counted { $counted }; { $expected } was expected.
drive-sign = I agree with the count
drive-signed = You have agreed with the count.
drive-look = Look and gloves
drive-look-day = Day
drive-look-sunlight = Full sun
drive-look-night = Night
drive-gloves = Gloves
drive-gloves-hint = Larger buttons with more room between.
drive-no-address = No address
drive-window = { $from } to { $until }
drive-until = until { $until }
drive-from = from { $from }
drive-planned = planned { $time }
drive-stop = Stop { $number }
drive-due = To be paid: { $amount }
drive-navigate = Navigate
drive-call = Call
drive-open-failed = No other app could be opened for that.
drive-units = { $count ->
    [one] { $count } unit
   *[other] { $count } units
}
drive-cancelled = The hub has taken this stop out. Bring the goods back.
drive-kept = kept on this phone
drive-other-order = Another stop comes first
drive-other-order-words = Planned is stop { $planned }. Go to stop { $number } all the same?
drive-other-order-yes = Go there
drive-to-next = On to stop { $number }
drive-to-list = To the list
drive-choose-reason = Choose a reason first.
drive-why = Why?
drive-note = A word about it
drive-fail-send = That is how it was
drive-undo = Take it back

# The proof of delivery.
proof-title = Proof
proof-lines = Handed over
proof-of = { $count } of { $total }
proof-missing = { $count ->
    [one] Why is { $count } missing?
   *[other] Why are { $count } missing?
}
undelivered-refused = Not wanted
undelivered-damaged = Broken
undelivered-missing = Not in the vehicle
undelivered-wrong = Not what was ordered
undelivered-not-paid = Not paid
proof-how = How?
proof-handed-over = Into somebody’s hands
proof-left-in-place = Left where it was agreed
proof-locker = Into a locker
proof-recipient = Who took it?
proof-who = Who is that?
proof-customer = The person who ordered
proof-household = Of the same household
proof-neighbour = A neighbour
proof-reception = The reception
proof-photos = Pictures
proof-photo-take = Take a picture
proof-signature = Signature
proof-signature-field = Field to sign in with a finger
proof-signature-again = Sign again
proof-signature-or = Who can’t sign is named above; a picture stands for the signature.
proof-cash = Taken, in { $currency }
proof-paid-by = How was it paid?
proof-cash-why = Why another amount?
cash-reason-choose = Choose
proof-saved = Saved on this phone
proof-done = Done
title-shift = Your shift
title-run = Your run
title-stop = The stop at { $title }
title-proof = The delivery to { $title }

# The account’s end, and its way back.
close-title = Close the account
close-words = Every device is signed out at once, and this one forgets everything. For thirty days you can open the account again. After that, what names you is erased; votes and counts stay.
close-go = Close my account
close-ask = Close it now?
closed-title = Your account is closed
closed-words = Until { $until } you can open it again with your password. After that, what names you is erased.
reopen-title = Open your account again
reopen-words = Enter the address and the password that it had.
reopen-go = Open it again
reopen-done = Your account is open again. Now sign in.

# What a person has agreed to.
consents-title = What you agreed to
consents-phone = What this phone may do
consents-legal = Legal texts
consents-agreed = Agreed, version { $version }, { $at }
consents-not = Nobody has asked you for this one
consent-notices-hint = Kept: nothing. Your phone shows beside the app what also stands under “News for you”.
consent-position = Record where I am during a run
consent-position-hint = Kept: your position every few metres, while a run is out and at no other time. How long: 90 days at most, then only sums. Who sees it: your hub, and those to whom you are on the way. If you decline, you deliver all the same.
consent-position-ask = May your position be recorded?
consent-yes = Yes, during runs
consent-no = No
settings-metered = Send pictures over mobile data
settings-metered-hint = Off: pictures wait for a free network. Everything else is sent.
sync-files-held = Pictures wait for a network that is not paid by the megabyte.

# The hubs.
hubs-title = Hubs
hubs-empty = There is no hub yet
hubs-yours = Your hub
hubs-way = The way there
hubs-way-to = The way to { $hub }
hubs-map = { $count ->
    [one] Map of { $count } hub, north up
   *[other] Map of { $count } hubs, north up
}

# A driver who is on the way, and what is recorded of a driver.
order-driver-seen = { $name } was here at { $time }
order-driver-away = { $name } is { $way } from your door, as of { $time }
order-map-driver = The hub { $hub }, marked H, your door, marked 1, and the driver
unit-metres = { $count } m
unit-kilometres = { $count } km
drive-position-on = Your position is recorded until you are back.
drive-position-off = Your position is not recorded.
drive-position-change = Change that
