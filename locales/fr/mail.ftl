# Messages au sujet du compte. Texte simple : le lien est seul sur sa ligne.

mail-verify-subject = Confirmez votre adresse e-mail
mail-verify-body =
    Bienvenue sur Hubbub. Ouvrez ce lien sur l’appareil où se trouve l’application pour confirmer { $email } :

    { $link }

    Ou saisissez ce code dans l’application : { $code }

    Le lien est valable deux jours. Si vous n’avez pas demandé de compte, ne faites rien : sans confirmation, personne ne peut l’utiliser.
mail-registered-subject = Vous avez déjà un compte
mail-registered-body =
    Quelqu’un, sans doute vous, a voulu créer un compte Hubbub avec { $email }. Vous en avez déjà un : connectez-vous, ou demandez un nouveau mot de passe dans l’application. Si ce n’était pas vous, vous n’avez rien à faire.
mail-reset-subject = Choisissez un nouveau mot de passe
mail-reset-body =
    Ouvrez ce lien sur l’appareil où se trouve l’application pour choisir un nouveau mot de passe :

    { $link }

    Ou saisissez ce code dans l’application : { $code }

    Il est valable une heure. Si vous ne l’avez pas demandé, ne faites rien : votre mot de passe reste le même.
mail-sign-in-subject = Votre lien de connexion
mail-sign-in-body =
    Ouvrez ce lien sur l’appareil où vous l’avez demandé :

    { $link }

    Ou saisissez-y ce code : { $code }

    Il est valable 15 minutes, une seule fois et sur cet appareil uniquement. Si vous ne l’avez pas demandé, ne faites rien.
mail-invited-subject = Vous avez été accueilli(e)
mail-invited-body =
    Une personne qui administre votre communauté a créé un compte Hubbub pour { $email }. Ouvrez ce lien sur l’appareil où se trouve l’application pour choisir votre mot de passe :

    { $link }

    Ou saisissez ce code dans l’application : { $code }

    Il est valable sept jours. Si vous ne voulez pas de compte, ne faites rien : personne ne peut l’utiliser sans votre mot de passe.
mail-locked-subject = Trop de mots de passe erronés
mail-locked-body =
    Un mot de passe erroné a été saisi cinq fois pour votre compte, la dernière fois le { $when }. La connexion par mot de passe est bloquée pendant 15 minutes. Les appareils connectés le restent, et vous pouvez toujours vous connecter avec un lien reçu par e-mail. Si ce n’était pas vous, choisissez un nouveau mot de passe.
mail-new-device-subject = Un nouvel appareil s’est connecté
mail-new-device-body =
    Un appareil jusqu’ici inconnu s’est connecté à votre compte le { $when }.

    Application : { $agent }
    Réseau : { $network }

    Si ce n’était pas vous, ouvrez la liste des sessions dans l’application, déconnectez cet appareil et changez votre mot de passe.
mail-password-subject = Votre mot de passe a été changé
mail-password-body =
    Le mot de passe de votre compte a été changé le { $when } et tous les autres appareils ont été déconnectés. Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe dans l’application.
mail-closed-subject = Votre compte a été fermé
mail-closed-body =
    Votre compte a été fermé le { $when } et tous les appareils ont été déconnectés. Pendant 30 jours, vous pouvez le rouvrir avec votre mot de passe. Ensuite, votre nom, votre adresse et tout ce qui vous désigne seront effacés pour toujours ; vos votes restent comptés sans vous. Si ce n’était pas vous, rouvrez-le tout de suite et choisissez un nouveau mot de passe.
mail-factor-on-subject = Second facteur activé
mail-factor-on-body =
    Depuis le { $when }, votre compte demande un code à la connexion. Gardez vos codes de secours en lieu sûr. Si ce n’était pas vous, prévenez tout de suite votre point de rencontre.
mail-factor-off-subject = Second facteur retiré
mail-factor-off-body =
    Depuis le { $when }, votre compte ne demande plus de code à la connexion. Si ce n’était pas vous, changez tout de suite votre mot de passe et réactivez le second facteur.
mail-recovery-subject = Un code de secours a servi
mail-recovery-body =
    Le { $when }, l’un de vos codes de secours a servi à se connecter. Chacun ne sert qu’une fois. Si ce n’était pas vous, changez tout de suite votre mot de passe et créez de nouveaux codes.
mail-foot = Ce message vous est envoyé par Hubbub parce qu’il concerne votre compte. Merci de ne pas y répondre.
mail-bid-subject = Votre enchère sur « { $name } »
mail-bid-body =
    Votre enchère sur « { $name } » a été prise en compte à { $when }. L’application montre où elle en est ; jusqu’où vous iriez ne regarde personne d’autre et ne figure pas dans ce courriel.

    Si ce n’était pas vous, changez votre mot de passe dans l’application et écrivez à votre relais.
mail-purchase-subject = Vous avez acheté « { $name } »
mail-purchase-body =
    Vous avez acheté « { $name } » à { $when }. L’application montre la suite : payer et retirer.

    Si ce n’était pas vous, changez votre mot de passe dans l’application et écrivez à votre relais.
