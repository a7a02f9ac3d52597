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
