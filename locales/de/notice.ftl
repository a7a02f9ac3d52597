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
notice-bid-placed = Ihr Gebot bis { $max } auf „{ $title }“ gilt. Sie führen mit { $price }.
notice-bid-beaten = Ihr Gebot bis { $max } auf „{ $title }“ wurde angenommen, aber jemand hatte schon ebenso viel oder mehr geboten. Der Preis liegt jetzt bei { $price }.
notice-outbid = Sie wurden bei „{ $title }“ überboten. Der Preis liegt jetzt bei { $price }.
notice-bid-retracted = Jemand hat ein Gebot auf „{ $title }“ zurückgenommen.
notice-bids-removed = Die Verwaltung hat Gebote auf „{ $title }“ entfernt.
notice-listing-won = „{ $title }“ gehört für { $price } Ihnen. Bitte zahlen Sie bis { $until } Uhr.
notice-listing-sold = „{ $title }“ ist für { $price } verkauft. Bezahlt wird bis { $until } Uhr.
notice-listing-unsold = „{ $title }“ ging ohne Käufer zu Ende.
notice-listing-changed = „{ $title }“ wurde ergänzt. Lesen Sie nach; Sie dürfen Ihr Gebot zurücknehmen, wenn es für Sie etwas ändert.
notice-listing-cancelled = „{ $title }“ wurde abgesagt.
notice-payment-reminder = „{ $title }“ ist noch zu bezahlen: { $price } bis { $until } Uhr.
notice-sale-unpaid = „{ $title }“ wurde nicht bezahlt ({ $price }); der Verkauf ist aufgehoben. Wer sonst genug geboten hat, kann es jetzt bekommen.
notice-sale-unpaid-buyer = Sie haben „{ $title }“ ({ $price }) nicht rechtzeitig bezahlt; der Verkauf ist aufgehoben. Das zählt beim Bieten gegen Sie.
notice-second-chance = Sie können „{ $title }“ noch bekommen, für { $price }, Ihr eigenes Höchstgebot. Das gilt bis { $until } Uhr.
notice-review-received = { $stars ->
    [one] { $name } hat Sie bewertet: { $stars } Stern.
   *[other] { $name } hat Sie bewertet: { $stars } Sterne.
}
notice-sale-moved = { $state ->
    [paid] „{ $title }“ ist bezahlt.
    [handed_over] „{ $title }“ wurde übergeben.
    [received] „{ $title }“ ist angekommen.
    [completed] Der Verkauf von „{ $title }“ ist abgeschlossen. Eine Woche lang können Sie einander bewerten.
   *[other] Der Verkauf von „{ $title }“ wurde abgesagt.
}
notice-comment-written = { $name } hat etwas zu „{ $title }“ geschrieben.
notice-comment-answered = { $name } hat Ihnen bei „{ $title }“ geantwortet.
notice-comment-reported = Ein Kommentar von { $name } zu „{ $title }“ wurde gemeldet. Sehen Sie ihn sich an.
notice-comment-hidden = Ihr Kommentar zu „{ $title }“ ist verborgen, weil er gegen unsere Regeln verstößt. Fragen Sie die Redaktion, wenn Sie das anders sehen.
notice-ticket-opened = Neue Anfrage an den Treffpunkt: „{ $subject }“.
notice-ticket-answered = Der Treffpunkt hat auf Ihre Anfrage „{ $subject }“ geantwortet.
notice-ticket-replied = In „{ $subject }“ gibt es eine neue Nachricht.
notice-ticket-assigned = Um die Anfrage „{ $subject }“ kümmern jetzt Sie sich.
notice-ticket-waits = Für „{ $subject }“ braucht der Treffpunkt noch etwas von Ihnen.
notice-ticket-resolved = Der Treffpunkt meint, dass „{ $subject }“ gelöst ist. Wenn nicht, antworten Sie einfach.
notice-ticket-due = Die Wartezeit ist um: „{ $subject }“ kann weitergehen.
notice-ticket-late = „{ $subject }“ wartet schon länger als versprochen.
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
