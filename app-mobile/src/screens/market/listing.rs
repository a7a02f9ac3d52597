//! One listing: pictures, price, the time that is left, what to do, and what is known of the seller.

use dioxus::prelude::*;
use hubbub_core::auction::command::Command as Market;
use hubbub_core::auction::deal::{OfferStatus, Reputation};
use hubbub_core::auction::lot::Reserve;
use hubbub_core::auction::model::{ListingKind, ListingStatus};
use hubbub_core::auction::view::{ListingCard, ListingPage, MarketPhase, listing as read};
use hubbub_core::client::Phase;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::time::MINUTE_MS;

use super::bid::Bidding;
use super::countdown::Countdown;
use super::price::History;
use super::sale::SaleCard;
use super::{Standing, sign_of, when};
use crate::parts::{
    Button, Confirm, Disclosure, Empty, Field, Icon, Kind, Note, Picture, Problem, Sign, Tone,
};
use crate::routes::Route;
use crate::screens::sign_in::Form;
use crate::shell::Screen;
use crate::ui::{Trouble, ui, use_home};
use crate::words::{self, date, field_trouble, money, number, t, t_with, time, trouble};

/// A price older than this says its time.
const FRESH_MS: i64 = MINUTE_MS;

/// One listing.
#[component]
pub(crate) fn ListingScreen(listing: Id) -> Element {
    rsx! { Page { key: "{listing}", id: listing } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let Some(page) = ui.view(|tx, viewer| read(tx, viewer, id)).flatten() else {
        return rsx! {
            Screen { title: t("market-title"), back: Route::Market {},
                Empty { sign: Sign::Store, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let card = page.card.clone();
    let running = card.phase == MarketPhase::Open && card.status == ListingStatus::Active;
    let auction = card.kind == ListingKind::Auction;
    rsx! {
        Screen { title: card.title.clone(), back: Route::Market {},
            Shots { card: card.clone(), pictures: page.pictures.clone() }
            div { class: "badges", Standing { card: card.clone() } }
            Price { page: page.clone() }
            if let Some(reason) = page.cancel_reason.clone() {
                Note { tone: Tone::Warn, p { {t_with("market-cancelled-because", &[("reason", reason.into())])} } }
            }
            Offer { page: page.clone() }
            if let Some(sale) = page.sale.clone() {
                SaleCard { sale }
            }
            if running && !card.mine.is_seller {
                Bidding { page: page.clone() }
            }
            if auction {
                OwnBids { page: page.clone() }
            }
            About { page: page.clone() }
            if auction {
                History { page: page.clone() }
            }
            Seller { name: card.seller_name.clone(), known: page.seller.clone() }
            if card.mine.is_seller {
                Own { page }
            }
        }
    }
}

/// All pictures side by side; the first alone fills the line.
#[component]
fn Shots(card: ListingCard, pictures: Vec<String>) -> Element {
    let sign = sign_of(card.category);
    if pictures.len() < 2 {
        return rsx! { Picture { hash: card.picture, alt: "", sign, wide: true } };
    }
    let count = i64::try_from(pictures.len()).unwrap_or(i64::MAX);
    rsx! {
        div { class: "shots", role: "group", tabindex: "0", aria_label: t_with("market-pictures", &[("count", count.into())]),
            for (index , hash) in pictures.into_iter().enumerate() {
                div { key: "{hash}", class: "shot",
                    Picture { hash: Some(hash), alt: t_with("picture-number", &[("number", i64::try_from(index).unwrap_or(0).saturating_add(1).into())]), sign, wide: true }
                }
            }
        }
    }
}

/// The price, how fresh it is, and until when.
#[component]
fn Price(page: ListingPage) -> Element {
    let ui = ui();
    let card = page.card;
    let auction = card.kind == ListingKind::Auction;
    let connected = ui.sync_state().is_some_and(|state| !matches!(state.phase, Phase::Offline { .. }));
    // What is over does not move any more.
    let moves = !connected || card.phase != MarketPhase::Ended;
    let as_of = card.as_of.filter(|_| moves).map(|at| {
        if connected && (card.phase == MarketPhase::Open || ui.now().since(at) < FRESH_MS) {
            t("as-of-live")
        } else {
            t_with("as-of", &[("time", time(at).into())])
        }
    });
    let reserve = match card.reserve {
        Reserve::None => None,
        Reserve::NotMet => Some(t("reserve-not-met")),
        Reserve::Met => Some(t("reserve-met")),
    };
    rsx! {
        section { class: "card stack-s", aria_label: t("price-price"),
            div { class: "line line-apart",
                p { class: "figure", {money(card.price_minor, &card.currency)} }
                if let Some(as_of) = as_of {
                    span { class: "muted small", "{as_of}" }
                }
            }
            if card.phase == MarketPhase::Open && auction {
                Countdown { ends_at: card.ends_at }
                p { class: "muted", {t_with("auction-next", &[("price", money(card.next_minor, &card.currency).into())])} }
            } else {
                p { class: "muted", {when(&card)} }
            }
            if card.extended {
                p { class: "muted small", {t("auction-extended")} }
            }
            if let Some(reserve) = reserve {
                p { class: "small", "{reserve}" }
            }
            if let Some(max) = card.mine.max_minor.filter(|_| auction) {
                p { {t_with("auction-own-max", &[("price", money(max, &card.currency).into())])} }
            }
            if let Some(waiting) = card.mine.waiting_minor {
                Note { tone: Tone::Warn, p { {t_with("auction-waiting", &[("price", money(waiting, &card.currency).into())])} } }
            }
            if let Some(reserve) = page.reserve_minor {
                p { class: "muted small", {t_with("market-own-reserve", &[("price", money(reserve, &card.currency).into())])} }
            }
        }
    }
}

/// The offer of a lot that its buyer did not pay.
#[component]
fn Offer(page: ListingPage) -> Element {
    let ui = ui();
    let Some(offer) = page.offer.filter(|it| it.status == OfferStatus::Open && ui.now() < it.open_until)
    else {
        return rsx! {};
    };
    let answer = move |command: Market| {
        if let Err(no) = ui.send(&Command::Auction(command)) {
            ui.say(trouble(&no));
        }
    };
    let id = offer.id;
    rsx! {
        Note { tone: Tone::Good,
            p {
                {t_with("offer-words", &[
                    ("price", money(offer.price_minor, offer.currency.code()).into()),
                    ("until", crate::words::date_time(offer.open_until).into()),
                ])}
            }
            div { class: "buttons",
                Button { onclick: move |()| answer(Market::DeclineOffer { offer: id }), {t("offer-decline")} }
                Button { kind: Kind::Primary, onclick: move |()| answer(Market::AcceptOffer { offer: id }), {t("offer-accept")} }
            }
        }
    }
}

/// The viewer's own bids, each with the way to take it back.
#[component]
fn OwnBids(page: ListingPage) -> Element {
    if page.own_bids.is_empty() {
        return rsx! {};
    }
    let currency = page.card.currency.clone();
    let open = page.card.phase == MarketPhase::Open;
    rsx! {
        Disclosure { title: t("auction-own-bids"),
            ul { class: "stack-s plain", role: "list",
                for bid in page.own_bids {
                    OwnBid { key: "{bid.id}", bid, currency: currency.clone(), open }
                }
            }
        }
    }
}

#[component]
fn OwnBid(bid: hubbub_core::auction::standing::Bid, currency: String, open: bool) -> Element {
    use hubbub_core::auction::retraction::RetractionReason;
    use hubbub_core::auction::standing::BidStatus;
    let ui = ui();
    let mut ask = use_signal(|| false);
    let id = bid.id;
    let placed = bid.status == BidStatus::Placed;
    let price = money(bid.max_minor, &currency);
    let mut retract = move |reason: RetractionReason| {
        if let Err(no) = ui.send(&Command::Auction(Market::RetractBid { bid: id, reason })) {
            ui.say(trouble(&no));
        }
        ask.set(false);
    };
    rsx! {
        li { class: "line line-apart",
            span { "{price} · {crate::words::date_time(bid.made_at)} · " {t(bid.status.message_key())} }
            if placed && open {
                Button { onclick: move |()| ask.set(true), {t("auction-retract")} }
            }
            crate::parts::Dialog { title: t("auction-retract"), open: ask, sheet: true,
                p { {t("auction-retract-words")} }
                Button { wide: true, onclick: move |()| retract(RetractionReason::WrongAmount), {t("auction-retract-amount")} }
                Button { wide: true, onclick: move |()| retract(RetractionReason::ListingChanged), {t("auction-retract-changed")} }
            }
        }
    }
}

/// What it is, in what condition, how it changes hands, and what was added.
#[component]
fn About(page: ListingPage) -> Element {
    let home = use_home();
    let card = page.card;
    let hub =
        home.read().as_ref().and_then(|home| card.hub.and_then(|hub| home.hub_name(hub).map(str::to_owned)));
    rsx! {
        if !page.description.is_empty() {
            p { class: "prose", "{page.description}" }
        }
        for addendum in page.addenda {
            Note { key: "{addendum.id}",
                p { strong { {date(addendum.added_at)} } }
                p { "{addendum.text}" }
            }
        }
        ul { class: "facts", role: "list",
            li { Icon { sign: sign_of(card.category) } span { {t(card.category.message_key())} } }
            li { Icon { sign: Sign::Star } span { {t(card.condition.message_key())} } }
            li { Icon { sign: Sign::Package } span { {t(card.handover.message_key())} } }
            if let Some(hub) = hub {
                li { Icon { sign: Sign::MapPin } span { "{hub}" } }
            }
        }
    }
}

/// What is known of the seller.
#[component]
fn Seller(name: String, known: Reputation) -> Element {
    rsx! {
        div { class: "line",
            Icon { sign: Sign::User }
            strong { "{name}" }
            span { class: "muted", {stars(known.seller_stars, known.seller_reviews)} }
        }
    }
}

/// Stars on average with one decimal, and of how many.
pub(super) fn stars(sum: i64, reviews: i64) -> String {
    let tenths = if reviews > 0 { (sum * 10 + reviews / 2) / reviews } else { 0 };
    let average = if tenths % 10 == 0 { number(tenths / 10) } else { words::tenths(tenths) };
    t_with("reputation-stars", &[("count", reviews.into()), ("stars", average.into())])
}

/// What its seller can do with a listing.
#[component]
fn Own(page: ListingPage) -> Element {
    let ui = ui();
    let listing = page.card.id;
    let mut ask = use_signal(|| false);
    let reason = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let draft = page.card.status == ListingStatus::Draft;
    let running = page.card.status == ListingStatus::Active && page.card.phase != MarketPhase::Ended;
    let mut act = move |command: Market| {
        let done = ui.send(&Command::Auction(command));
        let good = done.is_ok();
        failed.set(done.err());
        good
    };
    if !draft && !running {
        return rsx! {};
    }
    rsx! {
        if let Some(no) = failed() {
            Problem { words: trouble(&no) }
        }
        if draft {
            Button { kind: Kind::Primary, wide: true, sign: Sign::Send, onclick: move |()| { act(Market::Activate { listing }); }, {t("sell-show")} }
        }
        if page.frozen || running {
            Addendum { listing }
        }
        Button { kind: Kind::Danger, wide: true, sign: Sign::Trash2, onclick: move |()| ask.set(true), {t("sell-cancel")} }
        if page.frozen {
            crate::parts::Dialog { title: t("sell-cancel"), open: ask,
                Form {
                    onsubmit: move |()| {
                        let why = reason.peek().trim().to_owned();
                        if act(Market::CancelListing { listing, reason: Some(why) }) {
                            ask.set(false);
                        }
                    },
                    p { {t("sell-cancel-words")} }
                    Field { id: "cancel-reason", label: t("sell-cancel-why"), value: reason, problem: field_trouble(failed().as_ref(), "reason") }
                    Button { kind: Kind::Danger, submit: true, {t("sell-cancel")} }
                }
            }
        } else {
            Confirm {
                title: t("sell-cancel"), words: t("sell-cancel-words"), yes: t("sell-cancel"), no: t("keep"), open: ask,
                onyes: move |()| {
                    act(Market::CancelListing { listing, reason: None });
                },
            }
        }
    }
}

/// Adds to what a listing says.
#[component]
fn Addendum(listing: Id) -> Element {
    let ui = ui();
    let mut text = use_signal(String::new);
    let mut failed = use_signal(|| None::<Trouble>);
    let send = move |()| {
        let addendum = ui.new_id();
        let words = text.peek().trim().to_owned();
        let done = ui.send(&Command::Auction(Market::AddAddendum { listing, addendum, text: words }));
        if done.is_ok() {
            text.set(String::new());
        }
        failed.set(done.err());
    };
    rsx! {
        Disclosure { title: t("sell-add"),
            Form { onsubmit: send,
                Field { id: "addendum", label: t("sell-add-text"), value: text, lines: 3, problem: field_trouble(failed().as_ref(), "text") }
                Button { submit: true, {t("sell-add")} }
            }
        }
    }
}
