//! A device as a process that can be killed: a client that votes as it is told to, and says what it was
//! told and what it saw. Each line is out before the next thing is done.

use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use hubbub_core::client::{Client, Heard, Options, Sent, Watch};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::live::{Event, Topic};
use hubbub_core::store::Key;
use hubbub_core::sync::worker::Phase;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::method::Selection;
use hubbub_core::voting::model::{Ballot, PollTally};
use serde_json::json;

use crate::Failure;
use crate::args::Seat;
use crate::dice::Dice;
use crate::server::{OPTIONS, POLLS, option, poll};

/// The password of every account.
pub(crate) const PASSWORD: &str = "Quince-Orchard-7";
/// How long the server may be away at the start.
const PATIENCE: Duration = Duration::from_secs(120);

/// The key of a device's store.
pub(crate) fn key() -> Key {
    Key::new([9; 32])
}

/// Obeys orders, a line each: `work MS` (vote, with pauses of up to MS), `rest`, `settle MS`. Ends with
/// its input.
pub(crate) fn run(seat: &Seat) -> Result<(), Failure> {
    let options = Options::new(seat.folder.clone(), &seat.url, key());
    let (client, recovery) = Client::open(options)?;
    if let Some(recovery) = recovery {
        say(&json!({ "recovered": recovery.saved, "lost": recovery.lost }))?;
    }
    let user = sign_in(&client, seat)?;
    say(&json!({ "ready": user }))?;
    let watches: Vec<(Id, Watch)> =
        (0..POLLS).map(poll).map(|poll| (poll, client.watch(Topic::of(Topic::POLL, poll)))).collect();
    let orders = orders();
    let mut dice = Dice::new(seat.seed);
    let mut pause_ms: Option<u64> = None;
    loop {
        let order = match pause_ms {
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(most) => orders.recv_timeout(Duration::from_millis(dice.below(most + 1))),
        };
        match order.as_deref() {
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => {
                act(&client, user, &mut dice)?;
                listen(&watches)?;
            }
            Ok("rest") => pause_ms = None,
            Ok(order) => match order.split_once(' ') {
                Some(("work", ms)) => pause_ms = Some(ms.parse()?),
                Some(("settle", ms)) => settle(&client, &watches, ms.parse()?)?,
                _ => return Err(format!("{order:?} is no order").into()),
            },
        }
    }
}

fn orders() -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

fn say(line: &serde_json::Value) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}

/// Signs in, unless the device was signed in before.
fn sign_in(client: &Client, seat: &Seat) -> Result<Id, Failure> {
    let known = client.view(|_, context| Ok(context.user))?;
    if let Some(user) = known {
        return Ok(user);
    }
    let patience = Instant::now() + PATIENCE;
    loop {
        match client.sign_in(&seat.email, PASSWORD) {
            Ok(user) => return Ok(user),
            Err(problem) if Instant::now() > patience => return Err(problem.into()),
            // The network may be bad: that is what this is for.
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// One vote, and a look at a count.
fn act(client: &Client, user: Id, dice: &mut Dice) -> Result<(), Failure> {
    let poll = poll(dice.below(POLLS));
    let ballot = |client: &Client| client.view(|tx, _| tx.get::<Ballot>(Ballot::id_of(poll, user)));
    let before = ballot(client)?;
    let was_whole = is_whole(client)?;
    let selections = vec![Selection { option: option(poll, dice.below(OPTIONS)), value: 1 }];
    let command = match &before {
        Some(ballot) if !ballot.withdrawn && dice.below(8) == 0 => {
            Voting::Withdraw { poll, base_revision: ballot.revision }
        }
        Some(ballot) if !ballot.withdrawn => {
            Voting::Change { poll, base_revision: ballot.revision, selections }
        }
        _ => Voting::Cast { poll, selections },
    };
    match client.send(&Command::Voting(command))? {
        Sent::Queued { call, predicted } => {
            say(&json!({ "told": call, "poll": poll }))?;
            let before = before.map_or(0, |ballot| ballot.revision);
            let own = ballot(client)?.map_or(0, |ballot| ballot.revision);
            // A store that is still fetching shows no predictions. Another device of the person may have come
            // in between: then the call is no longer expected to hold.
            let is_due = predicted.is_none() && was_whole && is_whole(client)?;
            if is_due && own <= before && !is_overtaken(client, call)? {
                say(&json!({ "broken": format!("own write {call} not read: {own} after {before}") }))?;
            }
        }
        Sent::Refused(refusal) => say(&json!({ "refused": refusal.code }))?,
    }
    let version = client.view(|tx, _| tx.get::<PollTally>(poll))?.map_or(0, |tally| tally.version);
    say(&json!({ "seen": poll, "version": version }))
}

/// What the live lane shows of a poll, if anything was heard.
fn heard(watch: &Watch) -> Option<i64> {
    let Heard::Events(events) = watch.heard() else { return None };
    events.iter().find_map(|event| match event.event() {
        Event::VoteUpdated { version, .. } => Some(version),
        _ => None,
    })
}

/// Says what the live lane shows.
fn listen(watches: &[(Id, Watch)]) -> Result<(), Failure> {
    for (poll, watch) in watches {
        if let Some(version) = heard(watch) {
            say(&json!({ "heard": poll, "version": version }))?;
        }
    }
    Ok(())
}

/// Whether the live lane shows the counts that the rows show.
fn is_live(client: &Client, watches: &[(Id, Watch)]) -> Result<bool, Failure> {
    for (poll, watch) in watches {
        let row = client.view(|tx, _| tx.get::<PollTally>(*poll))?.map(|tally| tally.version);
        if heard(watch) != row {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The counts that the rows show.
fn shown(client: &Client) -> Result<Vec<Option<i64>>, Failure> {
    let tally = |number| client.view(|tx, _| tx.get::<PollTally>(poll(number)));
    (0..POLLS).map(|number| Ok(tally(number)?.map(|tally| tally.version))).collect()
}

/// Whether everything that the server named has come; before its first answer it has named nothing.
fn is_whole(client: &Client) -> Result<bool, Failure> {
    let progress = client.sync_state()?.progress;
    Ok(progress.total > 0 && progress.done == progress.total)
}

/// Whether news made the device expect a no for this call, or its verdict is in already.
fn is_overtaken(client: &Client, call: Id) -> Result<bool, Failure> {
    let entry = client.outbox()?.into_iter().find(|entry| entry.call.id == call);
    Ok(entry.is_none_or(|entry| entry.predicted.is_some()))
}

/// Waits until everything is said and heard, and tells how it stands. The first exchange that ends may have
/// begun before somebody else's last word; the second has not.
fn settle(client: &Client, watches: &[(Id, Watch)], patience_ms: u64) -> Result<(), Failure> {
    let start = Instant::now();
    let patience = start + Duration::from_millis(patience_ms);
    let (mut exchanges, mut last) = (0, client.sync_state()?.last_synced);
    loop {
        client.sync_now();
        let state = client.sync_state()?;
        exchanges += u32::from(state.last_synced != last);
        last = state.last_synced;
        let is_settled = exchanges > 1
            && state.phase == Phase::UpToDate
            && state.waiting == 0
            && state.progress.done == state.progress.total
            && is_live(client, watches)?;
        if is_settled || Instant::now() > patience {
            let refused: Vec<Id> = client.refused()?.iter().map(|refused| refused.id).collect();
            return say(&json!({
                "settled": is_settled, "ms": start.elapsed().as_millis(), "waiting": state.waiting,
                "phase": format!("{:?}", state.phase), "heard": watches.iter().map(|(_, watch)| heard(watch)).collect::<Vec<_>>(),
                "shown": shown(client)?, "exchanges": exchanges, "progress": format!("{:?}", state.progress),
                "refused_calls": refused, "digests": client.digests()?,
            }));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
