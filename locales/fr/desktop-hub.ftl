# Ce que l’application de bureau dit des enchères, des réclamations, des chiffres et du journal.

# The market of a hub.
desk-nav-auctions = Enchères
desk-lot = Objet
desk-lot-upcoming = Pas encore ouvert
desk-lot-open = Enchères en cours
desk-lot-ended = Terminé, en cours de règlement
desk-lots-running = En cours
desk-lots-over = Terminés
desk-lots-drafts = Mes brouillons
desk-lots-empty = Rien n’est en vente ici
desk-lots-no-drafts = Aucun brouillon
desk-lots-empty-text = Ce qui change de mains à ce relais figure ici, avec ou sans connexion.
desk-lot-new = Nouvelle annonce
desk-lot-new-about = C’est vendu en votre nom et remis au relais affiché.
desk-lot-show = Mettre en vente
desk-lot-kind = Mode de vente
desk-lot-condition = État
desk-lot-handover = Remise à l’acheteur
desk-lot-start = Mise à prix en { $currency }
desk-lot-fixed = Prix fixe en { $currency }
desk-lot-reserve = Prix de réserve : { $price }. Vous seul le voyez.
desk-lot-reserve-in = Prix de réserve en { $currency }
desk-lot-reserve-hint = En dessous, rien n’est vendu. Vide : aucun.
desk-lot-reserve-falls = Il ne peut plus que baisser. Vide : aucun.
desk-lot-buy-now-in = Prix d’achat immédiat en { $currency }
desk-lot-optional = Vide : non proposé.
desk-lot-starts = Début
desk-lot-starts-hint = Vide : tout de suite. Les enchères sont prises vingt minutes plus tard, pour que tous partent à égalité.
desk-lot-later = Elle ne peut plus qu’être repoussée.
desk-lot-frozen = Il y a des enchères : seuls le prix de réserve et la fin peuvent changer. Le reste s’ajoute, avec sa date.
desk-lot-about = Ce qui est vendu
desk-lot-add = Compléter
desk-lot-add-about = Ce qui est écrit reste. Les enchérisseurs sont prévenus et peuvent retirer leur offre.
desk-lot-addition = Complément
desk-lot-added-at = Ajouté { $at }
desk-lot-cancel = Retirer de la vente
desk-lot-cancel-about = Il n’y aura pas de vente. Les enchérisseurs sont prévenus, avec votre raison.
desk-lot-throw-away = Jeter
desk-lot-throw-away-about = Le brouillon disparaît.
desk-lot-cancelled-because = Retiré : { $reason }
desk-picture-number = Photo { $number }
desk-picture-remove-number = Retirer la photo { $number }
desk-as-chart = Graphique
desk-as-table = Tableau
desk-price-path = Le prix depuis la première enchère. Le tableau dit la même chose.
desk-bids-about = Les enchérisseurs portent des numéros sans autre sens. Personne ne voit le maximum d’autrui.
desk-bids-out = Retirer des enchères
desk-bids-out-about = Toutes les enchères d’une personne sont retirées et le prix est recalculé. La personne et le vendeur sont prévenus.
desk-bidders = Enchérisseurs
desk-bidders-about = Qui n’a pas payé, ou a trop souvent retiré ses offres, a besoin de votre accord pour enchérir.
desk-bidders-empty = Rien à reprocher à personne
desk-bidders-empty-text = Les lots impayés et les offres retirées sont comptés ici.
desk-bidder-kept = Ce qui est noté
desk-bidder-left = Quelqu’un qui est parti
desk-bidder-blocked = ne peut pas enchérir
desk-bidder-held = a besoin de votre accord pour chaque offre
desk-bidder-strikes = { $count ->
    [one] { $count } lot impayé
   *[other] { $count } lots impayés
}
desk-bidder-retractions = { $count ->
    [one] { $count } offre retirée
   *[other] { $count } offres retirées
}
desk-bidder-clear = Effacer
desk-bidder-bar = Exclure des enchères
desk-bidder-bar-about = La personne ne peut plus enchérir dans la communauté, jusqu’à ce que vous l’effaciez.
desk-bidder-approve = Laisser enchérir
desk-bidder-approve-about = La personne peut enchérir sur cet objet malgré ce qui est noté.
desk-sales = Ventes
desk-sales-empty = Aucune vente
desk-sales-empty-text = Ce qui est vendu et remis à ce relais figure ici.
desk-sales-waiting = Ventes en attente d’argent ou d’objet
desk-sale-sides = De – à
desk-sale-next = La suite
desk-sale-agreed = Conclue
desk-sale-to = Vendu à { $name } pour { $price }
desk-sale-pay = L’argent est là
desk-sale-hand-over = Remis à l’acheteur
desk-sale-pay-by = À payer avant { $at }
desk-sale-received-by = Réputé reçu { $at }
desk-sale-completed-by = Conclu { $at }
desk-sale-dispute = Il y a une réclamation à ce sujet
title-listing-moderate = Décision sur les enchères de « { $title } »
title-bidder-set = Décision sur qui peut enchérir

# Complaints.
desk-nav-disputes = Réclamations
desk-disputes-open = Ouvertes
desk-disputes-ended = Terminées
desk-disputes-empty = Aucune réclamation ici
desk-disputes-empty-text = Les réclamations sur les commandes et ventes de votre relais figurent ici, et pour les médiateurs celles qui leur sont soumises.
desk-disputes-waiting = Réclamations qui vous attendent
desk-dispute-of = Réclamation : { $title }
desk-dispute-about = Objet de la réclamation
desk-dispute-reason = Ce qui ne va pas
desk-dispute-due = Réponse avant
desk-dispute-sides = Acheteur – vendeur
desk-dispute-my-turn = Vous attend
desk-dispute-stands = Où cela en est
desk-dispute-no-mediator = Personne encore
desk-dispute-offer = Offre
desk-dispute-offers-left = { $count ->
    [0] Plus d’offres : acceptez, ou demandez une médiation.
    [one] { $count } offre est encore possible.
   *[other] { $count } offres sont encore possibles.
}
desk-dispute-evidence-first = Pour contester, ajoutez d’abord une preuve.
desk-dispute-settled = L’argent a été versé { $at }.
desk-dispute-sure = Rien ne peut plus changer après { $at }. Alors l’argent est versé.
desk-dispute-appeal-until = Chaque partie peut faire appel avant { $at }.
desk-dispute-reopen-until = L’acheteur peut la reprendre avant { $at }.
desk-offer-partial = Une partie de l’argent rendue
desk-dispute-verdict = Décision
desk-dispute-why-hint = Les deux parties le lisent.
desk-dispute-code-hint = Ceci déplace de l’argent. Saisissez un code de votre application ; il faut une connexion.
desk-factor-missing = Vous n’avez pas encore de second facteur. Configurez-le dans les réglages, puis revenez.
desk-will-offer-full = Tout le prix revient à l’acheteur et la réclamation est close.
desk-will-accept = L’offre est retenue et la réclamation est close.
desk-will-turn-down = Une médiation est demandée ; les preuves sont examinées.
desk-will-reject-claim = Vous contestez la réclamation. L’acheteur peut demander une médiation.
desk-will-escalate = Une médiation est demandée ; les preuves des deux parties sont examinées.
desk-will-withdraw = La réclamation est retirée et le vendeur garde l’argent.
desk-will-step-back = Un autre médiateur peut prendre le dossier.
desk-will-appeal = Un autre médiateur réexamine le dossier. Il faut une preuve que personne n’a vue.
desk-did-submit = Envoyée au vendeur
desk-did-offer-full = A rendu tout l’argent
desk-did-offer = A fait une offre
desk-did-accept = A accepté l’offre
desk-did-turn-down = A refusé l’offre
desk-did-reject-claim = A contesté
desk-did-escalate = A demandé une médiation
desk-did-withdraw = A retiré la réclamation
desk-did-add-evidence = A ajouté une preuve
desk-did-take-up = A pris le dossier
desk-did-step-back = A rendu le dossier
desk-did-decide = A décidé
desk-did-appeal = A fait appel
desk-did-reopen = A repris la réclamation
desk-did-time-up = Le délai est passé
desk-evidence = Preuves
desk-evidence-left = { $count ->
    [one] Vous pouvez ajouter encore { $count } pièce
   *[other] Vous pouvez ajouter encore { $count } pièces
}
desk-evidence-empty = Aucune preuve
desk-evidence-empty-text = Ce que les deux parties avancent figure ici, avec ce que le serveur sait lui-même.
desk-evidence-picture = Photo de { $who }

# Figures.
desk-nav-figures = Chiffres
desk-figures-by = Compté par
desk-figures-days = Jours
desk-figures-weeks = Semaines
desk-figures-months = Mois
desk-figures-span = Du { $from } au { $until }, d’après ce que cet appareil sait
desk-figures-from = À partir du
desk-figures-chart = { $title } : { $total } Le tableau a tous les chiffres.
desk-figures-orders = { $count ->
    [one] { $count } commande reçue, { $cancelled } annulée.
   *[other] { $count } commandes reçues, { $cancelled } annulées.
}
desk-figures-placed = Maintenues
desk-figures-cancelled = Annulées
desk-figures-revenue = Chiffre d’affaires
desk-figures-revenue-total = { $sum } facturés, dont { $paid } payés.
desk-figures-paid = Payé
desk-figures-unpaid = Encore dû
desk-figures-deliveries-title = Livraisons à l’heure
desk-figures-deliveries = { $count ->
    [one] { $count } livraison, { $share } à l’heure promise.
   *[other] { $count } livraisons, { $share } à l’heure promise.
}
desk-figures-no-deliveries = Aucune livraison à heure promise.
desk-figures-on-time = À l’heure
desk-figures-unpromised = Sans heure promise
desk-figures-sales-title = Ventes du marché
desk-figures-sales = { $count ->
    [one] { $count } vente pour { $sum }.
   *[other] { $count } ventes pour { $sum }.
}
desk-figures-turnover = Montant
desk-figures-votes = { $polls ->
    [one] { $polls } vote terminé ; { $cast } participants, { $share } des inscrits.
   *[other] { $polls } votes terminés ; { $cast } bulletins, { $share } des possibles.
}
desk-figures-no-votes = Aucun vote terminé
desk-figures-cast = Bulletins
desk-figures-turnout = Participation
desk-figures-share = Part
desk-figures-of = { $count } sur { $all }
desk-percent = { $count } %

# The audit log.
desk-nav-audit = Journal
desk-audit-about = Ce que les membres ont fait, tel que le serveur l’a noté. Votre lecture y est notée aussi.
desk-audit-all = Sur tout
desk-audit-area = Domaine
desk-audit-action = Ce qui a été fait
desk-audit-entity = Sur quoi
desk-audit-denied = refusé
desk-audit-again = Relire
desk-audit-sessions = Connexions
desk-audit-accounts = Comptes
desk-audit-codes = Confirmé par code
desk-audit-empty = Rien n’a été noté
desk-audit-empty-text = Choisissez un autre domaine, ou relisez plus tard.
desk-audit-offline = Le journal demande une connexion
desk-audit-offline-text = Il reste sur le serveur et sur aucun appareil. Il sera lu dès le retour de la connexion.
