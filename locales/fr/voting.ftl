# Contenus, votes, voix et explication du résultat.

category-activities = Activités
category-meals = Repas
category-films = Films

content-state-draft = Brouillon
content-state-published = Publié
content-state-archived = Archivé

poll-state-draft = Brouillon
poll-state-scheduled = Pas encore ouvert
poll-state-open = Ouvert
poll-state-closed = Terminé
poll-state-result-published = Résultat publié
poll-state-cancelled = Annulé

poll-opens = Début : { $at }
poll-closes = Fin : { $at }
poll-closed = Terminé : { $at }
poll-grace = Les voix données avant la fin comptent encore si elles nous parviennent avant cette limite : { $until }.

# Comment les voix comptent : le nom et la marche à suivre.
method-single = Un seul choix
method-approval = Plusieurs choix
method-points = Points
method-score = Notes
method-ranked = Classement
method-budget = Budget
how-single = Choisissez une option.
how-approval = { $min ->
    [0] Choisissez-en autant que vous voulez, { $max } au plus.
    [1] Choisissez-en autant que vous voulez, { $max } au plus.
   *[other] Choisissez de { $min } à { $max } options.
}
how-points = { $points ->
    [one] Donnez { $points } point à l’option que vous préférez.
   *[other] Répartissez jusqu’à { $points } points comme vous le souhaitez.
}
how-points-each = { $max ->
    [one] Pas plus de { $max } point par option.
   *[other] Pas plus de { $max } points par option.
}
how-score = Donnez à chaque option une note de 0 à { $max }.
how-ranked = { $max ->
    [one] Indiquez votre option préférée.
   *[other] Classez les options dans votre ordre, votre préférée en premier. Vous pouvez en classer { $max } au plus.
}
how-budget-spend-at-least = Choisissez des projets qui, ensemble, ne coûtent pas plus de { $budget } et en utilisent au moins { $pct } %.
how-budget-at-least = { $projects ->
    [0] Choisissez des projets qui, ensemble, ne coûtent pas plus de { $budget }.
    [one] Choisissez au moins { $projects } projet ; ensemble, ils ne doivent pas coûter plus de { $budget }.
   *[other] Choisissez au moins { $projects } projets qui, ensemble, ne coûtent pas plus de { $budget }.
}
how-budget-between = Choisissez de { $min } à { $max } projets. Leur coût n’entre pas en compte dans votre choix.
points-left = { $count ->
    [one] { $count } point restant
   *[other] { $count } points restants
}
budget-left = Reste : { $amount }

# Boutons.
vote-join = J’en serais
vote-cast = Voter
vote-change = Modifier mon vote
vote-withdraw = Retirer mon vote

# Décompte.
vote-total = { $count ->
    [0] Aucune voix pour le moment
    [one] { $count } voix
   *[other] { $count } voix
}
vote-tally = { $count } voix sur { $total }
vote-leader = { $count } voix sur { $total }, en tête : { $title }
vote-pending = +{ $count } de votre part, pas encore compté
vote-waiting = En attente d’envoi, pas encore compté
vote-quorum = { $count } sur { $needed } nécessaires

# Résultats.
result-provisional = Résultat provisoire, définitif le { $until }
result-final = Résultat définitif
result-winner = Choisi par le vote : { $title }
result-tie = Égalité entre { $titles }. Les personnes qui ont ouvert le vote décident de la suite.
result-none = Personne n’a voté.
result-quorum-missed = { $needed ->
    [one] { $count } voix sur { $needed } nécessaire : le vote reste sans résultat.
   *[other] { $count } voix sur { $needed } nécessaires : le vote reste sans résultat.
}

# Comment le résultat s’est formé, pas à pas.
explain-votes = { $title } : { $count } voix
explain-points = { $count ->
    [one] { $title } : { $count } point
   *[other] { $title } : { $count } points
}
explain-round = Tour { $round }
explain-exhausted = { $count ->
    [one] { $count } voix ne désigne aucune des options restantes.
   *[other] { $count } voix ne désignent aucune des options restantes.
}
explain-eliminated = { $title } : le moins de voix ; cette option est éliminée.
explain-transferred = { $count ->
    [one] { $count } voix passe de { $from } à { $to }.
   *[other] { $count } voix passent de { $from } à { $to }.
}
explain-elected = Choisi par le vote : { $title }, avec { $count }.
explain-elected-of = Choisi par le vote : { $title }, avec { $count } des { $of } voix encore comptées.
explain-tied = Égalité entre { $titles } ; aucune règle n’était prévue pour ce cas.
explain-tie-settled-tie-break = Égalité entre { $titles }. La règle fixée à l’avance départage : { $title }.
explain-tie-settled-earlier-round = Égalité entre { $titles }. Un tour précédent départage : { $title }.
explain-tie-settled-position = Égalité entre { $titles }. L’ordre de la liste départage : { $title }.
explain-below-threshold = { $title } : un soutien de { $count }, alors qu’il faut au moins { $threshold }.
explain-taken = { $title } : projet retenu pour { $cost }, avec un soutien de { $count }. Reste au budget : { $left }.
explain-does-not-fit = { $title } : projet écarté, car il coûte { $cost } et il ne reste que { $left }.
explain-stopped = { $title } : ce projet coûte { $cost } et il ne reste que { $left } ; la sélection s’arrête là.
explain-shared = { $voters ->
    [one] L’argent revient à { $voters } personne : { $share }.
   *[other] L’argent est réparti à parts égales entre { $voters } personnes : { $share } chacune.
}
explain-paid = { $count ->
    [one] { $title } : projet retenu pour { $cost } ; { $count } personne y contribue pour { $each } au plus.
   *[other] { $title } : projet retenu pour { $cost } ; { $count } personnes y contribuent pour { $each } au plus chacune.
}
explain-compared = Préfèrent le résultat par parts égales : { $shares } ; par ordre de soutien : { $greedy }.
explain-no-support = Aucune option n’a reçu de voix.

# Titres des modifications refusées ou en attente.
title-ballot-cast = Votre vote pour « { $title } »
title-ballot-change = Votre vote modifié pour « { $title } »
title-ballot-withdraw = Le retrait de votre vote pour « { $title } »
title-content-create = Votre nouveau contenu « { $title } »
title-content-edit = Vos modifications de « { $title } »
title-content-publish = La publication de « { $title } »
title-content-archive = L’archivage de « { $title } »
title-content-delete = La suppression de « { $title } »
title-poll-create = Votre nouveau vote « { $title } »
title-poll-edit = Vos modifications du vote « { $title } »
title-poll-cancel = L’annulation du vote « { $title } »
title-poll-publish = La publication du résultat de « { $title } »
