# Ce que les gens disent, et les nouvelles.

reaction-like = J’aime
reaction-heart = Ça me tient à cœur
reaction-laugh = Drôle
reaction-celebrate = Ça se fête

report-spam = C’est de la publicité
report-abuse = Cela insulte ou menace
report-private = Cela révèle des choses privées
report-untrue = C’est faux et cela fait du tort
report-other = Autre chose

feed-item = Nouveau : { $title }
feed-post = Nouvelle : { $title }
feed-result = Le résultat est là : { $title }
feed-answer = { $name } vous a répondu : { $title }
feed-ticket = Le relais a répondu : { $title }

title-comment-write = Votre commentaire sur « { $title } »
title-comment-change = Votre changement d’un commentaire sur « { $title } »
title-comment-report = Votre signalement d’un commentaire sur « { $title } »
title-reaction = Votre réaction à « { $title } »
title-post-change = Votre changement de la nouvelle « { $title } »
