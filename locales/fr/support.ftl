# Les demandes à un relais, et ce qu’il promet.

ticket-state-new = Nouvelle
ticket-state-open = En cours
ticket-state-waiting-for-customer = En attente d’une réponse
ticket-state-waiting-until = Reportée
ticket-state-resolved = Réglée
ticket-state-closed = Close

ticket-clock-first-answer = Première réponse
ticket-clock-next-answer = Réponse suivante
ticket-clock-solution = Résolution

# Ce que le serveur a remarqué lui-même, à la place d’un objet.
ticket-cause-delivered-after-cancel = La commande { $order } a été livrée alors qu’elle était annulée
ticket-cause-proof-in-doubt = Regardez la preuve de livraison de la commande { $order }
ticket-cause-cash-differs = L’argent liquide de { $driver } diffère de { $amount }
ticket-cause-needs-review = Regardez la commande { $order }
ticket-cause-written = Demande
ticket-cause-newer = Il y a quelque chose à regarder ; mettez l’application à jour pour savoir quoi

# Titres des changements refusés ou en attente.
title-ticket-submit = Votre demande « { $subject } »
title-ticket-reply = Votre réponse dans « { $subject } »
title-ticket-note = Votre note dans « { $subject } »
title-ticket-change = Votre changement de « { $subject } »
