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
