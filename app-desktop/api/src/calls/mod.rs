//! Every call that a window may make. What is not in this list cannot be asked for.

pub mod content;
pub mod notices;
pub mod people;
pub mod poll_form;
pub mod polls;
pub mod session;
pub mod setup;
pub mod sync;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

use crate::contract::Declarations;
use crate::{Desktop, Problem, Ref};

/// A command was recorded and is on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Done {
    /// Why the server will probably say no, if the device expects it.
    pub warning: Option<String>,
    /// The thing that was made, if one was.
    pub id: Option<Ref>,
}

/// Names one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// The thing.
    pub id: Ref,
}

/// A piece of text in a window's list of choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// What is handed back.
    pub value: String,
    /// The words.
    pub text: String,
}

macro_rules! calls {
    ($( $module:ident :: $name:ident ( $args:ty ) -> $result:ty; )*) => {
        /// Does the call `name`.
        ///
        /// # Errors
        /// The call's own, or that there is no such call or its arguments do not fit.
        pub fn call(desktop: &Desktop, name: &str, args: Json) -> Result<Json, Problem> {
            match name {
                $( stringify!($name) => {
                    let args: $args = arguments(name, args)?;
                    let result: $result = $module::$name(desktop, args)?;
                    serde_json::to_value(result).map_err(|error| Problem::program(error.to_string()))
                } )*
                _ => Err(Problem::program(format!("there is no call {name}"))),
            }
        }

        /// Every call's name.
        pub const NAMES: &[&str] = &[$( stringify!($name) ),*];

        /// Tells the contract of every call.
        pub(crate) fn describe(contract: &mut Declarations) {
            $( contract.call::<$args, $result>(stringify!($name)); )*
        }
    };
}

calls! {
    session::session(()) -> session::Session;
    session::sign_in(session::SignIn) -> session::Session;
    session::enter_code(session::TypedCode) -> session::Session;
    session::begin_second_factor(session::BeginSecondFactor) -> session::Secret;
    session::confirm_second_factor(session::TypedCode) -> Vec<String>;
    session::ask_sign_in_link(session::Address) -> ();
    session::sign_in_with_link(session::TypedCode) -> session::Session;
    session::sign_out(session::SignOut) -> ();
    session::sessions(()) -> Vec<session::SessionLine>;
    session::end_session(One) -> ();
    session::change_password(session::ChangePassword) -> ();

    setup::settings(()) -> setup::SettingsPage;
    setup::change_settings(setup::SettingsChange) -> setup::SettingsPage;

    sync::sync_line(()) -> sync::SyncLine;
    sync::sync_now(()) -> ();
    sync::outbox(()) -> Vec<sync::Waiting>;
    sync::discard(One) -> bool;
    sync::refused(()) -> Vec<sync::Refused>;
    sync::retry(One) -> Done;
    sync::clear(One) -> bool;
    sync::export_outbox(()) -> String;

    notices::notices(notices::NoticesAfter) -> notices::NoticesPage;
    notices::read_notices(One) -> Done;

    content::items(content::ItemsFilter) -> Vec<content::ItemLine>;
    content::item(One) -> Option<content::ItemPage>;
    content::save_item(content::ItemForm) -> Done;
    content::publish_item(One) -> Done;
    content::archive_item(One) -> Done;
    content::delete_item(One) -> Done;
    content::restore_item(One) -> Done;
    content::attach_picture(content::Picture) -> String;
    content::picture(content::PictureName) -> Option<String>;

    polls::polls(polls::PollsFilter) -> Vec<polls::PollLine>;
    polls::poll(One) -> Option<polls::PollPage>;
    poll_form::save_poll(poll_form::PollForm) -> Done;
    polls::schedule_poll(One) -> Done;
    polls::cancel_poll(One) -> Done;
    polls::extend_poll(polls::Extension) -> Done;
    polls::publish_result(One) -> Done;
    polls::run_off(polls::RunOffForm) -> Done;
    polls::adopt_tied(One) -> Done;

    people::people(people::PeopleFilter) -> people::PeoplePage;
    people::grant_role(people::RoleChange) -> Done;
    people::revoke_role(people::RoleChange) -> Done;
    people::move_member(people::Move) -> Done;
    people::edit_hub(people::HubForm) -> Done;
    people::hub(One) -> Option<people::HubPage>;
}

/// A call without arguments takes null or nothing.
fn arguments<T: DeserializeOwned>(name: &str, args: Json) -> Result<T, Problem> {
    serde_json::from_value(args).map_err(|error| Problem::program(format!("arguments of {name}: {error}")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_call_is_listed_twice() {
        let names: BTreeSet<&str> = super::NAMES.iter().copied().collect();
        assert_eq!(names.len(), super::NAMES.len());
    }
}
