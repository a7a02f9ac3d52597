# E-Mails zum Konto. Reiner Text: der Link steht in einer eigenen Zeile.

mail-verify-subject = Bestätigen Sie Ihre E-Mail-Adresse
mail-verify-body =
    Willkommen bei Hubbub. Öffnen Sie diesen Link auf dem Gerät mit der App, um { $email } zu bestätigen:

    { $link }

    Oder geben Sie diesen Code in der App ein: { $code }

    Der Link gilt zwei Tage. Wenn Sie kein Konto anlegen wollten, brauchen Sie nichts zu tun: ohne Bestätigung kann es niemand benutzen.
mail-registered-subject = Sie haben schon ein Konto
mail-registered-body =
    Jemand, vermutlich Sie selbst, wollte mit { $email } ein Hubbub-Konto anlegen. Sie haben bereits eines: Melden Sie sich an oder fordern Sie in der App ein neues Passwort an. Wenn Sie es nicht waren, brauchen Sie nichts zu tun.
mail-reset-subject = Wählen Sie ein neues Passwort
mail-reset-body =
    Öffnen Sie diesen Link auf dem Gerät mit der App, um ein neues Passwort zu wählen:

    { $link }

    Oder geben Sie diesen Code in der App ein: { $code }

    Er gilt eine Stunde. Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-sign-in-subject = Ihr Link zum Anmelden
mail-sign-in-body =
    Öffnen Sie diesen Link auf dem Gerät, auf dem Sie ihn angefordert haben:

    { $link }

    Oder geben Sie dort diesen Code ein: { $code }

    Er gilt 15 Minuten, einmal und nur auf diesem Gerät. Wenn Sie ihn nicht angefordert haben, brauchen Sie nichts zu tun.
mail-invited-subject = Sie wurden aufgenommen
mail-invited-body =
    Eine Verwalterin oder ein Verwalter Ihrer Gemeinschaft hat für { $email } ein Hubbub-Konto angelegt. Öffnen Sie diesen Link auf dem Gerät mit der App, um Ihr Passwort zu wählen:

    { $link }

    Oder geben Sie diesen Code in der App ein: { $code }

    Er gilt sieben Tage. Wenn Sie kein Konto möchten, tun Sie nichts: Ohne Ihr Passwort kann es niemand benutzen.
mail-locked-subject = Zu viele falsche Passwörter
mail-locked-body =
    Für Ihr Konto wurde fünfmal ein falsches Passwort eingegeben, zuletzt um { $when }. Die Anmeldung mit Passwort ist für 15 Minuten gesperrt. Angemeldete Geräte bleiben angemeldet, und mit einem Link per E-Mail können Sie sich weiterhin anmelden. Wenn Sie es nicht waren, wählen Sie ein neues Passwort.
mail-new-device-subject = Ein neues Gerät hat sich angemeldet
mail-new-device-body =
    Ein bisher unbekanntes Gerät hat sich um { $when } bei Ihrem Konto angemeldet.

    App: { $agent }
    Netz: { $network }

    Wenn Sie es nicht waren, öffnen Sie in der App die Liste der Sitzungen, melden Sie das Gerät ab und ändern Sie Ihr Passwort.
mail-password-subject = Ihr Passwort wurde geändert
mail-password-body =
    Das Passwort Ihres Kontos wurde um { $when } geändert, alle anderen Geräte wurden abgemeldet. Wenn Sie es nicht waren, fordern Sie in der App sofort ein neues Passwort an.
mail-closed-subject = Ihr Konto wurde geschlossen
mail-closed-body =
    Ihr Konto wurde um { $when } geschlossen, alle Geräte wurden abgemeldet. 30 Tage lang können Sie es mit Ihrem Passwort wieder öffnen. Danach werden Ihr Name, Ihre Adresse und alles andere, was Sie nennt, für immer gelöscht; Ihre Stimmen zählen ohne Sie weiter. Wenn Sie es nicht waren, öffnen Sie es sofort wieder und wählen Sie ein neues Passwort.
mail-factor-on-subject = Zweiter Faktor eingerichtet
mail-factor-on-body =
    Seit { $when } verlangt Ihr Konto bei der Anmeldung einen Code. Bewahren Sie Ihre Wiederherstellungscodes sicher auf. Wenn Sie es nicht waren, wenden Sie sich sofort an Ihren Treffpunkt.
mail-factor-off-subject = Zweiter Faktor entfernt
mail-factor-off-body =
    Seit { $when } verlangt Ihr Konto bei der Anmeldung keinen Code mehr. Wenn Sie es nicht waren, ändern Sie sofort Ihr Passwort und richten Sie den zweiten Faktor neu ein.
mail-recovery-subject = Ein Wiederherstellungscode wurde verwendet
mail-recovery-body =
    Um { $when } wurde einer Ihrer Wiederherstellungscodes zum Anmelden verwendet. Jeder gilt einmal. Wenn Sie es nicht waren, ändern Sie sofort Ihr Passwort und erzeugen Sie neue Codes.
mail-foot = Diese Nachricht kommt von Hubbub, weil sie Ihr Konto betrifft. Bitte antworten Sie nicht darauf.
mail-bid-subject = Ihr Gebot für „{ $name }“
mail-bid-body =
    Ihr Gebot für „{ $name }“ wurde um { $when } angenommen. Die App zeigt, wie es steht; wie weit Sie gehen würden, geht niemanden sonst etwas an und steht nicht in dieser Mail.

    Wenn Sie es nicht waren, ändern Sie Ihr Passwort in der App und schreiben Sie Ihrem Treffpunkt.
mail-purchase-subject = Sie haben „{ $name }“ gekauft
mail-purchase-body =
    Sie haben „{ $name }“ um { $when } gekauft. Die App zeigt, wie es weitergeht: bezahlen und abholen.

    Wenn Sie es nicht waren, ändern Sie Ihr Passwort in der App und schreiben Sie Ihrem Treffpunkt.
