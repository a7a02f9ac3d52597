//! The first person of a community, made at the command line.

use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::sync::protocol::Outcome;
use serde_json::{Value as Json, json};

use super::accounts::{Account, Email};
use super::enrolment::{Enrolment, enrol, named_community};
use super::password;
use crate::host::Host;
use crate::random;
use crate::writer::Trouble;

/// The job under whose name the command line works.
const JOB: &str = "command line";
/// Letters and digits of a made password: about 100 bits, without those that look alike.
const PASSWORD_CHARS: usize = 20;
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Who is to run a community.
#[derive(Clone, Debug)]
pub struct NewAdmin {
    /// To sign in with.
    pub email: String,
    /// As others see it.
    pub name: String,
    /// Their language.
    pub locale: Locale,
    /// The name of the community, if the server has none yet.
    pub community: String,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct MadeAdmin {
    /// The new user.
    pub user: Id,
    /// The community they run.
    pub community: Id,
    /// Their password; it is told this once.
    pub password: String,
}

/// Why nobody was made an admin.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The address can't be one.
    #[error("{0} is no e-mail address")]
    Email(String),
    /// The address has an account.
    #[error("{0} has an account already")]
    Taken(String),
    /// A rule said no; the refusal as JSON.
    #[error("refused: {0}")]
    Refused(String),
    /// Nothing was written.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl Host {
    /// Makes an account, admits it to the community that new people join, and gives it the role of an
    /// admin. Founds that community when there is none.
    ///
    /// # Errors
    /// [`AdminError`] says what is in the way; what was done before stands.
    pub fn create_admin(&self, admin: &NewAdmin) -> Result<MadeAdmin, AdminError> {
        let app = self.app();
        let email = Email::read(&admin.email, &app.keys);
        let email = email.ok_or_else(|| AdminError::Email(admin.email.clone()))?;
        let community = self.community_or_new(admin)?;
        let password = made_password().map_err(Trouble::from)?;
        let account = Account {
            user: random::id(app.clock().now()).map_err(Trouble::from)?,
            email,
            password_hash: password::hash(&password).map_err(Trouble::from)?,
            locale: admin.locale.tag().to_owned(),
            vouched: true,
        };
        let user = account.user;
        let enrolment = Enrolment {
            account,
            display_name: admin.name.clone(),
            community: Some(community),
            agreed: Vec::new(),
        };
        let device = app.keys.job_device(JOB);
        let made = app.writer.write_blocking(move |writing| enrol(writing, device, &enrolment))?;
        made.ok_or_else(|| AdminError::Taken(admin.email.clone()))?;
        self.command(&json!({
            "area": "community", "kind": "grant_role",
            "community": community, "user": user, "role": "admin",
        }))?;
        Ok(MadeAdmin { user, community, password })
    }

    /// The community that new people join; founded when there is none.
    fn community_or_new(&self, admin: &NewAdmin) -> Result<Id, AdminError> {
        let app = self.app();
        if let Some(known) = app.config.community {
            return Ok(known);
        }
        if let Some(known) = app.writer.write_blocking(|writing| named_community(writing.sql))? {
            return Ok(known);
        }
        let community = random::id(app.clock().now()).map_err(Trouble::from)?;
        self.command(&json!({
            "area": "community", "kind": "found",
            "community": community, "name": admin.community, "default_locale": admin.locale.tag(),
            "time_zone": "UTC", "currency": "EUR",
        }))?;
        self.set_community(community)?;
        Ok(community)
    }

    fn command(&self, command: &Json) -> Result<(), AdminError> {
        let call = random::id(self.app().clock().now()).map_err(Trouble::from)?;
        match self.writer().job_blocking(JOB, vec![(call, command.to_string())])?.pop() {
            Some(Outcome::Applied { .. }) => Ok(()),
            other => Err(AdminError::Refused(format!("{other:?}"))),
        }
    }
}

/// A password that nobody has to remember.
pub(crate) fn made_password() -> Result<String, Fault> {
    let random: [u8; PASSWORD_CHARS] = random::bytes()?;
    let letters: String = random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    // A capital letter and a sign, as the rule for passwords asks for.
    Ok(format!("H-{letters}"))
}
