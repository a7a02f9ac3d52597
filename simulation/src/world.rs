//! A run: the clock, what is going to happen, and everything that it happens to.

use std::collections::{BTreeMap, BTreeSet};

use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::sync::digest::Digests;
use hubbub_core::sync::outbox;
use hubbub_core::time::{MINUTE_MS, SECOND_MS};
use hubbub_simulated_disk as disk;

use crate::book::Book;
use crate::dice::Dice;
use crate::host::Host;
use crate::people::{home, hub, members, person, poll};
use crate::phone::Phone;
use crate::plan::{BEGIN_MS, Plan};
use crate::trace::{Checked, Trace, Violation, demand};

/// How long after the last fault everybody may take to agree, beside the time for each waiting call.
const CONVERGE_MS: i64 = 30 * SECOND_MS;
const CONVERGE_MS_PER_CALL: i64 = 10;
/// A device tries again within so long, whatever happened.
const PAUSE_MS_MAX: i64 = 20 * SECOND_MS;
/// How often a device without a socket asks.
const POLL_MS: i64 = 5 * SECOND_MS;

/// A message on its way down.
#[derive(Clone)]
pub(crate) struct Down {
    pub(crate) phone: usize,
    pub(crate) connection: u32,
    pub(crate) identity: u32,
    pub(crate) bytes: Vec<u8>,
    /// What the device must hold once it has everything of this cut.
    pub(crate) expected: Option<Digests>,
}

/// Every cause of work.
pub(crate) enum Event {
    Step(usize),
    /// A device's loop wakes up.
    Wake(usize),
    /// A request arrives.
    Up {
        phone: usize,
        connection: u32,
        identity: u32,
        user: Id,
        bytes: Vec<u8>,
    },
    /// The server's writer closes its batch.
    Decide,
    Down(Down),
    /// The server tells a device what moved.
    Push(usize),
    /// A device gives up waiting for an answer.
    GiveUp {
        phone: usize,
        connection: u32,
        tag: u32,
    },
}

/// What a run came to.
pub(crate) struct Outcome {
    pub(crate) violation: Option<Violation>,
    pub(crate) digest: String,
    pub(crate) commands: u64,
    /// Everything that happened.
    pub(crate) events: u64,
    /// Time of all devices together.
    pub(crate) device_ms: i64,
}

/// A run.
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) now: i64,
    events: BTreeMap<(i64, u64), Event>,
    next: u64,
    pub(crate) phones: Vec<Phone>,
    pub(crate) host: Host,
    pub(crate) book: Book,
    pub(crate) trace: Trace,
    /// The network's chance, and that of when to look closely.
    pub(crate) dice: Dice,
    pub(crate) partition_until: i64,
    /// The server was restored: it knows less than it told.
    pub(crate) has_lost_past: bool,
    /// The faults are over.
    pub(crate) is_healed: bool,
    pub(crate) commands: u64,
}

impl From<Fault> for Violation {
    fn from(fault: Fault) -> Self {
        Self::new("no fault", fault.to_string())
    }
}

/// Plays a plan to its end or to the first broken promise.
pub(crate) fn run(plan: &Plan, show: bool) -> Outcome {
    disk::reset();
    let mut trace = Trace::new(show);
    let (mut commands, mut events) = (0, 0);
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut world = World::new(plan.clone(), &mut trace)?;
        let done = world.play();
        (commands, events) = (world.commands, world.next);
        std::mem::swap(&mut trace, &mut world.trace);
        if let Err(violation) = &done {
            trace.line(world.now, format_args!("BROKEN {violation}"));
        }
        done
    }));
    let violation = match played {
        Ok(done) => done.err(),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(Violation::new("no panic", text.unwrap_or_default()))
        }
    };
    let device_ms = plan.length_ms * i64::try_from(plan.phones).unwrap_or(0);
    Outcome { violation, digest: trace.digest(), commands, events, device_ms }
}

impl World {
    fn new(plan: Plan, trace: &mut Trace) -> Result<Self, Violation> {
        let host = Host::new(&plan)?;
        let mut phones = Vec::new();
        for number in 0..plan.phones {
            let is_old = number < plan.old_apps;
            phones.push(Phone::new(number, person(number % plan.people), is_old)?);
        }
        let mut world = Self {
            now: BEGIN_MS,
            events: BTreeMap::new(),
            next: 0,
            phones,
            host,
            book: Book::default(),
            trace: Trace::new(false),
            dice: Dice::of(plan.seed, 1),
            partition_until: 0,
            has_lost_past: false,
            is_healed: false,
            commands: 0,
            plan,
        };
        std::mem::swap(trace, &mut world.trace);
        world.found()?;
        Ok(world)
    }

    /// The community, its people and its first polls.
    fn found(&mut self) -> Checked {
        let (home, hub) = (home(), hub());
        let of_community = |fields: String| format!(r#"{{"area":"community",{fields}}}"#);
        let mut jobs = vec![
            of_community(format!(
                r#""kind":"found","community":"{home}","name":"Home","default_locale":"en","time_zone":"Europe/Berlin","currency":"EUR""#
            )),
            of_community(format!(
                r#""kind":"add_hub","hub":"{hub}","community":"{home}","name":"Hub","address":{{"street":"Quay 1","postal_code":"1",
                   "city":"Port","country":"DE"}},"lat_e6":1,"lon_e6":1,"time_zone":"Europe/Berlin""#
            )),
        ];
        for number in 0..self.plan.people {
            let user = person(number);
            jobs.push(of_community(format!(
                r#""kind":"admit","community":"{home}","user":"{user}","display_name":"P{number}","locale":"en""#
            )));
        }
        for role in ["admin", "content_admin"] {
            let user = person(0);
            jobs.push(of_community(format!(
                r#""kind":"grant_role","community":"{home}","user":"{user}","role":"{role}""#
            )));
        }
        let mut dice = Dice::of(self.plan.seed, 2);
        for number in 0..3 {
            let id = |name: &str| Id::named(name, &number.to_string());
            let length_ms = self.plan.length_ms;
            jobs.push(poll(
                id("poll"),
                [id("yes"), id("no")],
                BEGIN_MS + number * MINUTE_MS,
                length_ms,
                &mut dice,
            ));
            jobs.push(format!(r#"{{"area":"voting","kind":"schedule","poll":"{}"}}"#, id("poll")));
        }
        jobs.iter().try_for_each(|job| self.job(job))
    }

    /// Lets the operator do something.
    pub(crate) fn job(&mut self, command: &str) -> Checked {
        let moved = self.host.job(self.now, command)?;
        self.check_executed()?;
        self.tell_moved(&moved);
        Ok(())
    }

    /// The operator changes somebody's role or membership.
    pub(crate) fn change_role(&mut self, dice: &mut Dice) -> Checked {
        match members(&self.plan, dice)? {
            Some(command) if self.now >= self.host.down_until => self.job(&command),
            _ => Ok(()),
        }
    }

    fn play(&mut self) -> Checked {
        for step in 0..self.plan.steps.len() {
            self.schedule(self.plan.steps[step].at, Event::Step(step));
        }
        for phone in 0..self.phones.len() {
            self.wake(phone, self.now + i64::try_from(phone).unwrap_or(0));
        }
        let heal_at = BEGIN_MS + self.plan.length_ms;
        self.play_until(heal_at)?;
        self.heal()?;
        let mut waiting = 0;
        for phone in &self.phones {
            waiting += i64::try_from(phone.waiting()?).unwrap_or(0);
        }
        self.trace.line(self.now, format_args!("HEALED {waiting} calls wait"));
        self.play_until(self.now + CONVERGE_MS + waiting * CONVERGE_MS_PER_CALL)?;
        self.check_converged()
    }

    fn play_until(&mut self, end: i64) -> Checked {
        while let Some(entry) = self.events.first_entry() {
            let (at, _) = *entry.key();
            if at > end {
                break;
            }
            let event = entry.remove();
            self.now = at;
            self.happen(event)?;
        }
        self.now = end;
        Ok(())
    }

    fn happen(&mut self, event: Event) -> Checked {
        match event {
            Event::Step(step) => self.step(step),
            Event::Wake(phone) => {
                if self.phones[phone].wake_at == Some(self.now) {
                    self.phones[phone].wake_at = None;
                    self.converse(phone)?;
                }
                Ok(())
            }
            Event::Up { phone, connection, identity, user, bytes } => {
                self.arrive(phone, connection, identity, user, &bytes)
            }
            Event::Decide => self.decide(),
            Event::Down(down) => self.hear(down),
            Event::Push(phone) => self.push(phone),
            Event::GiveUp { phone, connection, tag } => {
                let here = &self.phones[phone];
                if here.connection == connection && here.asking == Some(tag) {
                    self.lost(phone);
                }
                Ok(())
            }
        }
    }

    /// The last fault is over: network and disks work, everybody is connected.
    fn heal(&mut self) -> Checked {
        self.is_healed = true;
        self.partition_until = 0;
        self.host.down_until = 0;
        self.host.upgrade();
        disk::mend();
        self.plan.network = crate::plan::Network::default();
        for phone in 0..self.phones.len() {
            self.check_wedge(phone)?;
            let mut dice = Dice::of(self.dice.next(), 5);
            self.update_app(phone, &mut dice)?;
            let here = &mut self.phones[phone];
            here.offline_until = 0;
            // Some are left to their own pause, which is short enough.
            let tries_soon = here.wake_at.is_some_and(|at| at <= self.now + PAUSE_MS_MAX);
            if here.asking.is_none() && tries_soon && dice.chance(500) {
                continue;
            }
            self.phones[phone].hang_up();
            self.phones[phone].backoff.succeed();
            self.wake(phone, self.now);
        }
        Ok(())
    }

    pub(crate) fn schedule(&mut self, at: i64, event: Event) {
        self.next += 1;
        self.events.insert((at.max(self.now), self.next), event);
    }

    /// Lets a device's loop wake up at a time, or earlier if it would anyway.
    pub(crate) fn wake(&mut self, phone: usize, at: i64) {
        let at = at.max(self.now);
        let known = self.phones[phone].wake_at;
        if known.is_none_or(|known| at < known) {
            self.phones[phone].wake_at = Some(at);
            self.schedule(at, Event::Wake(phone));
        }
    }

    /// What an idle device does where it is not told: it asks now and then.
    pub(crate) fn idle(&mut self, phone: usize) {
        if !self.plan.pushes && self.is_healed {
            self.wake(phone, self.now + POLL_MS);
        }
    }

    fn check_converged(&mut self) -> Checked {
        for phone in 0..self.phones.len() {
            self.check_same_as_server(phone)?;
            self.check_phone(phone, true)?;
        }
        self.check_server()?;
        let mut inbox = BTreeSet::new();
        for phone in &self.phones {
            inbox.extend(phone.read(outbox::refused)?.into_iter().map(|refused| refused.id));
        }
        for (id, told) in &self.book.told {
            let verdict = self.book.history.verdicts.get(id);
            let is_shown = told.was_refused || inbox.contains(id);
            demand(verdict.is_some() || told.may_be_lost || is_shown, "S6 nothing vanishes", || {
                format!("call {id} was kept and never decided")
            })?;
        }
        self.trace.line(self.now, format_args!("CONVERGED"));
        Ok(())
    }
}
