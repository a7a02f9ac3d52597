//! What happens in a run: drawn from its seed before it starts. Each seed draws which faults there are
//! at all, so that rare ones meet each other often enough.

use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS};

use crate::dice::Dice;

/// When a run begins, by the true clock.
pub(crate) const BEGIN_MS: i64 = 1_000_000 * HOUR_MS;

/// Something that happens to a person, a device, the server or the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The person does some things in a row.
    Act(u64),
    /// The app asks the server, as when it comes to the foreground.
    Nudge,
    /// The device is without network for so long.
    Offline(i64),
    /// The process is killed and starts again.
    Kill,
    /// The power goes, then it starts again.
    PowerLoss,
    /// The process dies in the middle of the next write.
    DiskFails(u64),
    /// There is no room on the disk for the next thing the person does.
    DiskFull,
    /// The device's clock jumps by so much.
    ClockJump(i64),
    /// A copy of the store is put away.
    CopyStore,
    /// The copy that was put away comes back in place of the store.
    RestoreStore,
    /// Another device goes on with a copy of this one's store.
    Clone,
    /// Somebody else signs in, with an empty store.
    ChangePerson,
    /// A call that waits is given up.
    Discard,
    /// A call that was put aside is sent again.
    SendAgain,
    /// The inbox is read and cleared.
    ClearInbox,
    /// The server is killed and starts again.
    ServerKill,
    /// The server loses power.
    ServerPowerLoss,
    /// The server dies in the middle of a batch.
    ServerDiskFails(u64),
    /// The server is away for so long.
    ServerDown(i64),
    /// A backup of the server.
    Backup,
    /// The server is restored from its backup.
    RestoreServer,
    /// Tombstones older than a month are forgotten.
    Prune,
    /// The app is updated: its store is migrated, perhaps not at the first try.
    UpdateApp,
    /// The server learns what it did not know.
    UpgradeServer,
    /// The operator gives or takes a role, or takes somebody in or out.
    Role,
    /// Nothing gets through for so long.
    Partition(i64),
}

/// A deed with its time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) at: i64,
    /// Whom it happens to, where that matters.
    pub(crate) phone: usize,
    pub(crate) deed: Deed,
    /// Its own chance.
    pub(crate) seed: u64,
}

/// What the network does to messages, in thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Network {
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) truncated: u64,
    /// A page of HTML in place of the answer.
    pub(crate) foreign: u64,
    /// Messages that take up to a minute.
    pub(crate) slow: u64,
    /// Answers that come late are applied all the same.
    pub(crate) overtaken: bool,
}

/// A whole run.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) phones: usize,
    pub(crate) people: usize,
    pub(crate) network: Network,
    /// The server tells devices at once what moved.
    pub(crate) pushes: bool,
    /// The server holds rules to their actor's sight.
    pub(crate) is_strict: bool,
    pub(crate) has_backups: bool,
    /// The server does not know every command at first.
    pub(crate) is_old_server: bool,
    pub(crate) has_poison: bool,
    /// So many devices have an older app at first, with an older schema.
    pub(crate) old_apps: usize,
    /// How long the faults last.
    pub(crate) length_ms: i64,
    pub(crate) steps: Vec<Step>,
}

impl Plan {
    /// The run of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        let mut dice = Dice::of(seed, 0);
        let phones = if dice.chance(30) { 12 + dice.index(39) } else { 2 + dice.index(7) };
        let people = (1 + dice.index(5)).min(phones);
        let lengths = [10 * MINUTE_MS, 6 * HOUR_MS, 5 * DAY_MS, 120 * DAY_MS];
        let length_ms = lengths[dice.index(lengths.len())];
        let mut rate = |most: u64| if dice.chance(500) { dice.below(most) } else { 0 };
        let network = Network {
            lost: rate(300),
            doubled: rate(300),
            truncated: rate(100),
            foreign: rate(60),
            slow: rate(200),
            overtaken: false,
        };
        let network = Network { overtaken: dice.chance(300), ..network };
        let (pushes, is_strict, has_backups) = (dice.chance(600), dice.chance(300), dice.chance(500));
        let (is_old_server, has_poison) = (dice.chance(250), dice.chance(250));
        let old_apps = if dice.chance(300) { dice.index(phones + 1) } else { 0 };
        let mut plan = Self {
            seed,
            phones,
            people,
            network,
            pushes,
            is_strict,
            has_backups,
            is_old_server,
            has_poison,
            old_apps,
            length_ms,
            steps: Vec::new(),
        };
        plan.draw_steps(&mut dice);
        plan
    }

    /// Leaves out every step but these, by their numbers.
    pub(crate) fn keep(&mut self, kept: &[usize]) {
        self.steps = kept.iter().filter_map(|&step| self.steps.get(step).copied()).collect();
    }

    fn draw_steps(&mut self, dice: &mut Dice) {
        let kinds: Vec<(Deed, u64)> = KINDS.iter().filter(|_| dice.chance(450)).copied().collect();
        let count = 40 + dice.below(120);
        let total: u64 = kinds.iter().map(|(_, weight)| weight).sum();
        for _ in 0..count {
            let at = BEGIN_MS + dice.ms(self.length_ms);
            let phone = dice.index(self.phones);
            let seed = dice.next();
            let deed = if total == 0 || dice.chance(600) {
                Deed::Act(1 + dice.below(6))
            } else {
                let mut at = dice.below(total);
                let found = kinds.iter().find(|(_, weight)| {
                    let here = at < *weight;
                    at = at.saturating_sub(*weight);
                    here
                });
                sized(found.map_or(Deed::Nudge, |(deed, _)| *deed), self.length_ms, dice)
            };
            if self.has_backups || !matches!(deed, Deed::Backup | Deed::RestoreServer) {
                self.steps.push(Step { at, phone, deed, seed });
            }
        }
        self.steps.sort_by_key(|step| step.at);
    }
}

/// Every kind of deed beside acting, with how often it comes.
const KINDS: &[(Deed, u64)] = &[
    (Deed::Nudge, 8),
    (Deed::Offline(0), 8),
    (Deed::Kill, 4),
    (Deed::PowerLoss, 4),
    (Deed::DiskFails(0), 3),
    (Deed::DiskFull, 1),
    (Deed::ClockJump(0), 3),
    (Deed::CopyStore, 2),
    (Deed::RestoreStore, 2),
    (Deed::Clone, 1),
    (Deed::ChangePerson, 1),
    (Deed::Discard, 4),
    (Deed::SendAgain, 4),
    (Deed::ClearInbox, 2),
    (Deed::ServerKill, 2),
    (Deed::ServerPowerLoss, 2),
    (Deed::ServerDiskFails(0), 2),
    (Deed::ServerDown(0), 2),
    (Deed::Backup, 4),
    (Deed::RestoreServer, 2),
    (Deed::Prune, 3),
    (Deed::UpdateApp, 4),
    (Deed::UpgradeServer, 2),
    (Deed::Role, 8),
    (Deed::Partition(0), 2),
];

fn sized(deed: Deed, length_ms: i64, dice: &mut Dice) -> Deed {
    match deed {
        Deed::Offline(_) => Deed::Offline(dice.ms(length_ms)),
        Deed::DiskFails(_) => Deed::DiskFails(dice.below(12)),
        Deed::ServerDiskFails(_) => Deed::ServerDiskFails(dice.below(12)),
        Deed::ClockJump(_) => Deed::ClockJump(dice.ms(20 * 365 * DAY_MS) - 10 * 365 * DAY_MS),
        Deed::ServerDown(_) => Deed::ServerDown(dice.ms(length_ms / 10)),
        Deed::Partition(_) => Deed::Partition(dice.ms(length_ms / 10)),
        other => other,
    }
}
