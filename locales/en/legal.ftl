# Legal texts and consent.

legal-collected = We keep your name, your e-mail address and your language to run your account, and what you do in the community so that it works for everybody. Your position and how you use the app are kept only if you agree. You can get a copy of it all, or have it erased, at any time.

# A new version waits for consent.
legal-new-title = Our terms have changed
legal-new-words = Read what is new and agree to carry on. What you did until now is safe and is sent.
legal-new-yes = Agree and carry on
legal-new-no = Without your consent nothing new is done here. Your account and your data stay as they are.
legal-new-tick = Tick what you agree to first.
