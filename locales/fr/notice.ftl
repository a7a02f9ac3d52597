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
notice-comment-written = { $name } a écrit quelque chose sur « { $title } ».
notice-comment-answered = { $name } t’a répondu dans « { $title } ».
notice-comment-reported = Un commentaire de { $name } sur « { $title } » a été signalé. Regarde-le.
notice-comment-hidden = Ton commentaire sur « { $title } » est masqué car il ne respecte pas nos règles. Demande à la rédaction si tu vois les choses autrement.
notice-ticket-opened = Nouvelle demande pour le hub : « { $subject } ».
notice-ticket-answered = Le hub a répondu à ta demande « { $subject } ».
notice-ticket-replied = Il y a un nouveau message dans « { $subject } ».
notice-ticket-assigned = C’est maintenant à toi de répondre à « { $subject } ».
notice-ticket-waits = Pour avancer sur « { $subject } », le hub attend quelque chose de ta part.
notice-ticket-resolved = Pour le hub, « { $subject } » est réglé. Sinon, réponds simplement.
notice-ticket-due = L’attente est finie : « { $subject } » peut reprendre.
notice-ticket-late = « { $subject } » attend depuis plus longtemps que promis.
notice-newer = Il y a une nouvelle que cette version de l’application ne peut pas afficher. Mettez l’application à jour pour la lire.
