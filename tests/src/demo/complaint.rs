//! Two stories inside the day: somebody asks the hub without network and is answered; a sale between neighbours
//! goes wrong, the complaint is written without network, and a mediator takes it.

use hubbub_core::auction::deal::Sale;
use hubbub_core::client::{Clock as _, SystemClock};
use hubbub_core::id::Id;
use hubbub_server::demo::{community_id, id_of};
use serde_json::{Value, json};

use super::check::Books;
use super::day::{Cast, PATIENCE_MS, number_of, open, order, send};
use super::story::{Failure, tell};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What the stories made, to look for at night.
pub(crate) struct Made {
    ticket: Id,
    dispute: Id,
}

/// Plays both.
pub(crate) fn play(cast: &mut Cast) -> Result<Made, Failure> {
    let ticket = request(cast)?;
    let dispute = complaint(cast)?;
    Ok(Made { ticket, dispute })
}

/// Whether the server's rows tell the same stories.
pub(crate) fn check(books: &Books, made: &Made) -> Result<(), Failure> {
    for (text, thing, expected) in [
        ("SELECT status FROM ticket WHERE id = ?", made.ticket, "open"),
        ("SELECT state FROM dispute_case WHERE id = ?", made.dispute, "evidence_review"),
        ("SELECT text FROM evidence WHERE dispute = ? AND kind = 'listing'", made.dispute, "fünf Böden"),
        (
            "SELECT s.state FROM market_sale s JOIN dispute_case d ON d.subject = s.id WHERE d.id = ?",
            made.dispute,
            "disputed",
        ),
    ] {
        let found = books.read(|sql| sql.first(text, &[thing.into()], |row| Ok(row.text(0)?.to_owned())))?;
        let found = found.unwrap_or_default();
        if !found.contains(expected) {
            return Err(format!("{text}: {found:?} where {expected:?} was told").into());
        }
    }
    Ok(())
}

fn request(cast: &mut Cast) -> Result<Id, Failure> {
    let (yusuf, jonas) = (number_of(cast, "Yusuf Demirtaş")?, number_of(cast, "Jonas Weidner")?);
    let (ticket, reply) = (Id::named("demo day", "ticket"), Id::named("demo day", "reply"));
    open(cast, yusuf, false, false)?;
    let asked = json!({
        "area": "support", "kind": "submit", "ticket": ticket, "community": community_id(),
        "hub": id_of("hub", "dorfladen"), "subject": "Pfandautomat", "text": "Er nimmt keine Flaschen mehr an.",
    });
    send(cast, yusuf, &asked)?;
    tell("Yusuf Demirtaş, offline, asks his hub about the bottle machine.");
    back(cast, yusuf)?;
    back(cast, jonas)?;
    let answer = json!({ "area": "support", "kind": "reply", "ticket": ticket, "reply": reply,
        "text": "Danke! Ich leere ihn heute Abend." });
    send(cast, jonas, &answer)?;
    back(cast, jonas)?;
    tell("  Jonas Weidner answers; the request is his now.");
    Ok(ticket)
}

fn complaint(cast: &mut Cast) -> Result<Id, Failure> {
    let [seller, buyer] = ["Tomasz Wilk", "Priya Raman"].map(|name| number_of(cast, name));
    let (seller, buyer) = (seller?, buyer?);
    let (manager, admin) = (number_of(cast, "Jonas Weidner")?, number_of(cast, "Amara Okafor")?);
    let listing = Id::named("demo day", "shelf");
    let terms = json!({
        "as": "fixed", "title": "Bücherregal, Eiche", "description": "Zwei Meter, fünf Böden.", "category": "home",
        "condition": "good", "handover": "pickup", "hub": id_of("hub", "quittenhof"), "start_minor": 4_000,
        "ends_at": SystemClock.now().0 + 3 * DAY_MS,
    });
    let market = |fields: Value| with_area("auction", fields);
    send(
        cast,
        seller,
        &market(
            json!({ "kind": "create_listing", "listing": listing, "community": community_id(), "terms": terms }),
        ),
    )?;
    send(cast, seller, &market(json!({ "kind": "activate", "listing": listing })))?;
    back(cast, seller)?;
    back(cast, buyer)?;
    let bid = Id::named("demo day", "purchase");
    let buy =
        json!({ "kind": "buy", "listing": listing, "bid": bid, "price_minor": 4_000, "seen_listing_rev": 1 });
    send(cast, buyer, &market(buy))?;
    back(cast, buyer)?;
    let sale = Sale::id_of(listing, cast.phones[buyer].user);
    for (who, step) in [(manager, "pay"), (seller, "hand_over")] {
        back(cast, who)?;
        send(cast, who, &market(json!({ "kind": "step_sale", "sale": sale, "step": step })))?;
        back(cast, who)?;
    }
    tell("Priya Raman has bought Tomasz Wilk's bookshelf, and carries it home.");
    back(cast, buyer)?;
    open(cast, buyer, false, false)?;
    let dispute = Id::named("demo day", "dispute");
    let of = |fields: Value| with_area("dispute", fields);
    let draft = json!({ "kind": "draft", "dispute": dispute, "subject": sale, "reason": "damaged",
        "text": "Two boards are cracked." });
    send(cast, buyer, &of(draft))?;
    send(cast, buyer, &of(json!({ "kind": "submit", "dispute": dispute })))?;
    tell("  Two boards are cracked: she complains in the stairwell, without network.");
    back(cast, buyer)?;
    back(cast, seller)?;
    let piece = json!({ "evidence": Id::named("demo day", "proof"), "kind": "text", "text": "It was whole at the door." });
    send(cast, seller, &of(json!({ "kind": "add_evidence", "dispute": dispute, "piece": piece })))?;
    send(cast, seller, &of(json!({ "kind": "reject_claim", "dispute": dispute })))?;
    back(cast, seller)?;
    back(cast, buyer)?;
    send(cast, buyer, &of(json!({ "kind": "escalate", "dispute": dispute })))?;
    back(cast, buyer)?;
    back(cast, admin)?;
    send(cast, admin, &of(json!({ "kind": "take_up", "dispute": dispute })))?;
    back(cast, admin)?;
    tell("  Tomasz disagrees, with proof. She calls a mediator; Amara Okafor takes the case.");
    Ok(dispute)
}

fn with_area(area: &str, mut fields: Value) -> Value {
    fields["area"] = area.into();
    fields
}

/// A phone finds its network again and says and hears everything.
fn back(cast: &mut Cast, number: usize) -> Result<(), Failure> {
    open(cast, number, true, false)?;
    order(cast, number, json!({ "do": "sync", "patience_ms": PATIENCE_MS })).map(drop)
}
