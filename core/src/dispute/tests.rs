//! Disputes through commands: every state, command and role; what phones hold; who is told; what happens to
//! the money.

use super::case::{DisputeCase, DisputeStep, Evidence};
use super::command::Command;
use super::machine::{self, Call, apply};
use super::model::{Act, Closing, Dispute, Ending, EvidenceKind, Offer, Reason, State};
use super::steps::refusal;
use super::view;
use crate::access::{Access, Permission, Role};
use crate::auction::deal::{Sale, SaleOrigin};
use crate::calendar::Calendar;
use crate::call::Actor;
use crate::domain::Command as Any;
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::notice::model::Kind;
use crate::notice::view::notices;
use crate::ordering::sale::{Resolution, SaleState};
use crate::refusal::Code;
use crate::step_up::Purpose;
use crate::store::Entity as _;
use crate::tests_world::{World, command, id, wire};
use crate::time::{DAY_MS, HOUR_MS};

const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// One of each command, every field given.
pub(crate) const COMMANDS: &[&str] = &[
    r#"{"area":"dispute","kind":"draft","dispute":"@new-dispute","subject":"@deal","reason":"damaged","text":"One leg is broken"}"#,
    r#"{"area":"dispute","kind":"submit","dispute":"@begun"}"#,
    r#"{"area":"dispute","kind":"add_evidence","dispute":"@begun","piece":{"evidence":"@piece","kind":"picture","text":"The leg","file":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}}"#,
    r#"{"area":"dispute","kind":"offer_full","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"offer","dispute":"@dispute","offer":{"kind":"partial","refund":{"minor":400,"currency":"EUR"}}}"#,
    r#"{"area":"dispute","kind":"accept","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"turn_down","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"reject_claim","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"escalate","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"withdraw","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"take_up","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"step_back","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"decide","dispute":"@dispute","verdict":"refund","note":"The picture shows it"}"#,
    r#"{"area":"dispute","kind":"appeal","dispute":"@dispute","piece":{"evidence":"@piece","kind":"text","text":"It was whole when it left"}}"#,
    r#"{"area":"dispute","kind":"reopen","dispute":"@dispute"}"#,
    r#"{"area":"dispute","kind":"pass_time","dispute":"@dispute"}"#,
];

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::new("EUR").unwrap())
}

/// Something that `mary` sold to `resident` at `@hub` and handed over just now.
fn sale(world: &World, name: &str, state: SaleState) -> Sale {
    sale_of(world, name, &format!("listing of {name}"), state)
}

fn sale_of(world: &World, name: &str, listing: &str, state: SaleState) -> Sale {
    let now = world.now;
    let agreed = Sale {
        id: id(name),
        listing: id(listing),
        community: id("home"),
        hub: Some(id("hub")),
        seller: id("mary"),
        seller_name: "mary".to_owned(),
        buyer: id("resident"),
        buyer_name: "resident".to_owned(),
        title: "Oak table".to_owned(),
        origin: SaleOrigin::Outright,
        state: SaleState::AwaitingPayment,
        price_minor: 1_000,
        currency: Currency::new("EUR").unwrap(),
        payment_days: 4,
        sold_at: now.plus(-DAY_MS),
        promised_by: now.plus(DAY_MS),
        handed_over_at: None,
        received_at: None,
        closed_at: None,
        timer_at: None,
    };
    let sale = agreed.becoming(SaleState::HandedOver, now).becoming(state, now);
    world.settle(|tx| tx.put(&sale));
    sale
}

/// A sale `@deal` without a dispute, a draft `@begun` about another, and `@dispute`, which waits for a
/// mediator.
pub(crate) fn disputes(world: &mut World) {
    sale(world, "deal", SaleState::HandedOver);
    for (name, subject) in [("begun", "deal-begun"), ("dispute", "deal-dispute")] {
        sale(world, subject, SaleState::HandedOver);
        let draft = COMMANDS[0].replace("@new-dispute", &format!("@{name}"));
        let draft = draft.replace("@deal", &format!("@{subject}"));
        assert_eq!(world.act("resident", &draft), Ok(()));
    }
    assert_eq!(world.act("resident", &of("submit", "dispute", "")), Ok(()));
    assert_eq!(world.act("mary", &evidence("dispute", "proof")), Ok(()));
    assert_eq!(world.act("mary", &of("reject_claim", "dispute", "")), Ok(()));
    assert_eq!(world.act("resident", &of("escalate", "dispute", "")), Ok(()));
}

fn of(kind: &str, dispute: &str, rest: &str) -> String {
    format!(r#"{{"area":"dispute","kind":"{kind}","dispute":"@{dispute}"{rest}}}"#)
}

fn evidence(dispute: &str, piece: &str) -> String {
    let rest = format!(r#","piece":{{"evidence":"@{piece}","kind":"text","text":"It was whole"}}"#);
    of("add_evidence", dispute, &rest)
}

fn decide(dispute: &str, verdict: &str) -> String {
    of("decide", dispute, &format!(r#","verdict":"{verdict}","note":"The picture shows it""#))
}

fn row(world: &World, name: &str) -> DisputeCase {
    world.read(|tx| tx.get(id(name))).unwrap()
}

fn sale_state(world: &World, name: &str) -> SaleState {
    world.read(|tx| tx.get::<Sale>(id(name))).unwrap().state
}

/// The device from which a person acts in these tests.
fn device(who: &str) -> Id {
    Id::named("device", &format!("{:?}", Actor::Person(id(who))))
}

/// A person has just given the second factor for a dispute.
fn confirm(world: &World, who: &str, dispute: &str) {
    world.step_up(who, device(who), Purpose::Money(id(dispute)), 1_000);
}

fn told(world: &World, who: &str) -> Vec<Kind> {
    let viewer = world.viewer(who);
    let lines = world.read(|tx| notices(tx, &viewer, None));
    let mut kinds: Vec<Kind> = lines.into_iter().map(|line| line.kind).collect();
    kinds.retain(|kind| kind.word().starts_with("dispute"));
    kinds.sort(); // They may be of one moment.
    kinds
}

#[test]
fn commands_and_rows_keep_their_shape() {
    insta::assert_snapshot!("commands", wire(COMMANDS));
    let mut world = World::staffed();
    disputes(&mut world);
    insta::assert_snapshot!("rows", world.rows(&["dispute_case", "dispute_step", "evidence"]));
}

/// A dispute in a state, as closed by a mediator's decision or by the buyer's silence.
fn standing(world: &World, state: State, ending: Ending) -> Dispute {
    let calendar = Calendar::default();
    let draft = Dispute::draft(Reason::Damaged, euros(1_000), world.now, &calendar);
    let from = if ending == Ending::Decided { State::EvidenceReview } else { State::ClaimRejected };
    let closing =
        Closing { ending, resolution: Some(Resolution::Release), refund: None, at: world.now, from };
    let review = matches!(state, State::OfferReview | State::CounterReview);
    Dispute {
        state,
        due_at: (state != State::Closed).then(|| world.now.plus(DAY_MS)),
        offer: review.then_some(Offer::Return),
        mediation_at: state.is_mediation().then_some(world.now),
        mediator: (state == State::EvidenceReview).then(|| id("admin")),
        closing: (state == State::Closed).then_some(closing),
        ..draft
    }
}

/// Puts a dispute in each state, and a second closed one; their names.
fn in_every_state(world: &mut World) -> Vec<String> {
    let mut names = Vec::new();
    let silent = [(State::Closed, Ending::BuyerSilent)];
    for (state, ending) in State::ALL.iter().map(|state| (*state, Ending::Decided)).chain(silent) {
        let name = format!("case-{}", names.len());
        let held = if state == State::Draft { SaleState::HandedOver } else { SaleState::Disputed };
        let sale = sale(world, &format!("deal-{}", names.len()), held);
        let standing = standing(world, state, ending);
        let case = DisputeCase {
            id: id(&name),
            community: sale.community,
            hub: sale.hub,
            about: super::case::About::Sale,
            subject: sale.id,
            title: sale.title,
            buyer: sale.buyer,
            buyer_name: sale.buyer_name,
            seller: Some(sale.seller),
            seller_name: sale.seller_name,
            state,
            due_at: standing.due_at,
            settles_at: None,
            settled_at: None,
            mediated: state.is_mediation() || ending == Ending::Decided && state == State::Closed,
            standing,
            created_at: world.now,
            moved_at: world.now,
        };
        let case = case.with(standing, world.now);
        world.settle(|tx| tx.put(&case));
        names.push(name);
    }
    names
}

/// What a person should hear: by sight, by the permission table, then by the machine.
fn expected(world: &World, actor: Actor, case: &DisputeCase, command: &Command) -> Result<(), Code> {
    let rule = command.rule().unwrap();
    let access = world.read(|tx| Access::load(tx, actor));
    let sees = access.is_job()
        || world.read(|tx| case.scopes(tx)).iter().any(|scope| access.scopes().contains(scope));
    if !sees {
        return Err(Code::NotFound);
    }
    let permitted = match command.permission() {
        Permission::KeepTime => access.is_job(),
        Permission::Mediate => access.holds(Role::Admin, case.community, None),
        _ => !access.is_job(),
    };
    if !permitted {
        return Err(Code::ForbiddenRole);
    }
    let person = actor.person().unwrap_or_default();
    let side = case.actor(&access, actor, rule.act());
    let call = Call {
        command: rule,
        actor: side,
        person,
        at: world.now,
        stepped_up: true,
        evidence: 0,
        new_evidence: 1,
        ties: machine::Ties::default(),
    };
    match apply(&case.standing, &Calendar::default(), &call) {
        Ok(_) if machine::moves_money(case.state, &rule) => Err(Code::FactorNeeded),
        Ok(_) => Ok(()),
        Err(no) => Err(refusal(no).code),
    }
}

#[test]
fn every_state_command_and_role_is_decided_as_the_table_says() {
    let mut world = World::staffed();
    let names = in_every_state(&mut world);
    let people = ["resident", "mary", "admin", "manager", "other-manager", "driver", "editor", "stranger"];
    let actors = people.map(|name| Actor::Person(id(name))).into_iter().chain([Actor::Job]);
    let actors: Vec<Actor> = actors.collect();
    let (mut decided, mut allowed) = (0, 0);
    for name in &names {
        let before = row(&world, name);
        for json in &COMMANDS[1..] {
            let json = json.replace("@begun", "@dispute").replace("@dispute", &format!("@{name}"));
            let Any::Dispute(asked) = serde_json::from_str(&command(&json)).unwrap() else {
                panic!("{json}")
            };
            for actor in &actors {
                let verdict = world.probe(*actor, &json).map_err(|no| no.code);
                let expected = expected(&world, *actor, &before, &asked);
                assert_eq!(verdict, expected, "{:?} {json} by {actor:?}", before.state);
                assert_eq!(row(&world, name), before, "a probe changes nothing");
                decided += 1;
                allowed += usize::from(verdict.is_ok() || verdict == Err(Code::FactorNeeded));
            }
        }
    }
    assert_eq!(decided, (State::ALL.len() + 1) * 15 * 9);
    println!("{decided} triples, {allowed} allowed");
    assert!(allowed > 40, "{allowed}");
}

/// Who, what, and the verdict: bounds of input, and who may begin.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("resident", r#""kind":"draft","dispute":"@d","subject":"@deal","reason":"damaged","text":" ""#, "VALIDATION_FAILED text required"),
    ("resident", r#""kind":"draft","dispute":"@d","subject":"@nothing","reason":"damaged","text":"A""#, "NOT_FOUND"),
    ("mary", r#""kind":"draft","dispute":"@d","subject":"@deal","reason":"damaged","text":"A""#, "FORBIDDEN_ROLE"),
    ("admin", r#""kind":"draft","dispute":"@d","subject":"@deal","reason":"damaged","text":"A""#, "FORBIDDEN_ROLE"),
    ("driver", r#""kind":"draft","dispute":"@d","subject":"@deal","reason":"damaged","text":"A""#, "NOT_FOUND"),
    ("resident", r#""kind":"draft","dispute":"@d","subject":"@deal-begun","reason":"damaged","text":"A""#, "ALREADY_EXISTS"),
    ("resident", r#""kind":"draft","dispute":"@d","subject":"@deal-dispute","reason":"damaged","text":"A""#, "INVALID_STATE"),
    ("resident", r#""kind":"draft","dispute":"@d","subject":"@deal","reason":"damaged","text":"A""#, "ok"),
    ("resident", r#""kind":"add_evidence","dispute":"@begun","piece":{"evidence":"@p","kind":"text","text":""}"#, "VALIDATION_FAILED piece.text required"),
    ("resident", r#""kind":"add_evidence","dispute":"@begun","piece":{"evidence":"@p","kind":"picture","text":""}"#, "VALIDATION_FAILED piece.file malformed"),
    ("resident", r#""kind":"add_evidence","dispute":"@begun","piece":{"evidence":"@p","kind":"picture","file":"x"}"#, "VALIDATION_FAILED piece.file malformed"),
    ("resident", r#""kind":"add_evidence","dispute":"@begun","piece":{"evidence":"@p","kind":"bids","text":"A"}"#, "VALIDATION_FAILED piece.kind out_of_range"),
    ("mary", r#""kind":"submit","dispute":"@begun""#, "NOT_FOUND"),
    ("admin", r#""kind":"take_up","dispute":"@dispute""#, "ok"),
    ("manager", r#""kind":"take_up","dispute":"@dispute""#, "NOT_FOUND"),
    ("admin", r#""kind":"decide","dispute":"@dispute","verdict":"refund","note":" ""#, "VALIDATION_FAILED note required"),
];

#[test]
fn input_has_bounds_and_only_the_buyer_begins() {
    let mut world = World::staffed();
    disputes(&mut world);
    for (who, fields, expected) in CASES {
        assert_eq!(
            world.probe_as(who, &format!(r#"{{"area":"dispute",{fields}}}"#)),
            *expected,
            "{who} {fields}"
        );
    }
    // A complaint comes in time, by the server's clock.
    world.now = world.now.plus(14 * DAY_MS);
    let late = COMMANDS[0].replace("@new-dispute", "@late");
    assert_eq!(world.probe_as("resident", &late), "DISPUTE_TOO_LATE");
    sale(&world, "promised", SaleState::Paid);
    let early = late.replace("@deal", "@promised");
    assert_eq!(world.probe_as("resident", &early), "DISPUTE_TOO_EARLY");
}

#[test]
fn a_dispute_is_drafted_offline_answered_mediated_decided_and_appealed() {
    let mut world = World::staffed();
    world.member("second");
    world.job(
        r#"{"area":"community","kind":"grant_role","community":"@home","user":"@second","role":"admin"}"#,
    );
    crate::auction::tests::market(&mut world);
    sale_of(&world, "deal", "shelf", SaleState::HandedOver);
    let draft = COMMANDS[0].replace("@new-dispute", "@d");
    assert_eq!(world.act("resident", &draft), Ok(()));
    assert_eq!(told(&world, "mary"), [], "a draft is nobody's business");
    let viewer = world.viewer("mary");
    assert_eq!(world.read(|tx| view::dispute(tx, &viewer, id("d"))), None);
    assert_eq!(world.act("resident", &of("submit", "d", "")), Ok(()));
    assert_eq!(
        (sale_state(&world, "deal"), told(&world, "mary")),
        (SaleState::Disputed, vec![Kind::DisputeOpened])
    );
    // What the server knows is put together at once, and nobody can add such a thing.
    let gathered = world.read(|tx| tx.select::<Evidence>("author IS NULL ORDER BY kind", &[]));
    let kinds: Vec<_> = gathered.iter().map(|piece| (piece.kind, piece.text.as_str())).collect();
    assert_eq!(kinds, [(EvidenceKind::Bids, ""), (EvidenceKind::Listing, "Book shelf\n\nSeats six")]);
    // The seller disagrees, with proof; money would need a second factor.
    assert_eq!(world.act("mary", &of("reject_claim", "d", "")), Err(Code::ProofNeeded));
    assert_eq!(world.act("mary", &evidence("d", "p1")), Ok(()));
    assert_eq!(world.act("mary", &of("offer_full", "d", "")), Err(Code::FactorNeeded));
    assert_eq!(world.act("mary", &of("reject_claim", "d", "")), Ok(()));
    assert_eq!(world.act("resident", &of("escalate", "d", "")), Ok(()));
    assert_eq!(
        told(&world, "resident"),
        [Kind::DisputeRejected, Kind::DisputeEvidence],
        "one's own steps are no news"
    );
    assert_eq!(told(&world, "admin"), [Kind::DisputeInMediation]);
    let viewer = world.viewer("admin");
    let queue = world.read(|tx| view::queue(tx, &viewer, id("home")));
    assert_eq!((queue.len(), queue[0].my_turn, queue[0].state), (1, true, State::MediationQueue));
    // A mediator decides; nothing moves before an appeal is out of the question.
    assert_eq!(world.act("admin", &of("take_up", "d", "")), Ok(()));
    assert_eq!(world.act("second", &decide("d", "refund")), Err(Code::AnotherMediatorsCase));
    assert_eq!(world.act("admin", &decide("d", "refund")), Err(Code::FactorNeeded));
    confirm(&world, "admin", "d");
    assert_eq!(world.act("admin", &decide("d", "refund")), Ok(()));
    assert_eq!(sale_state(&world, "deal"), SaleState::Disputed);
    let viewer = world.viewer("mary");
    let page = world.read(|tx| view::dispute(tx, &viewer, id("d"))).unwrap();
    assert_eq!((page.can.clone(), page.end.unwrap().refunded_minor), (vec![Act::Appeal], 1_000));
    assert!(page.steps.iter().any(|step| step.act == Act::Decide && step.note == "The picture shows it"));
    // One appeal, to another mediator, with something new.
    let appeal = COMMANDS[13].replace("@dispute", "@d").replace("@piece", "@p2");
    assert_eq!(world.act("mary", &appeal), Ok(()));
    assert_eq!(world.act("admin", &of("take_up", "d", "")), Err(Code::AnotherMediatorsCase));
    assert_eq!(world.act("second", &of("take_up", "d", "")), Ok(()));
    confirm(&world, "second", "d");
    assert_eq!(world.act("second", &decide("d", "release")), Ok(()));
    let again = COMMANDS[13].replace("@dispute", "@d").replace("@piece", "@p3");
    assert_eq!(world.act("resident", &again), Err(Code::NoAppeal));
    assert_eq!(
        sale_state(&world, "deal"),
        SaleState::Resolved(Resolution::Release),
        "sure, so settled at once"
    );
    assert_eq!(row(&world, "d").settled_at, Some(world.now));
    let steps = world.read(|tx| tx.select::<DisputeStep>("dispute = ? ORDER BY at, id", &[id("d").into()]));
    assert_eq!(steps.len(), 9, "{steps:#?}");
    assert!(steps.iter().all(|step| step.person.is_some()));
}

#[test]
fn silence_acts_and_the_money_follows_once_the_end_is_sure() {
    let mut world = World::staffed();
    // The seller is silent, then every mediator: the price goes back.
    sale(&world, "deal", SaleState::HandedOver);
    assert_eq!(world.act("resident", &COMMANDS[0].replace("@new-dispute", "@d")), Ok(()));
    assert_eq!(world.act("resident", &of("submit", "d", "")), Ok(()));
    let open = row(&world, "d");
    assert!(world.pass_to(open.due_at.unwrap()) > 0);
    assert_eq!(row(&world, "d").state, State::MediationQueue);
    assert_eq!(told(&world, "resident"), [Kind::DisputeInMediation]);
    assert!(world.pass_to(row(&world, "d").due_at.unwrap()) > 0);
    let closed = row(&world, "d");
    assert_eq!(closed.standing.closing.unwrap().ending, Ending::NobodyDecided);
    assert_eq!(sale_state(&world, "deal"), SaleState::Resolved(Resolution::Refund));
    assert_eq!(world.due(world.now.plus(400 * DAY_MS)), [], "nothing is left to do");
    // The buyer is silent: the seller gets the money, but not before the buyer's last chance is over.
    sale(&world, "deal-two", SaleState::HandedOver);
    let draft = COMMANDS[0].replace("@new-dispute", "@e").replace("@deal", "@deal-two");
    assert_eq!(world.act("resident", &draft), Ok(()));
    assert_eq!(world.act("resident", &of("submit", "e", "")), Ok(()));
    assert_eq!(world.act("mary", &of("offer", "e", r#","offer":{"kind":"return"}"#)), Ok(()));
    world.pass_to(row(&world, "e").due_at.unwrap());
    let silent = row(&world, "e");
    assert_eq!((silent.state, sale_state(&world, "deal-two")), (State::Closed, SaleState::Disputed));
    assert_eq!(world.act("resident", &of("reopen", "e", "")), Ok(()));
    assert_eq!((row(&world, "e").state, row(&world, "e").settles_at), (State::OfferReview, None));
    world.pass_to(row(&world, "e").due_at.unwrap());
    assert_eq!(world.act("resident", &of("reopen", "e", "")), Err(Code::InvalidState));
    assert_eq!(sale_state(&world, "deal-two"), SaleState::Resolved(Resolution::Release), "once only");
}

#[test]
fn a_part_of_the_price_is_agreed_with_a_second_factor() {
    let mut world = World::staffed();
    sale(&world, "deal", SaleState::HandedOver);
    assert_eq!(world.act("resident", &COMMANDS[0].replace("@new-dispute", "@d")), Ok(()));
    assert_eq!(world.act("resident", &of("submit", "d", "")), Ok(()));
    let offer = |minor: i64| {
        let offer = format!(r#","offer":{{"kind":"partial","refund":{{"minor":{minor},"currency":"EUR"}}}}"#);
        of("offer", "d", &offer)
    };
    for minor in [0, 1_000, -5] {
        assert_eq!(world.act("mary", &offer(minor)), Err(Code::ValidationFailed), "{minor}");
    }
    assert_eq!(world.act("mary", &offer(400)), Ok(()));
    assert_eq!(told(&world, "resident"), [Kind::DisputeOffer]);
    assert_eq!(world.act("resident", &of("accept", "d", "")), Err(Code::FactorNeeded));
    // Given for another dispute, or too long ago, it is worth nothing.
    confirm(&world, "resident", "another");
    assert_eq!(world.act("resident", &of("accept", "d", "")), Err(Code::FactorNeeded));
    confirm(&world, "resident", "d");
    world.now = world.now.plus(HOUR_MS);
    assert_eq!(world.act("resident", &of("accept", "d", "")), Err(Code::FactorNeeded));
    confirm(&world, "resident", "d");
    assert_eq!(world.act("resident", &of("accept", "d", "")), Ok(()));
    let case = row(&world, "d");
    assert_eq!((case.refunded_minor(), case.settled_at), (400, Some(world.now)));
    assert_eq!(sale_state(&world, "deal"), SaleState::Resolved(Resolution::Partial));
    assert_eq!(
        (told(&world, "mary").last(), told(&world, "resident").last()),
        (Some(&Kind::DisputeClosed), Some(&Kind::DisputeOffer))
    );
}

#[test]
fn nobody_mediates_a_case_of_their_own() {
    let mut world = World::staffed();
    world
        .job(r#"{"area":"community","kind":"grant_role","community":"@home","user":"@mary","role":"admin"}"#);
    world.job(
        r#"{"area":"community","kind":"grant_role","community":"@home","user":"@manager","role":"admin"}"#,
    );
    disputes(&mut world);
    // A party never; who runs the selling hub only while nobody else can.
    assert_eq!(world.act("mary", &of("take_up", "dispute", "")), Err(Code::NotImpartial));
    assert_eq!(world.act("manager", &of("take_up", "dispute", "")), Err(Code::NotImpartial));
    world.job(
        r#"{"area":"community","kind":"revoke_role","community":"@home","user":"@admin","role":"admin"}"#,
    );
    assert_eq!(world.act("manager", &of("take_up", "dispute", "")), Ok(()));
}

#[test]
fn evidence_has_a_limit_and_is_never_changed() {
    let mut world = World::staffed();
    disputes(&mut world);
    for number in 1..20 {
        assert_eq!(world.act("mary", &evidence("dispute", &format!("m-{number}"))), Ok(()), "{number}");
    }
    assert_eq!(world.act("mary", &evidence("dispute", "m-20")), Err(Code::TooMuchEvidence));
    assert_eq!(world.act("resident", &evidence("dispute", "m-1")), Err(Code::AlreadyExists));
    let pieces = world.read(|tx| tx.select::<Evidence>("dispute = ? ORDER BY id", &[id("dispute").into()]));
    assert_eq!(pieces.iter().filter(|piece| piece.author == Some(id("mary"))).count(), 20);
    assert!(HASH.len() == 64);
}

#[test]
fn a_dispute_about_an_order_shows_its_proof_and_ends_with_a_task_of_the_hub() {
    let mut world = World::staffed();
    crate::ordering::tests::goods(&mut world);
    let draft = COMMANDS[0].replace("@new-dispute", "@d").replace("@deal", "@done");
    for who in ["mary", "manager", "driver"] {
        assert!(world.act(who, &draft).is_err(), "{who}");
    }
    let other = draft.replace("@done", "@order");
    assert_eq!(world.probe_as("resident", &other), "DISPUTE_TOO_EARLY", "it is still on its way");
    assert_eq!(world.act("resident", &draft), Ok(()));
    assert_eq!(world.act("resident", &of("submit", "d", "")), Ok(()));
    assert_eq!(told(&world, "manager"), [Kind::DisputeOpened], "the hub is the seller");
    let gathered = world.read(|tx| tx.select::<Evidence>("author IS NULL ORDER BY kind", &[]));
    let kinds: Vec<_> = gathered.iter().map(|piece| (piece.kind, piece.text.len())).collect();
    assert_eq!(kinds, [(EvidenceKind::Proof, 64), (EvidenceKind::Telemetry, 0)]);
    let viewer = world.viewer("manager");
    let page = world.read(|tx| view::dispute(tx, &viewer, id("d"))).unwrap();
    assert!(
        page.card.my_turn && page.can.contains(&Act::OfferFull) && page.confirm.contains(&Act::OfferFull)
    );
    assert_eq!(world.act("other-manager", &of("offer_full", "d", "")), Err(Code::NotFound));
    world.step_up("manager", device("manager"), Purpose::Money(id("d")), page.card.price.minor);
    assert_eq!(world.act("manager", &of("offer_full", "d", "")), Ok(()));
    assert!(row(&world, "d").settled_at.is_some());
    let tasks = world
        .read(|tx| tx.select::<crate::support::model::Ticket>("cause = 'refund-decided' ORDER BY id", &[]));
    assert_eq!(tasks.len(), 1);
    let words = tasks[0].title_in(crate::i18n::Locale::En);
    assert!(words.contains("resident") && words.contains(&page.card.title), "{words}");
    assert_eq!(
        world.probe_as("resident", &draft.replace("@d\"", "@again\"")),
        "INVALID_STATE",
        "once settled"
    );
}

#[test]
fn the_list_shows_what_needs_the_viewer_first_and_nobody_elses_drafts() {
    let mut world = World::staffed();
    let names = in_every_state(&mut world);
    let of = |world: &World, who: &str, ended: bool| -> Vec<(State, bool)> {
        let viewer = world.viewer(who);
        let cards = world.read(|tx| view::seen(tx, &viewer, id("home"), ended));
        cards.into_iter().map(|card| (card.state, card.my_turn)).collect()
    };
    assert_eq!(names.len(), 9);
    for (who, open, turns, over) in [
        ("resident", 7, 3, 2), // their draft, an offer, a claim that was rejected
        ("mary", 6, 2, 2),     // to answer, a counter-offer; the draft is the buyer's
        ("admin", 2, 2, 1),    // the queue and their own case; of those over, the one that was decided
        ("manager", 0, 0, 0),
        ("stranger", 0, 0, 0),
    ] {
        let shown = of(&world, who, false);
        assert_eq!(shown.len(), open, "{who}: {shown:?}");
        let mine = shown.iter().filter(|(_, turn)| *turn).count();
        assert_eq!(mine, turns, "{who}: {shown:?}");
        assert!(shown.iter().take(mine).all(|(_, turn)| *turn), "{who}: what waits comes first");
        assert_eq!(of(&world, who, true).len(), over, "{who}");
        let viewer = world.viewer(who);
        assert_eq!(world.read(|tx| view::waiting(tx, &viewer, id("home"))), turns, "{who}");
    }
}
