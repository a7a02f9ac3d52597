# Le marché : annonces, enchères, ventes et évaluations.

listing-kind-auction = Enchère
listing-kind-fixed = Prix fixe
listing-state-draft = Brouillon
listing-state-active = En vente
listing-state-sold = Vendu
listing-state-unsold = Non vendu
listing-state-cancelled = Annulé
market-category-home = Maison
market-category-garden = Jardin
market-category-tools = Outils
market-category-electronics = Électronique
market-category-clothes = Vêtements
market-category-media = Livres, films, musique
market-category-children = Pour les enfants
market-category-sports = Sport et loisirs
market-category-bicycles = Vélos
market-category-collectables = Art et collection
market-category-other = Autres
condition-new = Neuf
condition-like-new = Comme neuf
condition-good = Bon état
condition-worn = Usagé
condition-for-parts = Pour pièces
handover-pickup = À retirer
handover-delivery = Livraison
handover-either = Retrait ou livraison
bid-event-bid = Enchère
bid-event-bought = Achat immédiat
bid-event-retracted = Enchère retirée
bid-event-removed = Enchères supprimées
bid-state-waiting = Pas encore placée
bid-state-placed = Placée
bid-state-retracted = Retirée
bid-state-removed = Supprimée
bid-kind-proxy = Enchère avec maximum
bid-kind-outright = Acheter tout de suite
sale-origin-auction = Gagné aux enchères
sale-origin-outright = Achat immédiat
sale-origin-second-chance = Seconde chance
offer-state-open = En cours
offer-state-accepted = Acceptée
offer-state-declined = Refusée
offer-state-lapsed = Expirée
side-buyer = Acheteur
side-seller = Vendeur
reserve-met = Prix de réserve atteint
reserve-not-met = Prix de réserve pas encore atteint
auction-ends = Fin : { $at }
auction-opens = Enchères dès le { $at }
auction-ended = Terminée : { $at }
auction-extended = Prolongée par une enchère tardive
auction-bids = { $count ->
    [0] Pas encore d’enchère
    [one] { $count } enchère
   *[other] { $count } enchères
}
auction-price = Prix actuel : { $price }
auction-next = Prochaine enchère dès { $price }
auction-bidder = Enchérisseur { $number }
auction-you = Vous-même
auction-leading = En tête
auction-outbid = Dépassé
auction-own-max = Votre maximum : { $price }. Personne d’autre ne le voit.
auction-waiting = Pas encore placée. Votre maximum de { $price } n’est que sur ce téléphone et comptera à son arrivée.
auction-place-bid = Enchérir
auction-raise = Relever mon maximum
auction-buy-now = Acheter pour { $price }
auction-retract = Retirer l’enchère
market-title = Marché
market-empty = Rien ne correspond. Essayez avec moins de filtres.
reputation-stars = { $count ->
    [0] Pas encore d’évaluation
    [one] { $stars } étoiles sur 5, { $count } évaluation
   *[other] { $stars } étoiles sur 5, { $count } évaluations
}
title-listing-create = Votre annonce « { $title } »
title-listing-edit = Vos modifications de « { $title } »
title-bid-place = Votre enchère de { $price } sur « { $title } »
title-bid-retract = Retrait de votre enchère sur « { $title } »
title-listing-buy = Achat de « { $title } »
title-review-write = Votre évaluation de « { $title } »
