# Où en sont les arrêts d’une tournée, et ce qui en est rapporté.

stop-phase-planned = À venir
stop-phase-loaded = À bord
stop-phase-en-route = En route
stop-phase-arrived = Sur place
stop-phase-delivered = Livré
stop-phase-part-delivered = Livré en partie
stop-phase-failed = Non remis
stop-phase-skipped = Passé
stop-phase-returned = De retour au relais
stop-phase-cancelled = Retiré
stop-step-start = Partir
stop-step-arrive = J’y suis
stop-step-deliver = Remettre
stop-step-fail = Remise impossible
stop-step-bring-back = Rapporté au relais
