# Legal texts and consent.

legal-collected = We keep your name, your e-mail address and your language to run your account, and what you do in the community so that it works for everybody. Your position and how you use the app are kept only if you agree. You can get a copy of it all, or have it erased, at any time.
