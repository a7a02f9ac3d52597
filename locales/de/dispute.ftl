# Reklamationen zu einem Verkauf oder einer Bestellung.

dispute-state-draft = Noch nicht abgeschickt
dispute-state-open = Wartet auf die Verkaufsseite
dispute-state-offer-review = Ein Angebot wartet auf die Kaufseite
dispute-state-counter-review = Ein Angebot wartet auf die Verkaufsseite
dispute-state-claim-rejected = Die Verkaufsseite widerspricht
dispute-state-mediation-queue = Wartet auf eine Schlichtung
dispute-state-evidence-review = Eine Schlichtung prüft den Fall
dispute-state-closed = Beendet

dispute-reason-not-received = Es ist nicht angekommen
dispute-reason-not-as-described = Es ist nicht wie beschrieben
dispute-reason-damaged = Es ist beschädigt
dispute-reason-wrong-or-missing-items = Etwas ist falsch oder fehlt
dispute-reason-payment-problem = Mit der Zahlung stimmt etwas nicht

dispute-act-submit = An die Verkaufsseite schicken
dispute-act-offer-full = Das ganze Geld zurückgeben
dispute-act-offer = Ein Angebot machen
dispute-act-accept = Das Angebot annehmen
dispute-act-turn-down = Das Angebot ablehnen
dispute-act-reject-claim = Widersprechen
dispute-act-escalate = Eine Schlichtung rufen
dispute-act-withdraw = Die Reklamation zurückziehen
dispute-act-add-evidence = Belege hinzufügen
dispute-act-take-up = Den Fall übernehmen
dispute-act-step-back = Den Fall abgeben
dispute-act-decide = Entscheiden
dispute-act-appeal = Einspruch einlegen
dispute-act-reopen = Wieder aufnehmen
dispute-act-time-up = Die Frist war um

dispute-side-buyer = Kaufseite
dispute-side-seller = Verkaufsseite
dispute-side-mediator = Schlichtung
dispute-side-system = Der Server
dispute-side-bystander = Jemand anderes

dispute-ending-never-sent = Sie wurde nie abgeschickt
dispute-ending-full-refund = Die Verkaufsseite hat das ganze Geld zurückgegeben
dispute-ending-agreed = Beide Seiten haben sich geeinigt
dispute-ending-withdrawn = Die Kaufseite hat sie zurückgezogen
dispute-ending-buyer-silent = Die Kaufseite hat nicht geantwortet
dispute-ending-decided = Eine Schlichtung hat entschieden
dispute-ending-nobody-decided = Niemand hat rechtzeitig entschieden

dispute-money-refund = Das ganze Geld geht an die Kaufseite zurück
dispute-money-partial = Ein Teil des Geldes geht an die Kaufseite zurück
dispute-money-release = Die Verkaufsseite bekommt das Geld

dispute-offer-partial = { $refund } zurück
dispute-offer-return = Ware zurück, Geld zurück
dispute-offer-replace = Andere Ware

evidence-text = In Worten
evidence-picture = Bild
evidence-proof = Zustellnachweis
evidence-telemetry = Der Weg der Lieferung
evidence-listing = Was im Angebot stand
evidence-bids = Die Gebote
evidence-messages = Was beide Seiten geschrieben haben

title-dispute-open = Ihre Reklamation zu „{ $title }“
title-dispute-change = Ihr Schritt in der Reklamation zu „{ $title }“

# Die Ansichten dazu auf dem Telefon.
nav-disputes = Reklamationen
disputes-empty = Keine Reklamationen
disputes-empty-words = Wenn mit einem Kauf oder einer Bestellung etwas nicht stimmt, beginnen Sie dort.
disputes-running = Laufende Reklamationen
disputes-over = Vorbei
dispute-start = Damit stimmt etwas nicht
dispute-go-on = Zu Ihrer Reklamation
dispute-start-title = Was stimmt nicht?
dispute-start-words = Zuerst antwortet die Verkaufsseite. Wenn Sie sich nicht einigen, entscheidet eine Schlichtung aus Ihrer Gemeinschaft. Bis dahin bekommt niemand das Geld.
dispute-choose-reason = Wählen Sie zuerst, was nicht stimmt.
dispute-text = In Ihren Worten
dispute-text-hint = Was geschehen ist, und was es wieder gutmachen würde.
dispute-begin = Weiter
dispute-begin-words = Es ist ein Entwurf. Gleich können Sie Bilder hinzufügen, dann senden Sie ihn.
dispute-now = Wie es steht
dispute-with = Mit { $name }, es geht um { $price }
dispute-on-table = Auf dem Tisch: { $offer }
dispute-mediator = { $name } hat den Fall.
dispute-draft-words = Das sieht noch niemand sonst. Fügen Sie Bilder hinzu, wenn Sie welche haben, und senden Sie es dann.
dispute-due-you = Ihre Antwort wird bis { $at } erwartet. Sonst entscheidet die Zeit.
dispute-due = Eine Antwort wird bis { $at } erwartet. Sonst entscheidet die Zeit.
dispute-your-turn = Sie sind dran
dispute-refund = { $amount } gehen zurück.
dispute-appeal-until = Bis { $at } können Sie Einspruch erheben, mit etwas, das noch niemand gesehen hat.
dispute-reopen-until = Bis { $at } können Sie sie wieder aufnehmen.
dispute-sure-at = Endgültig am { $at }.
dispute-evidence = Belege
dispute-picture = Ein Bild als Beleg
dispute-evidence-left = { $count ->
    [one] Sie können noch { $count } Beleg hinzufügen. Beide Seiten und die Schlichtung sehen ihn.
   *[other] Sie können noch { $count } Belege hinzufügen. Beide Seiten und die Schlichtung sehen sie.
}
dispute-offers-left = { $count ->
    [one] Sie beide zusammen haben noch { $count } Angebot.
   *[other] Sie beide zusammen haben noch { $count } Angebote.
}
dispute-make-partial = Ein Teil des Geldes zurück
dispute-offer-amount = Wie viel, in { $currency }?
dispute-appeal-words = Eine andere Schlichtung sieht es sich an. Sagen oder zeigen Sie, was noch niemand gesehen hat.
dispute-code-hint = Es bewegt sich Geld. Sechs Ziffern aus Ihrem Authenticator oder ein Ersatzcode.
dispute-ask-submit = Die Verkaufsseite sieht Ihre Reklamation und antwortet binnen drei Werktagen.
dispute-ask-offer-full = Das ganze Geld geht zurück, und die Reklamation ist vorbei.
dispute-ask-accept = Das Angebot gilt dann, und die Reklamation ist vorbei.
dispute-ask-mediator = Eine Schlichtung aus Ihrer Gemeinschaft sieht sich die Belege beider Seiten an und entscheidet.
dispute-ask-reject-claim = Die Kaufseite kann dann eine Schlichtung rufen. Fügen Sie vorher Ihre Belege hinzu.
dispute-ask-withdraw = Die Reklamation ist dann vorbei, und die Verkaufsseite bekommt das Geld.
dispute-ask-reopen = Die Reklamation geht weiter, wo sie stehen blieb.
