//! The desktop as one thing: the client, the person's settings, and who is looking.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hubbub_core::access::Viewer;
use hubbub_core::client::{Client, Failed, Options, Recovery, Sent, Subscription};
use hubbub_core::community::model::Community;
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::store::{Fault, Key, Tx};
use hubbub_core::time::Timestamp;
use serde_json::Value as Json;

use crate::calls::fleet::Fleet;
use crate::calls::{self, Done};
use crate::map;
use crate::problem::Problem;
use crate::say::Say;
use crate::settings::{self, Settings};
use crate::watch::{self, Change};

/// What the shell brings when it opens the desktop.
pub struct Opening {
    /// The folder that holds everything of this app.
    pub folder: PathBuf,
    /// The server's address.
    pub server: String,
    /// The store's key, from the system's keyring.
    pub key: Key,
    /// The system's language, as `de-AT`.
    pub system_language: String,
}

/// An open desktop. Windows ask it by [`Desktop::call`].
pub struct Desktop {
    pub(crate) client: Client,
    pub(crate) recovery: Mutex<Option<Recovery>>,
    pub(crate) server: String,
    folder: PathBuf,
    system: Locale,
    settings: Mutex<Settings>,
    pub(crate) fleet: Mutex<Fleet>,
}

impl Desktop {
    /// Opens the client in its folder, or makes a new one.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open(opening: Opening) -> Result<Self, Failed> {
        let system = Locale::from_tag(&opening.system_language).unwrap_or_default();
        let settings = settings::read(&opening.folder);
        let mut options = Options::new(opening.folder.clone(), &opening.server, opening.key);
        settings.locale.unwrap_or(system).tag().clone_into(&mut options.language);
        options.name_by("Hubbub Desktop");
        let (client, recovery) = Client::open(options)?;
        Ok(Self {
            client,
            recovery: Mutex::new(recovery),
            server: opening.server,
            folder: opening.folder,
            system,
            settings: Mutex::new(settings),
            fleet: Mutex::default(),
        })
    }

    /// Does what a window asks for: a call of [`calls`] by its name, with its arguments.
    ///
    /// # Errors
    /// The rules' or the network's "no", in words.
    pub fn call(&self, name: &str, args: Json) -> Result<Json, Problem> {
        calls::call(self, name, args)
    }

    /// A piece of the map file that was chosen: at most `length` bytes from `offset` on. Without a file, nothing.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn map_bytes(&self, offset: u64, length: u32) -> std::io::Result<Vec<u8>> {
        self.settings().map.map_or_else(|| Ok(Vec::new()), |path| map::piece(&path, offset, length))
    }

    /// Calls `tell` with what changed until the subscription is dropped; see [`Change`].
    ///
    /// # Errors
    /// The system gave no thread.
    pub fn watch(&self, tell: impl Fn(Change) + Send + 'static) -> std::io::Result<Subscription> {
        watch::watch(&self.client, tell)
    }

    /// How many changes and refusals wait, for the window's badge and the question before quitting.
    ///
    /// # Errors
    /// The store's fault.
    pub fn unsent(&self) -> Result<u64, Failed> {
        Ok(self.client.sync_state()?.waiting)
    }

    /// The words of a key in the person's language, for the shell's own menu.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        hubbub_core::i18n::text(self.locale(), key, &[])
    }

    pub(crate) fn locale(&self) -> Locale {
        self.settings().locale.unwrap_or(self.system)
    }

    pub(crate) fn settings(&self) -> Settings {
        lock(&self.settings).clone()
    }

    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<(), Problem> {
        let mut settings = lock(&self.settings);
        let mut new = settings.clone();
        change(&mut new);
        if let Err(error) = settings::write(&self.folder, &new) {
            return Err(self.failed(&Fault::Io(error.to_string()).into()));
        }
        *settings = new;
        Ok(())
    }

    /// The person's language in the zone of the community in front.
    pub(crate) fn say(&self) -> Say {
        Say::new(self.locale(), &self.zone())
    }

    fn zone(&self) -> String {
        let wanted = self.settings().community.map(Id::from);
        let communities = self.client.view(|tx, _| tx.select::<Community>("1 = 1 ORDER BY name, id", &[]));
        // Without a readable store there is no community either; whatever is asked next says why.
        let communities = communities.unwrap_or_default();
        let found = communities.iter().find(|it| Some(it.id) == wanted).or_else(|| communities.first());
        found.map(|community| community.time_zone.clone()).unwrap_or_default()
    }

    pub(crate) fn failed(&self, failed: &Failed) -> Problem {
        // The zone is not asked for: the store may be what failed.
        Problem::failed(failed, &Say::new(self.locale(), "UTC"))
    }

    /// What was typed into `field` is not what belongs there.
    pub(crate) fn wrong(&self, field: &str) -> Problem {
        Problem::refused(&Refusal::new(Code::ValidationFailed).field(field, "malformed"), &self.say())
    }

    /// `text` was typed into `field` and can't be read: it is not what belongs there, or there is none.
    pub(crate) fn unread(&self, field: &str, text: &str) -> Problem {
        let issue = if text.trim().is_empty() { "required" } else { "malformed" };
        Problem::refused(&Refusal::new(Code::ValidationFailed).field(field, issue), &self.say())
    }

    /// A rule's "no" without more to say.
    pub(crate) fn refused(&self, code: Code) -> Problem {
        Problem::refused(&Refusal::new(code), &self.say())
    }

    /// Reads what a screen shows, as the signed-in person sees it; what `T` is without one when nobody is.
    pub(crate) fn view<T: Default>(
        &self,
        read: impl Fn(&mut Tx<'_>, &Viewer) -> Result<T, Fault>,
    ) -> Result<T, Problem> {
        let locale = self.locale();
        let seen = self.client.view(|tx, context| match context.user {
            Some(user) => read(tx, &Viewer { user, locale, now: context.now }),
            None => Ok(T::default()),
        });
        seen.map_err(|failed| self.failed(&failed))
    }

    /// The best estimate of the server's clock.
    pub(crate) fn now(&self) -> Result<Timestamp, Problem> {
        self.client.view(|_, context| Ok(context.now)).map_err(|failed| self.failed(&failed))
    }

    /// A new id.
    pub(crate) fn new_id(&self) -> Result<Id, Problem> {
        let mut random = [0; 10];
        let filled = getrandom::fill(&mut random).map_err(|error| Fault::Io(error.to_string()));
        filled.map_err(|fault| self.failed(&fault.into()))?;
        Ok(Id::v7(self.now()?.0, random))
    }

    /// Records a command: on this device at once, and on its way to the server.
    pub(crate) fn send(&self, command: Command) -> Result<Done, Problem> {
        let sent = self.client.send(&command).map_err(|failed| self.failed(&failed))?;
        self.done(sent)
    }

    /// Several commands in their order; the first "no" ends them.
    pub(crate) fn send_all(&self, commands: Vec<Command>) -> Result<Done, Problem> {
        let mut done = Done::default();
        for command in commands {
            done = self.send(command)?;
        }
        Ok(done)
    }

    pub(crate) fn done(&self, sent: Sent) -> Result<Done, Problem> {
        let say = self.say();
        match sent {
            Sent::Queued { predicted, .. } => {
                let reason = predicted.map(|refusal| say.refusal(&refusal));
                let warning = reason.map(|reason| say.with("change-predicted", &[("reason", reason.into())]));
                Ok(Done { warning, id: None })
            }
            Sent::Refused(refusal) => Err(Problem::refused(&refusal, &say)),
        }
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
