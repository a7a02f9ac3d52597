//! Ten bids a minute, and then a proof of work for ten more (requirement A8): it slows a script down, and nobody has to
//! see, read or hear anything for it.
//!
//! A challenge names its person and its end under the server's key, so that none has to be remembered until it is
//! solved; a solved one counts once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Json;
use axum::extract::State;
use hubbub_core::id::Id;
use hubbub_core::proof_of_work::{BITS, is_solved};
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::sync::protocol::Upload;
use hubbub_core::time::{MINUTE_MS, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::auth::Caller;
use crate::errors::Failure;
use crate::limits::{Grant, Quota};
use crate::logs::rfc3339;
use crate::random;

/// Bids of one person a minute.
const BIDS: u32 = 10;
/// How long a challenge can be solved.
const LIFE_MS: i64 = 5 * MINUTE_MS;
/// Commands that are bids: their area and kinds.
const AREA: &str = "auction";
const KINDS: [&str; 2] = ["place_bid", "buy"];
/// The limit's name.
const RULE: &str = "bids";

/// Challenges that were solved, until they end.
#[derive(Default)]
pub(crate) struct Solved(Mutex<BTreeMap<String, Timestamp>>);

/// `POST /api/v1/challenge`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Solution {
    challenge: String,
    number: u64,
}

/// A new challenge for the caller.
pub(crate) async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Value>, Failure> {
    let until = app.clock().now().plus(LIFE_MS);
    let nonce = random::id(app.clock().now())?;
    let challenge = format!("{nonce}.{}.{}", until.0, app.keys.challenge(caller.user, nonce, until));
    let data = json!({ "challenge": challenge, "bits": BITS, "until": rfc3339(until) });
    Ok(Json(json!({ "status": "success", "data": data })))
}

/// Takes a solution: ten more bids.
pub(crate) async fn solve(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(form): Json<Solution>,
) -> Result<Json<Value>, Failure> {
    let now = app.clock().now();
    let wrong = || Refusal::new(Code::ValidationFailed).field("number", "malformed");
    let until = app.challenge_end(caller.user, &form.challenge).filter(|until| *until > now);
    let until = until.ok_or_else(|| Refusal::new(Code::ValidationFailed).field("challenge", "malformed"))?;
    if !is_solved(&form.challenge, BITS, form.number) {
        return Err(wrong().into());
    }
    if !app.solved.is_new(&form.challenge, until, now) {
        return Err(Code::AlreadyExists.into());
    }
    app.limits.forgive(RULE, &caller.user.to_string());
    Ok(Json(json!({ "status": "success", "data": {} })))
}

impl App {
    /// When a challenge of a person ends; nothing when it is none of ours or somebody else's.
    fn challenge_end(&self, user: Id, challenge: &str) -> Option<Timestamp> {
        let mut parts = challenge.split('.');
        let (nonce, until, proof) = (parts.next()?, parts.next()?, parts.next()?);
        let (nonce, until) = (nonce.parse().ok()?, Timestamp(until.parse().ok()?));
        let same = parts.next().is_none() && self.keys.challenge(user, nonce, until) == proof;
        same.then_some(until)
    }

    /// Counts a command if it is a bid. Refused, it is one too many for now.
    pub(crate) fn pace_bid(&self, user: Id, area: &str, kind: &str) -> Result<(), Grant> {
        if area != AREA || !KINDS.contains(&kind) {
            return Ok(());
        }
        let quota = Quota(self.config.rates.of(BIDS));
        let grant = self.limits.ask(RULE, &user.to_string(), quota, self.clock().now());
        if grant.is_given() { Ok(()) } else { Err(grant) }
    }

    /// Cuts a device's uploads before the first bid that is one too many; how long it waits, in milliseconds. The
    /// device sends the rest again: what was not decided is not lost.
    pub(crate) fn pace_bids(&self, user: Id, uploads: &mut Vec<Upload>) -> Option<i64> {
        #[derive(Deserialize)]
        struct Kind<'t> {
            #[serde(borrow)]
            area: std::borrow::Cow<'t, str>,
            #[serde(borrow)]
            kind: std::borrow::Cow<'t, str>,
        }
        for at in 0..uploads.len() {
            let Some(Upload::Call(call)) = uploads.get(at) else { continue };
            // Most commands are not even looked into.
            if !call.command.contains(AREA) {
                continue;
            }
            let Ok(Kind { area, kind }) = serde_json::from_str(&call.command) else { continue };
            if let Err(grant) = self.pace_bid(user, &area, &kind) {
                uploads.truncate(at);
                return Some(grant.wait_ms);
            }
        }
        None
    }
}

impl Solved {
    /// Remembers a solved challenge until it ends; false when it was solved before.
    fn is_new(&self, challenge: &str, until: Timestamp, now: Timestamp) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, until| *until > now);
        known.insert(challenge.to_owned(), until).is_none()
    }
}
