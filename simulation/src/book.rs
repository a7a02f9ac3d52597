//! What the simulation knows by itself, to hold the engine to it: who was told what, and what the
//! server has decided.

use std::collections::{BTreeMap, BTreeSet};

use hubbub_core::access::{Permission, Role};
use hubbub_core::call::Actor;
use hubbub_core::community::command::Command as Community;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::sync::protocol::Outcome;

use crate::product::Executed;
use crate::trace::{Checked, demand};

/// Calls of which a device must still know, or the server for good.
pub(crate) type Open = BTreeSet<Id>;

/// A call that a person was told is kept.
#[derive(Clone, Default)]
pub(crate) struct Told {
    /// Its device was wiped or set back: it may be gone.
    pub(crate) may_be_lost: bool,
    /// The person gave it up.
    pub(crate) is_discarded: bool,
    /// The server has said no: the device does not ask again, whatever the server forgets.
    pub(crate) was_refused: bool,
}

/// The server's past, as its backup would have it too.
#[derive(Clone, Default)]
pub(crate) struct History {
    pub(crate) verdicts: BTreeMap<Id, Outcome>,
    applied: BTreeSet<Id>,
    last_number: BTreeMap<Id, u64>,
    roles: BTreeSet<(Id, Role)>,
    members: BTreeSet<Id>,
}

/// Everything that was told to people.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) told: BTreeMap<Id, Told>,
    /// By device.
    pub(crate) open: BTreeMap<usize, Open>,
    pub(crate) history: History,
}

impl Book {
    /// A call was kept on a device.
    pub(crate) fn recorded(&mut self, phone: usize, id: Id) {
        self.told.insert(id, Told::default());
        self.open.entry(phone).or_default().insert(id);
    }

    /// A device goes back to `kept`: what came after may be gone.
    pub(crate) fn set_back(&mut self, phone: usize, kept: Open) {
        let before = self.open.insert(phone, kept).unwrap_or_default();
        for id in before {
            self.may_be_lost(id);
        }
    }

    pub(crate) fn may_be_lost(&mut self, id: Id) {
        if let Some(told) = self.told.get_mut(&id) {
            told.may_be_lost = true;
        }
    }
}

impl History {
    pub(crate) fn applied(&self) -> usize {
        self.applied.len()
    }

    /// The server executed a call, and committed.
    pub(crate) fn executed(&mut self, done: &Executed, now: i64) -> Checked {
        let id = done.id;
        demand(self.applied.insert(id), "S1 one verdict", || format!("call {id} was executed twice"))?;
        let clamped = done.seen <= done.at && done.at <= done.now && done.now.0 == now;
        demand(clamped, "S11 the server's clock decides", || {
            format!("call {id}: seen {:?}, at {:?}, now {:?}, truly {now}", done.seen, done.at, done.now)
        })?;
        let last = self.last_number.insert(done.device, done.number).unwrap_or(0);
        demand(done.number > last, "S4 order of a device", || {
            format!("device {}: number {} after {last}", done.device, done.number)
        })?;
        self.permitted(done)?;
        self.note_roles(&done.command, done.actor);
        Ok(())
    }

    /// Who may do what, said a second time.
    fn permitted(&self, done: &Executed) -> Checked {
        let Actor::Person(user) = done.actor else { return Ok(()) };
        let holds = |role| self.roles.contains(&(user, role));
        let allowed = match done.command.permission() {
            Permission::RunPolls | Permission::EditContent => holds(Role::ContentAdmin) || holds(Role::Admin),
            Permission::ManageMembers | Permission::ManageRoles | Permission::AddHub => holds(Role::Admin),
            Permission::FoundCommunity | Permission::ImportBallots => false,
            _ => true,
        };
        let allowed = allowed && self.members.contains(&user);
        demand(allowed, "Z3 permission at decision", || {
            format!("call {}: {:?} was allowed to {user}", done.id, done.command.permission())
        })
    }

    fn note_roles(&mut self, command: &Command, actor: Actor) {
        let Command::Community(command) = command else { return };
        match command {
            Community::Admit { user, .. } => {
                self.members.insert(*user);
            }
            Community::GrantRole { user, role, .. } => {
                self.roles.insert((*user, *role));
            }
            Community::RevokeRole { user, role, .. } => {
                self.roles.remove(&(*user, *role));
            }
            Community::Remove { user, .. } => self.gone(*user),
            Community::Leave { .. } => {
                if let Actor::Person(user) = actor {
                    self.gone(user);
                }
            }
            _ => {}
        }
    }

    /// A person left.
    fn gone(&mut self, user: Id) {
        self.members.remove(&user);
        self.roles.retain(|(holder, _)| *holder != user);
    }
}
