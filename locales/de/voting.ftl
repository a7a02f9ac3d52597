# Inhalte, Abstimmungen, Stimmen und wie ein Ergebnis zustande kam.

category-activities = Aktivitäten
category-meals = Mahlzeiten
category-films = Filme

content-state-draft = Entwurf
content-state-published = Veröffentlicht
content-state-archived = Archiviert

poll-state-draft = Entwurf
poll-state-scheduled = Noch nicht offen
poll-state-open = Offen
poll-state-closed = Beendet
poll-state-result-published = Ergebnis veröffentlicht
poll-state-cancelled = Abgesagt

poll-opens = Beginn: { $at } Uhr
poll-closes = Ende: { $at } Uhr
poll-closed = Beendet: { $at } Uhr
poll-grace = Stimmen, die vor dem Ende abgegeben wurden, zählen noch, wenn sie bis { $until } Uhr bei uns ankommen.

# Wie Stimmen zählen: der Name und was zu tun ist.
method-single = Eine Wahl
method-approval = Mehrere zur Wahl
method-points = Punkte
method-score = Bewertung
method-ranked = Rangfolge
method-budget = Budget
how-single = Wählen Sie eine Möglichkeit.
how-approval = { $min ->
    [0] Wählen Sie so viele, wie Sie mögen, höchstens { $max }.
    [1] Wählen Sie so viele, wie Sie mögen, höchstens { $max }.
   *[other] Wählen Sie { $min } bis { $max } Möglichkeiten.
}
how-points = { $points ->
    [one] Geben Sie { $points } Punkt an Ihren Favoriten.
   *[other] Verteilen Sie bis zu { $points } Punkte, wie Sie mögen.
}
how-points-each = { $max ->
    [one] Höchstens { $max } Punkt für eine Möglichkeit.
   *[other] Höchstens { $max } Punkte für eine Möglichkeit.
}
how-score = Bewerten Sie jede Möglichkeit mit 0 bis { $max }.
how-ranked = { $max ->
    [one] Nennen Sie Ihren Favoriten.
   *[other] Ordnen Sie die Möglichkeiten nach Ihren Wünschen, den Favoriten zuerst. Sie können bis zu { $max } einordnen.
}
how-budget-spend-at-least = Wählen Sie Projekte, die zusammen nicht mehr als { $budget } kosten und mindestens { $pct } % davon nutzen.
how-budget-at-least = { $projects ->
    [0] Wählen Sie Projekte, die zusammen nicht mehr als { $budget } kosten.
    [one] Wählen Sie mindestens { $projects } Projekt; zusammen dürfen sie nicht mehr als { $budget } kosten.
   *[other] Wählen Sie mindestens { $projects } Projekte, die zusammen nicht mehr als { $budget } kosten.
}
how-budget-between = Wählen Sie { $min } bis { $max } Projekte. Was sie kosten, spielt für Ihre Wahl keine Rolle.
points-left = { $count ->
    [one] Noch { $count } Punkt
   *[other] Noch { $count } Punkte
}
budget-left = Noch { $amount } übrig

# Knöpfe.
vote-join = Ich wäre dabei
vote-cast = Abstimmen
vote-change = Stimme ändern
vote-withdraw = Stimme zurückziehen

# Auszählung.
vote-total = { $count ->
    [0] Noch keine Stimmen
    [one] { $count } Stimme
   *[other] { $count } Stimmen
}
vote-tally = { $total ->
    [one] { $count } von { $total } Stimme
   *[other] { $count } von { $total } Stimmen
}
vote-leader = { $total ->
    [one] { $count } von { $total } Stimme, vorn: { $title }
   *[other] { $count } von { $total } Stimmen, vorn: { $title }
}
vote-pending = +{ $count } von Ihnen, noch nicht gezählt
vote-waiting = Wartet aufs Senden, noch nicht gezählt
vote-quorum = { $count } von { $needed } nötigen

# Ergebnisse.
result-provisional = Vorläufiges Ergebnis, endgültig am { $until } Uhr
result-final = Endgültiges Ergebnis
result-winner = Gewählt: { $title }
result-tie = Gleichstand zwischen { $titles }. Wer die Abstimmung eröffnet hat, entscheidet, wie es weitergeht.
result-none = Niemand hat abgestimmt.
result-quorum-missed = { $needed ->
    [one] { $count } von { $needed } nötigen Stimme: Die Abstimmung bleibt ohne Ergebnis.
   *[other] { $count } von { $needed } nötigen Stimmen: Die Abstimmung bleibt ohne Ergebnis.
}

# Wie das Ergebnis zustande kam, Schritt für Schritt.
explain-votes = { $count ->
    [one] { $title }: { $count } Stimme
   *[other] { $title }: { $count } Stimmen
}
explain-points = { $count ->
    [one] { $title }: { $count } Punkt
   *[other] { $title }: { $count } Punkte
}
explain-round = Runde { $round }
explain-exhausted = { $count ->
    [one] { $count } Stimme nennt keine der verbliebenen Möglichkeiten.
   *[other] { $count } Stimmen nennen keine der verbliebenen Möglichkeiten.
}
explain-eliminated = { $title } hat die wenigsten Stimmen und scheidet aus.
explain-transferred = { $count ->
    [one] { $count } Stimme geht von { $from } an { $to }.
   *[other] { $count } Stimmen gehen von { $from } an { $to }.
}
explain-elected = { $title } ist mit { $count } gewählt.
explain-elected-of = { $title } ist mit { $count } von { $of } noch zählenden Stimmen gewählt.
explain-tied = Gleichstand zwischen { $titles }, und dafür war keine Regel festgelegt.
explain-tie-settled-tie-break = Gleichstand zwischen { $titles }. Es entscheidet die vorher festgelegte Regel: { $title }.
explain-tie-settled-earlier-round = Gleichstand zwischen { $titles }. Es entscheidet eine frühere Runde: { $title }.
explain-tie-settled-position = Gleichstand zwischen { $titles }. Es entscheidet die Reihenfolge der Liste: { $title }.
explain-below-threshold = { $title } kommt auf { $count }; nötig sind mindestens { $threshold }.
explain-taken = { $title } wird für { $cost } aufgenommen, mit einer Unterstützung von { $count }. Noch im Budget: { $left }.
explain-does-not-fit = { $title } passt nicht mehr und wird ausgelassen: Kosten { $cost }, übrig nur { $left }.
explain-stopped = { $title } passt nicht mehr, und die Auswahl endet hier: Kosten { $cost }, übrig nur { $left }.
explain-shared = { $voters ->
    [one] Das Geld geht an { $voters } Person: { $share }.
   *[other] Das Geld wird gleichmäßig auf { $voters } Personen verteilt: je { $share }.
}
explain-paid = { $count ->
    [one] { $title } wird für { $cost } aufgenommen: { $count } Person zahlt höchstens { $each }.
   *[other] { $title } wird für { $cost } aufgenommen: { $count } Personen zahlen je höchstens { $each }.
}
explain-compared = Das Ergebnis nach gleichen Anteilen ziehen { $shares } vor, das nach der Unterstützung { $greedy }.
explain-no-support = Keine Möglichkeit hat eine Stimme bekommen.

# Überschriften abgelehnter oder wartender Änderungen.
title-ballot-cast = Ihre Stimme zu „{ $title }“
title-ballot-change = Ihre geänderte Stimme zu „{ $title }“
title-ballot-withdraw = Die Rücknahme Ihrer Stimme zu „{ $title }“
title-content-create = Ihr neuer Beitrag „{ $title }“
title-content-edit = Ihre Änderungen an „{ $title }“
title-content-publish = Die Veröffentlichung von „{ $title }“
title-content-archive = Das Archivieren von „{ $title }“
title-content-delete = Das Löschen von „{ $title }“
title-poll-create = Ihre neue Abstimmung „{ $title }“
title-poll-edit = Ihre Änderungen an der Abstimmung „{ $title }“
title-poll-cancel = Die Absage der Abstimmung „{ $title }“
title-poll-publish = Die Veröffentlichung des Ergebnisses von „{ $title }“
