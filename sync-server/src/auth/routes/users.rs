//! Admins take people in by their address: who has no account gets one, and a mail to choose its password.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::Fault;
use hubbub_core::sync::protocol::Outcome;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{no_address, success};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::accounts::{self, Account, Email};
use crate::auth::admin::made_password;
use crate::auth::links::{self, Purpose};
use crate::errors::Failure;
use crate::logs::Context;
use crate::mail::Kind;
use crate::random;
use crate::writer::Writing;

/// `POST /api/v1/users`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUser {
    email: String,
    display_name: String,
    locale: String,
    community: Id,
    hub: Option<Id>,
}

/// Everything that the transaction needs.
struct Invitation {
    admin: Caller,
    account: Account,
    display_name: String,
    community: Id,
    hub: Option<Id>,
    call: Id,
    code: String,
}

/// Takes somebody in. The admission is the admin's own command, with the same rules as in the apps; the account is
/// made only if it goes through. Whether the address had an account is not told.
pub(crate) async fn create_user(
    State(app): State<Arc<App>>,
    Extension(context): Extension<Context>,
    caller: Caller,
    Json(form): Json<NewUser>,
) -> Result<Json<Value>, Failure> {
    let email = Email::read(&form.email, &app.keys).ok_or_else(no_address)?;
    let unknown = || Refusal::new(Code::ValidationFailed).field("locale", "unknown");
    let locale = Locale::from_tag(&form.locale).ok_or_else(unknown)?.tag().to_owned();
    let now = app.clock().now();
    // Nobody knows this password: the owner of the address chooses one.
    let password = made_password()?;
    let password_hash = app.passwords.enter()?.hash(password.clone()).await?;
    let vouched = !app.letters.are_sent();
    let account = Account { user: random::id(now)?, email, password_hash, locale, vouched };
    let invitation = Invitation {
        admin: caller,
        account,
        display_name: form.display_name.trim().to_owned(),
        community: form.community,
        hub: form.hub,
        call: random::id(now)?,
        code: links::code()?,
    };
    let shared = Arc::clone(&app);
    let taken_in = app.writer.write(move |writing| shared.take_in(writing, &invitation, &context)).await??;
    // Without a mail server the admin has to tell it; then it is told this once.
    let password = (vouched && taken_in.is_new).then_some(password);
    Ok(success(&json!({ "user": taken_in.user, "password": password })))
}

struct TakenIn {
    user: Id,
    is_new: bool,
}

impl App {
    fn take_in(
        &self,
        writing: &mut Writing<'_>,
        invitation: &Invitation,
        context: &Context,
    ) -> Result<Result<TakenIn, Refusal>, Fault> {
        let Invitation { admin, account, community, hub, call, code, .. } = invitation;
        let known = accounts::user_of(writing.sql, &account.email)?;
        let user = known.unwrap_or(account.user);
        let command = json!({
            "area": "community", "kind": "admit", "community": community, "user": user,
            "display_name": invitation.display_name, "locale": account.locale, "hub": hub,
        });
        let from = context.circumstances(admin.device);
        // Not as the admin's device: its calls are numbered by itself.
        let device = Id::of("rest device", &[admin.user, admin.device]);
        match writing.command_of(admin.user, device, *call, &command.to_string(), &from)? {
            Outcome::Applied { .. } => {}
            Outcome::Refused(text) => {
                return serde_json::from_str(&text).map(Err).map_err(|error| Fault::Shape(error.to_string()));
            }
            other => return Err(Fault::Bug(format!("an admission was {other:?}"))),
        }
        if known.is_some() || !accounts::create(writing.sql, account, writing.now)? {
            return Ok(Ok(TakenIn { user, is_new: false }));
        }
        if let Some(standing) = accounts::find(writing.sql, user)? {
            let (hash, kind) = (self.keys.link_hash(code), Kind::Invited { code: code.clone() });
            let letter = standing.letter(format!("invited {hash}"), kind);
            let until = writing.now.plus(letter.kind.life_ms());
            links::keep(writing.sql, hash, Purpose::Reset, user, None, until, writing.now)?;
            self.letters.queue(writing.sql, &letter, writing.now)?;
        }
        Ok(Ok(TakenIn { user, is_new: true }))
    }
}
