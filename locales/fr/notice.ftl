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
notice-newer = Il y a une nouvelle que cette version de l’application ne peut pas afficher. Mettez l’application à jour pour la lire.
