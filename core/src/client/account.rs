//! The account of whoever holds the device: signing in by steps, passwords, second factors, sessions.
//!
//! A sign-in that needs a second factor comes back as the refusal `SECOND_FACTOR_REQUIRED`, whose parameter
//! `needs` says which screen comes next: `code` leads to [`Client::enter_code`], `enrolment` to
//! [`Client::begin_second_factor`] and [`Client::confirm_second_factor`]. The client remembers the half sign-in
//! meanwhile, in memory alone.

use serde_json::json;

use super::keeper::lock;
use super::{Client, Failed, block_on};
use crate::i18n::Locale;
use crate::id::Id;
use crate::refusal::{Code, Refusal};
use crate::step_up::Purpose;
use crate::sync::transport::account::{
    Authenticator, Consent, HalfSignedIn, Legal, LegalText, SessionView, SignIn, named,
};
use crate::sync::transport::audit::AuditPage;
use crate::sync::transport::{Lost, Tokens};
use crate::sync::worker::{self, Host as _};

/// Who wants an account.
#[derive(Clone, Copy)]
pub struct Newcomer<'a> {
    /// To sign in with.
    pub email: &'a str,
    /// At least eight characters, as [`crate::password::check`] asks.
    pub password: &'a str,
    /// As others see it.
    pub name: &'a str,
    /// The language of letters.
    pub locale: Locale,
}

/// A sign-in whose second step is missing, and the device it is for.
pub(super) struct Half {
    half: HalfSignedIn,
    device: Id,
}

impl Client {
    /// The legal texts in force, in the client's language, and what is collected and why.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn legal(&self) -> Result<Legal, Failed> {
        Ok(block_on(self.http.legal())??)
    }

    /// The legal texts in force, and when the person agreed to each. A text whose consent is missing blocks what the
    /// app does for the community until [`Self::agree`]; what was done before is kept and sent all the same.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn consents(&self) -> Result<Vec<Consent>, Failed> {
        self.agree(&[])
    }

    /// Agrees to legal texts that were shown; the consents then.
    ///
    /// # Errors
    /// [`Failed::Network`]; `VALIDATION_FAILED` when a text is not in force any more: read them anew.
    pub fn agree(&self, texts: &[LegalText]) -> Result<Vec<Consent>, Failed> {
        let token = self.token()?;
        Ok(block_on(self.http.consents(&token, texts))??)
    }

    /// Makes an account on the server, agreeing to the legal texts that were shown.
    ///
    /// # Errors
    /// [`Failed::Network`]; `LEGAL_CONSENT_REQUIRED` when a text in force is missing.
    pub fn register_agreed(&self, newcomer: &Newcomer<'_>, agreed: &[LegalText]) -> Result<(), Failed> {
        crate::password::check(newcomer.password, &[newcomer.email, newcomer.name]).map_err(Lost::from)?;
        let agreed = named(agreed);
        let Newcomer { email, password, name, locale } = newcomer;
        let body = json!({
            "email": email, "password": password, "display_name": name, "locale": locale.tag(), "agreed": agreed,
        });
        self.ask("register", body)
    }

    /// Signs in; the first fetch starts at once. A store of another person is cleared first.
    ///
    /// # Errors
    /// [`Failed::Network`] when the server says no or is out of reach, with `SECOND_FACTOR_REQUIRED` when the
    /// second step is missing; [`Failed::Unsent`] when the store still holds another person's unsent changes.
    pub fn sign_in(&self, email: &str, password: &str) -> Result<Id, Failed> {
        let device = self.keeper.device_id()?;
        let signed_in = block_on(self.http.sign_in(email, password, device))??;
        self.come_in(signed_in, device)
    }

    /// Asks for a mail with a link that signs in on this device: the way in for whoever has forgotten the
    /// password, or is locked out.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn ask_sign_in_link(&self, email: &str) -> Result<(), Failed> {
        let device = self.keeper.device_id()?;
        self.ask("link", json!({ "email": email, "device": device }))
    }

    /// Signs in with the code of that mail.
    ///
    /// # Errors
    /// As [`Self::sign_in`]; `LINK_EXPIRED` when the code is of no use here.
    pub fn sign_in_with_link(&self, code: &str) -> Result<Id, Failed> {
        let device = self.keeper.device_id()?;
        let signed_in = block_on(self.http.use_link(code, device))??;
        self.come_in(signed_in, device)
    }

    /// The second step of signing in: a code of the authenticator, or a recovery code.
    ///
    /// # Errors
    /// As [`Self::sign_in`]; `CODE_INVALID` when the code is wrong, `UNAUTHORIZED` when the first step is
    /// missing or too long ago.
    pub fn enter_code(&self, code: &str) -> Result<Id, Failed> {
        let (half, device) = self.half()?;
        let tokens = block_on(self.http.enter_code(&half.partial_token, code))??;
        self.come_in(SignIn::Whole(tokens), device)
    }

    /// A new secret for an authenticator. Whoever is signed in gives the password; whoever was asked for a
    /// second factor at sign-in has just done so.
    ///
    /// # Errors
    /// [`Failed::Network`]; `INVALID_STATE` when there is a second factor already.
    pub fn begin_second_factor(&self, password: Option<&str>) -> Result<Authenticator, Failed> {
        let token = self.token_or_half()?;
        Ok(block_on(self.http.begin_second_factor(&token, password))??)
    }

    /// Confirms the secret with its first code, and signs in whoever was asked for it at sign-in. The recovery
    /// codes: each works once, and they are shown this once.
    ///
    /// # Errors
    /// [`Failed::Network`]; `CODE_INVALID` when the code is wrong.
    pub fn confirm_second_factor(&self, code: &str) -> Result<Vec<String>, Failed> {
        let token = self.token_or_half()?;
        let (codes, tokens) = block_on(self.http.confirm_second_factor(&token, code))??;
        if let Some(tokens) = tokens {
            let (_, device) = self.half()?;
            self.come_in(SignIn::Whole(tokens), device)?;
        }
        Ok(codes)
    }

    /// Steps up for one purpose, up to an amount in minor units: for five minutes, on this device.
    ///
    /// # Errors
    /// [`Failed::Network`]; `CODE_INVALID` when the code is wrong, `INVALID_STATE` without a second factor.
    pub fn step_up(&self, purpose: Purpose, ceiling_minor: i64, code: &str) -> Result<(), Failed> {
        let token = self.token()?;
        Ok(block_on(self.http.step_up(&token, purpose, ceiling_minor, code))??)
    }

    /// Confirms an e-mail address with the code of a mail.
    ///
    /// # Errors
    /// [`Failed::Network`]; `LINK_EXPIRED` when the code is of no use.
    pub fn verify_email(&self, code: &str) -> Result<(), Failed> {
        self.ask("verify", json!({ "code": code }))
    }

    /// Asks for that mail once more.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn resend_verification(&self, email: &str) -> Result<(), Failed> {
        self.ask("verify/resend", json!({ "email": email }))
    }

    /// Asks for a mail with a link for a new password.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn forgot_password(&self, email: &str) -> Result<(), Failed> {
        self.ask("password/forgot", json!({ "email": email }))
    }

    /// Sets a new password with the code of that mail. Every session ends.
    ///
    /// # Errors
    /// [`Failed::Network`]; `LINK_EXPIRED` when the code is of no use.
    pub fn reset_password(&self, code: &str, password: &str) -> Result<(), Failed> {
        crate::password::check(password, &[]).map_err(Lost::from)?;
        self.ask("password/reset", json!({ "code": code, "password": password }))
    }

    /// Changes the password. Every session ends but this device's, which gets a new one.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn change_password(&self, current: &str, new: &str) -> Result<(), Failed> {
        crate::password::check(new, &[]).map_err(Lost::from)?;
        let token = self.token()?;
        let tokens = block_on(self.http.change_password(&token, current, new))??;
        self.keeper.keep(&tokens)?;
        self.sync_now();
        Ok(())
    }

    /// The person's sessions, the latest used first.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn sessions(&self) -> Result<Vec<SessionView>, Failed> {
        let token = self.token()?;
        Ok(block_on(self.http.sessions(&token))??)
    }

    /// A page of the audit log of a community, for those who run it: before the line `before`, and of the area
    /// `about` unless it is empty. That it was read is a line too.
    ///
    /// # Errors
    /// [`Failed::Network`]: no device holds the log.
    pub fn audit(&self, community: Id, before: Option<i64>, about: &str) -> Result<AuditPage, Failed> {
        let token = self.token()?;
        Ok(block_on(self.http.audit(&token, community, before, about))??)
    }

    /// Everything that the server keeps of the person, as a JSON document.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn export(&self) -> Result<serde_json::Value, Failed> {
        let token = self.token()?;
        Ok(block_on(self.http.export(&token))??)
    }

    /// Closes the account: every device is signed out, this one forgets everything, and thirty days later what
    /// names the person is erased. Until when it can be opened again, as RFC 3339 in UTC.
    ///
    /// # Errors
    /// [`Failed::Network`]; nothing was cleared then. Whoever is a community's last admin hands it over first.
    pub fn close_account(&self, password: &str) -> Result<String, Failed> {
        let token = self.token()?;
        let until = block_on(self.http.close_account(&token, password))??;
        self.wipe()?;
        Ok(until)
    }

    /// Opens a closed account again; then sign in.
    ///
    /// # Errors
    /// [`Failed::Network`].
    pub fn reopen_account(&self, email: &str, password: &str) -> Result<(), Failed> {
        self.ask("reopen", json!({ "email": email, "password": password }))
    }

    /// Signs another device out.
    ///
    /// # Errors
    /// [`Failed::Network`]; `NOT_FOUND` when the session has ended already.
    pub fn end_session(&self, session: Id) -> Result<(), Failed> {
        let token = self.token()?;
        Ok(block_on(self.http.end_session(&token, session))??)
    }

    /// Goes on with what a sign-in gave.
    fn come_in(&self, signed_in: SignIn, device: Id) -> Result<Id, Failed> {
        let tokens: Tokens = match signed_in {
            SignIn::Whole(tokens) => tokens,
            SignIn::Half(half) => {
                let refusal = half.refusal();
                *lock(&self.half) = Some(Half { half, device });
                return Err(Lost::from(refusal).into());
            }
        };
        *lock(&self.half) = None;
        if self.keeper.user().is_some_and(|user| user != tokens.user_id) {
            match self.keeper.unsent()? {
                0 => self.keeper.wipe()?,
                unsent => return Err(Failed::Unsent(unsent)),
            }
        }
        self.keeper.signed_in(&tokens, device)?;
        self.sync_now();
        Ok(tokens.user_id)
    }

    fn ask(&self, what: &str, body: serde_json::Value) -> Result<(), Failed> {
        Ok(block_on(self.http.ask(what, body))??)
    }

    fn half(&self) -> Result<(HalfSignedIn, Id), Failed> {
        let half = lock(&self.half);
        let half = half.as_ref().ok_or_else(|| Lost::from(Refusal::new(Code::Unauthorized)))?;
        Ok((half.half.clone(), half.device))
    }

    fn token_or_half(&self) -> Result<String, Failed> {
        match self.half() {
            Ok((half, _)) => Ok(half.partial_token),
            Err(_) => self.token(),
        }
    }

    /// An access token that is good for a while.
    fn token(&self) -> Result<String, Failed> {
        let session = self.keeper.session()?;
        let session = session.ok_or_else(|| Lost::from(Refusal::new(Code::Unauthorized)))?;
        Ok(block_on(worker::access_token(self.keeper.as_ref(), &self.http, session))??)
    }
}
