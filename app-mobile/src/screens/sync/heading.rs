//! What a change is called in the person's words: its kind, and the title of the thing it is about.

use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::view::poll;

use crate::ui::Ui;
use crate::words::{t, t_with};

/// The heading of a command, as it stands in the outbox.
pub(super) fn heading(ui: Ui, command: &str) -> String {
    let Ok(command) = serde_json::from_str::<Command>(command) else { return t("title-newer") };
    match &command {
        Command::Voting(voting) => voting_heading(ui, voting),
        Command::Notice(_) => t("title-notices-read"),
        Command::Community(_) => t("title-profile"),
        _ => t("title-other"),
    }
}

fn voting_heading(ui: Ui, command: &Voting) -> String {
    let (key, about) = match command {
        Voting::Cast { poll, .. } | Voting::CastSecret { poll, .. } => ("title-ballot-cast", *poll),
        Voting::Change { poll, .. } => ("title-ballot-change", *poll),
        Voting::Withdraw { poll, .. } => ("title-ballot-withdraw", *poll),
        _ => return t("title-other"),
    };
    titled(ui, key, |tx, viewer| Ok(poll(tx, viewer, about)?.map(|page| page.card.title)))
}

/// Words about a thing by its title; a thing that is gone from the device has none.
fn titled(
    ui: Ui,
    key: &str,
    title: impl FnMut(&mut Tx<'_>, &hubbub_core::access::Viewer) -> Result<Option<String>, Fault>,
) -> String {
    let found = ui.view(title).flatten().unwrap_or_else(|| t("title-gone"));
    t_with(key, &[("title", found.into())])
}

/// The poll that a command is about, if it is a vote.
pub(super) fn poll_of(command: &str) -> Option<(Id, Voting)> {
    let Ok(Command::Voting(voting)) = serde_json::from_str::<Command>(command) else { return None };
    match voting {
        Voting::Cast { poll, .. }
        | Voting::CastSecret { poll, .. }
        | Voting::Change { poll, .. }
        | Voting::Withdraw { poll, .. } => Some((poll, voting)),
        _ => None,
    }
}
