//! Accounts over HTTP: signing in by steps, passwords, second factors, sessions.

use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, AUTHORIZATION};
use serde::Deserialize;
use serde_json::{Value, json};

use super::http::{Http, bearer, json_body, sent};
use super::{Lost, Tokens};
use crate::id::Id;
use crate::refusal::{Code, Param, Refusal};
use crate::step_up::Purpose;
use crate::sync::protocol::NotOurs;

/// How far a sign-in came.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum SignIn {
    /// All the way.
    Whole(Tokens),
    /// The second factor is missing.
    Half(HalfSignedIn),
}

/// A sign-in whose second step is missing.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct HalfSignedIn {
    /// Opens the second step, for a few minutes.
    pub partial_token: String,
    /// What is missing.
    pub needs: Needs,
}

/// Says what is missing, and keeps the token to itself.
impl std::fmt::Debug for HalfSignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HalfSignedIn").field("needs", &self.needs).finish_non_exhaustive()
    }
}

/// What a sign-in still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// A code of the authenticator, or a recovery code.
    Code,
    /// A second factor has to be set up first: the person's roles demand one.
    Enrolment,
}

impl HalfSignedIn {
    /// The same as a refusal, for whoever waits for a session: `needs` says which screen comes next.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        let needs = match self.needs {
            Needs::Code => "code",
            Needs::Enrolment => "enrolment",
        };
        Refusal::new(Code::SecondFactorRequired).with("needs", Param::Text(needs.to_owned()))
    }
}

/// What is put into an authenticator.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Authenticator {
    /// To be typed, in base 32.
    pub secret: String,
    /// To be scanned: an `otpauth` address.
    pub otpauth: String,
}

/// What is collected and why, and the legal texts in force.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Legal {
    /// The notice at collection.
    pub collected: String,
    /// One of each kind.
    pub texts: Vec<LegalText>,
}

/// A legal text in one version.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LegalText {
    /// What it is: `terms` or `privacy`.
    pub kind: String,
    /// Its version.
    pub version: i64,
    /// What it says.
    pub text: String,
}

/// A legal text in force, and when a person agreed to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Consent {
    /// The text.
    #[serde(flatten)]
    pub text: LegalText,
    /// When they agreed (RFC 3339); nothing while it waits for them.
    pub given_at: Option<String>,
}

/// One of a person's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SessionView {
    /// Its id.
    pub id: Id,
    /// The device.
    pub device: Id,
    /// When it began (RFC 3339).
    pub created_at: String,
    /// When it was used last (RFC 3339).
    pub used_at: String,
    /// What the device says it is.
    pub agent: String,
    /// Its address without the last part.
    pub network: String,
    /// Whether a second factor was given.
    pub second_factor: bool,
    /// Whether it is this one.
    pub current: bool,
}

/// Legal texts as they are agreed to: by kind and version.
#[must_use]
pub(crate) fn named(texts: &[LegalText]) -> Value {
    texts.iter().map(|text| json!({ "kind": text.kind, "version": text.version })).collect()
}

impl Http {
    /// Signs in with e-mail and password, as far as that goes.
    ///
    /// # Errors
    /// [`Lost`]; a wrong password is a refusal.
    pub async fn sign_in(&self, email: &str, password: &str, device: Id) -> Result<SignIn, Lost> {
        let body = json!({ "email": email, "password": password, "device": device });
        read(self.account(Method::POST, "login", None, Some(body)).await?)
    }

    /// Signs in with the code of a mail.
    ///
    /// # Errors
    /// [`Lost`]; `LINK_EXPIRED` when the code is of no use here.
    pub async fn use_link(&self, code: &str, device: Id) -> Result<SignIn, Lost> {
        let body = json!({ "code": code, "device": device });
        read(self.account(Method::POST, "link/use", None, Some(body)).await?)
    }

    /// The second step: a code of the authenticator, or a recovery code.
    ///
    /// # Errors
    /// [`Lost`]; `CODE_INVALID` when the code is wrong.
    pub async fn enter_code(&self, partial_token: &str, code: &str) -> Result<Tokens, Lost> {
        let body = json!({ "code": code });
        read(self.account(Method::POST, "second-factor/verify", Some(partial_token), Some(body)).await?)
    }

    /// A new secret for an authenticator.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn begin_second_factor(
        &self,
        token: &str,
        password: Option<&str>,
    ) -> Result<Authenticator, Lost> {
        let body = json!({ "password": password });
        read(self.account(Method::POST, "second-factor", Some(token), Some(body)).await?)
    }

    /// Confirms the secret with its first code: the recovery codes, and a session for whoever was asked for a
    /// second factor at sign-in.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn confirm_second_factor(
        &self,
        token: &str,
        code: &str,
    ) -> Result<(Vec<String>, Option<Tokens>), Lost> {
        #[derive(Deserialize)]
        struct Confirmed {
            recovery_codes: Vec<String>,
        }
        let body = json!({ "code": code });
        let data = self.account(Method::POST, "second-factor/confirm", Some(token), Some(body)).await?;
        let tokens = serde_json::from_value(data.clone()).ok();
        Ok((read::<Confirmed>(data)?.recovery_codes, tokens))
    }

    /// Steps up for one purpose, up to an amount in minor units.
    ///
    /// # Errors
    /// [`Lost`]; `CODE_INVALID` when the code is wrong.
    pub async fn step_up(
        &self,
        token: &str,
        purpose: Purpose,
        ceiling_minor: i64,
        code: &str,
    ) -> Result<(), Lost> {
        let (Purpose::Bid(thing) | Purpose::Money(thing)) = purpose;
        let body = json!({
            "code": code, "purpose": purpose.word(), "thing": thing, "ceiling_minor": ceiling_minor,
        });
        self.account(Method::POST, "step-up", Some(token), Some(body)).await.map(drop)
    }

    /// Another password; the tokens of the new session.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn change_password(&self, token: &str, current: &str, new: &str) -> Result<Tokens, Lost> {
        let body = json!({ "current": current, "new": new });
        read(self.account(Method::POST, "password", Some(token), Some(body)).await?)
    }

    /// The sessions of whoever has this token.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn sessions(&self, token: &str) -> Result<Vec<SessionView>, Lost> {
        #[derive(Deserialize)]
        struct List {
            sessions: Vec<SessionView>,
        }
        Ok(read::<List>(self.account(Method::GET, "sessions", Some(token), None).await?)?.sessions)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn end_session(&self, token: &str, session: Id) -> Result<(), Lost> {
        let path = format!("sessions/{session}");
        self.account(Method::DELETE, &path, Some(token), None).await.map(drop)
    }

    /// Asks for something that needs no sign-in: `verify`, `verify/resend`, `link`, `password/forgot`,
    /// `password/reset`.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn ask(&self, what: &str, body: Value) -> Result<(), Lost> {
        self.account(Method::POST, what, None, Some(body)).await.map(drop)
    }

    /// The legal texts in force.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn legal(&self) -> Result<Legal, Lost> {
        let request = self.request(Method::GET, "/api/v1/legal").header(ACCEPT_LANGUAGE, self.language());
        let mut envelope: Value = json_body(sent(request).await?).await?;
        read(envelope.get_mut("data").map(Value::take).unwrap_or_default())
    }

    /// The legal texts in force, and when whoever has this token agreed to each. What is in `agreed` is agreed to
    /// first.
    ///
    /// # Errors
    /// [`Lost`]; a version that is not in force is refused.
    pub async fn consents(&self, token: &str, agreed: &[LegalText]) -> Result<Vec<Consent>, Lost> {
        #[derive(Deserialize)]
        struct Kept {
            consents: Vec<Consent>,
        }
        let method = if agreed.is_empty() { Method::GET } else { Method::POST };
        let mut request = self
            .request(method, "/api/v1/users/me/consents")
            .header(ACCEPT_LANGUAGE, self.language())
            .header(AUTHORIZATION, bearer(token));
        if !agreed.is_empty() {
            request = request.json(&json!({ "agreed": named(agreed) }));
        }
        let mut envelope: Value = json_body(sent(request).await?).await?;
        Ok(read::<Kept>(envelope.get_mut("data").map(Value::take).unwrap_or_default())?.consents)
    }

    /// Everything that the server keeps of whoever has this token, as a JSON document.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn export(&self, token: &str) -> Result<Value, Lost> {
        let request =
            self.request(Method::GET, "/api/v1/users/me/export").header(AUTHORIZATION, bearer(token));
        let mut envelope: Value = json_body(sent(request).await?).await?;
        Ok(envelope.get_mut("data").map(Value::take).unwrap_or_default())
    }

    /// Closes the account of whoever has this token; until when it can be opened again, as RFC 3339 in UTC.
    ///
    /// # Errors
    /// [`Lost`].
    pub async fn close_account(&self, token: &str, password: &str) -> Result<String, Lost> {
        #[derive(Deserialize)]
        struct Closed {
            until: String,
        }
        let request = self.request(Method::DELETE, "/api/v1/users/me").header(AUTHORIZATION, bearer(token));
        let request = request.header(ACCEPT_LANGUAGE, self.language()).json(&json!({ "password": password }));
        let mut envelope: Value = json_body(sent(request).await?).await?;
        Ok(read::<Closed>(envelope.get_mut("data").map(Value::take).unwrap_or_default())?.until)
    }

    async fn account(
        &self,
        method: Method,
        what: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> Result<Value, Lost> {
        let mut request = self.request(method, &format!("/api/v1/auth/{what}"));
        request = request.header(ACCEPT_LANGUAGE, self.language());
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, bearer(token));
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let mut envelope: Value = json_body(sent(request).await?).await?;
        Ok(envelope.get_mut("data").map(Value::take).unwrap_or_default())
    }
}

fn read<T: serde::de::DeserializeOwned>(data: Value) -> Result<T, Lost> {
    serde_json::from_value(data).map_err(|_| Lost::NotOurs(NotOurs::Foreign))
}
