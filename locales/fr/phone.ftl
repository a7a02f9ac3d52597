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
start-results = Résultats
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
