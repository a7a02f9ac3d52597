//! What every component shares: the client, the settings as signals, and how to read and change things.
//!
//! A component reads the store each time it is drawn, and is drawn again when rows change. Nothing is kept beside
//! the store, so that no screen can disagree with it.

use std::sync::{Arc, PoisonError};
use std::time::Instant;

use dioxus::prelude::*;
use hubbub_core::access::Viewer;
use hubbub_core::client::{Client, Clock as _, Failed, Sent, SyncState, SystemClock};
use hubbub_core::community::view::{CommunityPage, communities};
use hubbub_core::delivery::proof::Clocks;
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Tx};
use hubbub_core::sync::transport::Lost;
use hubbub_core::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::background;
use crate::device::Fix;
use crate::phone::Phone;
use crate::screens::market::Search;
use crate::settings::Settings;
use crate::words::{t, t_with};

/// What every component shares. Copied freely: it holds handles only.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Ui {
    phone: CopyValue<Arc<Phone>>,
    /// What the person set for this device.
    pub(crate) settings: Signal<Settings>,
    /// Grows when rows may have changed.
    pub(crate) rows: Signal<u64>,
    /// Grows when the sync state may have changed.
    pub(crate) sync: Signal<u64>,
    /// Grows when a file has come.
    pub(crate) files: Signal<u64>,
    /// Grows when something happened at a topic that is watched.
    pub(crate) live: Signal<u64>,
    /// Whether pictures wait for a network that is not paid by the megabyte.
    pub(crate) held: Signal<bool>,
    /// Grows when somebody signs in or out.
    pub(crate) person: Signal<u64>,
    /// Where the device was last, while it measures.
    pub(crate) here: Signal<Option<Fix>>,
    /// Grows when something begun was kept or forgotten.
    begun: Signal<u64>,
    /// What the market's list is narrowed to.
    pub(crate) market: Signal<Search>,
    /// The latest short message, for everybody who listens to the screen.
    pub(crate) said: Signal<String>,
}

/// The shared things, from any component or handler.
pub(crate) fn ui() -> Ui {
    consume_context::<Ui>()
}

/// Why something could not be done, for the screen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// A rule, or the server, says no.
    Refused(Refusal),
    /// The server is out of reach.
    Offline,
    /// The device's store failed.
    Store(Fault),
}

impl From<Failed> for Trouble {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Network(Lost::Refused(refusal)) => Self::Refused(refusal),
            Failed::Network(Lost::Busy(_)) => Self::Refused(Refusal::new(Code::ServiceUnavailable)),
            Failed::Network(Lost::Unreachable(_) | Lost::NotOurs(_)) => Self::Offline,
            Failed::Store(fault) => Self::Store(fault),
            // Only a forced sign-out meets this, and the screen counts what is unsent before it asks.
            Failed::Unsent(_) => Self::Refused(Refusal::new(Code::InvalidState)),
        }
    }
}

impl Ui {
    pub(crate) fn new(phone: &Arc<Phone>) -> Self {
        Self {
            phone: CopyValue::new(Arc::clone(phone)),
            settings: Signal::new(phone.settings.read()),
            rows: Signal::new(0),
            sync: Signal::new(0),
            files: Signal::new(0),
            live: Signal::new(0),
            held: Signal::new(false),
            person: Signal::new(0),
            here: Signal::new(None),
            begun: Signal::new(0),
            market: Signal::new(Search::default()),
            said: Signal::new(String::new()),
        }
    }

    pub(crate) fn phone(&self) -> Arc<Phone> {
        self.phone.cloned()
    }

    /// Runs `use_client` with the client.
    pub(crate) fn client<T>(&self, use_client: impl FnOnce(&Client) -> T) -> T {
        use_client(&self.phone.read().client)
    }

    /// The language on the screen.
    pub(crate) fn locale(&self) -> Locale {
        self.settings.read().locale.unwrap_or(self.phone.read().device.locale)
    }

    /// Reads what a screen shows, and draws the component again when it may have changed. Nothing when nobody is
    /// signed in, or the store failed; that is said elsewhere.
    pub(crate) fn view<T>(
        &self,
        mut read: impl FnMut(&mut Tx<'_>, &Viewer) -> Result<T, Fault>,
    ) -> Option<T> {
        let _ = self.rows.read();
        let locale = self.locale();
        let found = self.phone.read().client.view(|tx, context| {
            let Some(user) = context.user else { return Ok(None) };
            read(tx, &Viewer { user, locale, now: context.now }).map(Some)
        });
        found.unwrap_or_else(|failed| {
            tracing::error!(%failed, "a screen could not be read");
            None
        })
    }

    /// The best estimate of the server's clock.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.phone.read().client.view(|_, context| Ok(context.now));
        now.unwrap_or_default()
    }

    /// The device's clocks, as a proof keeps them.
    pub(crate) fn clocks(&self) -> Clocks {
        let phone = self.phone.read();
        let heard = *phone.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let last = phone.client.sync_state().ok().and_then(|state| state.last_synced);
        let since = heard.filter(|(at, _)| Some(*at) == last).map(|(_, since)| since.elapsed());
        Clocks {
            captured_at: SystemClock.now(),
            server_time_seen: last.unwrap_or_default(),
            mono_since_ms: since.and_then(|since| i64::try_from(since.as_millis()).ok()),
        }
    }

    /// Notes by the steady clock when the server's time was heard.
    pub(crate) fn hear_server(&self) {
        let phone = self.phone.read();
        let Some(at) = phone.client.sync_state().ok().and_then(|state| state.last_synced) else { return };
        let mut heard = phone.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.is_none_or(|(known, _)| known != at) {
            *heard = Some((at, Instant::now()));
        }
    }

    /// Whoever is signed in.
    pub(crate) fn user(&self) -> Option<Id> {
        let _ = self.person.read();
        self.phone.read().client.view(|_, context| Ok(context.user)).unwrap_or_default()
    }

    /// Where synchronisation stands.
    pub(crate) fn sync_state(&self) -> Option<SyncState> {
        let _ = self.sync.read();
        self.phone.read().client.sync_state().ok()
    }

    /// Records what a person asks for. It is safe when this returns without trouble.
    pub(crate) fn send(&self, command: &Command) -> Result<Id, Trouble> {
        match self.phone.read().client.send(command) {
            Ok(Sent::Queued { call, .. }) => Ok(call),
            Ok(Sent::Refused(refusal)) => Err(Trouble::Refused(refusal)),
            Err(failed) => Err(failed.into()),
        }
    }

    /// A new id for something that this person makes.
    pub(crate) fn new_id(&self) -> Id {
        let mut random = [0_u8; 10];
        if let Err(error) = getrandom::fill(&mut random) {
            // An id that is not new is refused by the rules; it does no harm.
            tracing::error!(%error, "no randomness");
        }
        Id::v7(self.now().0, random)
    }

    /// Whether a change of this row waits for the server.
    pub(crate) fn is_pending(&self, table: &str, id: Id) -> bool {
        let _ = self.rows.read();
        self.phone.read().client.is_pending(table, id).unwrap_or(false)
    }

    /// What was begun under a name, and draws the component again when that changes.
    pub(crate) fn kept<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let _ = self.begun.read();
        self.phone.read().kept.get(name)
    }

    /// Keeps what was begun. It is on the disk when this returns true.
    pub(crate) fn keep<T: Serialize>(mut self, name: &str, thing: &T) -> bool {
        let kept = self.phone.read().kept.keep(name, thing);
        *self.begun.write() += 1;
        self.kept_well(kept)
    }

    /// Forgets what was begun under a name.
    pub(crate) fn forget(mut self, name: &str) {
        let forgotten = self.phone.read().kept.forget(name);
        *self.begun.write() += 1;
        self.kept_well(forgotten);
    }

    fn kept_well(self, outcome: Result<(), Fault>) -> bool {
        if let Err(fault) = &outcome {
            tracing::error!(%fault, "what was begun could not be kept");
            self.say(crate::words::trouble(&Trouble::Store(fault.clone())));
        }
        outcome.is_ok()
    }

    /// Does something with the client that may wait for the network.
    pub(crate) async fn ask<T: Send + 'static>(
        self,
        work: impl FnOnce(&Client) -> Result<T, Failed> + Send + 'static,
    ) -> Result<T, Trouble> {
        let phone = self.phone();
        let done = background::run(move || work(&phone.client)).await;
        done.unwrap_or_else(|| Err(Failed::Store(Fault::Bug("work in the background broke".to_owned()))))
            .map_err(Trouble::from)
    }

    /// Changes the settings and keeps them.
    pub(crate) fn set(mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings.write());
        let kept = self.phone.read().settings.keep(&self.settings.read());
        if let Err(error) = kept {
            tracing::error!(%error, "the settings could not be kept");
            self.said.set(t("sync-device-full"));
        }
    }

    /// Says something short, on the screen and to who listens.
    pub(crate) fn say(mut self, words: String) {
        self.said.set(words);
    }

    /// Draws everything anew: another person, or none.
    pub(crate) fn person_changed(mut self) {
        *self.person.write() += 1;
        *self.rows.write() += 1;
        *self.sync.write() += 1;
    }
}

/// Hands a document on to wherever the device lets it go, and says where.
pub(crate) fn hand_on(ui: Ui, name: &str, document: &serde_json::Value) {
    let bytes = serde_json::to_vec_pretty(document).unwrap_or_default();
    match ui.phone().device.share.give(name, &bytes) {
        Ok(Some(place)) => ui.say(t_with("shared-at", &[("place", place.into())])),
        Ok(None) => ui.say(t("shared")),
        Err(lacking) => {
            tracing::warn!(%lacking, "a document could not be handed on");
            ui.say(t("trouble-share"));
        }
    }
}

/// The community on the screen and what the person is in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Home {
    /// The community.
    pub(crate) community: CommunityPage,
    /// How many others the person belongs to.
    pub(crate) others: usize,
}

impl Home {
    /// The IANA zone in which times are shown: that of the person's hub, else the community's.
    pub(crate) fn zone(&self) -> &str {
        let hub = self.community.hubs.iter().find(|hub| Some(hub.id) == self.community.hub);
        hub.map_or(&self.community.time_zone, |hub| &hub.time_zone)
    }

    /// A hub's name.
    pub(crate) fn hub_name(&self, hub: Id) -> Option<&str> {
        self.community.hubs.iter().find(|it| it.id == hub).map(|it| it.name.as_str())
    }
}

/// The community on the screen; none before the first fetch.
pub(crate) fn use_home() -> Memo<Option<Home>> {
    use_context::<Memo<Option<Home>>>()
}

/// The same, from a handler or a helper.
pub(crate) fn home() -> Option<Home> {
    consume_context::<Memo<Option<Home>>>().cloned()
}

pub(crate) fn read_home(ui: Ui) -> Option<Home> {
    let chosen = ui.settings.read().community;
    let mut found = ui.view(communities)?;
    let others = found.len().saturating_sub(1);
    let at = found.iter().position(|page| Some(page.id) == chosen).unwrap_or(0);
    (at < found.len()).then(|| Home { community: found.swap_remove(at), others })
}
