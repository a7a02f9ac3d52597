# The state of sync, waiting and refused changes, and what happens to the data on this device.

# The one line that is always in sight.
sync-up-to-date = Up to date, { $time }
sync-busy = Updating…
sync-waiting = { $count ->
    [one] { $count } change waiting
   *[other] { $count } changes waiting
}
sync-offline = { $count ->
    [0] Offline since { $time }
    [one] Offline since { $time }, { $count } change waiting
   *[other] Offline since { $time }, { $count } changes waiting
}
# The same when the last contact was not today.
sync-offline-long = { $count ->
    [0] Offline since { $date }
    [one] Offline since { $date }, { $count } change waiting
   *[other] Offline since { $date }, { $count } changes waiting
}
sync-refused = { $count ->
    [one] { $count } change was refused
   *[other] { $count } changes were refused
}
sync-first = Fetching your hub: { $done } of { $total }
sync-first-offline = Offline. Your hub will be fetched as soon as there is a connection.
sync-sign-in-needed = Sign in again to send your changes
sync-update-needed = Update the app to send your changes
sync-network = Something else answered instead of our server. If your Wi-Fi asks you to sign in, do that first.
sync-device-full = This device is full. Free some space so that your changes can be saved.

# Where one change stands.
change-saved = Saved on this device
change-sending = Sending
change-sent = Sent
change-needs-you = Needs you
# The mark on the thing itself.
change-waiting = waiting to send
# Kept because the server is still too old to know this kind of change.
change-kept = Kept until the server is updated
change-attempts = { $count ->
    [one] Tried { $count } time
   *[other] Tried { $count } times
}
change-next-try = Next try at { $time }
# A refusal that the device expects but the server has not given yet.
change-predicted = This will probably be refused: { $reason }

outbox-title = Waiting to be sent
outbox-empty = Everything has been sent.
outbox-send-now = Send now
outbox-export = Save a copy
inbox-title = Not accepted
inbox-empty = Nothing was refused.
inbox-show = See why

# The data on this device was damaged and is fetched again.
sync-rebuilt = The data on this device was damaged. We are fetching it again; nothing of yours was waiting to be sent.
sync-rebuilt-saved = { $count ->
    [one] The data on this device was damaged. We are fetching it again, and { $count } unsent change was saved.
   *[other] The data on this device was damaged. We are fetching it again, and { $count } unsent changes were saved.
}
sync-rebuilt-lost = { $count ->
    [one] The data on this device was damaged, and { $count } unsent change was lost. Please check your latest entries and make it again.
   *[other] The data on this device was damaged, and { $count } unsent changes were lost. Please check your latest entries and make them again.
}

# Before signing out.
sign-out-unsent = { $count ->
    [one] { $count } change has not been sent yet. If you sign out now, it will be lost.
   *[other] { $count } changes have not been sent yet. If you sign out now, they will be lost.
}
sign-out-stay = Stay signed in
sign-out-anyway = Sign out anyway
