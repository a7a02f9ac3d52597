# Ce que chacun apprend : une ligne par événement.
# Un rôle est donné par son mot ; hub vaut "none" pour les rôles qui ne dépendent d’aucun lieu.

notice-role-granted = { $hub ->
    [none] Vous avez un nouveau rôle : { $role ->
        [driver] livraison
        [hub_manager] gestion du hub
        [content_admin] rédaction
       *[admin] administration
    }.
   *[other] Vous avez un nouveau rôle à { $hub } : { $role ->
        [driver] livraison
        [hub_manager] gestion du hub
        [content_admin] rédaction
       *[admin] administration
    }.
}
notice-role-withdrawn = { $hub ->
    [none] Vous n’avez plus ce rôle : { $role ->
        [driver] livraison
        [hub_manager] gestion du hub
        [content_admin] rédaction
       *[admin] administration
    }.
   *[other] À { $hub }, vous n’avez plus ce rôle : { $role ->
        [driver] livraison
        [hub_manager] gestion du hub
        [content_admin] rédaction
       *[admin] administration
    }.
}
notice-poll-ended = Le vote « { $title } » est terminé. Vous pouvez publier son résultat.
notice-bid-placed = Votre enchère jusqu’à { $max } sur « { $title } » est placée. Vous menez à { $price }.
notice-bid-beaten = Votre enchère jusqu’à { $max } sur « { $title } » a été prise, mais quelqu’un avait déjà proposé autant ou plus. Le prix est maintenant de { $price }.
notice-outbid = Quelqu’un a surenchéri sur « { $title } ». Le prix est maintenant de { $price }.
notice-bid-retracted = Quelqu’un a retiré une enchère sur « { $title } ».
notice-bids-removed = L’administration a retiré des enchères sur « { $title } ».
notice-listing-won = « { $title } » est à vous pour { $price }. Merci de payer avant le { $until }.
notice-listing-sold = « { $title } » est vendu pour { $price }. Le paiement est attendu avant le { $until }.
notice-listing-unsold = « { $title } » s’est terminé sans acheteur.
notice-listing-changed = « { $title } » a été complété. Lisez ; vous pouvez retirer votre enchère si cela change quelque chose pour vous.
notice-listing-cancelled = « { $title } » a été annulé.
notice-payment-reminder = « { $title } » reste à payer : { $price } avant le { $until }.
notice-sale-unpaid = « { $title } » n’a pas été payé ({ $price }) ; la vente est annulée. Si quelqu’un d’autre avait proposé assez, il peut l’avoir maintenant.
notice-sale-unpaid-buyer = Vous n’avez pas payé « { $title } » ({ $price }) à temps ; la vente est annulée. Cela compte contre vous pour les enchères.
notice-second-chance = Vous pouvez encore avoir « { $title } » pour { $price }, votre propre maximum. L’offre est valable jusqu’au { $until }.
notice-review-received = { $stars ->
    [one] { $name } vous a donné { $stars } étoile.
   *[other] { $name } vous a donné { $stars } étoiles.
}
notice-sale-moved = { $state ->
    [paid] « { $title } » est payé.
    [handed_over] « { $title } » a été remis.
    [received] « { $title } » est arrivé.
    [completed] La vente de « { $title } » est conclue. Vous pouvez vous évaluer pendant une semaine.
   *[other] La vente de « { $title } » a été annulée.
}
notice-comment-written = { $name } a écrit quelque chose sur « { $title } ».
notice-comment-answered = { $name } vous a répondu dans « { $title } ».
notice-comment-reported = Un commentaire de { $name } sur « { $title } » a été signalé. Regardez-le.
notice-comment-hidden = Votre commentaire sur « { $title } » est masqué car il ne respecte pas nos règles. Demandez à la rédaction si vous voyez les choses autrement.
notice-ticket-opened = Nouvelle demande pour le relais : « { $subject } ».
notice-ticket-answered = Le relais a répondu à votre demande « { $subject } ».
notice-ticket-replied = Il y a un nouveau message dans « { $subject } ».
notice-ticket-assigned = C’est maintenant à vous de répondre à « { $subject } ».
notice-ticket-waits = Pour avancer sur « { $subject } », le relais attend quelque chose de votre part.
notice-ticket-resolved = Pour le relais, « { $subject } » est réglé. Sinon, répondez simplement.
notice-ticket-due = L’attente est finie : « { $subject } » peut reprendre.
notice-ticket-late = « { $subject } » attend depuis plus longtemps que promis.
notice-order-confirmed = Votre commande { $tracking } est confirmée.
notice-order-rolled = Votre commande { $tracking } est arrivée après l’heure limite. Elle part avec la tournée du { $departs_at }.
notice-order-short = Il manquait quelque chose en préparant votre commande { $tracking }. Regardez le détail.
notice-order-out = Votre commande { $tracking } est en route.
notice-order-delivered = Votre commande { $tracking } a été livrée.
notice-order-failed = Votre commande { $tracking } n’a pas pu être livrée. Votre relais la prévoit à nouveau.
notice-order-returned = Votre commande { $tracking } est revenue au relais.
notice-order-cancelled = Votre commande { $tracking } a été annulée.
notice-run-planned = { $count ->
    [one] Vous avez une tournée avec { $count } arrêt, départ le { $departs_at }.
   *[other] Vous avez une tournée avec { $count } arrêts, départ le { $departs_at }.
}
notice-stop-cancelled = L’arrêt de la commande { $tracking } a été retiré de votre tournée.
notice-review-needed = Un signalement sur la commande { $tracking } ne concorde pas. Regardez le détail.
notice-stock-low = « { $product } » s’épuise, il en reste { $left }.
notice-newer = Il y a une nouvelle que cette version de l’application ne peut pas afficher. Mettez l’application à jour pour la lire.
