//! The power goes after every single write and sync of a scripted session, of device and server alike,
//! and what was unsynced is lost, torn and reordered in several ways. Nothing that a person was told is
//! kept may be lost, and both must open and agree again.

use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::sync::device::Recorded;
use hubbub_core::sync::digest;
use hubbub_core::sync::protocol::{Answer, Outcome, Request};
use hubbub_core::time::MINUTE_MS;
use hubbub_simulated_disk::{self as disk, Image};

use crate::dice::Dice;
use crate::host::{Arrived, Host};
use crate::people::{self, home, person, poll};
use crate::phone::Phone;
use crate::plan::{BEGIN_MS, Plan};
use crate::trace::{Checked, Violation, demand};

/// Commands of the session, with an exchange after every few.
const COMMANDS: u64 = 48;
const COMMANDS_PER_EXCHANGE: u64 = 4;

/// What was tried.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    /// Writes and syncs after which the power went.
    pub(crate) writes: u64,
    /// Times the power went, every draw of what was lost counted.
    pub(crate) points: u64,
    /// Calls that people had been told are kept, over all points.
    pub(crate) told: u64,
}

struct Session {
    plan: Plan,
    host: Host,
    phone: Phone,
    now: i64,
    told: Vec<Id>,
}

/// Lets the power go after every `stride`-th write, in `draws` ways each.
pub(crate) fn run(seed: u64, stride: u64, draws: u64) -> Result<Figures, Violation> {
    let mut figures = Figures::default();
    for writes in (0..).step_by(usize::try_from(stride).unwrap_or(1)) {
        disk::reset();
        let mut session = Session::begin(seed)?;
        disk::fail_after(writes);
        let played = session.play();
        if !disk::has_failed() {
            played?;
            return Ok(figures);
        }
        figures.writes += 1;
        let mut dice = Dice::of(seed ^ writes << 16, 6);
        let images: Vec<(Image, Image)> = (0..draws)
            .map(|_| {
                let mut chance = || dice.next();
                let phone = session.phone.image_after_power_loss(&mut chance);
                (phone, Host::image_after_power_loss(&mut chance))
            })
            .collect();
        for (phone, server) in &images {
            session.restart(phone, server)?;
            session.check().map_err(|broken| {
                Violation::new(broken.invariant, format!("after {writes} writes: {}", broken.what))
            })?;
            figures.points += 1;
            figures.told += session.told.len() as u64;
        }
    }
    Ok(figures)
}

impl Session {
    /// A community, and a phone that has fetched it.
    fn begin(seed: u64) -> Result<Self, Violation> {
        let plan = Plan { is_old_server: false, has_backups: false, people: 1, phones: 1, ..Plan::of(seed) };
        let mut host = Host::new(&plan)?;
        let (user, community) = (person(0), home());
        let mut dice = Dice::of(seed, 2);
        let options = [Id::named("yes", "0"), Id::named("no", "0")];
        let first = Id::named("poll", "0");
        for job in [
            format!(
                r#"{{"area":"community","kind":"found","community":"{community}","name":"Home","default_locale":"en","time_zone":"Europe/Berlin","currency":"EUR"}}"#
            ),
            format!(
                r#"{{"area":"community","kind":"admit","community":"{community}","user":"{user}","display_name":"P","locale":"en"}}"#
            ),
            format!(
                r#"{{"area":"community","kind":"grant_role","community":"{community}","user":"{user}","role":"content_admin"}}"#
            ),
            poll(first, options, BEGIN_MS, 600 * MINUTE_MS, &mut dice),
            format!(r#"{{"area":"voting","kind":"schedule","poll":"{first}"}}"#),
        ] {
            host.job(BEGIN_MS, &job)?;
        }
        let phone = Phone::new(0, user, false)?;
        let mut session = Self { plan, host, phone, now: BEGIN_MS, told: Vec::new() };
        session.exchange()?;
        Ok(session)
    }

    fn play(&mut self) -> Result<(), Fault> {
        let mut dice = Dice::of(self.plan.seed, 7);
        for number in 1..=COMMANDS {
            self.now += MINUTE_MS;
            let command = people::command(&self.plan, &mut self.phone, self.now, &mut dice)?;
            if let Some(command) = command
                && let (id, Recorded::Queued { .. }) = self.phone.record(self.now, &command)?
            {
                self.told.push(id);
            }
            if number % COMMANDS_PER_EXCHANGE == 0 {
                self.exchange()?;
            }
        }
        Ok(())
    }

    /// One round trip; whether there is more to say.
    fn exchange(&mut self) -> Result<bool, Fault> {
        let request = self.phone.request()?;
        let work = Arrived {
            phone: 0,
            connection: 0,
            identity: 0,
            user: self.phone.device.user,
            tag: 0,
            request: request.clone(),
        };
        self.host.queue.push(work);
        let committed = self.host.decide(self.now)?;
        let refused = committed.works.into_iter().find_map(|(_, answer)| answer);
        let stands = Request { uploads: Vec::new(), ..request };
        let answer = match refused {
            Some(answer) => answer,
            None => self.host.cut(self.phone.device.user, &stands, self.now, false)?.0,
        };
        if let Answer::Refused(text) = &answer {
            return Err(Fault::Bug(text.clone()));
        }
        let applied = self.phone.apply(self.now, &answer)?;
        Ok(applied.more || !self.phone.request()?.uploads.is_empty())
    }

    fn restart(&mut self, phone: &Image, server: &Image) -> Result<(), Fault> {
        self.host.start_with(server)?;
        self.phone.start_again(phone)
    }

    /// Both agree again after some exchanges, and everything that was told is decided.
    fn check(&mut self) -> Checked {
        self.phone.database()?.check()?;
        self.host.database()?.check()?;
        let mut tries = 0;
        while self.exchange()? {
            tries += 1;
            demand(tries < 20, "L1 converges in time", || "the exchanges do not end".to_owned())?;
        }
        for id in &self.told {
            let verdict = self.host.verdict(*id)?;
            let is_known = verdict.as_ref().is_some_and(|outcome| !matches!(outcome, Outcome::Unknown));
            demand(is_known, "D1 saved is saved", || format!("call {id} was told as kept: {verdict:?}"))?;
        }
        let user = self.phone.device.user;
        let expected = self.host.read(|sql| digest::expected(sql, &self.host.server, user))?;
        let shown = self.phone.read(|sql| digest::shown(sql, hubbub_core::domain::TABLES))?;
        demand(shown == expected, "S3 convergence", || "device and server differ".to_owned())
    }
}
