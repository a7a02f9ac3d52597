# Lo que dice la gente, y las noticias.

reaction-like = Me gusta
reaction-heart = Me llega al corazón
reaction-laugh = Divertido
reaction-celebrate = ¡A celebrarlo!

report-spam = Es publicidad
report-abuse = Insulta o amenaza
report-private = Revela algo privado
report-untrue = Es falso y hace daño
report-other = Otra cosa

feed-item = Nuevo: { $title }
feed-post = Noticia: { $title }
feed-result = Ya hay resultado: { $title }
feed-answer = { $name } le ha respondido: { $title }
feed-ticket = El punto de encuentro ha respondido: { $title }

title-comment-write = Su comentario sobre «{ $title }»
title-comment-change = Su cambio de un comentario sobre «{ $title }»
title-comment-report = Su denuncia de un comentario sobre «{ $title }»
title-reaction = Su reacción a «{ $title }»
title-post-change = Su cambio de la noticia «{ $title }»
