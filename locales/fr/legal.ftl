# Textes juridiques et consentement.

legal-collected = Nous conservons votre nom, votre adresse e-mail et votre langue pour gérer votre compte, ainsi que ce que vous faites dans la communauté pour qu’elle fonctionne pour tout le monde. Votre position et votre usage de l’application ne sont conservés qu’avec votre accord. Vous pouvez à tout moment en obtenir une copie ou les faire effacer.

# A new version waits for consent.
legal-new-title = Nos textes ont changé
legal-new-words = Lisez la nouvelle version et acceptez-la pour continuer. Ce que vous avez fait jusqu’ici est en sécurité et sera envoyé.
legal-new-yes = Accepter et continuer
legal-new-no = Sans votre accord, rien de nouveau ne se fait ici. Votre compte et vos données restent tels quels.
legal-new-tick = Cochez d’abord ce que vous acceptez.
