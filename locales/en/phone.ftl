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
start-results = Results
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
