# Mails about accounts. Plain text: the link stands on a line of its own.

mail-verify-subject = Confirm your e-mail address
mail-verify-body =
    Welcome to Hubbub. Open this link on the device with the app to confirm { $email }:

    { $link }

    Or enter this code in the app: { $code }

    The link works for two days. If you did not ask for an account, do nothing: without confirmation nobody can use it.
mail-registered-subject = You already have an account
mail-registered-body =
    Somebody, probably you, tried to make a Hubbub account with { $email }. You have one already: sign in, or ask for a new password in the app. If it was not you, you need not do anything.
mail-reset-subject = Choose a new password
mail-reset-body =
    Open this link on the device with the app to choose a new password:

    { $link }

    Or enter this code in the app: { $code }

    It works for one hour. If you did not ask for it, do nothing: your password stays as it is.
mail-sign-in-subject = Your link to sign in
mail-sign-in-body =
    Open this link on the device where you asked for it:

    { $link }

    Or enter this code there: { $code }

    It works for 15 minutes, once, and on that device alone. If you did not ask for it, do nothing.
mail-invited-subject = You were taken in
mail-invited-body =
    An admin of your community made a Hubbub account for { $email }. Open this link on the device with the app to choose your password:

    { $link }

    Or enter this code in the app: { $code }

    It works for seven days. If you do not want an account, do nothing: nobody can use it without your password.
mail-locked-subject = Too many wrong passwords
mail-locked-body =
    A wrong password was entered for your account five times, last at { $when }. Signing in with the password is locked for 15 minutes. Devices that are signed in stay so, and you can still sign in with a link sent by mail. If it was not you, choose a new password.
mail-new-device-subject = A new device signed in
mail-new-device-body =
    A device that has not been here before signed in to your account at { $when }.

    App: { $agent }
    Network: { $network }

    If it was not you, open the list of sessions in the app, sign that device out and change your password.
mail-password-subject = Your password was changed
mail-password-body =
    The password of your account was changed at { $when }, and all other devices were signed out. If it was not you, ask for a new password in the app at once.
mail-closed-subject = Your account was closed
mail-closed-body =
    Your account was closed at { $when }, and all devices were signed out. For 30 days you can open it again with your password. After that your name, your address and everything else that names you is erased for ever; your votes stay counted without you. If it was not you, open it again at once and choose a new password.
mail-factor-on-subject = Second factor set up
mail-factor-on-body =
    Since { $when } your account asks for a code when you sign in. Keep your recovery codes in a safe place. If it was not you, ask the people at your hub at once.
mail-factor-off-subject = Second factor taken off
mail-factor-off-body =
    Since { $when } your account asks for no code any more when you sign in. If it was not you, change your password at once and set a second factor up again.
mail-recovery-subject = A recovery code was used
mail-recovery-body =
    At { $when } one of your recovery codes was used to sign in. Each works once. If it was not you, change your password at once and make new codes.
mail-foot = This mail was sent by Hubbub because it concerns your account. Please do not reply.
mail-bid-subject = Your bid on “{ $name }”
mail-bid-body =
    Your bid on “{ $name }” was taken at { $when }. The app shows where it stands; how far you would go is for nobody else’s eyes and is not in this mail.

    If it was not you, change your password in the app and write to your hub.
mail-purchase-subject = You bought “{ $name }”
mail-purchase-body =
    You bought “{ $name }” at { $when }. The app shows what comes next: paying and fetching it.

    If it was not you, change your password in the app and write to your hub.
