# Les demandes à un hub, et ce qu’il promet.

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
ticket-cause-proof-in-doubt = Regarde la preuve de livraison de la commande { $order }
ticket-cause-cash-differs = L’argent liquide de { $driver } diffère de { $amount }
ticket-cause-needs-review = Regarde la commande { $order }
ticket-cause-written = Demande
ticket-cause-newer = Il y a quelque chose à regarder ; mets l’app à jour pour savoir quoi

# Titres des changements refusés ou en attente.
title-ticket-submit = Ta demande « { $subject } »
title-ticket-reply = Ta réponse dans « { $subject } »
title-ticket-note = Ta note dans « { $subject } »
title-ticket-change = Ton changement de « { $subject } »
