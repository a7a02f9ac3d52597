//! Messages between devices and the server, and what the network does to them.

use std::collections::BTreeSet;

use hubbub_core::scope::Scope;
use hubbub_core::sync::protocol::{Answer, Frame, Reply, Request, decode, encode};
use hubbub_core::sync::server::Server;
use hubbub_core::time::SECOND_MS;

use crate::host::Arrived;
use crate::product::Product;
use crate::trace::{Checked, Violation};
use crate::world::{Down, Event, World};

/// How long a device waits for an answer.
const ANSWER_MS_MAX: i64 = 180 * SECOND_MS;
/// How long the server collects calls.
const BATCH_MS: i64 = 20;
const PUSH_MS: i64 = 50;
const PORTAL: &[u8] = b"<!DOCTYPE html><html><title>Sign in to the network</title></html>";

/// What becomes of a message: the copies that arrive, after so many milliseconds.
enum Fate {
    Lost,
    Arrives(Vec<(i64, Vec<u8>)>),
}

impl World {
    /// A device's loop has something to say, or asks.
    pub(crate) fn converse(&mut self, phone: usize) -> Checked {
        if self.phones[phone].asking.is_some() {
            return Ok(());
        }
        let is_cut_off = self.now < self.phones[phone].offline_until.max(self.partition_until);
        if is_cut_off {
            // Nothing to try before the network is back, but now and then.
            self.lost(phone);
            return Ok(());
        }
        let request = self.phones[phone].request()?;
        let here = &mut self.phones[phone];
        here.tag += 1;
        here.asking = Some(here.tag);
        let (connection, identity, tag, user) = (here.connection, here.identity, here.tag, here.device.user);
        let (calls, epoch) = (request.uploads.len(), request.epoch.is_some());
        self.trace.line(self.now, format_args!("phone {phone} asks #{tag}: {calls} calls, synced {epoch}"));
        let bytes = encode(&Frame::Request { tag, request });
        self.schedule(self.now + ANSWER_MS_MAX, Event::GiveUp { phone, connection, tag });
        match self.fate(bytes) {
            Fate::Lost => self.break_off(phone, connection, tag),
            Fate::Arrives(copies) => {
                for (after, bytes) in copies {
                    self.schedule(self.now + after, Event::Up { phone, connection, identity, user, bytes });
                }
            }
        }
        Ok(())
    }

    /// The connection broke: half of the time the device hears of it soon.
    fn break_off(&mut self, phone: usize, connection: u32, tag: u32) {
        if self.dice.chance(500) {
            let after = self.dice.ms(5 * SECOND_MS);
            self.schedule(self.now + after, Event::GiveUp { phone, connection, tag });
        }
    }

    fn fate(&mut self, bytes: Vec<u8>) -> Fate {
        let network = self.plan.network;
        if self.dice.chance(network.lost) {
            return Fate::Lost;
        }
        let count = if self.dice.chance(network.doubled) { 1 + self.dice.index(4) } else { 1 };
        let mut copies = Vec::new();
        for _ in 0..count {
            let after = if self.dice.chance(network.slow) {
                self.dice.ms(60 * SECOND_MS)
            } else {
                1 + self.dice.ms(100)
            };
            let mut bytes = bytes.clone();
            if self.dice.chance(network.truncated) {
                let length = self.dice.index(bytes.len());
                bytes.truncate(length);
            }
            copies.push((after, bytes));
        }
        Fate::Arrives(copies)
    }

    /// A request arrives at the server.
    pub(crate) fn arrive(
        &mut self,
        phone: usize,
        connection: u32,
        identity: u32,
        user: hubbub_core::id::Id,
        bytes: &[u8],
    ) -> Checked {
        if self.now < self.host.down_until {
            self.reset(phone, connection);
            return Ok(());
        }
        self.trace.bytes(bytes);
        let Ok(Frame::Request { tag, request }) = decode::<Frame>(bytes) else {
            self.reset(phone, connection);
            return Ok(());
        };
        self.host.queue.push(Arrived { phone, connection, identity, user, tag, request });
        self.batch_soon();
        Ok(())
    }

    fn batch_soon(&mut self) {
        if !self.host.is_batch_due {
            self.host.is_batch_due = true;
            let after = self.dice.ms(BATCH_MS);
            self.schedule(self.now + after, Event::Decide);
        }
    }

    /// The server closes the connection.
    fn reset(&mut self, phone: usize, connection: u32) {
        if self.phones[phone].connection == connection && self.phones[phone].asking.is_some() {
            self.lost(phone);
        }
    }

    /// The device's connection is gone; it pauses.
    pub(crate) fn lost(&mut self, phone: usize) {
        let random = u32::try_from(self.dice.below(1 << 32)).unwrap_or(0);
        let here = &mut self.phones[phone];
        here.hang_up();
        let pause = i64::try_from(here.backoff.fail(random)).unwrap_or(0);
        let (back, failures) = (here.offline_until.max(self.partition_until), here.backoff.failures());
        // The pauses of a long time without network are passed over.
        let at = if back > self.now + pause { back } else { self.now + pause };
        self.trace.line(self.now, format_args!("phone {phone} lost the server ({failures})"));
        self.wake(phone, at);
    }

    pub(crate) fn decide(&mut self) -> Checked {
        self.host.is_batch_due = false;
        if self.host.queue.is_empty() {
            return Ok(());
        }
        let waiting = self.host.queue.clone();
        let committed = match self.host.decide(self.now) {
            Ok(committed) => committed,
            Err(fault) if fault.is_environment() && hubbub_simulated_disk::has_failed() => {
                self.trace.line(self.now, format_args!("SERVER died in a batch: {fault}"));
                self.restart_server(true)?;
                for work in waiting {
                    self.reset(work.phone, work.connection);
                }
                return Ok(());
            }
            Err(fault) => return Err(fault.into()),
        };
        if !self.host.queue.is_empty() {
            self.batch_soon();
        }
        self.trace.line(self.now, format_args!("server decides {} requests", committed.works.len()));
        for (work, answer) in &committed.works {
            if answer.is_none() {
                self.check_verdicts(&work.request)?;
            }
        }
        self.check_executed()?;
        for (work, answer) in committed.works {
            self.answer(&work, answer)?;
        }
        self.tell_moved(&committed.moved);
        Ok(())
    }

    fn answer(&mut self, work: &Arrived, answer: Option<Answer>) -> Checked {
        let mut stands = work.request.clone();
        stands.uploads.clear();
        let (answer, expected) = match answer {
            Some(answer) => (answer, None),
            None => {
                let look = self.dice.chance(60);
                self.host.cut(work.user, &stands, self.now, look)?
            }
        };
        if let Answer::Reply(reply) = &answer {
            self.follow(work.phone, work.connection, stands, reply);
        }
        let bytes = if self.dice.chance(self.plan.network.foreign) {
            PORTAL.to_vec()
        } else {
            encode(&Frame::Answer { tag: work.tag, answer })
        };
        match self.fate(bytes) {
            Fate::Lost => self.break_off(work.phone, work.connection, work.tag),
            Fate::Arrives(copies) => {
                let (phone, connection, identity) = (work.phone, work.connection, work.identity);
                let down = Down { phone, connection, identity, bytes: Vec::new(), expected };
                self.deliver(&down, copies);
            }
        }
        Ok(())
    }

    /// Where the device stands once it has applied a reply, as the server's end of the socket sees it.
    fn follow(&mut self, phone: usize, connection: u32, before: Request, reply: &Reply) {
        if self.phones[phone].connection != connection {
            return;
        }
        let acknowledged = reply.verdicts.last().map_or(before.acknowledged, |verdict| verdict.number);
        let cursors = Server::<Product>::cursors_after(&before.cursors, reply);
        self.phones[phone].stands =
            Some(Request { epoch: Some(reply.epoch), acknowledged, cursors, ..before });
    }

    /// Wakes the sockets of devices that hold what moved.
    pub(crate) fn tell_moved(&mut self, moved: &BTreeSet<Scope>) {
        if !self.plan.pushes {
            return;
        }
        for phone in 0..self.phones.len() {
            let here = &self.phones[phone];
            let Some(stands) = &here.stands else { continue };
            let own = Scope::of("user", here.device.user);
            let concerns =
                moved.contains(&own) || stands.cursors.iter().any(|held| moved.contains(&held.scope));
            if concerns {
                self.schedule(self.now + PUSH_MS, Event::Push(phone));
            }
        }
    }

    pub(crate) fn push(&mut self, phone: usize) -> Checked {
        let here = &self.phones[phone];
        let (connection, identity, user) = (here.connection, here.identity, here.device.user);
        let Some(stands) = here.stands.clone().filter(|_| self.now >= self.host.down_until) else {
            return Ok(());
        };
        let look = self.dice.chance(60);
        let (answer, expected) = self.host.cut(user, &stands, self.now, look)?;
        let Answer::Reply(reply) = answer else { return Ok(()) };
        if !says_something(&stands, &reply) {
            return Ok(());
        }
        self.follow(phone, connection, stands, &reply);
        match self.fate(encode(&Frame::Push(reply))) {
            // On one connection nothing comes after what was lost.
            Fate::Lost => self.lost(phone),
            Fate::Arrives(copies) => {
                let down = Down { phone, connection, identity, bytes: Vec::new(), expected };
                self.deliver(&down, copies);
            }
        }
        Ok(())
    }

    /// Sends the copies of a message down. On one connection the first copies keep their order; what is
    /// doubled comes when it comes.
    fn deliver(&mut self, down: &Down, copies: Vec<(i64, Vec<u8>)>) {
        for (place, (after, bytes)) in copies.into_iter().enumerate() {
            let mut at = self.now + after;
            let here = &mut self.phones[down.phone];
            if place == 0 && here.connection == down.connection {
                at = at.max(here.down_at + 1);
                here.down_at = at;
            }
            self.schedule(at, Event::Down(Down { bytes, ..down.clone() }));
        }
    }

    /// A message arrives at a device.
    pub(crate) fn hear(&mut self, down: Down) -> Checked {
        let phone = down.phone;
        let here = &self.phones[phone];
        let is_current = here.connection == down.connection;
        if here.identity != down.identity || (!is_current && !self.plan.network.overtaken) {
            return Ok(());
        }
        let is_cut_off = self.now < here.offline_until.max(self.partition_until);
        if is_cut_off {
            return Ok(());
        }
        self.trace.bytes(&down.bytes);
        match decode::<Frame>(&down.bytes) {
            Ok(Frame::Answer { tag, answer }) => {
                let is_ours = is_current && here.asking == Some(tag);
                if !is_ours && !self.plan.network.overtaken {
                    return Ok(());
                }
                if is_ours {
                    self.phones[phone].asking = None;
                }
                self.take(phone, &answer, down.expected.as_ref(), is_ours)
            }
            Ok(Frame::Push(reply)) => {
                // While an answer is awaited a push is passed over: the answer brings all of it.
                if self.phones[phone].asking.is_some() && !self.plan.network.overtaken {
                    return Ok(());
                }
                self.take(phone, &Answer::Reply(reply), down.expected.as_ref(), false)
            }
            // Nobody in the simulation watches a topic, and nobody signs out.
            Ok(_) => Err(Violation::new("no fault", "the server sent what it never sends")),
            Err(_) => {
                if is_current {
                    self.lost(phone);
                }
                Ok(())
            }
        }
    }
}

/// Whether a cut is more than what the device has already.
fn says_something(stands: &Request, reply: &Reply) -> bool {
    let held: BTreeSet<&Scope> = stands.cursors.iter().map(|cursor| &cursor.scope).collect();
    let granted: BTreeSet<&Scope> = reply.heads.iter().map(|head| &head.scope).collect();
    let reset = reply.heads.iter().any(|head| head.reset);
    !reply.chunks.is_empty()
        || !reply.verdicts.is_empty()
        || held != granted
        || reset
        || stands.epoch != Some(reply.epoch)
}
