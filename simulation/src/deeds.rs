//! What the steps of a plan do.

use hubbub_core::store::{Durability, Fault};
use hubbub_core::sync::device::Recorded;
use hubbub_core::sync::digest::Digests;
use hubbub_core::sync::outbox::{self, State};
use hubbub_core::sync::protocol::Answer;
use hubbub_simulated_disk as disk;

use crate::dice::Dice;
use crate::people;
use crate::plan::Deed;
use crate::trace::Checked;
use crate::world::World;

impl World {
    pub(crate) fn step(&mut self, step: usize) -> Checked {
        let step = self.plan.steps[step];
        let (phone, mut dice) = (step.phone, Dice::of(step.seed, 3));
        self.trace.line(self.now, format_args!("STEP phone {phone}: {:?}", step.deed));
        self.check_wedge(phone)?;
        match step.deed {
            Deed::Act(times) => (0..times).try_for_each(|_| self.act(phone, &mut dice)),
            Deed::Nudge => {
                self.wake(phone, self.now);
                Ok(())
            }
            Deed::Offline(ms) => {
                self.phones[phone].offline_until = self.now + ms;
                self.lost(phone);
                Ok(())
            }
            Deed::Kill => self.restart(phone, false, &mut dice),
            Deed::PowerLoss => self.restart(phone, true, &mut dice),
            Deed::DiskFails(writes) => {
                disk::fail_after(writes);
                self.act(phone, &mut dice)?;
                disk::mend();
                Ok(())
            }
            Deed::DiskFull => {
                disk::set_full(true);
                self.act(phone, &mut dice)?;
                disk::set_full(false);
                Ok(())
            }
            Deed::ClockJump(ms) => {
                self.phones[phone].skew_ms += ms;
                Ok(())
            }
            Deed::UpdateApp => self.update_app(phone, &mut dice),
            Deed::CopyStore | Deed::RestoreStore | Deed::Clone | Deed::ChangePerson => {
                self.swap_store(phone, step.deed, &mut dice)
            }
            Deed::Discard | Deed::SendAgain | Deed::ClearInbox => self.tidy_up(phone, step.deed, &mut dice),
            _ => self.server_step(step.deed, &mut dice),
        }
    }

    fn server_step(&mut self, deed: Deed, dice: &mut Dice) -> Checked {
        match deed {
            Deed::ServerKill => self.restart_server(false),
            Deed::ServerPowerLoss => self.restart_server(true),
            Deed::ServerDiskFails(writes) => {
                disk::fail_after(writes);
                self.decide()?;
                disk::mend();
                Ok(())
            }
            Deed::ServerDown(ms) => {
                self.host.down_until = self.now + ms;
                self.restart_server(false)
            }
            Deed::Backup => {
                self.host.back_up(&self.book.history)?;
                Ok(())
            }
            Deed::RestoreServer => {
                if let Some(history) = self.host.restore()? {
                    self.book.history = history;
                    self.has_lost_past = true;
                    self.hang_up_all();
                }
                Ok(())
            }
            Deed::Prune => {
                let forgotten = self.host.prune(self.now)?;
                self.trace.line(self.now, format_args!("{forgotten} tombstones are forgotten"));
                Ok(())
            }
            Deed::UpgradeServer => {
                self.host.upgrade();
                self.restart_server(false)
            }
            Deed::Role => self.change_role(dice),
            Deed::Partition(ms) => {
                self.partition_until = self.now + ms;
                self.hang_up_all();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn hang_up_all(&mut self) {
        for phone in 0..self.phones.len() {
            if self.phones[phone].asking.is_some() || self.phones[phone].stands.is_some() {
                self.lost(phone);
            }
        }
    }

    pub(crate) fn restart_server(&mut self, power_loss: bool) -> Checked {
        let mut chance = Dice::of(self.dice.next(), 4);
        let mut dice = || chance.next();
        self.host.start_again(power_loss.then_some(&mut dice))?;
        self.hang_up_all();
        self.check_kept()
    }

    fn restart(&mut self, phone: usize, power_loss: bool, dice: &mut Dice) -> Checked {
        let image = if power_loss {
            self.phones[phone].image_after_power_loss(&mut || dice.next())
        } else {
            self.phones[phone].image()
        };
        self.phones[phone].start_again(&image)?;
        self.wake(phone, self.now);
        self.check_phone(phone, true)
    }

    /// A newer app starts on the store of the older one; it may die on the way, and starts again.
    pub(crate) fn update_app(&mut self, phone: usize, dice: &mut Dice) -> Checked {
        if !std::mem::take(&mut self.phones[phone].device.domain.is_old_app) {
            return Ok(());
        }
        let image = self.phones[phone].image();
        if dice.chance(500) && self.phones[phone].start_and_die(&image, dice.below(60))? {
            self.trace.line(self.now, format_args!("phone {phone} died in its update"));
            return self.restart(phone, true, dice);
        }
        self.restart(phone, false, dice)
    }

    /// After a write that failed: the store starts again where the disk broke, and the disk is well.
    fn recover(&mut self, phone: usize, fault: Fault, dice: &mut Dice) -> Checked {
        if disk::has_failed() {
            self.trace.line(self.now, format_args!("phone {phone} died in a write: {fault}"));
            let power_loss = dice.chance(500);
            return self.restart(phone, power_loss, dice);
        }
        if fault == Fault::Full {
            self.trace.line(self.now, format_args!("phone {phone} has no room"));
            disk::set_full(false);
            return self.check_phone(phone, true);
        }
        Err(fault.into())
    }

    /// The person does one thing.
    fn act(&mut self, phone: usize, dice: &mut Dice) -> Checked {
        let command = people::command(&self.plan, &mut self.phones[phone], self.now, dice)?;
        let Some(command) = command else { return Ok(()) };
        self.commands += 1;
        match self.phones[phone].record(self.now, &command) {
            Ok((id, Recorded::Queued { predicted, .. })) => {
                self.book.recorded(phone, id);
                let expects = predicted.map_or("ok", |refusal| refusal.code.wire());
                self.trace.line(self.now, format_args!("phone {phone} keeps {id} ({expects}): {command}"));
                if self.phones[phone].asking.is_none() && self.phones[phone].backoff.failures() == 0 {
                    self.wake(phone, self.now);
                }
            }
            Ok((_, Recorded::Refused(refusal))) => {
                self.trace
                    .line(self.now, format_args!("phone {phone} is refused {}: {command}", refusal.code));
            }
            Err(fault) => return self.recover(phone, fault, dice),
        }
        let look = self.dice.chance(150);
        self.check_phone(phone, look)
    }

    fn swap_store(&mut self, phone: usize, deed: Deed, dice: &mut Dice) -> Checked {
        match deed {
            Deed::CopyStore => {
                let open = self.book.open.get(&phone).cloned().unwrap_or_default();
                self.phones[phone].copy = Some((self.phones[phone].image(), open));
            }
            Deed::RestoreStore => {
                let Some((image, open)) = self.phones[phone].copy.clone() else { return Ok(()) };
                self.book.set_back(phone, open);
                self.phones[phone].start_again(&image)?;
                self.wake(phone, self.now);
            }
            Deed::Clone => {
                let other = (phone + self.plan.people) % self.phones.len();
                if other == phone || self.phones[other].device.user != self.phones[phone].device.user {
                    return Ok(());
                }
                let image = self.phones[phone].image();
                self.book.set_back(other, self.book.open.get(&phone).cloned().unwrap_or_default());
                self.phones[other].copy = None;
                self.phones[other].device.domain.is_old_app = self.phones[phone].device.domain.is_old_app;
                self.phones[other].identity += 1;
                self.phones[other].start_again(&image)?;
                self.wake(other, self.now);
            }
            _ => {
                self.book.set_back(phone, Default::default());
                self.phones[phone].copy = None;
                let user = people::person(dice.index(self.plan.people));
                self.phones[phone].change_person(user)?;
                self.wake(phone, self.now);
            }
        }
        self.check_phone(phone, true)
    }

    fn tidy_up(&mut self, phone: usize, deed: Deed, dice: &mut Dice) -> Checked {
        let waiting = self.phones[phone].read(|sql| {
            let all = outbox::all(sql)?.into_iter();
            Ok(all.filter(|entry| matches!(entry.state, State::Waiting | State::Unknown)).collect::<Vec<_>>())
        })?;
        let refused = self.phones[phone].read(outbox::refused)?;
        let here = &self.phones[phone];
        match deed {
            Deed::Discard => {
                let Some(entry) = dice.pick(&waiting) else { return Ok(()) };
                let id = entry.call.id;
                here.write(Durability::Full, |sql| here.device.discard(sql, id))?;
                self.book.told.entry(id).or_default().is_discarded = true;
                self.trace.line(self.now, format_args!("phone {phone} gives {id} up"));
            }
            Deed::SendAgain => {
                let undecided: Vec<_> = refused.iter().filter(|refused| refused.undecided).collect();
                let Some(refused) = dice.pick(&undecided) else { return Ok(()) };
                here.write(Durability::Full, |sql| here.device.send_again(sql, refused.id))?;
                self.trace.line(self.now, format_args!("phone {phone} sends {} again", refused.id));
            }
            _ => {
                for refused in &refused {
                    here.write(Durability::Full, |sql| outbox::clear_refused(sql, refused.id))?;
                    if let Some(open) = self.book.open.get_mut(&phone) {
                        open.remove(&refused.id);
                    }
                    if refused.undecided {
                        self.book.may_be_lost(refused.id);
                    }
                }
            }
        }
        self.wake(phone, self.now);
        self.check_phone(phone, true)
    }

    /// A device applies what the server said.
    pub(crate) fn take(
        &mut self,
        phone: usize,
        answer: &Answer,
        expected: Option<&Digests>,
        is_ours: bool,
    ) -> Checked {
        if let Answer::Refused(text) = answer {
            self.trace.line(self.now, format_args!("phone {phone} is turned away: {text}"));
            if is_ours {
                self.lost(phone);
            }
            return Ok(());
        }
        let applied = self.phones[phone].apply(self.now, answer)?;
        self.phones[phone].backoff.succeed();
        let (decided, forked) = (applied.decided.len(), applied.forked);
        self.trace.line(
            self.now,
            format_args!("phone {phone} applies: {decided} decided, more {}, forked {forked}", applied.more),
        );
        if let (Answer::Reply(reply), Some(expected), false) = (answer, expected, forked) {
            self.check_cut(phone, reply, expected)?;
        }
        let look = self.dice.chance(100);
        self.check_phone(phone, look)?;
        if is_ours || applied.more {
            let rest = self.phones[phone].request()?;
            if applied.more || !rest.uploads.is_empty() {
                self.wake(phone, self.now);
            } else {
                self.idle(phone);
            }
        }
        Ok(())
    }
}
