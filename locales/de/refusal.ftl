# Jede Ablehnung: was schiefging und wie es wieder gut wird, was man tun kann und was an einem Feld nicht stimmt.
# Angaben, die fehlen können, kommen als „none“.

refusal-validation-failed = Etwas fehlt oder stimmt noch nicht. Prüfen Sie die markierten Felder und senden Sie es noch einmal.
refusal-invalid-state = Das geht nicht mehr, weil sich inzwischen etwas geändert hat. Sehen Sie nach, wie es jetzt aussieht.
refusal-unknown-command = Der Server kennt diese Art von Änderung nicht. Aktualisieren Sie die App und versuchen Sie es noch einmal.
refusal-unauthorized = Dafür müssen Sie angemeldet sein. Melden Sie sich an und machen Sie da weiter, wo Sie waren.
refusal-token-revoked = Dieses Gerät wurde von anderer Stelle abgemeldet. Melden Sie sich wieder an, um weiterzumachen.
refusal-forbidden-role = Ihre Rolle erlaubt das nicht. Wenn Sie meinen, dass sie es sollte, fragen Sie an Ihrem Treffpunkt nach.
refusal-account-locked = { $until ->
    [none] Dieses Konto ist nach zu vielen Fehlversuchen für kurze Zeit gesperrt. Warten Sie ein wenig oder bitten Sie an Ihrem Treffpunkt um Hilfe.
   *[other] Dieses Konto ist nach zu vielen Fehlversuchen bis { $until } Uhr gesperrt. Versuchen Sie es danach noch einmal oder bitten Sie an Ihrem Treffpunkt um Hilfe.
}
refusal-email-unverified = Ihre E-Mail-Adresse ist noch nicht bestätigt. Öffnen Sie den Link in der Nachricht, die wir Ihnen geschickt haben, und melden Sie sich dann an.
refusal-account-closed = Dieses Konto wurde geschlossen und wird 30 Tage danach gelöscht. Bis dahin können Sie es mit Ihrem Passwort wieder öffnen.
refusal-second-factor-required = Ein Schritt fehlt noch: der zweite Faktor. Geben Sie den Code aus Ihrer Authenticator-App ein oder richten Sie eine ein.
refusal-code-invalid = Dieser Code stimmt nicht oder wurde schon verwendet. Geben Sie den ein, den Ihre Authenticator-App gerade zeigt.
refusal-link-expired = Dieser Link wurde schon verwendet, ist zu alt oder gehört zu einem anderen Gerät. Fordern Sie einen neuen an.
refusal-not-found = Das haben wir nicht gefunden. Vielleicht wurde es gelöscht oder ist nicht mehr für Sie freigegeben. Sehen Sie nach, was jetzt da ist.
refusal-method-not-allowed = Diese Version der App hat etwas verlangt, was der Server nicht anbietet. Aktualisieren Sie die App und versuchen Sie es noch einmal.
refusal-already-exists = Das gibt es schon, deshalb wurde es nicht ein zweites Mal angelegt. Sehen Sie nach, was schon da ist.
refusal-conflict-double-vote = Sie haben hier schon abgestimmt, und diese Stimme gilt. Wenn Sie es sich anders überlegt haben, ändern Sie Ihre Stimme.
refusal-superseded = Sie haben das inzwischen auf einem anderen Gerät geändert, und jene Fassung gilt. Sie können sie behalten oder die von diesem Gerät übernehmen.
refusal-id-reused = Diese Änderung kam zweimal mit verschiedenem Inhalt an, und die erste gilt. Verwerfen Sie diese hier; wenn Sie sie noch möchten, nehmen Sie die Änderung neu vor.
refusal-dependency-refused = { $cause ->
    [none] Diese Änderung baut auf einer früheren auf, die nicht angenommen wurde. Korrigieren Sie die frühere oder verwerfen Sie beide.
   *[other] Diese Änderung baut auf einer früheren auf, die nicht angenommen wurde. Der Grund war: { $cause }
}
refusal-content-forgotten = Der Server musste auf einen früheren Stand zurückgesetzt werden. Ihre geheime Stimme ging dabei verloren, und dieses Gerät hatte sie schon vergessen, wie versprochen. Bitte stimmen Sie noch einmal ab.
refusal-err-insufficient-inventory = { $product ->
    [none] Für diese Bestellung ist nicht genug da, deshalb wurde nichts reserviert. Bestellen Sie weniger, nehmen Sie eine spätere Tour oder lassen Sie es vorerst.
   *[other] Von „{ $product }“ ist nicht genug da, deshalb wurde nichts reserviert. Noch da: { $left }. Bestellen Sie weniger, nehmen Sie eine spätere Tour oder lassen Sie es vorerst.
}
refusal-price-changed = { $total ->
    [none] Der Preis hat sich geändert, seit Sie ihn gesehen haben, deshalb wurde nichts bestellt. Sehen Sie nach, was es jetzt kostet.
   *[other] Der Preis hat sich geändert, seit Sie ihn gesehen haben, deshalb wurde nichts bestellt. Es kostet jetzt { $total }; bestellen Sie noch einmal, wenn Ihnen das recht ist.
}
refusal-cutoff-passed = { $closed_at ->
    [none] Diese Tour nimmt keine Bestellungen mehr an, und eine spätere ist noch nicht geplant. Wählen Sie eine andere Tour oder fragen Sie Ihren Treffpunkt.
   *[other] Diese Tour nahm bis { $closed_at } Bestellungen an, und eine spätere ist noch nicht geplant. Wählen Sie eine andere Tour oder fragen Sie Ihren Treffpunkt.
}
refusal-train-not-open = { $opens_at ->
    [none] Diese Tour nimmt noch keine Bestellungen an. Bestellen Sie noch einmal, sobald es so weit ist.
   *[other] Diese Tour nimmt ab { $opens_at } Bestellungen an. Bestellen Sie dann noch einmal.
}
refusal-poll-closed = { $closed_at ->
    [none] Die Abstimmung endete, bevor Ihre Stimme ankam; sie konnte nicht gezählt werden. Das Ergebnis können Sie sich ansehen.
   *[other] Die Abstimmung endete am { $closed_at } Uhr, bevor Ihre Stimme ankam; sie konnte nicht gezählt werden. Das Ergebnis können Sie sich ansehen.
}
refusal-poll-not-open = { $opens_at ->
    [none] Diese Abstimmung hat noch nicht begonnen. Stimmen Sie noch einmal ab, sobald sie offen ist.
   *[other] Diese Abstimmung beginnt am { $opens_at } Uhr. Stimmen Sie noch einmal ab, sobald sie offen ist.
}
refusal-not-in-electorate = Sie stehen nicht auf der Liste derer, die hier abstimmen. Wenn Sie meinen, dass Sie dazugehören, fragen Sie an Ihrem Treffpunkt nach.
refusal-ballot-invalid = Ihre Stimme entspricht nicht den Regeln dieser Abstimmung und wurde nicht gezählt. Ändern Sie Ihre Auswahl und senden Sie sie noch einmal.
refusal-poll-frozen = Es wurde schon abgestimmt, deshalb lassen sich Auswahl und Regeln dieser Abstimmung nicht mehr ändern. Sehen Sie nach, wie es jetzt aussieht.
refusal-dispute-too-early = { $opens_at ->
    [none] Die Ware ist für später zugesagt. Danach können Sie reklamieren.
   *[other] Die Ware ist bis { $opens_at } zugesagt. Danach können Sie reklamieren.
}
refusal-dispute-too-late = { $closed_at ->
    [none] Die Frist dafür ist abgelaufen. Fragen Sie Ihren Treffpunkt, wenn Sie Hilfe brauchen.
   *[other] Die Frist dafür ist am { $closed_at } abgelaufen. Fragen Sie Ihren Treffpunkt, wenn Sie Hilfe brauchen.
}
refusal-proof-needed = Dafür braucht es Belege, die sich die anderen ansehen können. Fügen Sie zuerst einen Text oder ein Bild hinzu und schicken Sie es dann noch einmal ab.
refusal-too-many-offers = Es gab genug Angebote. Nehmen Sie das letzte an oder rufen Sie eine Schlichtung.
refusal-too-much-evidence = Sie haben so viele Belege hinzugefügt, wie eine Seite darf. Die Schlichtung kann Sie um mehr bitten.
refusal-not-impartial = Sie stehen diesem Fall zu nahe, um ihn zu entscheiden. Überlassen Sie ihn einer anderen Schlichtung.
refusal-another-mediators-case = Eine andere Schlichtung hat diesen Fall oder hat ihn schon entschieden. Sehen Sie nach, wie er jetzt steht.
refusal-no-appeal = Gegen dieses Ende gibt es keinen Einspruch: nur gegen die erste Entscheidung einer Schlichtung.
refusal-factor-needed = Damit bewegt sich Geld, und dafür braucht es Ihren zweiten Faktor von eben. Bestätigen Sie mit einem Code, dann wird dasselbe noch einmal geschickt.
refusal-auction-not-open = { $opens_at ->
    [none] Diese Auktion nimmt noch keine Gebote an. Bieten Sie wieder, sobald sie offen ist.
   *[other] Diese Auktion nimmt ab { $opens_at } Uhr Gebote an. Bieten Sie dann wieder.
}
refusal-auction-ended = { $closed_at ->
    [none] Die Auktion endete, bevor das bei uns ankam; es zählt deshalb nicht. Wie sie ausging, können Sie sich ansehen.
   *[other] Die Auktion endete am { $closed_at } Uhr, bevor das bei uns ankam; es zählt deshalb nicht. Wie sie ausging, können Sie sich ansehen.
}
refusal-not-eligible = { $reason ->
    [not_a_member] Das ist nur für Mitglieder der Gemeinschaft. Fragen Sie an Ihrem Treffpunkt.
    [seller_household] Sie wohnen mit der Person zusammen, die verkauft, und können deshalb nicht bieten. Fragen Sie an Ihrem Treffpunkt, wenn das nicht stimmt.
    [new_account] Ihr Konto ist für dieses Gebot noch zu neu. Fragen Sie an Ihrem Treffpunkt.
    [approval_needed] Nach unbezahlten oder zurückgenommenen Geboten muss die Verwaltung das nächste freigeben. Bitten Sie darum.
    [strikes] Zu vieles, was Sie ersteigert haben, blieb unbezahlt; vorerst können Sie nicht bieten. Klären Sie das mit Ihrem Treffpunkt.
    [blocked] Die Verwaltung hat Sie vom Bieten ausgeschlossen. Fragen Sie dort nach dem Grund.
   *[other] Hier können Sie nicht bieten. Fragen Sie an Ihrem Treffpunkt.
}
refusal-step-up-needed = { $above ->
    [none] Für einen solchen Betrag wird Ihr zweiter Faktor gebraucht, gerade eben eingegeben. Bestätigen Sie mit einem Code, dann wird dasselbe Gebot noch einmal gesendet.
   *[other] Für einen Betrag über { $above } wird Ihr zweiter Faktor gebraucht, gerade eben eingegeben. Bestätigen Sie mit einem Code, dann wird dasselbe Gebot noch einmal gesendet.
}
refusal-own-lot = Das ist Ihr eigenes Angebot; wer verkauft, kann nicht mitbieten. Verwerfen Sie das Gebot.
refusal-listing-changed = Das Angebot wurde ergänzt, seit Sie es gesehen haben. Lesen Sie, was neu ist, und bieten Sie dann wieder, wenn Sie noch mögen.
refusal-amount-invalid = Dieser Betrag ist hier nicht möglich. Prüfen Sie ihn und senden Sie ihn noch einmal.
refusal-below-minimum = { $next ->
    [none] Inzwischen liegt das Mindestgebot höher. Bieten Sie einen höheren Betrag.
   *[other] Inzwischen liegt das Mindestgebot höher. Es zählt ab { $next }.
}
refusal-not-above-own-max = Sie führen bereits, und das liegt nicht über Ihrem eigenen Höchstgebot. Nennen Sie einen höheren Betrag, wenn Sie es erhöhen möchten.
refusal-buy-now-gone = Das kann nicht mehr sofort gekauft werden, denn jemand hat geboten. Bieten Sie stattdessen mit.
refusal-deposit-needed = Diese Auktion verlangt eine Kaution, und es liegt noch keine vor. Fragen Sie an Ihrem Treffpunkt, wie Sie sie hinterlegen.
refusal-retraction-closing-soon = Die Auktion endet gleich; ein falscher Betrag lässt sich nicht mehr zurücknehmen. Fragen Sie an Ihrem Treffpunkt, wenn etwas gründlich schiefging.
refusal-retraction-too-late = In den letzten 12 Stunden lässt sich ein Gebot nur innerhalb einer Stunde zurücknehmen. Fragen Sie an Ihrem Treffpunkt, wenn etwas gründlich schiefging.
refusal-listing-not-changed = Das Angebot ist noch so, wie Sie es beim Bieten gesehen haben; dieser Grund trifft nicht zu. Ihr Gebot bleibt bestehen.
refusal-listing-frozen = Es gibt schon ein Gebot, daher lässt sich das Angebot nicht mehr umschreiben. Sie können etwas ergänzen, den Mindestpreis senken oder das Ende verschieben.
refusal-offer-lapsed = { $until ->
    [none] Dieses Angebot gilt nicht mehr. Verwerfen Sie die Antwort; vielleicht wird die Sache noch einmal angeboten.
   *[other] Dieses Angebot galt bis { $until } Uhr. Verwerfen Sie die Antwort; vielleicht wird die Sache noch einmal angeboten.
}
refusal-review-closed = { $closed_at ->
    [none] Die Zeit für Bewertungen dieses Verkaufs ist vorbei. Verwerfen Sie die Bewertung.
   *[other] Bewertungen dieses Verkaufs waren bis { $closed_at } Uhr möglich. Verwerfen Sie die Bewertung.
}
refusal-precondition-failed = Das hat sich geändert, seit Sie es angesehen haben; deshalb wurde nichts getan. Sehen Sie nach, wie es jetzt steht.
refusal-file-too-large = Diese Datei ist zu groß. Wählen Sie eine kleinere.
refusal-unsupported-media-type = Mit dieser Art von Datei können wir nichts anfangen. Wählen Sie eine andere, zum Beispiel ein Bild als JPEG, PNG oder WebP.
refusal-rate-limit-exceeded = { $until ->
    [none] Das war viel in kurzer Zeit. Warten Sie ein wenig und versuchen Sie es dann noch einmal.
   *[other] Das war viel in kurzer Zeit. Ab { $until } Uhr können Sie es wieder versuchen.
}
refusal-legal-consent-required = Einer unserer rechtlichen Texte hat sich geändert. Lesen Sie die neue Fassung und stimmen Sie ihr zu, um weiterzumachen.
refusal-parked = Der Server kam mit dieser Änderung nicht zurecht. Sie ist auf diesem Gerät gut aufgehoben und lässt sich noch einmal senden.
refusal-device-damaged = Die Daten auf diesem Gerät waren beschädigt; ob Sie diese Änderung aufgegeben hatten, ist nicht mehr bekannt. Senden Sie sie noch einmal, oder geben Sie sie auf.
refusal-internal-server-error = Bei uns ist etwas schiefgegangen. Warten Sie einen Moment und versuchen Sie es noch einmal.
refusal-service-unavailable = Der Server hat gerade sehr viel zu tun oder wird gewartet. Warten Sie ein wenig und versuchen Sie es noch einmal.
refusal-gateway-timeout = Der Server hat zu lange für eine Antwort gebraucht. Warten Sie einen Moment und versuchen Sie es noch einmal.
refusal-newer = Das wurde aus einem Grund abgelehnt, den diese Version der App noch nicht kennt. Aktualisieren Sie die App, um ihn zu lesen.

# Knöpfe.
remedy-add-note = Etwas ergänzen
remedy-apply-mine = Meine Fassung nehmen
remedy-bid-next = Nächsten Betrag bieten
remedy-change-vote = Stimme ändern
remedy-choose-other-file = Andere Datei wählen
remedy-choose-smaller-file = Kleinere Datei wählen
remedy-confirm-now = Jetzt bestätigen
remedy-contact-hub = Am Treffpunkt fragen
remedy-discard = Verwerfen
remedy-edit = Bearbeiten
remedy-enter-code = Code eingeben
remedy-give-consent = Lesen und zustimmen
remedy-next-train = Spätere Tour nehmen
remedy-open-mail = Neue E-Mail anfordern
remedy-order-fewer = Weniger bestellen
remedy-refresh = Aktuellen Stand ansehen
remedy-see-result = Ergebnis ansehen
remedy-reopen-account = Konto wieder öffnen
remedy-send-again = Noch einmal senden
remedy-sign-in = Anmelden
remedy-update-app = App aktualisieren
remedy-wait-and-retry = Später noch einmal versuchen

# Neben einem Feld.
issue-required = Füllen Sie dieses Feld aus.
issue-too-long = Das ist zu lang. Kürzen Sie es.
issue-too-short = Das ist zu kurz. Schreiben Sie etwas mehr.
issue-malformed = Die Form stimmt nicht. Prüfen Sie, ob Sie sich vertippt haben.
issue-out-of-range = Das liegt außerhalb der Grenzen. Wählen Sie einen anderen Wert.
issue-unknown = Das kennen wir nicht. Wählen Sie etwas anderes.
issue-too-many = Sie haben mehr gewählt, als diese Abstimmung erlaubt. Nehmen Sie etwas weg.
issue-too-few = Sie haben weniger gewählt, als diese Abstimmung verlangt. Wählen Sie noch etwas dazu.
issue-unknown-option = Etwas aus Ihrer Auswahl gehört nicht mehr zu dieser Abstimmung. Entfernen Sie es.
issue-option-twice = Dieselbe Möglichkeit kommt zweimal vor. Lassen Sie sie nur einmal stehen.
issue-value-out-of-range = Einer Ihrer Werte ist zu hoch oder zu niedrig. Ändern Sie ihn.
issue-ranks-not-consecutive = In Ihrer Reihenfolge fehlt ein Platz oder einer ist doppelt vergeben. Nummerieren Sie mit 1, 2, 3 und so weiter.
issue-points-over-budget = Sie haben mehr Punkte vergeben, als Sie haben. Nehmen Sie einige zurück.
issue-cost-over-budget = Ihre Projekte kosten mehr, als das Budget hergibt. Nehmen Sie eines weg.
issue-spend-too-little = Ihre Projekte nutzen zu wenig vom Budget. Nehmen Sie noch eines dazu.
issue-blank-not-allowed = Eine leere Stimme ist hier nicht möglich. Wählen Sie mindestens eine Möglichkeit.
issue-sku-taken = Ein anderes Produkt hat diese Nummer. Wählen Sie eine andere.
issue-product-twice = Dieses Produkt steht zweimal da. Behalten Sie es einmal und ändern Sie die Menge.
issue-order-twice = Eine Bestellung steht zweimal in diesem Plan. Behalten Sie sie einmal.
issue-out-of-order = Diese Zeiten folgen nicht aufeinander. Prüfen Sie, was zuerst kommt.
issue-consent-missing = Die Kundin oder der Kunde hat einem Ersatz nicht zugestimmt. Fragen Sie zuerst oder lassen Sie es weg.
issue-no-back-order = Dieses Produkt kann nicht nachgeliefert werden. Erstatten oder ersetzen Sie es.
issue-no-evidence = Es fehlt etwas, das die Übergabe belegt. Machen Sie ein Foto oder lassen Sie unterschreiben.
issue-recipient-missing = Der Name der Person, die angenommen hat, fehlt. Tragen Sie ihn ein.
issue-nothing-delivered = Es wurde nichts übergeben. Melden Sie stattdessen eine gescheiterte Lieferung.
issue-reason-missing = Etwas fehlt, und es ist kein Grund genannt. Wählen Sie einen.
issue-too-many-photos = Das sind zu viele Fotos. Nehmen Sie welche weg.
# Für ein Wort, das ein neuerer Server benutzt.
issue-other = Hier stimmt etwas nicht. Prüfen Sie dieses Feld.
issue-password-too-simple = Mische Großbuchstaben, Ziffern und Zeichen, etwa in einem Satz mit einer Zahl.
issue-password-too-common = Dieses benutzen viele, deshalb ist es leicht zu erraten. Wähle ein anderes.
issue-taken = Das ist schon vergeben. Melden Sie sich damit an oder nehmen Sie etwas anderes.
