# L’état de la synchronisation, les modifications en attente ou refusées, et les données de cet appareil.

# La ligne toujours visible.
sync-up-to-date = À jour, { $time }
sync-busy = Mise à jour…
sync-waiting = { $count ->
    [one] { $count } modification en attente
   *[other] { $count } modifications en attente
}
sync-offline = { $count ->
    [0] Hors ligne depuis { $time }
    [one] Hors ligne depuis { $time }, { $count } modification en attente
   *[other] Hors ligne depuis { $time }, { $count } modifications en attente
}
# La même ligne quand le dernier contact ne date pas d’aujourd’hui.
sync-offline-long = { $count ->
    [0] Hors ligne depuis le { $date }
    [one] Hors ligne depuis le { $date }, { $count } modification en attente
   *[other] Hors ligne depuis le { $date }, { $count } modifications en attente
}
sync-refused = { $count ->
    [one] { $count } modification a été refusée
   *[other] { $count } modifications ont été refusées
}
sync-first = Chargement de votre relais : { $done } sur { $total }
sync-first-offline = Hors ligne. Votre relais sera chargé dès qu’il y aura une connexion.
sync-sign-in-needed = Reconnectez-vous pour envoyer vos modifications
sync-update-needed = Mettez l’application à jour pour envoyer vos modifications
sync-network = Ce n’est pas notre serveur qui a répondu. Si votre Wi-Fi affiche une page d’identification, commencez par la remplir.
sync-device-full = Cet appareil est plein. Libérez de la place pour que vos modifications puissent être enregistrées.

# Où en est une modification.
change-saved = Enregistré sur cet appareil
change-sending = Envoi en cours
change-sent = Envoyé
change-needs-you = Demande votre attention
# La marque sur l’élément lui-même.
change-waiting = en attente d’envoi
# Gardé parce que le serveur est trop ancien pour connaître ce type de modification.
change-kept = Gardé jusqu’à la mise à jour du serveur
change-attempts = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}
change-next-try = Prochain essai à { $time }
# Un refus auquel l’appareil s’attend, mais que le serveur n’a pas encore prononcé.
change-predicted = Sera probablement refusé : { $reason }

outbox-title = En attente d’envoi
outbox-empty = Tout a été envoyé.
outbox-send-now = Envoyer maintenant
outbox-export = Enregistrer une copie
inbox-title = Non accepté
inbox-empty = Rien n’a été refusé.
inbox-show = Voir pourquoi

# Les données de cet appareil étaient abîmées et sont chargées à nouveau.
sync-rebuilt = Les données de cet appareil étaient abîmées. Nous les chargeons à nouveau ; rien de votre part n’attendait d’être envoyé.
sync-rebuilt-saved = { $count ->
    [one] Les données de cet appareil étaient abîmées. Nous les chargeons à nouveau, et { $count } modification non envoyée a été sauvée.
   *[other] Les données de cet appareil étaient abîmées. Nous les chargeons à nouveau, et { $count } modifications non envoyées ont été sauvées.
}
sync-rebuilt-lost = { $count ->
    [one] Les données de cet appareil étaient abîmées et { $count } modification non envoyée a été perdue. Vérifiez vos dernières saisies et refaites-la.
   *[other] Les données de cet appareil étaient abîmées et { $count } modifications non envoyées ont été perdues. Vérifiez vos dernières saisies et refaites-les.
}

# Avant la déconnexion.
sign-out-unsent = { $count ->
    [one] { $count } modification n’a pas encore été envoyée. Si vous vous déconnectez maintenant, elle sera perdue.
   *[other] { $count } modifications n’ont pas encore été envoyées. Si vous vous déconnectez maintenant, elles seront perdues.
}
sign-out-stay = Ne pas se déconnecter
sign-out-anyway = Se déconnecter quand même
