# Chaque refus : ce qui n’a pas marché et comment y remédier, ce que l’on peut faire, ce qui ne va pas dans un champ.
# Les paramètres qui peuvent manquer arrivent sous la forme « none ».

refusal-validation-failed = Il manque quelque chose ou un élément n’est pas correct. Vérifiez les champs signalés, puis renvoyez.
refusal-invalid-state = Ce n’est plus possible : quelque chose a changé entre-temps. Regardez où en sont les choses.
refusal-unknown-command = Le serveur ne connaît pas ce type de modification. Mettez l’application à jour, puis réessayez.
refusal-unauthorized = Cette action n’est possible que depuis votre compte. Connectez-vous et reprenez là où vous en étiez.
refusal-token-revoked = Cet appareil a été déconnecté depuis un autre endroit. Reconnectez-vous pour continuer.
refusal-forbidden-role = Votre rôle ne permet pas de faire cela. Si cela vous semble une erreur, parlez-en à votre relais.
refusal-account-locked = { $until ->
    [none] Ce compte est bloqué quelques instants après trop d’essais infructueux. Patientez un peu ou demandez de l’aide à votre relais.
   *[other] Ce compte est bloqué après trop d’essais infructueux. Réessayez à partir du { $until } ou demandez de l’aide à votre relais.
}
refusal-email-unverified = Votre adresse e-mail n’est pas encore confirmée. Ouvrez le lien du message que nous vous avons envoyé, puis connectez-vous.
refusal-account-closed = Ce compte a été fermé et sera effacé 30 jours après. D’ici là, vous pouvez le rouvrir avec votre mot de passe.
refusal-second-factor-required = Il manque une étape : le second facteur. Saisissez le code de votre application d’authentification, ou configurez-en une.
refusal-code-invalid = Ce code n’est pas le bon, ou il a déjà servi. Saisissez celui que votre application affiche en ce moment.
refusal-link-expired = Ce lien a déjà servi, est trop ancien ou appartient à un autre appareil. Demandez-en un nouveau.
refusal-not-found = Nous n’avons pas trouvé cet élément. Il a peut-être été supprimé ou n’est plus partagé avec vous. Actualisez pour voir ce qui existe maintenant.
refusal-method-not-allowed = Cette version de l’application a demandé quelque chose que le serveur ne propose pas. Mettez l’application à jour, puis réessayez.
refusal-already-exists = Cet élément existe déjà et n’a donc pas été ajouté une seconde fois. Regardez ce qui s’y trouve.
refusal-conflict-double-vote = Vous avez déjà voté ici et cette voix reste valable. Si vous avez changé d’avis, modifiez votre vote.
refusal-superseded = Vous avez modifié cet élément entre-temps sur un autre appareil, et c’est cette version qui est retenue. Vous pouvez la garder ou appliquer celle de cet appareil.
refusal-id-reused = Cette modification est arrivée deux fois avec un contenu différent, et la première est retenue. Abandonnez celle-ci ; si vous y tenez, refaites la modification.
refusal-dependency-refused = { $cause ->
    [none] Cette modification s’appuie sur une autre qui n’a pas été acceptée. Corrigez la première ou abandonnez les deux.
   *[other] Cette modification s’appuie sur une autre qui n’a pas été acceptée. En voici la raison : { $cause }
}
refusal-content-forgotten = Le serveur a dû être remis à un état antérieur. Votre vote secret a été perdu et cet appareil l’avait déjà oublié, comme promis. Veuillez voter à nouveau.
refusal-err-insufficient-inventory = { $product ->
    [none] Il n’y a pas assez de stock pour cette commande ; rien n’a été réservé. Commandez une quantité plus petite, prenez une tournée suivante ou laissez pour cette fois.
   *[other] Il n’y a pas assez de « { $product } » ; rien n’a été réservé. Il en reste : { $left }. Commandez une quantité plus petite, prenez une tournée suivante ou laissez pour cette fois.
}
refusal-price-changed = { $total ->
    [none] Le prix a changé depuis que vous l’avez vu ; rien n’a été commandé. Regardez ce que cela coûte maintenant.
   *[other] Le prix a changé depuis que vous l’avez vu ; rien n’a été commandé. Cela coûte maintenant { $total }. Recommandez si cela vous convient.
}
refusal-cutoff-passed = { $closed_at ->
    [none] Cette tournée ne prend plus de commandes, et aucune autre n’est encore prévue. Choisissez une autre tournée ou demandez à votre relais.
   *[other] Cette tournée prenait les commandes jusqu’au { $closed_at }, et aucune autre n’est encore prévue. Choisissez une autre tournée ou demandez à votre relais.
}
refusal-train-not-open = { $opens_at ->
    [none] Cette tournée ne prend pas encore de commandes. Recommandez dès qu’elle en prendra.
   *[other] Cette tournée prend les commandes à partir du { $opens_at }. Recommandez à ce moment-là.
}
refusal-poll-closed = { $closed_at ->
    [none] Le vote s’est terminé avant l’arrivée de votre voix ; elle n’a pas pu être comptée. Vous pouvez voir le résultat.
   *[other] Le vote s’est terminé le { $closed_at }, avant l’arrivée de votre voix ; elle n’a pas pu être comptée. Vous pouvez voir le résultat.
}
refusal-poll-not-open = { $opens_at ->
    [none] Ce vote n’est pas encore ouvert. Votez à nouveau dès son ouverture.
   *[other] Ce vote ouvre le { $opens_at }. Votez à nouveau dès son ouverture.
}
refusal-not-in-electorate = Vous n’êtes pas sur la liste des personnes qui prennent part à ce vote. Si cela vous semble une erreur, parlez-en à votre relais.
refusal-ballot-invalid = Votre vote ne respecte pas les règles prévues ici et n’a pas été compté. Modifiez vos choix, puis renvoyez-le.
refusal-poll-frozen = Des personnes ont déjà voté : les options et les règles de ce vote ne peuvent plus changer. Regardez où il en est.
refusal-dispute-too-early = { $opens_at ->
    [none] L’article est promis pour plus tard. Vous pourrez réclamer une fois ce jour passé.
   *[other] L’article est promis pour le { $opens_at }. Vous pourrez réclamer une fois ce jour passé.
}
refusal-dispute-too-late = { $closed_at ->
    [none] Le délai pour cela est passé. Demandez à votre relais si vous avez besoin d’aide.
   *[other] Le délai pour cela a pris fin le { $closed_at }. Demandez à votre relais si vous avez besoin d’aide.
}
refusal-proof-needed = Il faut pour cela une preuve que les autres puissent regarder. Ajoutez d’abord un texte ou une photo, puis renvoyez.
refusal-too-many-offers = Il y a eu assez d’offres. Acceptez la dernière ou demandez une médiation.
refusal-too-much-evidence = Vous avez ajouté autant de preuves qu’une partie le peut. Le médiateur peut vous en demander d’autres.
refusal-not-impartial = Vous êtes trop proche de ce dossier pour en décider. Laissez-le à un autre médiateur.
refusal-another-mediators-case = Un autre médiateur a ce dossier ou l’a déjà décidé. Regardez où il en est maintenant.
refusal-no-appeal = Cette fin n’admet pas d’appel : seule la première décision d’un médiateur en admet un.
refusal-factor-needed = Cela déplace de l’argent et demande votre second facteur, donné à l’instant. Confirmez avec un code, et la même chose sera renvoyée.
refusal-auction-not-open = { $opens_at ->
    [none] Cette enchère n’est pas encore ouverte. Enchérissez de nouveau une fois qu’elle le sera.
   *[other] Cette enchère ouvre le { $opens_at }. Enchérissez de nouveau à ce moment-là.
}
refusal-auction-ended = { $closed_at ->
    [none] L’enchère s’est terminée avant que cela ne nous parvienne ; cela ne compte donc pas. Vous pouvez voir le résultat.
   *[other] L’enchère s’est terminée le { $closed_at }, avant que cela ne nous parvienne ; cela ne compte donc pas. Vous pouvez voir le résultat.
}
refusal-not-eligible = { $reason ->
    [not_a_member] C’est réservé aux membres de la communauté. Adressez-vous à votre relais.
    [seller_household] Vous vivez avec la personne qui vend et ne pouvez donc pas enchérir. Adressez-vous à votre relais si c’est une erreur.
    [new_account] Votre compte est trop récent pour cette enchère. Adressez-vous à votre relais.
    [approval_needed] Après des enchères impayées ou retirées, l’administration doit approuver la suivante. Demandez-le-lui.
    [strikes] Trop d’achats sont restés impayés ; vous ne pouvez pas enchérir pour l’instant. Réglez cela avec votre relais.
    [blocked] L’administration vous a interdit d’enchérir. Demandez-lui pourquoi.
   *[other] Vous ne pouvez pas enchérir ici. Adressez-vous à votre relais.
}
refusal-step-up-needed = { $above ->
    [none] Un tel montant demande votre second facteur, donné à l’instant. Confirmez avec un code et la même enchère repartira.
   *[other] Un montant supérieur à { $above } demande votre second facteur, donné à l’instant. Confirmez avec un code et la même enchère repartira.
}
refusal-own-lot = C’est votre propre annonce : qui vend ne peut pas enchérir. Abandonnez cette enchère.
refusal-listing-changed = L’annonce a été complétée depuis que vous l’avez vue. Lisez ce qui est nouveau, puis enchérissez de nouveau si vous le souhaitez.
refusal-amount-invalid = Ce montant n’est pas possible ici. Vérifiez-le et renvoyez-le.
refusal-below-minimum = { $next ->
    [none] Le prix a monté entre-temps. Proposez un montant plus élevé.
   *[other] Le prix a monté entre-temps. Le minimum est maintenant de { $next }. Proposez au moins cela.
}
refusal-not-above-own-max = Vous êtes déjà en tête et ce montant ne dépasse pas votre propre maximum. Indiquez un montant plus élevé pour l’augmenter.
refusal-buy-now-gone = L’achat immédiat n’est plus possible, car quelqu’un a enchéri. Enchérissez à votre tour.
refusal-deposit-needed = Cette enchère demande une caution, et il n’y en a pas encore. Demandez à votre relais comment la déposer.
refusal-retraction-closing-soon = L’enchère va se terminer ; un montant erroné ne peut plus être retiré. Adressez-vous à votre relais si l’erreur est grave.
refusal-retraction-too-late = Dans les 12 dernières heures, une enchère ne peut être retirée que dans l’heure. Adressez-vous à votre relais si l’erreur est grave.
refusal-listing-not-changed = L’annonce n’a pas changé depuis votre enchère ; ce motif ne s’applique pas. Votre enchère reste valable.
refusal-listing-frozen = Quelqu’un a enchéri ; l’annonce ne peut plus être réécrite. Vous pouvez la compléter, baisser le prix de réserve ou repousser la fin.
refusal-offer-lapsed = { $until ->
    [none] Cette offre n’est plus valable. Abandonnez la réponse ; l’annonce reviendra peut-être.
   *[other] Cette offre était valable jusqu’au { $until }. Abandonnez la réponse ; l’annonce reviendra peut-être.
}
refusal-review-closed = { $closed_at ->
    [none] Le délai pour évaluer cette vente est écoulé. Abandonnez l’évaluation.
   *[other] Cette vente pouvait être évaluée jusqu’au { $closed_at }. Abandonnez l’évaluation.
}
refusal-precondition-failed = Cet élément a changé depuis que vous l’avez consulté ; rien n’a été fait. Regardez où il en est maintenant.
refusal-file-too-large = Ce fichier est trop volumineux. Choisissez-en un plus petit.
refusal-unsupported-media-type = Nous ne pouvons pas utiliser ce type de fichier. Choisissez-en un autre, par exemple une image JPEG, PNG ou WebP.
refusal-rate-limit-exceeded = { $until ->
    [none] Cela fait beaucoup en peu de temps. Patientez un peu, puis réessayez.
   *[other] Cela fait beaucoup en peu de temps. Vous pourrez réessayer à partir du { $until }.
}
refusal-legal-consent-required = L’un de nos textes juridiques a changé. Lisez et acceptez la nouvelle version pour continuer.
refusal-parked = Le serveur n’a pas pu traiter cette modification. Elle est conservée sur cet appareil et vous pouvez la renvoyer.
refusal-device-damaged = Les données de cet appareil étaient abîmées ; on ne sait plus si vous aviez abandonné cette modification. Envoyez-la à nouveau, ou abandonnez-la.
refusal-internal-server-error = Un problème est survenu de notre côté. Patientez un instant, puis réessayez.
refusal-service-unavailable = Le serveur est très sollicité ou en cours d’entretien. Patientez un peu, puis réessayez.
refusal-gateway-timeout = Le serveur a mis trop de temps à répondre. Patientez un instant, puis réessayez.
refusal-newer = Le refus a une raison que cette version de l’application ne connaît pas encore. Mettez l’application à jour pour la lire.

# Boutons.
remedy-add-note = Compléter l’annonce
remedy-apply-mine = Appliquer ma version
remedy-bid-next = Enchérir au minimum
remedy-change-vote = Modifier mon vote
remedy-choose-other-file = Choisir un autre fichier
remedy-choose-smaller-file = Choisir un fichier plus petit
remedy-confirm-now = Confirmer maintenant
remedy-contact-hub = Demander à mon relais
remedy-discard = Abandonner
remedy-edit = Modifier
remedy-enter-code = Saisir le code
remedy-give-consent = Lire et accepter
remedy-next-train = Prendre une tournée suivante
remedy-open-mail = Recevoir un nouveau message
remedy-order-fewer = Commander moins
remedy-refresh = Voir où on en est
remedy-see-result = Voir le résultat
remedy-reopen-account = Rouvrir le compte
remedy-send-again = Renvoyer
remedy-sign-in = Se connecter
remedy-update-app = Mettre l’application à jour
remedy-wait-and-retry = Réessayer plus tard

# À côté d’un champ.
issue-required = Remplissez ce champ.
issue-too-long = C’est trop long. Raccourcissez.
issue-too-short = C’est trop court. Ajoutez quelques mots.
issue-malformed = La forme n’est pas correcte. Cherchez une faute de frappe.
issue-out-of-range = Cette valeur sort des limites prévues. Choisissez-en une autre.
issue-unknown = Nous ne connaissons pas cette valeur. Choisissez-en une autre.
issue-too-many = Vous avez choisi plus d’options que ce vote ne le permet. Retirez-en.
issue-too-few = Vous avez choisi moins d’options que ce vote n’en demande. Ajoutez-en.
issue-unknown-option = L’un de vos choix ne fait plus partie de ce vote. Retirez-le.
issue-option-twice = La même option figure deux fois. Gardez-la une seule fois.
issue-value-out-of-range = L’une de vos valeurs est trop haute ou trop basse. Modifiez-la.
issue-ranks-not-consecutive = Votre classement comporte un trou ou un rang donné deux fois. Numérotez vos choix 1, 2, 3 et ainsi de suite.
issue-points-over-budget = Vous avez donné plus de points que vous n’en avez. Reprenez-en.
issue-cost-over-budget = Vos projets coûtent plus que le budget. Retirez-en un.
issue-spend-too-little = Vos projets utilisent une trop petite part du budget. Ajoutez-en un.
issue-blank-not-allowed = Un vote vide n’est pas possible ici. Choisissez au moins une option.
issue-sku-taken = Un autre produit porte ce code. Choisissez-en un autre.
issue-product-twice = Ce produit figure deux fois. Gardez-le une fois et changez la quantité.
issue-order-twice = Une commande figure deux fois dans ce plan. Gardez-la une fois.
issue-out-of-order = Ces heures ne se suivent pas. Vérifiez ce qui vient d’abord.
issue-consent-missing = La personne n’a pas accepté de remplacement. Demandez d’abord ou laissez de côté.
issue-no-back-order = Ce produit ne peut pas être livré plus tard. Remboursez-le ou remplacez-le.
issue-no-evidence = Il manque une preuve de la remise. Prenez une photo ou demandez une signature.
issue-recipient-missing = Il manque le nom de la personne qui a reçu. Saisissez-le.
issue-nothing-delivered = Rien n’a été remis. Signalez plutôt une livraison échouée.
issue-reason-missing = Il manque quelque chose et aucune raison n’est donnée. Choisissez-en une.
issue-too-many-photos = Il y a trop de photos. Retirez-en.
# Pour un mot employé par un serveur plus récent.
issue-other = Quelque chose ne va pas ici. Vérifiez ce champ.
issue-password-too-simple = Mélangez majuscules, chiffres et signes, par exemple dans une phrase avec un nombre.
issue-password-too-common = Beaucoup de gens l’utilisent, il est donc facile à deviner. Choisissez-en un autre.
issue-taken = C’est déjà utilisé. Connectez-vous avec, ou choisissez autre chose.
