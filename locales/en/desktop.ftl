# What the desktop says beyond the words that all shells share.

# The desktop's frame.
desk-navigation = Screens
desk-skip = Skip to the content
desk-nav-today = Today
desk-nav-content = Content
desk-nav-polls = Votes
desk-nav-people = People
desk-nav-hub = Hub
desk-nav-notices = News for you
desk-nav-sync = Sending
desk-nav-settings = Settings
desk-hub-in-front = Hub you are looking at
desk-palette = Go to or do…
desk-palette-hint = What are you looking for?
desk-nothing-found = Nothing fits.
desk-help = Keyboard
desk-help-move = Move in a table
desk-help-select = Select a row
desk-help-open = Open a row
desk-key-space = Space
desk-first-fetch = First fetch
desk-count-new = { $count } new
desk-close = Close
desk-back = Back
desk-save = Save
desk-save-draft = Save as draft
desk-search = Search
desk-select = Selected
desk-select-row = Select { $name }
desk-try-again = Try again
desk-failed = That did not work
desk-gone = Nothing here
desk-gone-text = It was taken away, or you may not see it.
desk-forbidden = Not for your role
desk-forbidden-text = Someone who runs the community can give you the role that this screen needs.
desk-change-other = A change
desk-problem-network = The server can't be reached right now. What you see is what this device knows; signing in needs a connection.
desk-problem-store = This device could not read or save its data. Close the app and open it again.
desk-refused-times = Done { $at }, decided { $decided }
desk-see-now = See what is true now

# The way in.
desk-sign-in = Sign in
desk-sign-out = Sign out
desk-email = E-mail
desk-password = Password
desk-code = Code
desk-code-hint = From your authenticator, or one of your recovery codes.
desk-continue = Continue
desk-sign-in-link = Get a code by mail
desk-send-link = Send the mail
desk-link-sent = If there is an account for { $email }, a mail with a code is on its way.
desk-second-factor = Second factor
desk-second-factor-set-up = Set up a second factor
desk-second-factor-about = Put this secret into an authenticator app and type the code it shows.
desk-secret = Secret
desk-open-authenticator = Open in an authenticator on this computer
desk-recovery-codes = Recovery codes
desk-recovery-about = Each of these codes signs you in once if your authenticator is lost. Keep them somewhere safe; they are shown only now.
desk-recovery-kept = I have kept them

# Settings.
desk-look = Language and look
desk-language = Language
desk-theme = Colours
desk-theme-system = As the system
desk-theme-light = Light
desk-theme-dark = Dark
desk-map-about = A region as a PMTiles file on this computer. It is only read here; nothing is asked of the internet.
desk-map-path = Place of the file
desk-map-use = Use this map
desk-map-without = Without a map
desk-map-foreign = This is no PMTiles file of version 3.
desk-map-missing = This file cannot be read.
desk-community = Community
desk-sessions = Where you are signed in
desk-show-sessions = Show devices
desk-this-device = This device
desk-unknown-device = Unknown device
desk-end-session = Sign it out
desk-session-ended = That device is signed out.
desk-change-password = Change password
desk-password-current = Password until now
desk-password-new = New password
desk-password-changed = Password changed. Other devices have to sign in again.

# Today and news.
desk-hello = Good day, { $name }
desk-notices-empty = No news yet
desk-notices-empty-text = What others do that concerns you will stand here.
desk-notices-none-new = You have read everything
desk-unread = Not read
desk-read = Read

# People and the hub.
desk-name = Name
desk-hub = Hub
desk-no-hub = No hub
desk-role = Role
desk-roles = Roles
desk-joined = Joined
desk-member-since = Since { $date } · { $hub }
desk-grant = Give the role
desk-revoke = Take back: { $role }
desk-people-empty = Nobody to see
desk-people-empty-text = You see the people of the hubs you run.
desk-street = Street and number
desk-postal-code = Postal code
desk-city = Town
desk-country = Country, two letters
desk-about-in = Description ({ $language })

# Content.
content-state-deleted = Deleted
desk-content-new = New item
desk-content-empty = Nothing here yet
desk-content-empty-text = Write something that people can do, eat or watch together, or change the filter.
desk-title = Title
desk-description = Description
desk-untitled = Untitled
desk-category = Category
desk-state = State
desk-when = When
desk-all-categories = All categories
desk-all-states = All states
desk-default-language = For readers of other languages
desk-capacity = Places
desk-tags = Tags
desk-tags-hint = Separated by commas
desk-picture = Picture
desk-picture-choose = Choose a picture
desk-picture-remove = Without picture
desk-picture-coming = The picture is on its way.
desk-preview = As residents see it
desk-publish = Publish
desk-published = Published. It reaches everyone as soon as it is sent.
desk-archive = Archive
desk-delete = Delete
desk-restore = Bring back

# Polls.
desk-poll-new = New vote
desk-poll-about = Ask about it
desk-poll-announce = Announce
desk-poll-cancel = Call off
desk-poll-extend = More time
desk-poll-publish = Publish the result
desk-polls-empty = No votes here
desk-polls-empty-text = Ask the community something, or change the filter.
desk-polls-none-open = No vote is open
desk-question = Question
desk-method = How people vote
desk-votes = Votes
desk-opens = Opens
desk-closes = Ends
desk-options = Options
desk-option = Option { $number }
desk-option-add = Add an option
desk-option-remove = Remove option { $number }
desk-most = Most options, points or highest mark
desk-count-shown = Who sees the count
desk-count-live = Everybody, live
desk-count-after-vote = Whoever has voted
desk-count-after-close = Everybody, at the end
desk-count-hidden = Count hidden until the end
desk-quorum = Quorum in percent
desk-changeable = Votes can be changed while it is open
desk-blank-allowed = Blank votes are allowed
desk-how-it-came = How it came about
desk-winner = Chosen
desk-poll-secret = Secret vote
desk-poll-secret-about = Nobody but the voter learns what was chosen. Each vote is cast once and for good, and no count is shown before the end.
desk-poll-frozen = Votes have come in. Now only the words and a later end can change.
desk-bias-accepted = I accept that a count shown after voting sways votes that can still change
desk-decide-tie = Decide the tie
desk-runoff-about = In a run-off, people vote again, between the tied options only. Without a beginning it opens at once.
desk-runoff-announce = Announce a run-off
desk-adopt-tied = Let all tied options win
desk-runoff-decides = A run-off decides the tie.
desk-runoff-open = To the run-off
desk-runoff-of = Run-off of an earlier vote
desk-tied-adopted = All tied options won.

# The menu.
desk-menu-edit = Edit
desk-nav-orders = Orders

# Said at sign-in.
desk-sign-in-wrong = E-mail or password is not right.
desk-second-factor-why = A code from an authenticator app, besides your password, keeps others out of your hub.

# Orders.
desk-order = Order
desk-recipient = Recipient
desk-placed = Placed
desk-train = Delivery day
desk-driver = Driver
desk-units-short = Units
desk-amount = Amount
desk-all-trains = All delivery days
desk-any-train = The next that fits
desk-train-times = Leaves { $departs }, orders until { $cutoff }
desk-orders-none-asking = Nothing waits for you
desk-order-new = New order
desk-packing = Packing list
desk-show-new = Show what is new
desk-orders-search = Tracking number or recipient
desk-orders-found = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
desk-orders-news = { $count ->
    [one] { $count } new, show
   *[other] { $count } new, show
}
desk-orders-changed = The list has changed, show
desk-orders-none = No order matches
desk-orders-none-text = Try fewer filters or another word.
desk-orders-empty = No orders yet
desk-orders-empty-text = What people order from this hub stands here, with or without a connection.
desk-filter-clear = Clear the filter
desk-selected = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
desk-selection-clear = Select nothing
desk-orders-stepped = { $count ->
    [one] Done for { $count } order.
   *[other] Done for { $count } orders.
}
desk-orders-refused = These orders did not take the step
desk-orders-cancel-sure = { $count ->
    [one] { $count } order is cancelled and its goods are free for others.
   *[other] { $count } orders are cancelled and their goods are free for others.
}
desk-print = Print
desk-take-payment = Take money
desk-hand-over = Give over the counter
desk-order-follows = Brings what was missing earlier
desk-order-goods = Goods
desk-order-delivery = Delivery
desk-order-total = Total
desk-order-charged = To be paid
desk-order-paid = Paid
desk-order-due = Still open
desk-order-payment = Payment
desk-order-back-ordered = { $count } to follow
desk-stop = Stop
desk-planned = Planned
desk-arrived = There
desk-done = Done
desk-run-sheet = Run sheet
desk-order-lines = What was ordered
desk-sku = Code
desk-product = Product
desk-quantity = Quantity
desk-price = Price
desk-units = { $unit ->
    [piece] { $count } ×
   *[other] { $count } × { $unit }
}
desk-units-of = { $count } units
desk-what-happened = What happened
desk-timeline = As a story
desk-record = As a record
desk-reached-server = reached the server { $at }
desk-step = Step
desk-who = Who
desk-made = Done at
desk-decided = Decided at
desk-server = the server
desk-proofs = Proof of delivery
desk-proof-counts = Counts
desk-proof-picture = Picture { $number } of the proof
desk-digest = Fingerprint
desk-place = { $place } (± { $metres } m)
desk-place-away = { $metres } m from the address
desk-window = { $from } to { $until }
desk-window-from = from { $from }
desk-window-until = until { $until }
desk-why = Why
desk-pack = Pack { $tracking }
desk-pack-about = Change only what is missing. Everything else is in the crate.
desk-packed-of = In the crate, of { $count }
desk-remainder = What happens to the rest
desk-amount-in = Amount in { $currency }
desk-paid-by = How
desk-why-different = Why it is not what was due
desk-paid-exactly = It is exactly what was due
desk-packing-empty = Nothing to pack
desk-packing-empty-text = Orders that you confirm are listed here.
desk-packing-picks = From the shelves, in all
desk-not-enough = Not enough
desk-substitutes-ok = Another product may take its place
desk-customer = Customer
desk-customer-search = Who is ordering?
desk-customer-change = Somebody else
desk-product-search = Add a product
desk-quantity-of = Quantity of { $name }
desk-line-remove = Remove { $name }
desk-order-lines-empty = Nothing yet. Type a name or a code.
desk-order-place = Place the order
desk-fulfilment = How it gets there
desk-phone = Phone
desk-driver-notes = For the driver
desk-price-per = { $unit ->
    [piece] { $price } each
   *[other] { $price } per { $unit }
}
desk-left = { $count } left

# Stock and products.
desk-nav-stock = Stock
desk-shelf = Which products
desk-shelf-all = All
desk-shelf-low = Running low ({ $count })
desk-shelf-orderable = Can be ordered
desk-shelf-archived = Off the list
desk-unit = Unit
desk-unit-hint = As “piece” or “bag of 500 g”
desk-on-hand = On hand
desk-reserved = Reserved
desk-available = Free
desk-back-ordered = Waited for
desk-low = Running low
desk-archived = Off the list
desk-product-new = New product
desk-product-archive = Take off the list
desk-stock-empty = No products here
desk-stock-empty-text = Add a product, or change the filter.
desk-adjust = Change the stock
desk-adjust-of = Change the stock of { $name }
desk-change = Change
desk-change-hint = Units that came, or with a minus those that went
desk-note = Note
desk-afterwards = Afterwards
desk-stock-history = Stock changes
desk-stock-history-empty = Nothing was changed by hand yet.
desk-older = Older ones
desk-uncounted = { $change } not counted yet
desk-stock-rules = Rules for the stock
desk-low-at = Tell me from so few free units on
desk-low-at-hint = Empty: never
desk-low-from = Reported from { $count } on
desk-low-never = Never reported as low
desk-back-order = Can be ordered before it is there
desk-back-order-on = can be ordered ahead
desk-back-order-off = only what is there
desk-back-order-cap = At most so many ahead
desk-back-order-cap-hint = Empty: no limit
desk-price-in = Price in { $currency }
desk-price-hint = Up to four decimals

# The dispatch board.
desk-nav-dispatch = Dispatch
desk-view = View
desk-as-list = List
desk-as-map = Map
desk-map-failed = This computer draws the places without a map.
desk-map-elsewhere = The map file shows another place. The list below has everything.
desk-driver-seen = Seen at { $at }
desk-driver-seen-at-speed = Seen at { $at }, { $speed } km/h
desk-driver-old = No longer up to date
desk-driver-next = Next: { $name }
desk-driver-next-in = Next: { $name }, { $way } away
desk-driver-nearby = Nearly there
desk-driver-at-door = At the door
desk-driver-find = Find { $name }
desk-way-m = { $way } m
desk-way-km = { $way } km
desk-waiting = Waiting for a driver ({ $count })
desk-waiting-empty = Nothing waits
desk-waiting-empty-text = Packed orders that nobody brings yet stand here.
desk-drivers = Drivers
desk-drivers-empty = Nobody drives here yet
desk-drivers-empty-text = Give somebody the role of a driver, then say what they drive.
desk-give = Give { $order } to a driver
desk-vehicle-of = { $vehicle }, { $count } units
desk-vehicle-unknown = Vehicle not known
desk-vehicle-needed = Say what this person drives, then they can get orders.
desk-vehicle-edit = Vehicle of { $name }
desk-vehicle = Vehicle
desk-vehicle-capacity = Units that it takes
desk-driver-name = Name for customers
desk-driver-name-hint = As people see it when their order is on the way
desk-on-shift = On shift since { $at }
desk-off-shift = Off shift
desk-run-none = No run yet. Drop an order here.
desk-run-leaves = Leaves { $at }
desk-run-left = Left { $at }
desk-run-progress = { $done } of { $all } stops, { $units } units
desk-run-manual = Order chosen by hand
desk-run-sheet-of = Run sheet of { $name }
desk-stops = Stops
desk-stop-up = { $name } earlier
desk-stop-down = { $name } later
desk-stop-out = Take { $name } out of the run
desk-late = Late
desk-address = Address
desk-due = Due
desk-propose = Propose runs
desk-proposal = Proposed runs
desk-proposal-empty = Nothing to plan
desk-proposal-empty-text = There are no packed orders, or nobody drives.
desk-proposed-run = { $load } of { $capacity } units, back at { $back }
desk-departs = Leaves
desk-plan-thorough = Think for some seconds longer
desk-plan-again = Propose again
desk-plan-accept = { $count ->
    [one] Plan { $count } run
   *[other] Plan { $count } runs
}
desk-plan-accepted = The runs are planned.
desk-unplanned = Not planned
desk-reviews = Have a look at these
desk-review-settle = Settle
desk-review-note = What came of it

# Orders.
desk-in-capacity = Role in it

# Tickets.
desk-nav-tickets = Requests
desk-promise = { $name } until { $at }
desk-tickets-open = To answer
desk-tickets-mine = Mine
desk-tickets-ended = Over
desk-subject = Subject
desk-asks = Who asks
desk-promise-column = Promised
desk-assignee = Who has it
desk-assigned-to = { $name } has it
desk-moved = Last step
desk-tickets-empty = No requests here
desk-tickets-empty-text = What people ask this hub stands here, the last moved first.
desk-ticket-reply = Answer
desk-ticket-note = Note for the hub only
desk-ticket-kind = What you write
desk-ticket-send = Send the answer
desk-ticket-internal = Only the hub sees this
desk-ticket-take = Take it
desk-ticket-wait = Wait for the customer
desk-ticket-put-off = Put off
desk-ticket-resolve = Solved
desk-ticket-close = Close for good
desk-ticket-follows = Continues an earlier request
desk-until = Until
desk-tickets-owed = Requests without an answer
