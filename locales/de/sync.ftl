# Stand des Abgleichs, wartende und abgelehnte Änderungen und die Daten auf diesem Gerät.

# Die Zeile, die immer zu sehen ist.
sync-up-to-date = Aktuell, { $time } Uhr
sync-busy = Wird aktualisiert …
sync-waiting = { $count ->
    [one] { $count } Änderung wartet
   *[other] { $count } Änderungen warten
}
sync-offline = { $count ->
    [0] Offline seit { $time } Uhr
    [one] Offline seit { $time } Uhr, { $count } Änderung wartet
   *[other] Offline seit { $time } Uhr, { $count } Änderungen warten
}
# Dieselbe Zeile, wenn der letzte Kontakt nicht heute war.
sync-offline-long = { $count ->
    [0] Offline seit dem { $date }
    [one] Offline seit dem { $date }, { $count } Änderung wartet
   *[other] Offline seit dem { $date }, { $count } Änderungen warten
}
sync-refused = { $count ->
    [one] { $count } Änderung wurde abgelehnt
   *[other] { $count } Änderungen wurden abgelehnt
}
sync-first = Ihr Treffpunkt wird geladen: { $done } von { $total }
sync-first-offline = Offline. Ihr Treffpunkt wird geladen, sobald es eine Verbindung gibt.
sync-sign-in-needed = Melden Sie sich wieder an, um Ihre Änderungen zu senden
sync-update-needed = Aktualisieren Sie die App, um Ihre Änderungen zu senden
sync-network = Statt unseres Servers hat etwas anderes geantwortet. Falls Ihr WLAN eine Anmeldung verlangt, holen Sie die zuerst nach.
sync-device-full = Dieses Gerät ist voll. Schaffen Sie etwas Platz, damit Ihre Änderungen gespeichert werden können.

# Wo eine Änderung steht.
change-saved = Auf diesem Gerät gespeichert
change-sending = Wird gesendet
change-sent = Gesendet
change-needs-you = Sie sind gefragt
# Das Zeichen an der Sache selbst.
change-waiting = wartet aufs Senden
# Bleibt liegen, weil der Server zu alt ist, um diese Art von Änderung zu kennen.
change-kept = Wird aufbewahrt, bis der Server aktualisiert ist
change-attempts = { $count ->
    [one] { $count } Versuch
   *[other] { $count } Versuche
}
change-next-try = Nächster Versuch um { $time } Uhr
# Eine Ablehnung, mit der das Gerät rechnet, die der Server aber noch nicht ausgesprochen hat.
change-predicted = Wird wahrscheinlich abgelehnt: { $reason }

outbox-title = Wartet aufs Senden
outbox-empty = Alles ist gesendet.
outbox-send-now = Jetzt senden
outbox-export = Kopie speichern
inbox-title = Nicht angenommen
inbox-empty = Es wurde nichts abgelehnt.
inbox-show = Warum?

# Die Daten auf diesem Gerät waren beschädigt und werden neu geladen.
sync-rebuilt = Die Daten auf diesem Gerät waren beschädigt. Wir laden sie neu; von Ihnen wartete nichts aufs Senden.
sync-rebuilt-saved = { $count ->
    [one] Die Daten auf diesem Gerät waren beschädigt. Wir laden sie neu; { $count } noch nicht gesendete Änderung wurde gerettet.
   *[other] Die Daten auf diesem Gerät waren beschädigt. Wir laden sie neu; { $count } noch nicht gesendete Änderungen wurden gerettet.
}
sync-rebuilt-lost = { $count ->
    [one] Die Daten auf diesem Gerät waren beschädigt, und { $count } noch nicht gesendete Änderung ging verloren. Bitte prüfen Sie Ihre letzten Eingaben und holen Sie sie nach.
   *[other] Die Daten auf diesem Gerät waren beschädigt, und { $count } noch nicht gesendete Änderungen gingen verloren. Bitte prüfen Sie Ihre letzten Eingaben und holen Sie sie nach.
}

# Vor dem Abmelden.
sign-out-unsent = { $count ->
    [one] { $count } Änderung ist noch nicht gesendet. Wenn Sie sich jetzt abmelden, geht sie verloren.
   *[other] { $count } Änderungen sind noch nicht gesendet. Wenn Sie sich jetzt abmelden, gehen sie verloren.
}
sign-out-stay = Angemeldet bleiben
sign-out-anyway = Trotzdem abmelden
