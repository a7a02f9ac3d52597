//! The last step of signing in: what somebody gets who has proven who they are, one way or another.

use hubbub_core::id::Id;
use hubbub_core::refusal::Code;
use hubbub_core::store::{Fault, Sql};
use hubbub_core::time::{MINUTE_MS, SECOND_MS};
use serde_json::json;

use super::accounts::{self, Standing};
use super::links::{self, Purpose};
use super::sessions::{self, Facts};
use super::tokens::{ACCESS_MS, Needs, PARTIAL_MS, Tokens};
use super::{Caller, Session, factor};
use crate::app::App;
use crate::audit::{self, Record};
use crate::errors::Failure;
use crate::logs::Context;
use crate::mail::{Kind, Letter};
use crate::random;
use crate::writer::{Trouble, Writing};

/// Sessions that one person may have at once; beyond it the one unused for longest ends (requirement I6).
const SESSIONS_MAX: usize = 20;
/// How long a letter is taken to be on its way: until then nobody gets a second one, which would make the first void. An
/// app that signs in right after it made an account is told that the address is not confirmed.
const LETTER_MS: i64 = 5 * MINUTE_MS;
/// Roles that demand a second factor (requirement I5).
const STAFF: [&str; 2] = ["admin", "hub_manager"];

/// How somebody has proven who they are.
#[derive(Clone)]
pub(crate) enum Proof {
    /// The password that has this hash.
    Password(String),
    /// A link sent to their address.
    Link,
    /// All that is needed.
    SecondFactor,
}

/// What they get.
pub(crate) enum Arrival {
    /// A session.
    In(Opened),
    /// A token for the second step.
    Half { token: String, needs: Needs },
}

/// A session that has begun.
pub(crate) struct Opened {
    pub(crate) caller: Caller,
    pub(crate) session: Session,
}

/// What was decided in the transaction.
enum Step {
    In { roles: Vec<String>, ended: Vec<Id> },
    Half(Needs),
    Unverified,
    Closed,
    Gone,
}

impl App {
    /// Lets somebody in, or as far as they have come.
    pub(crate) async fn arrive(
        self: &std::sync::Arc<Self>,
        caller: Caller,
        proof: Proof,
        context: &Context,
    ) -> Result<Arrival, Failure> {
        let app = std::sync::Arc::clone(self);
        let (token, code) = (Tokens::first_refresh()?, links::code()?);
        let (kept, context) = (token.clone(), context.clone());
        let step = self
            .writer
            .write(move |writing| app.step(writing, &caller, &proof, &kept, &code, &context))
            .await?;
        match step {
            Step::In { roles, ended } => {
                for session in ended {
                    self.session_ended(session);
                }
                let session = self.session(&caller, roles, token)?;
                Ok(Arrival::In(Opened { caller, session }))
            }
            Step::Half(needs) => {
                let token = self.tokens.partial(&caller, needs, self.clock().now())?;
                Ok(Arrival::Half { token, needs })
            }
            Step::Unverified => Err(Code::EmailUnverified.into()),
            Step::Closed => Err(Code::AccountClosed.into()),
            Step::Gone => Err(Code::Unauthorized.into()),
        }
    }

    fn step(
        &self,
        writing: &mut Writing<'_>,
        caller: &Caller,
        proof: &Proof,
        token: &str,
        code: &str,
        context: &Context,
    ) -> Result<Step, Fault> {
        let now = writing.now;
        let Some(standing) = accounts::find(writing.sql, caller.user)? else { return Ok(Step::Gone) };
        match proof {
            // The password was changed while this one was being looked at.
            Proof::Password(hash) if *hash != standing.password_hash => return Ok(Step::Gone),
            _ if standing.closed_at.is_some() => return Ok(Step::Closed),
            Proof::Password(_) if !standing.verified && self.letters.are_sent() => {
                let life_ms = Kind::Verify { code: String::new() }.life_ms();
                let sent = now.plus(life_ms - LETTER_MS);
                if !links::lasts(writing.sql, Purpose::Verify, caller.user, sent)? {
                    self.send_verification(writing.sql, caller.user, &standing, code, now)?;
                }
                return Ok(Step::Unverified);
            }
            Proof::Password(_) | Proof::SecondFactor => {}
            Proof::Link => accounts::verify(writing.sql, caller.user, now)?,
        }
        let roles: Vec<String> =
            self.engine.roles(writing.sql, caller.user)?.into_iter().map(str::to_owned).collect();
        let needs = match proof {
            Proof::SecondFactor => None,
            _ if factor::is_on(writing.sql, caller.user)? => Some(Needs::Code),
            _ if self.config.second_factor && is_staff(&roles) => Some(Needs::Enrolment),
            _ => None,
        };
        if let Some(needs) = needs {
            return Ok(Step::Half(needs));
        }
        let facts = Facts {
            second_factor: matches!(proof, Proof::SecondFactor),
            agent: context.agent.clone(),
            network: context.network(),
        };
        self.open(writing.sql, caller, &standing, &facts, token, context, now).map(|ended| match ended {
            Some(ended) => Step::In { roles, ended },
            None => Step::Gone,
        })
    }

    /// Begins the session; the sessions that ended for it, or nothing when it had begun before.
    #[expect(clippy::too_many_arguments, reason = "everything that is known of one sign-in")]
    fn open(
        &self,
        sql: &mut dyn Sql,
        caller: &Caller,
        standing: &Standing,
        facts: &Facts,
        token: &str,
        context: &Context,
        now: hubbub_core::time::Timestamp,
    ) -> Result<Option<Vec<Id>>, Fault> {
        let (any, this) = sessions::seen_before(sql, caller.user, caller.device)?;
        if !sessions::begin(sql, caller, facts, token, now)? {
            return Ok(None);
        }
        if any && !this {
            let kind = Kind::NewDevice { agent: facts.agent.clone(), network: facts.network.clone() };
            let event = format!("new-device {}", caller.session);
            self.letters.queue(sql, &standing.letter(event, kind), now)?;
        }
        let mut record = Record {
            actor: Some(caller.user),
            action: "session.begin",
            entity: format!("session {}", caller.session),
            correlation: &context.correlation,
            details: json!({ "second_factor": facts.second_factor, "new_device": any && !this }),
        };
        audit::record(sql, &self.keys, &record, now)?;
        let ended = sessions::standing(sql, caller.user, now)?.split_off_at(SESSIONS_MAX);
        for session in &ended {
            sessions::end(sql, *session, now)?;
            record.action = "session.cut";
            record.entity = format!("session {session}");
            audit::record(sql, &self.keys, &record, now)?;
        }
        Ok(Some(ended))
    }

    /// Sends a link to confirm the address.
    pub(crate) fn send_verification(
        &self,
        sql: &mut dyn Sql,
        user: Id,
        standing: &Standing,
        code: &str,
        now: hubbub_core::time::Timestamp,
    ) -> Result<(), Fault> {
        let kind = Kind::Verify { code: code.to_owned() };
        let hash = self.keys.link_hash(code);
        let event = format!("verify {hash}");
        links::keep(sql, hash, Purpose::Verify, user, None, now.plus(kind.life_ms()), now)?;
        self.letters.queue(sql, &standing.letter(event, kind), now)
    }

    /// Begins a session of a user on a device without any proof: whoever runs the process vouches for them.
    pub(crate) async fn begin_session(&self, user: Id, device: Id) -> Result<Session, Trouble> {
        let caller = Caller { user, device, session: random::id(self.clock().now())? };
        let token = Tokens::first_refresh()?;
        let kept = token.clone();
        let facts = Facts { second_factor: true, ..Facts::default() };
        let engine = std::sync::Arc::clone(&self.engine);
        let roles = self
            .writer
            .write(move |writing| {
                sessions::begin(writing.sql, &caller, &facts, &kept, writing.now)?;
                engine.roles(writing.sql, caller.user)
            })
            .await?;
        self.session(&caller, roles.into_iter().map(str::to_owned).collect(), token)
    }

    /// Lets everything that runs know that a session has ended.
    pub(crate) fn session_ended(&self, session: Id) {
        self.sessions.end(session, self.clock().now());
        self.live.end_session(session);
    }

    pub(crate) fn session(
        &self,
        caller: &Caller,
        roles: Vec<String>,
        refresh_token: String,
    ) -> Result<Session, Trouble> {
        Ok(Session {
            access_token: self.tokens.access(caller, roles, self.clock().now())?,
            expires_in: ACCESS_MS / SECOND_MS,
            refresh_token,
            user_id: caller.user,
        })
    }
}

/// Whether one of these roles demands a second factor.
pub(crate) fn is_staff<S: AsRef<str>>(roles: &[S]) -> bool {
    roles.iter().any(|role| STAFF.contains(&role.as_ref()))
}

/// Seconds until a partial token ends.
pub(crate) const PARTIAL_S: i64 = PARTIAL_MS / SECOND_MS;

impl Standing {
    /// A letter to the account's owner.
    pub(crate) fn letter(&self, event: String, kind: Kind) -> Letter {
        Letter { event, to: self.email.clone(), locale: self.locale, kind }
    }
}

/// What a list has from a place on; nothing when it is shorter.
trait SplitOffAt {
    fn split_off_at(self, at: usize) -> Self;
}

impl<T> SplitOffAt for Vec<T> {
    fn split_off_at(mut self, at: usize) -> Self {
        let at = at.min(self.len());
        self.split_off(at)
    }
}
