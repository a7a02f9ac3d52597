# What the desktop says beyond the words that all shells share.

# The desktop's frame.
desk-navigation = Écrans
desk-skip = Aller au contenu
desk-nav-today = Aujourd’hui
desk-nav-content = Contenus
desk-nav-polls = Votes
desk-nav-people = Personnes
desk-nav-hub = Relais
desk-nav-notices = Notifications
desk-nav-sync = Envois
desk-nav-settings = Réglages
desk-hub-in-front = Relais affiché
desk-palette = Aller à ou faire…
desk-palette-hint = Que cherches-tu ?
desk-nothing-found = Rien ne correspond.
desk-help = Clavier
desk-help-move = Se déplacer dans un tableau
desk-help-select = Sélectionner une ligne
desk-help-open = Ouvrir une ligne
desk-key-space = Espace
desk-first-fetch = Premier chargement
desk-count-new = { $count } en attente
desk-close = Fermer
desk-back = Retour
desk-save = Enregistrer
desk-save-draft = Garder comme brouillon
desk-search = Chercher
desk-select = Sélection
desk-select-row = Sélectionner { $name }
desk-try-again = Réessayer
desk-failed = Cela n’a pas marché
desk-gone = Rien ici
desk-gone-text = On l’a retiré, ou tu ne peux pas le voir.
desk-forbidden = Pas pour ton rôle
desk-forbidden-text = Qui anime la communauté peut te donner le rôle nécessaire à cet écran.
desk-change-other = Une modification
desk-problem-network = Le serveur est injoignable pour l’instant. Tu vois ce que cet appareil connaît ; pour se connecter, il faut du réseau.
desk-problem-store = Cet appareil n’a pas pu lire ou garder ses données. Ferme l’application et rouvre-la.
desk-refused-times = Fait le { $at }, décidé le { $decided }
desk-see-now = Voir ce qui est vrai maintenant

# The way in.
desk-sign-in = Se connecter
desk-sign-out = Se déconnecter
desk-email = E-mail
desk-password = Mot de passe
desk-code = Code
desk-code-hint = De ton application d’authentification, ou un de tes codes de secours.
desk-continue = Continuer
desk-sign-in-link = Recevoir un code par e-mail
desk-send-link = Envoyer l’e-mail
desk-link-sent = S’il existe un compte pour { $email }, un e-mail avec un code est en route.
desk-second-factor = Second facteur
desk-second-factor-set-up = Configurer un second facteur
desk-second-factor-about = Saisis ce secret dans une application d’authentification, puis tape le code affiché.
desk-secret = Clé secrète
desk-open-authenticator = Ouvrir dans une application sur cet ordinateur
desk-recovery-codes = Codes de secours
desk-recovery-about = Chacun de ces codes permet d’entrer une fois si ton application est perdue. Garde-les en lieu sûr ; ils ne sont montrés que maintenant.
desk-recovery-kept = Je les ai gardés

# Settings.
desk-look = Langue et apparence
desk-language = Langue
desk-theme = Couleurs
desk-theme-system = Comme le système
desk-theme-light = Claires
desk-theme-dark = Sombres
desk-community = Communauté
desk-sessions = Tes connexions
desk-show-sessions = Montrer les appareils
desk-this-device = Cet appareil
desk-unknown-device = Appareil inconnu
desk-end-session = Le déconnecter
desk-session-ended = Cet appareil est déconnecté.
desk-change-password = Changer de mot de passe
desk-password-current = Mot de passe actuel
desk-password-new = Nouveau mot de passe
desk-password-changed = Mot de passe changé. Les autres appareils doivent se reconnecter.

# Today and news.
desk-hello = Bonjour { $name }
desk-notices-empty = Aucune notification
desk-notices-empty-text = Ce que d’autres font et qui te concerne apparaîtra ici.
desk-notices-none-new = Tu as tout lu
desk-unread = Non lu
desk-read = Lu

# People and the hub.
desk-name = Nom
desk-hub = Relais
desk-no-hub = Aucun relais
desk-role = Rôle
desk-roles = Rôles
desk-joined = Depuis
desk-member-since = Depuis le { $date } · { $hub }
desk-grant = Donner le rôle
desk-revoke = Retirer : { $role }
desk-people-empty = Personne à voir
desk-people-empty-text = Tu vois les personnes des relais que tu gères.
desk-street = Rue et numéro
desk-postal-code = Code postal
desk-city = Ville
desk-country = Pays, deux lettres
desk-about-in = Présentation ({ $language })

# Content.
content-state-deleted = Supprimé
desk-content-new = Nouvel élément
desk-content-empty = Rien pour l’instant
desk-content-empty-text = Écris quelque chose à faire, manger ou regarder ensemble, ou change le filtre.
desk-title = Titre
desk-description = Description
desk-untitled = Sans titre
desk-category = Catégorie
desk-state = État
desk-when = Quand
desk-all-categories = Toutes les catégories
desk-all-states = Tous les états
desk-default-language = Pour les autres langues
desk-capacity = Places
desk-tags = Mots-clés
desk-tags-hint = Séparés par des virgules
desk-picture = Image
desk-picture-choose = Choisir une image
desk-picture-remove = Sans image
desk-picture-coming = L’image arrive.
desk-preview = Ce que les gens verront
desk-publish = Publier
desk-published = Publié. Tout le monde le verra dès l’envoi.
desk-archive = Archiver
desk-delete = Supprimer
desk-restore = Rétablir

# Polls.
desk-poll-new = Nouveau vote
desk-poll-about = Faire voter
desk-poll-announce = Annoncer
desk-poll-cancel = Annuler le vote
desk-poll-extend = Prolonger
desk-poll-publish = Publier le résultat
desk-polls-empty = Aucun vote
desk-polls-empty-text = Pose une question à la communauté, ou change le filtre.
desk-polls-none-open = Aucun vote ouvert
desk-question = Question
desk-method = Façon de voter
desk-votes = Voix
desk-opens = Ouvre
desk-closes = Se termine
desk-options = Options
desk-option = Option { $number }
desk-option-add = Ajouter une option
desk-option-remove = Retirer l’option { $number }
desk-most = Maximum (options, points, note)
desk-count-shown = Qui voit le décompte
desk-count-live = Tout le monde, en direct
desk-count-after-vote = Qui a voté
desk-count-after-close = Tout le monde, à la fin
desk-count-hidden = Décompte caché jusqu’à la fin
desk-quorum = Quorum en pour cent
desk-changeable = On peut changer son vote tant que c’est ouvert
desk-blank-allowed = Le vote blanc est permis
desk-how-it-came = Comment on y est arrivé
desk-winner = Choisi
desk-poll-secret = Vote secret
desk-poll-secret-about = Seule la personne qui vote sait ce qu’elle a choisi. Chaque vote est donné une fois pour toutes, et aucun décompte n’est montré avant la fin.
desk-poll-frozen = Des votes sont arrivés. Seuls les textes peuvent encore changer, et la fin être repoussée.
desk-bias-accepted = J’accepte qu’un décompte montré après le vote influence des votes encore modifiables
desk-decide-tie = Trancher l’égalité
desk-runoff-about = Au second tour, on vote de nouveau, uniquement entre les options à égalité. Sans début indiqué, il s’ouvre tout de suite.
desk-runoff-announce = Annoncer un second tour
desk-adopt-tied = Retenir toutes les options à égalité
desk-runoff-decides = Un second tour tranche l’égalité.
desk-runoff-open = Voir le second tour
desk-runoff-of = Second tour d’un vote précédent
desk-tied-adopted = Toutes les options à égalité sont retenues.

# The menu.
desk-menu-edit = Édition
desk-nav-orders = Commandes

# Said at sign-in.
desk-sign-in-wrong = L’e-mail ou le mot de passe n’est pas bon.
desk-second-factor-why = En plus du mot de passe, un code d’une application d’authentification protège ton relais.
