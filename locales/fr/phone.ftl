# The phone app's own words.

# Everywhere.
app-name = Hubbub
app-promise = Votre communauté dans la poche. Elle fonctionne aussi sans réseau.
back = Retour
close = Fermer
keep = Garder
go-on = Continuer
again = Réessayer
understood = Compris
optional = (facultatif)
loading = Un instant…
show-all = Tout voir
show-all-of = Tout voir : { $title }
day-today = aujourd’hui, { $time }
day-tomorrow = demain, { $time }
day-yesterday = hier, { $time }
picture-coming = L’image est en route.
shared = Transmis.
shared-at = Enregistré : { $place }
gone-title = Ce n’est plus ici
lost-title = Il n’y a rien ici
lost-words = Cette adresse ne mène nulle part. Repartez de l’accueil.

# What goes wrong on this device.
trouble-offline = Le serveur est injoignable. Vérifiez votre connexion et réessayez.
trouble-store = Cet appareil n’a pas pu l’enregistrer. Fermez l’application, rouvrez-la et réessayez.
trouble-share = Cet appareil ne peut pas le transmettre. Essayez depuis un autre.
needs-network = Il faut une connexion

# The tabs and the titles of screens.
nav-main = Rubriques principales
nav-start = Accueil
nav-votes = Votes
nav-me = Moi
nav-sync = Synchronisation
nav-notices = Du nouveau pour vous
nav-settings = Réglages
nav-account = Compte et sécurité
nav-about = À propos

# Signing in.
sign-in-title = Bienvenue
sign-in = Se connecter
email = Adresse e-mail
password = Mot de passe
password-forgotten = Mot de passe oublié ?
password-hint = Au moins 8 caractères, avec une majuscule, un chiffre et un signe.
password-now = Mot de passe actuel
password-new = Nouveau mot de passe
password-set = Définir le mot de passe
password-change = Changer le mot de passe
password-changed = Votre mot de passe est changé. Tous les autres appareils sont déconnectés.
sign-in-by-mail = Se connecter par e-mail
no-account-yet = Première visite ?
register = Créer un compte
register-title = Votre compte
register-agree-first = Lisez les textes ci-dessous, acceptez chacun, puis créez le compte.
your-name = Votre nom
your-name-hint = Tel que les autres le voient dans la communauté.
language = Langue
code-title = Deuxième étape
code = Code
code-hint = Six chiffres de votre application d’authentification, ou un code de secours.
code-none-yet = Je n’ai pas encore d’authentificateur
code-none-yet-words = Votre rôle demande un second facteur. Une application d’authentification, sur ce téléphone ou un autre, crée les codes.
code-set-up = Configurer un authentificateur
code-set-up-words = Saisissez cette clé dans votre application d’authentification, puis entrez le code affiché.
code-open-app = Ouvrir mon authentificateur
recovery-words = Notez ces codes. Chacun ouvre la porte une fois si votre téléphone est perdu. Ils ne s’affichent que maintenant.
recovery-kept = Je les ai notés
link-title = Se connecter par e-mail
link-words = Nous vous envoyons un lien qui vous connecte sur cet appareil. Il est valable 15 minutes.
link-code = Code reçu par e-mail
link-code-hint = Si le lien ne s’ouvre pas ici, saisissez son code.
mail-ask = M’envoyer un e-mail
mail-sent = S’il existe un compte à cette adresse, un e-mail est en route.
forgot-title = Nouveau mot de passe
forgot-words = Nous vous envoyons un lien pour choisir un nouveau mot de passe.
verify-title = Votre adresse
verify-done = Votre adresse est confirmée. Vous pouvez vous connecter.
reset-title = Choisissez un nouveau mot de passe
reset-done = Votre nouveau mot de passe est actif. Connectez-vous avec.
legal-terms = Conditions d’utilisation
legal-privacy = Confidentialité
legal-agree-terms = J’ai lu les conditions d’utilisation et je les accepte.
legal-agree-privacy = J’ai lu comment mes données sont protégées et j’accepte.

# The first fetch.
first-title = Récupération de votre relais
first-offline-title = Pas encore de connexion
no-community-title = Pas encore de communauté
no-community-words = Demandez aux personnes de votre relais de vous accueillir. Il apparaîtra ici tout seul.

# The first screen.
start-hello = Bonjour, { $name }
start-your-vote = À vous de voter
start-quiet = Tout est fait
start-quiet-words = Rien ne vous attend. Profitez de votre journée.

# Votes.
category-all = Tout
category-choose = Choisir une catégorie
votes-empty = Pas encore de votes ici
votes-empty-words = Dès qu’il y aura quelque chose à voter, vous le trouverez ici.
votes-running = Votes en cours
votes-over = Terminés
votes-you-voted = Vous avez voté
votes-yours = Votre vote
votes-yours-stands = Votre vote est enregistré
votes-offline-hint = Votre vote est aussitôt en sûreté sur cet appareil. Il compte dès qu’il atteint le serveur.
votes-choose-first = Choisissez d’abord quelque chose.
votes-change-first = Modifiez d’abord votre choix.
votes-withdraw-words = Votre vote ne comptera plus. Tant que le vote est ouvert, vous pouvez revoter.
votes-count = Le décompte actuel
votes-count-hidden = Le décompte sera montré plus tard.
votes-turnout = Participation
votes-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
}
votes-capacity = { $count ->
    [one] Place pour { $count } personne
   *[other] Place pour { $count } personnes
}
votes-how-decided = Comment cela a été décidé
votes-history = Vos versions précédentes
votes-version = { $at } : { $titles }
votes-version-withdrawn = { $at } : retiré
votes-less = Moins pour { $title }
votes-more = Plus pour { $title }
votes-up = Monter { $title }
votes-down = Descendre { $title }
votes-rank = rang { $rank }
votes-unranked = sans rang
result-provisional-short = Provisoire

# Sync.
sync-figure-waiting = en attente
sync-figure-refused = refusés
sync-figure-files = fichiers à envoyer
sync-files = { $count ->
    [one] { $count } fichier à envoyer, { $size }
   *[other] { $count } fichiers à envoyer, { $size }
}
sync-files-refused = { $count ->
    [one] { $count } fichier n’a pas été pris par le serveur.
   *[other] { $count } fichiers n’ont pas été pris par le serveur.
}
outbox-discard = Abandonner ce changement ?
outbox-discard-of = Abandonner : { $title }
inbox-decided = décidé { $at }
inbox-done-at = Vous avez fait cela : { $at }.
remedy-sent = C’est reparti.
title-gone = quelque chose qui n’existe plus
title-newer = Un changement d’une version plus récente
title-notices-read = Nouveautés marquées comme vues
title-profile = Vos changements dans la communauté
title-other = Un changement

# The person.
notices-new = Nouveau
notices-unread = { $count ->
    [one] { $count } nouveau
   *[other] { $count } nouveaux
}
notices-mark = Tout marquer comme vu
notices-empty = Rien de nouveau
notices-empty-words = Ce qui vous concerne apparaît ici : résultats, réponses, livraisons.
settings-theme = Apparence
settings-theme-system = Comme le système
settings-theme-light = Clair
settings-theme-dark = Sombre
settings-text = Taille du texte
settings-percent = { $percent } %
settings-notices = Notifications du système
settings-notices-hint = Aussi hors de l’application, quand quelque chose vous concerne.
settings-community = Communauté affichée
about-version = Version
about-server = Serveur
about-parts = Les éléments de cette application
factor-title = Second facteur
factor-words = Avec un second facteur, un mot de passe volé n’ouvre rien. Il le faut pour les grosses enchères.
sessions-title = Où vous êtes connecté
sessions-this = Cet appareil
sessions-end = Déconnecter
sessions-unnamed = Un appareil sans nom
sign-out = Se déconnecter
sign-out-words = Tout est envoyé. Cet appareil oublie vos données.

# The gallery of parts.
gallery-title = Éléments
gallery-buttons = Boutons et dialogues
gallery-fields = Champs
gallery-choices = Choix
gallery-said = Ce qui est dit
gallery-shown = Ce qui est montré
gallery-dialog = Dialogue
gallery-sheet = Volet

# A copy of one's own data.
export-title = Vos données
export-words = Un fichier avec tout ce qui est conservé sur vous. Il est à vous.
export-go = Obtenir ma copie

# The count, once more.
votes-turnout-of = { $count } personnes sur { $total }
votes-count-final = Le décompte

# Secret votes.
votes-secret = Vote secret
votes-secret-words = Vous votez une seule fois. Ensuite, votre choix ne peut plus être changé, retiré ni revu, même par vous.
votes-secret-ask = Voter définitivement ?
votes-secret-waiting = Votre vote attend sur ce téléphone
votes-secret-waiting-words = Il part tout seul dès que le serveur est joignable. Ensuite, ce téléphone oublie votre choix.
votes-secret-given = Vous avez voté
votes-secret-given-words = On sait que vous avez voté. Votre choix n’est montré à personne.
votes-runoff = Second tour

# Les nouvelles, les propositions et ce qu’on en dit.
you = Vous
show-more = Afficher plus
feed-title = Quoi de neuf
news-title = Nouvelle
item-title = Proposition
item-talk = Ce qu’on en dit
item-reactions = Votre avis
reaction-count = { $reaction } : { $count }
comments-title = { $count ->
    [0] Ce qu’on en dit
    [one] { $count } commentaire
   *[other] { $count } commentaires
}
comment-yours = Votre commentaire
comment-send = Publier
comment-answer = Répondre
comment-answering = Vous répondez à { $name }.
comment-answer-stop = Ne pas répondre, juste le dire
comment-edited = modifié
comment-hidden = Ce commentaire est masqué. Seules vous et la modération le voyez.
comment-delete = Retirer
comment-delete-words = Votre commentaire disparaîtra pour de bon.
comment-report = Signaler
comment-report-why = Qu’est-ce qui ne va pas ?
comment-report-note = Précisions
comment-report-send = Prévenir la modération
comment-reported = Vous l’avez signalé.
comment-reported-thanks = Merci. La modération va regarder.

# Les images que l’on ajoute.
picture-add = Ajouter une image
picture-number = Image { $number }
picture-remove = Retirer l’image { $number }
picture-attached = Une image jointe
picture-failed = L’image n’a pas pu être gardée. Essayez-en une plus petite.

# Les demandes au relais.
nav-tickets = Vos demandes
ticket-ask = Poser une question
tickets-running = En cours
tickets-over = Réglées
tickets-empty = Aucune demande pour l’instant
tickets-empty-words = Une question, une panne, une livraison ratée : votre relais répond ici.
ticket-whom = À qui la posez-vous ?
ticket-subject = En une ligne
ticket-text = De quoi s’agit-il ?
ticket-text-hint = Seules les personnes du relais le lisent.
ticket-send = Envoyer
ticket-offline-hint = C’est en sûreté sur cet appareil aussitôt, et part dès qu’il y a du réseau.
ticket-follows = Elle prolonge une demande précédente
ticket-promise = Le relais répond d’ici { $at }.
ticket-promise-late = Le relais aurait dû répondre avant { $at }. Il a été relancé.
ticket-over-words = C’est réglé. Écrivez encore si ce n’est pas le cas.
ticket-reply = Votre réponse
ticket-reopen = Ce n’est pas réglé
ticket-solved = C’est résolu

# Le marché. La plupart de ses mots sont dans auction.ftl.
market-search = Chercher au marché
market-mine = Mes enchères et ventes
market-sell = Vendre un objet
market-order = Ordre
market-order-ending = Bientôt fini
market-order-newest = Plus récents
market-order-cheapest = Moins chers
market-filters = Filtres
market-filters-on = { $count ->
    [one] { $count } filtre actif
   *[other] { $count } filtres actifs
}
market-filters-off = Sans filtre
market-filters-apply = Afficher
market-found = { $count ->
    [0] Rien trouvé
    [one] { $count } objet trouvé
   *[other] { $count } objets trouvés
}
market-none = Rien ici
market-any = Peu importe
market-category = De quoi s’agit-il
market-kind = Type de vente
market-hub = Lieu de remise
market-ending = Se termine d’ici
market-within-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
market-within-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
market-price-from = Prix à partir de
market-price-to = Prix jusqu’à
market-yours = À vous
market-pictures = { $count ->
    [one] { $count } image
   *[other] { $count } images côte à côte
}
market-cancelled-because = Annulée : { $reason }
market-own-reserve = Votre prix de réserve : { $price }. Personne d’autre ne le voit.
market-my-bids = Enchères
market-my-listings = En vente
market-my-sales = Ventes
market-no-bids = Aucune enchère
market-no-bids-words = Ce que vous enchérissez se trouve ici, avec votre position.
market-no-listings = Vous ne vendez rien
market-no-listings-words = Un vélo, une étagère, un pot de miel : vos voisins en ont peut-être envie.
market-no-sales = Aucune vente
market-no-sales-words = Ce que vous avez acheté ou vendu reste ici, même une fois réglé.
countdown = encore { $left }
countdown-hours = { $hours } h { $minutes } min
countdown-minutes = { $minutes } min { $seconds } s
unit-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
auction-offline-hint = Les enchères faites hors ligne comptent à leur arrivée.
auction-your-max = Votre maximum, en { $currency }
auction-suggested = Montants proposés
auction-max-words = Seuls vous et le serveur connaissez votre maximum. Il enchérit pour vous, pas à pas, sans aller plus loin que nécessaire.
auction-bid-up-to = Enchérir jusqu’à { $price }
auction-buy-words = Vous achetez « { $title } » maintenant, pour de bon.
auction-buy-yes = Acheter
keep-not = Pas maintenant
auction-own-bids = Vos enchères
auction-retract-words = Une enchère est une promesse. On ne la retire que pour ces raisons :
auction-retract-amount = Je me suis trompé de montant
auction-retract-changed = L’annonce a changé après mon enchère
offer-words = L’acheteur n’a pas payé. Vous pouvez l’avoir pour { $price }, jusqu’à { $until }.
offer-accept = Accepter
offer-decline = Non, merci
offer-open = À vous pour { $price }
price-history = { $count ->
    [0] Évolution du prix
    [one] Évolution du prix, { $count } enchère
   *[other] Évolution du prix, { $count } enchères
}
price-history-words = Le prix est passé de { $from } à { $to }.
price-who = Qui
price-when = Quand
price-price = Prix
sale-sold-to = Vendu à { $name } pour { $price }
sale-bought-of = Acheté à { $name } pour { $price }
sale-state-awaiting-payment = À payer
sale-state-paid = Payée
sale-state-handed-over = Remise
sale-state-received = Reçue
sale-state-completed = Terminée
sale-state-cancelled = Annulée
sale-state-disputed = En litige
sale-state-resolved = Réglée
sale-pay-by = À payer au relais avant { $until }.
sale-hand-over = Je l’ai remis
sale-receive = Je l’ai reçu
sale-cancel = Annuler la vente
sale-cancel-words = Il n’y aura pas de vente. L’autre personne est prévenue.
title-sale-step = Votre étape dans la vente de « { $title } »
title-offer-answer = Votre réponse à l’offre « { $title } »
review-title = Comment cela s’est-il passé ?
review-stars = { $count ->
    [one] { $count } étoile
   *[other] { $count } étoiles
}
review-text = Avec vos mots
review-send = Envoyer l’avis
review-written = Vous avez donné votre avis. Les avis paraissent quand les deux sont écrits, ou après une semaine.
sell-title = Titre
sell-text = Description
sell-condition = État
sell-handover = Remise à l’acheteur
sell-at-home = Chez moi
sell-kind = Comment le vendez-vous ?
sell-start = Prix de départ, en { $currency }
sell-price = Prix, en { $currency }
sell-reserve = Prix de réserve
sell-reserve-hint = En dessous, pas de vente. Personne ne le voit.
sell-buy-now = Prix d’achat immédiat
sell-days = En vente pendant
sell-embargo = Les enchères ouvrent 20 minutes après l’affichage, pour que chacun puisse la voir.
sell-draft = Garder en brouillon
sell-show = Mettre en vente
sell-cancel = Annuler
sell-cancel-words = L’annonce quitte le marché. Les enchérisseurs sont prévenus.
sell-cancel-why = Pourquoi ?
sell-add = Compléter
sell-add-text = Que faut-il ajouter ?
start-bids = Vos enchères

# La boutique et le panier.
nav-market = Marché
nav-shop = Boutique
nav-orders = Vos commandes
shop-hub = Où vous commandez
shop-search = Chercher en rayon
shop-none = Aucune boutique ouverte
shop-none-words = Dès qu’un relais vend quelque chose, vous le trouvez ici.
shop-nothing = Rien trouvé
shop-nothing-words = Essayez un autre mot.
shop-next-train = Commandez avant { $cutoff }, départ { $departs }.
shop-price = { $price } / { $unit }
shop-left = { $count ->
    [one] { $count } en stock
   *[other] { $count } en stock
}
shop-back-order = Sur commande
shop-gone = Épuisé
shop-add = Mettre « { $title } » au panier
shop-more = Un de plus : { $title }
shop-less = Un de moins : { $title }
shop-all = tout
basket-title = Panier
basket-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
basket-empty = Votre panier est vide
basket-empty-words = Ce que vous y mettez reste ici, même sans réseau.
basket-short = Il en reste moins que vous n’en voulez. Retirez-en, ou commandez quand même : le stock du relais décide.
basket-left = Il n’en reste que { $left }
basket-how = Comment le recevez-vous ?
fulfilment-delivery = Livraison
fulfilment-pick-up = Retrait au relais
basket-delivery = { $price } pour la livraison
basket-train = Quelle tournée ?
basket-train-words = départ { $departs }, arrivée avant { $arrives }
basket-late = S’il est trop tard pour celle-là
basket-late-next = Prendre la suivante
basket-late-wait = Attendre une place sur celle-ci
basket-substitutes = Un produit manquant peut être remplacé par un autre
basket-recipient = Qui la reçoit ?
basket-phone = Téléphone
address-street = Rue et numéro
address-postal-code = Code postal
address-city = Ville
basket-notes = Pour le livreur ou la livreuse
basket-notes-hint = Quelle sonnette, quel étage.
basket-payment = Quand payez-vous ?
payment-on-delivery = À la livraison
payment-at-hub = Au relais
basket-goods = Marchandises
basket-total = Total
basket-place = Commander pour { $total }
basket-request = C’est une demande tant que le stock n’est pas réservé pour vous. Vous serez prévenu.

# Ses commandes.
orders-empty = Aucune commande
orders-empty-words = Ce que vous commandez se trouve ici, avec sa position.
order-requested = demandée, pas encore réservée
order-requested-words = Elle attend sur cet appareil. Rien n’est réservé avant son arrivée.
order-now = Où elle en est
order-where = Où elle va
order-planned = Attendue { $at }
order-came = Arrivée { $at }
order-train = Départ { $departs }, arrivée avant { $arrives }
order-driver = { $name } vous l’apporte
order-due = À payer : { $amount }
order-failed-because = Elle n’a pas pu être remise. { $reason }
order-fetch = À retirer à { $hub }
order-map = Le relais { $hub }, marqué H, et votre porte, marquée 1
order-contents = Contenu
order-units = { $unit ->
    [piece] { $count } ×, { $price } pièce
   *[other] { $count } × { $unit }, { $price } pièce
}
order-back-ordered = { $count } à suivre
order-short = { $came } sur { $ordered } livrés.
order-agreed = Convenu
order-paid = Payé
order-proof = Qui l’a reçue
order-taken-by = { $name } l’a reçue, { $at }.
order-proof-photo = Une photo de la remise
order-proof-signature = La signature
order-history = Ce qui s’est passé
order-cancel = Annuler la commande
order-cancel-words = Ce qui était réservé retourne en rayon.
order-ask = Demander au relais

# Sur la route.
nav-drive = Votre tournée
start-drive = Vers votre tournée
drive-none = Vous ne livrez pas
drive-none-words = C’est pour celles et ceux qui livrent pour un relais.
drive-off-words = Commencez votre service quand vous êtes prêt.
drive-hub = Pour quel relais ?
drive-start-shift = Commencer le service
drive-end-shift = Terminer le service
drive-end-shift-words = Remettez l’argent liquide au relais. Il y sera compté.
drive-since = En service depuis { $at }
drive-no-run = Pas encore de tournée
drive-no-run-words = Dès que le relais en a prévu une, elle apparaît ici.
drive-stops = { $count ->
    [one] { $count } arrêt
   *[other] { $count } arrêts
}
drive-map = { $count ->
    [one] Plan avec { $count } arrêt, nord en haut
   *[other] Plan avec { $count } arrêts, nord en haut
}
drive-progress = { $done } sur { $total } faits
drive-leaves = { $count ->
    [one] Départ { $at }, { $count } unité à bord
   *[other] Départ { $at }, { $count } unités à bord
}
drive-next = Ensuite : { $number }. { $name }
drive-go-on = Continuer
drive-at-door = Vous semblez être à l’arrêt { $number } : { $name }. Touchez-y « J’y suis ».
drive-leave = Tout est chargé, partir
drive-no-position = Cet appareil ne sait pas où il est. Les livraisons comptent quand même.
drive-position-denied = La position n’est pas autorisée sur cet appareil. Les livraisons comptent quand même.
drive-back = Je suis de retour au relais
drive-back-words = La tournée est alors finie. Votre position n’est plus enregistrée.
drive-day = Votre journée et votre caisse
drive-day-empty = Rien encore
drive-to-come = à venir
drive-from-until = { $from } à { $until }
drive-no-money = Aucun argent encaissé pendant ce service.
drive-cash = Espèces à remettre
drive-collections = Porte par porte
drive-was-due = { $amount } était dû
drive-count-waits = Le relais n’a pas encore compté la caisse.
drive-counted = Le relais a compté { $counted } ; { $expected } était attendu.
drive-sign = Je suis d’accord avec le compte
drive-signed = Vous avez approuvé le compte.
drive-look = Affichage et gants
drive-look-day = Jour
drive-look-sunlight = Plein soleil
drive-look-night = Nuit
drive-gloves = Gants
drive-gloves-hint = Des boutons plus grands et plus espacés.
drive-no-address = Pas d’adresse
drive-window = { $from } à { $until }
drive-until = jusqu’à { $until }
drive-from = à partir de { $from }
drive-planned = prévu { $time }
drive-stop = Arrêt { $number }
drive-due = À encaisser : { $amount }
drive-navigate = Itinéraire
drive-call = Appeler
drive-open-failed = Aucune autre application ne s’est ouverte.
drive-units = { $count ->
    [one] { $count } unité
   *[other] { $count } unités
}
drive-cancelled = Le relais a retiré cet arrêt. Rapportez la marchandise.
drive-kept = gardé sur ce téléphone
drive-other-order = Un autre arrêt vient d’abord
drive-other-order-words = L’arrêt { $planned } est prévu. Aller quand même à l’arrêt { $number } ?
drive-other-order-yes = Y aller
drive-to-next = Vers l’arrêt { $number }
drive-to-list = Vers la liste
drive-choose-reason = Choisissez d’abord une raison.
drive-why = Pourquoi ?
drive-note = Un mot à ce sujet
drive-fail-send = C’est ainsi
drive-undo = Annuler

# La preuve de remise.
proof-title = Preuve
proof-lines = Remis
proof-of = { $count } sur { $total }
proof-missing = { $count ->
    [one] Pourquoi en manque-t-il { $count } ?
   *[other] Pourquoi en manque-t-il { $count } ?
}
undelivered-refused = Refusé
undelivered-damaged = Abîmé
undelivered-missing = Pas dans le véhicule
undelivered-wrong = Pas ce qui était commandé
undelivered-not-paid = Non payé
proof-how = Comment ?
proof-handed-over = En mains propres
proof-left-in-place = Laissé à l’endroit convenu
proof-locker = Dans une consigne
proof-recipient = Qui l’a reçu ?
proof-who = Qui est-ce ?
proof-customer = La personne qui a commandé
proof-household = Du même foyer
proof-neighbour = Un voisin, une voisine
proof-reception = L’accueil
proof-photos = Photos
proof-photo-take = Prendre une photo
proof-signature = Signature
proof-signature-field = Zone pour signer du doigt
proof-signature-again = Signer à nouveau
proof-signature-or = Qui ne peut signer est nommé plus haut ; une photo remplace la signature.
proof-cash = Encaissé, en { $currency }
proof-paid-by = Comment a-t-on payé ?
proof-cash-why = Pourquoi un autre montant ?
cash-reason-choose = Choisissez
proof-saved = Enregistré sur ce téléphone
proof-done = Terminé
title-shift = Votre service
title-run = Votre tournée
title-stop = L’arrêt chez { $title }
title-proof = La livraison à { $title }

# La fin du compte, et le chemin du retour.
close-title = Fermer le compte
close-words = Tous les appareils sont déconnectés aussitôt et celui-ci oublie tout. Pendant trente jours, vous pouvez rouvrir le compte. Ensuite, ce qui vous nomme est effacé ; les votes et les décomptes restent.
close-go = Fermer mon compte
close-ask = Le fermer maintenant ?
closed-title = Votre compte est fermé
closed-words = Jusqu’au { $until }, vous pouvez le rouvrir avec votre mot de passe. Ensuite, ce qui vous nomme est effacé.
reopen-title = Rouvrir votre compte
reopen-words = Entrez l’adresse et le mot de passe qu’il avait.
reopen-go = Le rouvrir
reopen-done = Votre compte est de nouveau ouvert. Connectez-vous maintenant.

# Ce à quoi une personne a consenti.
consents-title = Vos consentements
consents-phone = Ce que ce téléphone peut faire
consents-legal = Textes juridiques
consents-agreed = Accepté, version { $version }, { $at }
consents-not = On ne vous l’a pas demandé
consent-notices-hint = Conservé : rien. Votre téléphone montre à côté de l’application ce qui figure aussi sous « Du nouveau pour vous ».
consent-position = Enregistrer où je suis pendant une tournée
consent-position-hint = Conservé : votre position tous les quelques mètres, tant qu’une tournée est en route et jamais autrement. Combien de temps : 90 jours au plus, ensuite des sommes seulement. Qui la voit : votre relais, et ceux vers qui vous roulez. Si vous refusez, vous livrez quand même.
consent-position-ask = Peut-on enregistrer votre position ?
consent-yes = Oui, en tournée
consent-no = Non
settings-metered = Envoyer les photos par le réseau mobile
settings-metered-hint = Désactivé : les photos attendent un réseau gratuit. Tout le reste est envoyé.
sync-files-held = Les photos attendent un réseau qui n’est pas facturé au volume.

# Les relais.
hubs-title = Relais
hubs-empty = Il n’y a pas encore de relais
hubs-yours = Votre relais
hubs-way = Y aller
hubs-way-to = Aller au relais { $hub }
hubs-map = { $count ->
    [one] Carte de { $count } relais, le nord en haut
   *[other] Carte de { $count } relais, le nord en haut
}

# Qui est en route, et ce qui en est enregistré.
order-driver-seen = { $name } était ici à { $time }
order-driver-away = { $name } est à { $way } de votre porte, à { $time }
order-map-driver = Le relais { $hub }, marqué H, votre porte, marquée 1, et la livraison
unit-metres = { $count } m
unit-kilometres = { $count } km
drive-position-on = Votre position est enregistrée jusqu’à votre retour.
drive-position-off = Votre position n’est pas enregistrée.
drive-position-change = Changer cela
