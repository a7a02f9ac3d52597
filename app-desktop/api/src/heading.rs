//! What a waiting or refused change is called: "Your vote on …". The words are the family `title-…`; the names
//! in them are looked up in the store.

use hubbub_core::access::Viewer;
use hubbub_core::auction::deal::Sale;
use hubbub_core::auction::model::Listing;
use hubbub_core::community::model::{Hub, Member};
use hubbub_core::content::view as content;
use hubbub_core::dispute::case::DisputeCase;
use hubbub_core::id::Id;
use hubbub_core::inventory::model::Product;
use hubbub_core::ordering::model::Order;
use hubbub_core::store::{Fault, Tx};
use hubbub_core::support::view as support;
use hubbub_core::voting::view as voting;
use serde_json::Value as Json;

use crate::say::Say;

/// The heading of a command, and the thing to open for it: the screen's word and the thing.
pub(crate) fn of(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    say: &Say,
    command: &str,
) -> Result<(String, Option<(String, Id)>), Fault> {
    let command: Json = serde_json::from_str(command).unwrap_or_default();
    let word = |name: &str| command.get(name).and_then(Json::as_str).unwrap_or_default();
    let id = |name: &str| word(name).parse::<Id>().ok();
    let Some((key, screen)) = key_of(word("area"), word("kind")) else {
        return Ok((say.text("desk-change-other"), None));
    };
    let thing = id(match screen {
        "polls" => "poll",
        "content" => "item",
        "hub" => "hub",
        "tickets" => "ticket",
        "orders" => "order",
        "stock" => "product",
        "dispatch" => "run",
        "disputes" => "dispute",
        "auctions" => "listing",
        "sales" => "sale",
        _ => "user",
    });
    let name = match (screen, thing) {
        ("polls", Some(poll)) => voting::poll(tx, viewer, poll)?.map(|page| page.card.title),
        ("content", Some(item)) => content::item(tx, viewer, item)?.map(|page| page.card.title),
        ("hub", Some(hub)) => tx.get::<Hub>(hub)?.map(|hub| hub.name),
        ("tickets", Some(ticket)) => support::ticket(tx, viewer, ticket)?.map(|page| page.card.title),
        ("orders", Some(order)) => tx.get::<Order>(order)?.map(|order| order.tracking),
        ("stock", Some(product)) => tx
            .get::<Product>(product)?
            .map(|product| product.name.get(viewer.locale, hubbub_core::i18n::Locale::default()).to_owned()),
        ("disputes", Some(dispute)) => tx.get::<DisputeCase>(dispute)?.map(|case| case.title),
        ("auctions", Some(listing)) => tx.get::<Listing>(listing)?.map(|listing| listing.title),
        ("sales", Some(sale)) => tx.get::<Sale>(sale)?.map(|sale| sale.title),
        ("people", user) => {
            let member = Member::id_of(id("community").unwrap_or_default(), user.unwrap_or(viewer.user));
            tx.get::<Member>(member)?.map(|member| member.display_name)
        }
        _ => None,
    };
    // What was made by the refused change itself is gone: its words are in the command.
    let name = name.filter(|name| !name.is_empty()).or_else(|| own_words(&command, say)).unwrap_or_default();
    let heading = say.with(
        key,
        &[
            ("title", name.clone().into()),
            ("subject", name.clone().into()),
            ("name", name.clone().into()),
            ("hub", name.into()),
        ],
    );
    // A sale is shown beside its listing.
    let place = match (screen, thing) {
        ("sales", Some(sale)) => tx.get::<Sale>(sale)?.map(|sale| ("auctions", sale.listing)),
        (screen, thing) => thing.map(|thing| (screen, thing)),
    };
    Ok((heading, place.map(|(screen, thing)| (screen.to_owned(), thing))))
}

/// The words of a command's heading, and the screen that shows what it is about.
fn key_of(area: &str, kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match (area, kind) {
        ("voting", "cast") => ("title-ballot-cast", "polls"),
        ("voting", "change") => ("title-ballot-change", "polls"),
        ("voting", "withdraw") => ("title-ballot-withdraw", "polls"),
        ("voting", "create_poll") => ("title-poll-create", "polls"),
        ("voting", "edit_poll" | "schedule") => ("title-poll-edit", "polls"),
        ("voting", "cancel") => ("title-poll-cancel", "polls"),
        ("voting", "publish_result") => ("title-poll-publish", "polls"),
        ("content", "create") => ("title-content-create", "content"),
        ("content", "edit" | "set_text" | "restore") => ("title-content-edit", "content"),
        ("content", "publish") => ("title-content-publish", "content"),
        ("content", "archive") => ("title-content-archive", "content"),
        ("content", "delete") => ("title-content-delete", "content"),
        ("community", "grant_role") => ("title-role-grant", "people"),
        ("community", "revoke_role") => ("title-role-withdraw", "people"),
        ("community", "edit_self" | "move_member") => ("title-member-edit", "people"),
        ("community", "edit_hub") => ("title-hub-edit", "hub"),
        ("support", "reply") => ("title-ticket-reply", "tickets"),
        ("support", "note") => ("title-ticket-note", "tickets"),
        ("support", _) => ("title-ticket-change", "tickets"),
        ("ordering", "place") => ("title-order-place", "orders"),
        ("ordering", _) => ("title-order-change", "orders"),
        ("inventory", _) => ("title-stock-change", "stock"),
        ("dispute", "draft" | "submit") => ("title-dispute-open", "disputes"),
        ("dispute", _) => ("title-dispute-change", "disputes"),
        ("auction", "create_listing") => ("title-listing-create", "auctions"),
        ("auction", "edit_listing" | "activate" | "add_addendum" | "cancel_listing") => {
            ("title-listing-edit", "auctions")
        }
        ("auction", "remove_bids" | "approve_bidder") => ("title-listing-moderate", "auctions"),
        ("auction", "step_sale") => ("title-sale-step", "sales"),
        ("auction", "set_bidder") => ("title-bidder-set", "people"),
        ("delivery", _) => ("title-dispatch-change", "dispatch"),
        _ => return None,
    })
}

/// The title that a command itself brings.
fn own_words(command: &Json, say: &Say) -> Option<String> {
    let in_words = |words: &Json| {
        let own = words.get(say.locale.tag()).and_then(Json::as_str);
        let any = || words.as_object().and_then(|all| all.values().find_map(Json::as_str));
        own.or_else(any).map(str::to_owned)
    };
    let text = command.get("texts").and_then(|texts| texts.get(0)).and_then(|text| text.get("title"));
    let title = command.get("title").or(text);
    let plain = title.and_then(Json::as_str).map(str::to_owned);
    plain.or_else(|| command.get("terms").and_then(|terms| terms.get("title")).and_then(in_words))
}
