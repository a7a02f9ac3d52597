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
desk-palette-hint = Que cherchez-vous ?
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
desk-gone-text = On l’a retiré, ou vous ne pouvez pas le voir.
desk-forbidden = Pas pour votre rôle
desk-forbidden-text = Qui anime la communauté peut vous donner le rôle nécessaire à cet écran.
desk-change-other = Une modification
desk-problem-network = Le serveur est injoignable pour l’instant. Vous voyez ce que cet appareil connaît ; pour se connecter, il faut du réseau.
desk-problem-store = Cet appareil n’a pas pu lire ou garder ses données. Fermez l’application et rouvrez-la.
desk-refused-times = Fait le { $at }, décidé le { $decided }
desk-see-now = Voir ce qui est vrai maintenant

# The way in.
desk-sign-in = Se connecter
desk-sign-out = Se déconnecter
desk-email = E-mail
desk-password = Mot de passe
desk-code = Code
desk-code-hint = De votre application d’authentification, ou un de vos codes de secours.
desk-continue = Continuer
desk-sign-in-link = Recevoir un code par e-mail
desk-send-link = Envoyer l’e-mail
desk-link-sent = S’il existe un compte pour { $email }, un e-mail avec un code est en route.
desk-second-factor = Second facteur
desk-second-factor-set-up = Configurer un second facteur
desk-second-factor-about = Saisissez ce secret dans une application d’authentification, puis le code affiché.
desk-secret = Clé secrète
desk-open-authenticator = Ouvrir dans une application sur cet ordinateur
desk-recovery-codes = Codes de secours
desk-recovery-about = Chacun de ces codes permet d’entrer une fois si votre application est perdue. Gardez-les en lieu sûr ; ils ne sont montrés que maintenant.
desk-recovery-kept = Je les ai gardés

# Settings.
desk-look = Langue et apparence
desk-language = Langue
desk-theme = Couleurs
desk-theme-system = Comme le système
desk-theme-light = Claires
desk-theme-dark = Sombres
desk-map-about = Une région en fichier PMTiles sur cet ordinateur. Il n’est lu qu’ici ; rien n’est demandé à internet.
desk-map-path = Emplacement du fichier
desk-map-use = Utiliser cette carte
desk-map-without = Sans carte
desk-map-foreign = Ce n’est pas un fichier PMTiles de version 3.
desk-map-missing = Ce fichier ne peut pas être lu.
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
desk-notices-empty-text = Ce que d’autres font et qui vous concerne apparaîtra ici.
desk-notices-none-new = Vous avez tout lu
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
desk-people-empty-text = Vous voyez les personnes des relais que vous gérez.
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
desk-second-factor-why = En plus du mot de passe, un code d’une application d’authentification protège votre relais.

# Orders.
desk-order = Commande
desk-recipient = Destinataire
desk-placed = Passée
desk-train = Jour de livraison
desk-driver = Chauffeur
desk-units-short = Unités
desk-amount = Montant
desk-all-trains = Tous les jours de livraison
desk-any-train = Le prochain possible
desk-train-times = Départ le { $departs }, commandes jusqu’au { $cutoff }
desk-orders-none-asking = Rien ne vous attend
desk-order-new = Nouvelle commande
desk-packing = Liste de préparation
desk-show-new = Montrer les nouveautés
desk-orders-search = Numéro de suivi ou destinataire
desk-orders-found = { $count ->
    [one] { $count } commande
   *[other] { $count } commandes
}
desk-orders-news = { $count ->
    [one] { $count } nouvelle, montrer
   *[other] { $count } nouvelles, montrer
}
desk-orders-changed = La liste a changé, montrer
desk-orders-none = Aucune commande ne correspond
desk-orders-none-text = Essayez avec moins de filtres ou un autre mot.
desk-orders-empty = Aucune commande pour l’instant
desk-orders-empty-text = Ici figure ce que l’on commande à ce relais, avec ou sans réseau.
desk-filter-clear = Effacer les filtres
desk-selected = { $count ->
    [one] { $count } sélectionnée
   *[other] { $count } sélectionnées
}
desk-selection-clear = Tout désélectionner
desk-orders-stepped = { $count ->
    [one] Fait pour { $count } commande.
   *[other] Fait pour { $count } commandes.
}
desk-orders-refused = Ces commandes n’ont pas suivi
desk-orders-cancel-sure = { $count ->
    [one] { $count } commande est annulée et sa marchandise redevient disponible.
   *[other] { $count } commandes sont annulées et leur marchandise redevient disponible.
}
desk-print = Imprimer
desk-take-payment = Encaisser
desk-hand-over = Remettre au comptoir
desk-order-follows = Apporte ce qui manquait
desk-order-goods = Articles
desk-order-delivery = Livraison
desk-order-total = Total
desk-order-charged = À payer
desk-order-paid = Payé
desk-order-due = Reste à payer
desk-order-payment = Paiement
desk-order-back-ordered = { $count } à venir
desk-stop = Arrêt
desk-planned = Prévu
desk-arrived = Sur place
desk-done = Fait
desk-run-sheet = Feuille de route
desk-order-lines = Ce qui est commandé
desk-sku = Code
desk-product = Produit
desk-quantity = Quantité
desk-price = Prix
desk-units = { $unit ->
    [piece] { $count } ×
   *[other] { $count } × { $unit }
}
desk-units-of = { $count } unités
desk-what-happened = Ce qui s’est passé
desk-timeline = En récit
desk-record = En registre
desk-reached-server = arrivé au serveur le { $at }
desk-step = Étape
desk-who = Qui
desk-made = Fait à
desk-decided = Décidé à
desk-server = le serveur
desk-proofs = Preuve de livraison
desk-proof-counts = Fait foi
desk-proof-picture = Image { $number } de la preuve
desk-digest = Empreinte
desk-place = { $place } (± { $metres } m)
desk-place-away = à { $metres } m de l’adresse
desk-window = du { $from } au { $until }
desk-window-from = à partir du { $from }
desk-window-until = jusqu’au { $until }
desk-why = Pourquoi
desk-pack = Préparer { $tracking }
desk-pack-about = Ne changez que ce qui manque. Tout le reste est dans la caisse.
desk-packed-of = Dans la caisse, sur { $count }
desk-remainder = Que faire du reste
desk-amount-in = Montant en { $currency }
desk-paid-by = Comment
desk-why-different = Pourquoi ce n’est pas le montant dû
desk-paid-exactly = C’est exactement le montant dû
desk-packing-empty = Rien à préparer
desk-packing-empty-text = Les commandes que vous confirmez apparaissent ici.
desk-packing-picks = Des rayons, en tout
desk-not-enough = Pas assez
desk-substitutes-ok = Un autre produit peut le remplacer
desk-customer = Client
desk-customer-search = Qui commande ?
desk-customer-change = Une autre personne
desk-product-search = Ajouter un produit
desk-quantity-of = Quantité de { $name }
desk-line-remove = Retirer { $name }
desk-order-lines-empty = Rien encore. Saisissez un nom ou un code.
desk-order-place = Passer la commande
desk-fulfilment = Comment elle arrive
desk-phone = Téléphone
desk-driver-notes = Pour le chauffeur
desk-price-per = { $unit ->
    [piece] { $price } pièce
   *[other] { $price } par { $unit }
}
desk-left = reste { $count }

# Stock and products.
desk-nav-stock = Stock
desk-shelf = Quels produits
desk-shelf-all = Tous
desk-shelf-low = Bientôt épuisés ({ $count })
desk-shelf-orderable = Commandables
desk-shelf-archived = Retirés
desk-unit = Unité
desk-unit-hint = Comme « pièce » ou « sachet de 500 g »
desk-on-hand = En stock
desk-reserved = Réservé
desk-available = Libre
desk-back-ordered = Attendu
desk-low = Bientôt épuisé
desk-archived = Retiré
desk-product-new = Nouveau produit
desk-product-archive = Retirer de la liste
desk-stock-empty = Aucun produit ici
desk-stock-empty-text = Ajoutez un produit ou changez le filtre.
desk-adjust = Modifier le stock
desk-adjust-of = Modifier le stock : { $name }
desk-change = Variation
desk-change-hint = Unités arrivées ; avec un moins, celles parties
desk-note = Note
desk-afterwards = Après
desk-stock-history = Mouvements de stock
desk-stock-history-empty = Rien n’a encore été changé à la main.
desk-older = Plus anciens
desk-uncounted = { $change } pas encore compté
desk-stock-rules = Règles du stock
desk-low-at = Prévenir à partir de tant d’unités libres
desk-low-at-hint = Vide : jamais
desk-low-from = Signalé à partir de { $count }
desk-low-never = Jamais signalé
desk-back-order = Peut être commandé avant d’être là
desk-back-order-on = commandable à l’avance
desk-back-order-off = seulement ce qui est là
desk-back-order-cap = Au plus tant à l’avance
desk-back-order-cap-hint = Vide : sans limite
desk-price-in = Prix en { $currency }
desk-price-hint = Jusqu’à quatre décimales

# The dispatch board.
desk-nav-dispatch = Livraisons
desk-view = Vue
desk-as-list = Liste
desk-as-map = Carte
desk-map-failed = Cet ordinateur dessine les lieux sans carte.
desk-map-elsewhere = Le fichier de carte montre un autre endroit. La liste contient tout.
desk-driver-seen = Vu à { $at }
desk-driver-seen-at-speed = Vu à { $at }, { $speed } km/h
desk-driver-old = N’est plus à jour
desk-driver-next = Ensuite : { $name }
desk-driver-next-in = Ensuite : { $name }, à { $way }
desk-driver-nearby = Presque arrivé
desk-driver-at-door = Devant la porte
desk-driver-find = Trouver { $name }
desk-way-m = { $way } m
desk-way-km = { $way } km
desk-waiting = En attente d’un chauffeur ({ $count })
desk-waiting-empty = Rien n’attend
desk-waiting-empty-text = Les commandes préparées sans chauffeur apparaissent ici.
desk-drivers = Chauffeurs
desk-drivers-empty = Personne ne conduit encore
desk-drivers-empty-text = Donnez à quelqu’un le rôle de chauffeur, puis indiquez son véhicule.
desk-give = Confier { $order } à un chauffeur
desk-vehicle-of = { $vehicle }, { $count } unités
desk-vehicle-unknown = Véhicule inconnu
desk-vehicle-needed = Indiquez son véhicule pour lui confier des commandes.
desk-vehicle-edit = Véhicule de { $name }
desk-vehicle = Véhicule
desk-vehicle-capacity = Unités qu’il contient
desk-driver-name = Nom pour les clients
desk-driver-name-hint = Ce que voient les gens quand leur commande est en route
desk-on-shift = En service depuis le { $at }
desk-off-shift = Hors service
desk-run-none = Pas encore de trajet. Déposez une commande ici.
desk-run-leaves = Part le { $at }
desk-run-left = Parti le { $at }
desk-run-progress = { $done } arrêts sur { $all }, { $units } unités
desk-run-manual = Ordre choisi à la main
desk-run-sheet-of = Feuille de route de { $name }
desk-stops = Arrêts
desk-stop-up = { $name } plus tôt
desk-stop-down = { $name } plus tard
desk-stop-out = Retirer { $name } du trajet
desk-late = En retard
desk-address = Adresse
desk-due = Dû
desk-propose = Proposer des trajets
desk-proposal = Trajets proposés
desk-proposal-empty = Rien à prévoir
desk-proposal-empty-text = Il n’y a pas de commande préparée, ou personne ne conduit.
desk-proposed-run = { $load } unités sur { $capacity }, retour à { $back }
desk-departs = Départ
desk-plan-thorough = Réfléchir quelques secondes de plus
desk-plan-again = Proposer à nouveau
desk-plan-accept = { $count ->
    [one] Prévoir { $count } trajet
   *[other] Prévoir { $count } trajets
}
desk-plan-accepted = Les trajets sont prévus.
desk-unplanned = Non prévues
desk-reviews = À regarder
desk-review-settle = Régler
desk-review-note = Ce qu’il en est

# Orders.
desk-in-capacity = À quel titre

# Tickets.
desk-nav-tickets = Demandes
desk-promise = { $name } avant le { $at }
desk-tickets-open = À traiter
desk-tickets-mine = Les miennes
desk-tickets-ended = Terminées
desk-subject = Objet
desk-asks = Qui demande
desk-promise-column = Promis
desk-assignee = Qui s’en occupe
desk-assigned-to = { $name } s’en occupe
desk-moved = Dernière étape
desk-tickets-empty = Aucune demande ici
desk-tickets-empty-text = Ce que l’on demande à ce relais apparaît ici, le plus récent d’abord.
desk-ticket-reply = Réponse
desk-ticket-note = Note pour le relais seulement
desk-ticket-kind = Ce que vous écrivez
desk-ticket-send = Envoyer la réponse
desk-ticket-internal = Visible du relais seulement
desk-ticket-take = Prendre en charge
desk-ticket-wait = Attendre le client
desk-ticket-put-off = Reporter
desk-ticket-resolve = Résolu
desk-ticket-close = Clore définitivement
desk-ticket-follows = Fait suite à une demande précédente
desk-until = Jusqu’au
desk-tickets-owed = Demandes sans réponse
