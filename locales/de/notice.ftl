# Was Menschen erfahren: je eine Zeile, nach dem, was geschehen ist.
# Eine Rolle kommt als ihr Wort; hub ist "none" bei Rollen, die an keinem Ort hängen.

notice-role-granted = { $hub ->
    [none] Sie haben eine neue Rolle: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
   *[other] Sie haben bei { $hub } eine neue Rolle: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
}
notice-role-withdrawn = { $hub ->
    [none] Diese Rolle haben Sie nicht mehr: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
   *[other] Diese Rolle bei { $hub } haben Sie nicht mehr: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
}
notice-poll-ended = Die Abstimmung „{ $title }“ ist zu Ende. Sie können das Ergebnis veröffentlichen.
notice-comment-written = { $name } hat etwas zu „{ $title }“ geschrieben.
notice-comment-answered = { $name } hat dir bei „{ $title }“ geantwortet.
notice-comment-reported = Ein Kommentar von { $name } zu „{ $title }“ wurde gemeldet. Sieh ihn dir an.
notice-comment-hidden = Dein Kommentar zu „{ $title }“ ist verborgen, weil er gegen unsere Regeln verstößt. Frag die Redaktion, wenn du das anders siehst.
notice-ticket-opened = Neue Anfrage an den Hub: „{ $subject }“.
notice-ticket-answered = Der Hub hat auf deine Anfrage „{ $subject }“ geantwortet.
notice-ticket-replied = In „{ $subject }“ gibt es eine neue Nachricht.
notice-ticket-assigned = Um die Anfrage „{ $subject }“ kümmerst jetzt du dich.
notice-ticket-waits = Für „{ $subject }“ braucht der Hub noch etwas von dir.
notice-ticket-resolved = Der Hub meint, dass „{ $subject }“ gelöst ist. Wenn nicht, antworte einfach.
notice-ticket-due = Die Wartezeit ist um: „{ $subject }“ kann weitergehen.
notice-ticket-late = „{ $subject }“ wartet schon länger als versprochen.
notice-newer = Es gibt eine Neuigkeit, die diese Version der App nicht anzeigen kann. Aktualisieren Sie die App, um sie zu lesen.
