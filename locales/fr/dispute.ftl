# Réclamations sur une vente ou une commande.

dispute-state-draft = Pas encore envoyée
dispute-state-open = En attente du vendeur
dispute-state-offer-review = Une offre attend l’acheteur
dispute-state-counter-review = Une offre attend le vendeur
dispute-state-claim-rejected = Le vendeur n’est pas d’accord
dispute-state-mediation-queue = En attente d’une médiation
dispute-state-evidence-review = Un médiateur examine le dossier
dispute-state-closed = Terminée

dispute-reason-not-received = Rien n’est arrivé
dispute-reason-not-as-described = Ce n’est pas conforme à l’annonce
dispute-reason-damaged = C’est abîmé
dispute-reason-wrong-or-missing-items = Il y a une erreur ou il manque quelque chose
dispute-reason-payment-problem = Il y a un problème de paiement

dispute-act-submit = Envoyer au vendeur
dispute-act-offer-full = Rendre tout l’argent
dispute-act-offer = Faire une offre
dispute-act-accept = Accepter l’offre
dispute-act-turn-down = Refuser l’offre
dispute-act-reject-claim = Contester
dispute-act-escalate = Demander une médiation
dispute-act-withdraw = Retirer la réclamation
dispute-act-add-evidence = Ajouter une preuve
dispute-act-take-up = Prendre le dossier
dispute-act-step-back = Rendre le dossier
dispute-act-decide = Décider
dispute-act-appeal = Faire appel
dispute-act-reopen = Reprendre la réclamation
dispute-act-time-up = Le délai était passé

dispute-side-buyer = Acheteur
dispute-side-seller = Vendeur
dispute-side-mediator = Médiation
dispute-side-system = Le serveur
dispute-side-bystander = Quelqu’un d’autre

dispute-ending-never-sent = Elle n’a jamais été envoyée
dispute-ending-full-refund = Le vendeur a rendu tout l’argent
dispute-ending-agreed = Les deux parties sont d’accord
dispute-ending-withdrawn = L’acheteur l’a retirée
dispute-ending-buyer-silent = L’acheteur n’a pas répondu
dispute-ending-decided = Un médiateur a décidé
dispute-ending-nobody-decided = Personne n’a décidé à temps

dispute-money-refund = Tout l’argent revient à l’acheteur
dispute-money-partial = Une partie de l’argent revient à l’acheteur
dispute-money-release = Le vendeur reçoit l’argent

dispute-offer-partial = { $refund } de remboursement
dispute-offer-return = Retour contre remboursement
dispute-offer-replace = Un autre article

evidence-text = En mots
evidence-picture = Photo
evidence-proof = Preuve de livraison
evidence-telemetry = Le trajet de la livraison
evidence-listing = Ce que disait l’annonce
evidence-bids = Les enchères
evidence-messages = Ce que les deux parties ont écrit

title-dispute-open = Votre réclamation sur « { $title } »
title-dispute-change = Votre action dans la réclamation sur « { $title } »
