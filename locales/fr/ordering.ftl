# Commandes : où est la marchandise, ce qu’on en fait et ce qui s’est passé.

order-status-pending = Demandée
order-status-confirmed = Confirmée
order-status-packed = Préparée
order-status-assigned = Confiée à la tournée
order-status-out-for-delivery = En route
order-status-delivered = Livrée
order-status-failed = Non remise
order-status-retried = Replanifiée
order-status-returned = Revenue au relais
order-status-cancelled = Annulée
order-event-place = Commandée
order-event-confirm = Le relais a accepté
order-event-pack = Préparée
order-event-assign = Confiée à une tournée
order-event-depart = En route
order-event-deliver = Remise
order-event-fail = Non remise
order-event-retry = Replanifiée
order-event-return = Revenue au relais
order-event-cancel = Annulée
order-event-pay = Payée
short-reason-out-of-stock = Il n’en restait plus en rayon.
short-reason-damaged = Ce qui restait était abîmé.
short-reason-expired = Ce qui restait était périmé.
short-reason-quality = Ce qui restait n’était pas assez bon.
short-reason-not-delivered = Le fournisseur ne l’a pas livré.
short-reason-not-found = Il devrait y être, mais reste introuvable.
fail-reason-nobody-home = Personne n’a ouvert.
fail-reason-address-not-found = L’adresse est introuvable.
fail-reason-no-access = La porte n’était pas accessible.
fail-reason-refused = Le destinataire l’a refusée.
fail-reason-damaged = Elle s’est abîmée en route.
fail-reason-not-paid = Elle n’a pas pu être payée.
fail-reason-not-identified = La bonne personne n’a pas pu être identifiée.
fail-reason-unsafe = Ce n’était pas sûr sur place.
fail-reason-out-of-time = Le service était terminé.
fail-reason-vehicle = Le véhicule est tombé en panne.
order-step-confirm = Confirmer
order-step-pack = Préparée
order-step-assign = Confier à un chauffeur
order-step-depart = Partir
order-step-deliver = Remise
order-step-fail = Non remise
order-step-retry = Retenter plus tard
order-step-return = Remettre en rayon
order-step-cancel = Annuler la commande

order-event-move = Déplacée à un autre jour de livraison
order-event-hand-over = Retirée au relais

order-capacity-customer = en tant que client
order-capacity-driver = en tant que chauffeur
order-capacity-hub-manager = pour le relais
order-capacity-content-admin = pour les contenus
order-capacity-admin = pour la communauté
order-capacity-system = automatiquement
order-capacity-bystander = par une autre personne

order-fulfilment-delivery = Livraison
order-fulfilment-pick-up = Retrait

order-payment-at-hub = Au relais
order-payment-on-delivery = À la livraison

short-remainder-back-order = Livrer plus tard
short-remainder-substitute = Remplacé
short-remainder-refund = Ne pas facturer

run-state-planned = Au relais
run-state-out = En route
run-state-ended = Terminée

stock-reason-received = Reçu
stock-reason-returned = Revenu
stock-reason-counted = Compté
stock-reason-corrected = Corrigé
stock-reason-damaged = Abîmé
stock-reason-expired = Périmé
stock-reason-lost = Perdu
stock-reason-used = Utilisé par le relais

unplanned-no-position = Emplacement inconnu
unplanned-no-driver = Aucun chauffeur

unplanned-too-much = Trop pour tout véhicule

unplanned-out-of-reach = Personne ne peut y être à temps

unplanned-no-room = Pas de place avec les autres

proof-method-handed-over = Remis en main propre
proof-method-left-in-place = Déposé à l’endroit convenu
proof-method-locker = Mis en consigne

proof-relation-customer = le client
proof-relation-household = même foyer
proof-relation-neighbour = un voisin
proof-relation-reception = l’accueil
proof-relation-nobody = personne

proof-review-clock-disagrees = L’heure du téléphone est fausse
proof-review-far-from-address = Loin de l’adresse
proof-review-no-position = Sans position
proof-review-chain-broken = Ne suit pas la preuve précédente
proof-review-correction-invalid = Correction trop tardive

review-why-stop-cancelled = Signalé depuis un arrêt retiré
review-why-stop-state = Ne correspond pas à l’arrêt
review-why-order-state = Ne correspond pas à la commande
review-why-proof = Preuve de livraison douteuse

train-phase-not-open-yet = Pas encore ouvert
train-phase-open = Prend les commandes
train-phase-packing = En préparation
train-phase-ready = Prêt au départ
train-phase-departed = En route
train-phase-arrived = Terminé

paid-by-cash = Espèces
paid-by-card = Carte
paid-by-transfer = Virement

cash-reason-part-delivery = Livrée en partie
cash-reason-no-change = Pas de monnaie
cash-reason-refused = Paiement refusé
cash-reason-tip = Pourboire
cash-reason-miscounted = Erreur de compte
cash-reason-lost = Perdu

title-order-place = Votre commande
title-order-change = Votre étape dans la commande { $name }
title-stock-change = Votre changement du stock de « { $name } »
title-dispatch-change = Votre changement d’un trajet
