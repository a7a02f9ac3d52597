# Textes juridiques et consentement.

legal-collected = Nous conservons votre nom, votre adresse e-mail et votre langue pour gérer votre compte, ainsi que ce que vous faites dans la communauté pour qu’elle fonctionne pour tout le monde. Votre position et votre usage de l’application ne sont conservés qu’avec votre accord. Vous pouvez à tout moment en obtenir une copie ou les faire effacer.
