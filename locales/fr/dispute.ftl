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

# Les écrans du téléphone à ce sujet.
nav-disputes = Réclamations
disputes-empty = Aucune réclamation
disputes-empty-words = Si quelque chose ne va pas avec une vente ou une commande, commencez là.
disputes-running = Réclamations en cours
disputes-over = Terminé
dispute-start = Quelque chose ne va pas
dispute-go-on = Vers votre réclamation
dispute-start-title = Qu’est-ce qui ne va pas ?
dispute-start-words = Le vendeur répond d’abord. Si vous n’êtes pas d’accord, un médiateur de votre communauté décide. D’ici là, personne ne reçoit l’argent.
dispute-choose-reason = Choisissez d’abord ce qui ne va pas.
dispute-text = Avec vos mots
dispute-text-hint = Ce qui s’est passé, et ce qui le réparerait.
dispute-begin = Continuer
dispute-begin-words = C’est un brouillon. Ensuite vous pouvez ajouter des photos, puis l’envoyer.
dispute-now = Où en est-on
dispute-with = Avec { $name }, au sujet de { $price }
dispute-on-table = Sur la table : { $offer }
dispute-mediator = { $name } a le dossier.
dispute-draft-words = Personne d’autre ne voit ceci. Ajoutez des photos si vous en avez, puis envoyez-le.
dispute-due-you = Votre réponse est attendue avant { $at }. Sinon, le temps décide.
dispute-due = Une réponse est attendue avant { $at }. Sinon, le temps décide.
dispute-your-turn = À vous
dispute-refund = { $amount } sont rendus.
dispute-appeal-until = Vous pouvez faire appel jusqu’au { $at }, avec quelque chose que personne n’a vu.
dispute-reopen-until = Vous pouvez la reprendre jusqu’au { $at }.
dispute-sure-at = Ce sera définitif le { $at }.
dispute-evidence = Preuves
dispute-picture = Une photo comme preuve
dispute-evidence-left = { $count ->
    [one] Vous pouvez encore ajouter { $count } pièce. Les deux parties et le médiateur la voient.
   *[other] Vous pouvez encore ajouter { $count } pièces. Les deux parties et le médiateur les voient.
}
dispute-offers-left = { $count ->
    [one] Il reste { $count } offre pour vous deux ensemble.
   *[other] Il reste { $count } offres pour vous deux ensemble.
}
dispute-make-partial = Rendre une partie de l’argent
dispute-offer-amount = Combien, en { $currency } ?
dispute-appeal-words = Un autre médiateur regarde. Dites ou montrez ce que personne n’a vu.
dispute-code-hint = De l’argent bouge. Six chiffres de votre authentificateur, ou un code de secours.
dispute-ask-submit = Le vendeur voit votre réclamation et répond sous trois jours ouvrés.
dispute-ask-offer-full = Tout l’argent est rendu à l’acheteur, et la réclamation est terminée.
dispute-ask-accept = L’offre vaut alors, et la réclamation est terminée.
dispute-ask-mediator = Un médiateur de votre communauté regarde les preuves des deux parties et décide.
dispute-ask-reject-claim = L’acheteur peut alors appeler un médiateur. Ajoutez vos preuves avant.
dispute-ask-withdraw = La réclamation est alors terminée, et le vendeur reçoit l’argent.
dispute-ask-reopen = La réclamation reprend là où elle s’est arrêtée.
