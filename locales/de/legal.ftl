# Rechtstexte und Zustimmung.

legal-collected = Wir speichern Ihren Namen, Ihre E-Mail-Adresse und Ihre Sprache, um Ihr Konto zu führen, und was Sie in der Gemeinschaft tun, damit sie für alle funktioniert. Ihr Standort und wie Sie die App nutzen, werden nur mit Ihrer Zustimmung gespeichert. Sie können jederzeit eine Kopie von allem erhalten oder es löschen lassen.

# A new version waits for consent.
legal-new-title = Unsere Texte haben sich geändert
legal-new-words = Lesen Sie die neue Fassung und stimmen Sie zu, um weiterzumachen. Was Sie bis jetzt getan haben, ist sicher und wird gesendet.
legal-new-yes = Zustimmen und weitermachen
legal-new-no = Ohne Ihre Zustimmung geschieht hier nichts Neues. Ihr Konto und Ihre Daten bleiben, wie sie sind.
legal-new-tick = Kreuzen Sie zuerst an, wozu Sie zustimmen.
