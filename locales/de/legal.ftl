# Rechtstexte und Zustimmung.

legal-collected = Wir speichern Ihren Namen, Ihre E-Mail-Adresse und Ihre Sprache, um Ihr Konto zu führen, und was Sie in der Gemeinschaft tun, damit sie für alle funktioniert. Ihr Standort und wie Sie die App nutzen, werden nur mit Ihrer Zustimmung gespeichert. Sie können jederzeit eine Kopie von allem erhalten oder es löschen lassen.
