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
notice-newer = Es gibt eine Neuigkeit, die diese Version der App nicht anzeigen kann. Aktualisiere die App, um sie zu lesen.
