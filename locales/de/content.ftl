# Was Menschen sagen, und Neuigkeiten.

reaction-like = Gefällt mir
reaction-heart = Liegt mir am Herzen
reaction-laugh = Lustig
reaction-celebrate = Das feiern wir

report-spam = Es ist Werbung
report-abuse = Es beleidigt oder droht
report-private = Es verrät Privates
report-untrue = Es ist falsch und schadet
report-other = Etwas anderes

feed-item = Neu: { $title }
feed-post = Neuigkeit: { $title }
feed-result = Das Ergebnis steht fest: { $title }
feed-answer = { $name } hat Ihnen geantwortet: { $title }
feed-ticket = Der Treffpunkt hat geantwortet: { $title }

title-comment-write = Ihr Kommentar zu „{ $title }“
title-comment-change = Ihre Änderung eines Kommentars zu „{ $title }“
title-comment-report = Ihre Meldung eines Kommentars zu „{ $title }“
title-reaction = Ihre Reaktion auf „{ $title }“
title-post-change = Ihre Änderung der Neuigkeit „{ $title }“
