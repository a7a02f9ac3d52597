# Was Menschen erfahren: je eine Zeile, nach dem, was geschehen ist.
# Eine Rolle kommt als ihr Wort; hub ist "none" bei Rollen, die an keinem Ort hängen.

notice-role-granted = { $hub ->
    [none] Du hast eine neue Rolle: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
   *[other] Du hast bei { $hub } eine neue Rolle: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
}
notice-role-withdrawn = { $hub ->
    [none] Diese Rolle hast du nicht mehr: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
   *[other] Diese Rolle bei { $hub } hast du nicht mehr: { $role ->
        [driver] Fahrdienst
        [hub_manager] Leitung des Hubs
        [content_admin] Redaktion
       *[admin] Verwaltung
    }.
}
notice-poll-ended = Die Abstimmung „{ $title }“ ist zu Ende. Du kannst das Ergebnis veröffentlichen.
notice-bid-placed = Dein Gebot bis { $max } auf „{ $title }“ gilt. Du führst mit { $price }.
notice-bid-beaten = Dein Gebot bis { $max } auf „{ $title }“ wurde angenommen, aber jemand hatte schon ebenso viel oder mehr geboten. Der Preis liegt jetzt bei { $price }.
notice-outbid = Du wurdest bei „{ $title }“ überboten. Der Preis liegt jetzt bei { $price }.
notice-bid-retracted = Jemand hat ein Gebot auf „{ $title }“ zurückgenommen.
notice-bids-removed = Die Verwaltung hat Gebote auf „{ $title }“ entfernt.
notice-listing-won = „{ $title }“ gehört für { $price } dir. Bitte zahle bis { $until } Uhr.
notice-listing-sold = „{ $title }“ ist für { $price } verkauft. Bezahlt wird bis { $until } Uhr.
notice-listing-unsold = „{ $title }“ ging ohne Käufer zu Ende.
notice-listing-changed = „{ $title }“ wurde ergänzt. Lies nach; du darfst dein Gebot zurücknehmen, wenn es für dich etwas ändert.
notice-listing-cancelled = „{ $title }“ wurde abgesagt.
notice-payment-reminder = „{ $title }“ ist noch zu bezahlen: { $price } bis { $until } Uhr.
notice-sale-unpaid = „{ $title }“ wurde nicht bezahlt ({ $price }); der Verkauf ist aufgehoben. Wer sonst genug geboten hat, kann es jetzt bekommen.
notice-sale-unpaid-buyer = Du hast „{ $title }“ ({ $price }) nicht rechtzeitig bezahlt; der Verkauf ist aufgehoben. Das zählt beim Bieten gegen dich.
notice-second-chance = Du kannst „{ $title }“ noch bekommen, für { $price }, dein eigenes Höchstgebot. Das gilt bis { $until } Uhr.
notice-review-received = { $stars ->
    [one] { $name } hat dich bewertet: { $stars } Stern.
   *[other] { $name } hat dich bewertet: { $stars } Sterne.
}
notice-sale-moved = { $state ->
    [paid] „{ $title }“ ist bezahlt.
    [handed_over] „{ $title }“ wurde übergeben.
    [received] „{ $title }“ ist angekommen.
    [completed] Der Verkauf von „{ $title }“ ist abgeschlossen. Ihr könnt euch eine Woche lang bewerten.
   *[other] Der Verkauf von „{ $title }“ wurde abgesagt.
}
notice-newer = Es gibt eine Neuigkeit, die diese Version der App nicht anzeigen kann. Aktualisiere die App, um sie zu lesen.
