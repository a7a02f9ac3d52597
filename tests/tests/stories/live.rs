//! The live lane on a phone: a count that moves while somebody watches, through a server that comes back and a network
//! that mangles, and a screen that is never stuck.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hubbub_core::client::{Client, Heard, Notice, Options, SystemClock, Watch};
use hubbub_core::id::Id;
use hubbub_core::live::{Event, Topic};
use hubbub_core::store::Key;
use hubbub_core::time::HOUR_MS;
use hubbub_tests::proxy::{Proxy, Rules, Way};
use hubbub_tests::world::{World, YesNo, eventually, queue, settle};

fn total(watch: &Watch) -> Option<i64> {
    let Heard::Events(events) = watch.heard() else { return None };
    events.iter().find_map(|event| match event.event() {
        Event::VoteUpdated { new_total, .. } => Some(new_total),
        _ => None,
    })
}

fn watch(client: &Client, poll: &YesNo) -> Watch {
    client.watch(Topic::of(Topic::POLL, poll.poll))
}

#[test]
fn a_count_is_shown_at_once_is_gone_with_the_connection_and_comes_back() {
    let mut world = World::new();
    let (ann, bob) = (world.person("Ann"), world.person("Bob"));
    let poll = world.yes_no("Poll", HOUR_MS, 0);
    let (phone, other) = (world.phone(&ann, "ann"), world.phone(&bob, "bob"));
    let told = Arc::new(AtomicU64::new(0));
    let _listening = phone.subscribe({
        let told = Arc::clone(&told);
        move |notice| {
            if matches!(notice, Notice::Live(_)) {
                told.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    let watching = watch(&phone, &poll);
    assert_eq!(watching.heard(), Heard::Nothing);
    queue(&other, &poll.cast_yes());
    eventually("the vote is heard", || total(&watching) == Some(1));
    assert!(told.load(Ordering::SeqCst) > 0, "screens are told");
    // The rows follow, though nobody asks.
    eventually("the rows show it", || poll.count(&phone, poll.yes) == 1);
    world.stop_server();
    eventually("what was heard is gone", || watching.heard() == Heard::Nothing);
    assert_eq!(poll.count(&phone, poll.yes), 1, "the rows stay");
    world.start_server();
    phone.sync_now();
    eventually("it is heard again", || total(&watching) == Some(1));
    // What nobody may watch says so; the same for what does not exist.
    let odd = phone.watch(Topic::of(Topic::POLL, Id::named("live story", "none")));
    eventually("refused", || matches!(odd.heard(), Heard::Refused(_)));
    drop(watching);
    queue(&other, &poll.change(1, poll.no));
    settle(&other);
    eventually("the rows show the change", || poll.count(&phone, poll.no) == 1);
}

#[test]
fn a_network_that_mangles_leaves_no_screen_behind() {
    let mut world = World::new();
    let (ann, bob) = (world.person("Ann"), world.person("Bob"));
    let poll = world.yes_no("Poll", HOUR_MS, 0);
    drop(world.phone(&ann, "ann"));
    let other = world.phone(&bob, "bob");
    let proxy = Proxy::start(world.running().local_addr().port(), 5).unwrap();
    let mut options = Options::new(world.phone_folder("ann"), &proxy.url(), Key::new([7; 32]));
    options.clock = Arc::new(SystemClock);
    let phone = Client::open(options).unwrap().0;
    settle(&phone);
    let watching = watch(&phone, &poll);
    queue(&other, &poll.cast_yes());
    settle(&other);
    let bad = Way { doubled: 400, reordered: 400, ..Way::default() };
    let stalled = Way { is_stalled: true, ..Way::default() };
    for round in 1..=6 {
        proxy.set(Rules { up: bad, down: bad, refuses: false });
        for step in 0..5 {
            let option = if step % 2 == 0 { poll.no } else { poll.yes };
            let revision = poll.ballot(&other).unwrap().revision;
            queue(&other, &poll.change(revision, option));
            settle(&other);
        }
        if round % 2 == 0 {
            // Half open for a moment, then cut.
            proxy.set(Rules { down: stalled, ..Rules::default() });
            proxy.cut();
        }
        proxy.set(Rules::default());
        phone.sync_now();
        let wanted = poll.count(&other, poll.no);
        eventually("the rows agree", || poll.count(&phone, poll.no) == wanted);
        eventually("the live count agrees", || live_no(&watching, &poll) == Some(wanted));
    }
    assert!(proxy.passed().doubled > 0, "{:?}", proxy.passed());
}

/// The live count of "no"; an option that nobody has named any more counts nothing.
fn live_no(watch: &Watch, poll: &YesNo) -> Option<i64> {
    let Heard::Events(events) = watch.heard() else { return None };
    events.iter().find_map(|event| match event.event() {
        Event::VoteUpdated { options, .. } => {
            let no = options.iter().find(|option| option.option == poll.no);
            Some(no.map_or(0, |option| option.ballots))
        }
        _ => None,
    })
}
