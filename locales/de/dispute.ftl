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
