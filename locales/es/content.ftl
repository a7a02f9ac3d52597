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
feed-answer = { $name } te ha respondido: { $title }
feed-ticket = El hub ha respondido: { $title }

title-comment-write = Tu comentario sobre «{ $title }»
title-comment-change = Tu cambio de un comentario sobre «{ $title }»
title-comment-report = Tu denuncia de un comentario sobre «{ $title }»
title-reaction = Tu reacción a «{ $title }»
title-post-change = Tu cambio de la noticia «{ $title }»
