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
notice-order-confirmed = Ihre Bestellung { $tracking } ist bestätigt.
notice-order-rolled = Ihre Bestellung { $tracking } kam nach Annahmeschluss. Sie fährt mit der Tour am { $departs_at }.
notice-order-short = Beim Packen Ihrer Bestellung { $tracking } hat etwas gefehlt. Sehen Sie nach.
notice-order-out = Ihre Bestellung { $tracking } ist unterwegs.
notice-order-delivered = Ihre Bestellung { $tracking } wurde geliefert.
notice-order-failed = Ihre Bestellung { $tracking } konnte nicht geliefert werden. Ihr Treffpunkt plant sie neu ein.
notice-order-returned = Ihre Bestellung { $tracking } ist zurück im Treffpunkt.
notice-order-cancelled = Ihre Bestellung { $tracking } wurde storniert.
notice-run-planned = { $count ->
    [one] Sie haben eine Tour mit einem Halt, Abfahrt { $departs_at }.
   *[other] Sie haben eine Tour mit { $count } Halten, Abfahrt { $departs_at }.
}
notice-stop-cancelled = Der Halt für Bestellung { $tracking } wurde aus Ihrer Tour genommen.
notice-review-needed = Eine Meldung zu Bestellung { $tracking } passt nicht. Sehen Sie nach.
notice-stock-low = „{ $product }“ geht zur Neige, noch da: { $left }.
notice-newer = Es gibt eine Neuigkeit, die diese Version der App nicht anzeigen kann. Aktualisiere die App, um sie zu lesen.
