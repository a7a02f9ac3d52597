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
notice-dispute-opened = Il y a une réclamation sur « { $title } ». Répondez dans les trois jours ouvrés.
notice-dispute-offer = Il y a une offre dans la réclamation sur « { $title } ». Regardez-la.
notice-dispute-rejected = Le vendeur conteste votre réclamation sur « { $title } ». Vous pouvez demander une médiation.
notice-dispute-evidence = Il y a de nouvelles preuves dans la réclamation sur « { $title } ».
notice-dispute-in-mediation = La réclamation sur « { $title } » attend une médiation.
notice-dispute-taken = Un médiateur examine maintenant la réclamation sur « { $title } ».
notice-dispute-closed = La réclamation sur « { $title } » est terminée. Voyez comment elle a fini.
notice-newer = Il y a une nouvelle que cette version de l’application ne peut pas afficher. Mettez l’application à jour pour la lire.
