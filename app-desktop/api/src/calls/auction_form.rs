//! A listing as its form shows it and leaves it, and what is done to one: shown, called off, added to. Of a listing
//! that was written before only what is new is sent, so that its end can still move when bids have come in.

use hubbub_core::auction::closing::SoftClose;
use hubbub_core::auction::command::{Command as Market, ListingChanges, ListingTerms};
use hubbub_core::auction::model::{Condition, Handover, ListingKind, MarketCategory, payment_days_default};
use hubbub_core::auction::view::{self, ListingPage};
use hubbub_core::community::model::Community;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Done;
use super::content::{word, word_of};
use super::order::{field_of_money, money_of};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// A listing's fields as people fill them in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuctionFields {
    /// `auction` or `fixed`.
    pub kind: String,
    /// What is sold.
    pub title: String,
    /// More about it.
    pub description: String,
    /// As `garden`.
    pub category: String,
    /// As `like_new`.
    pub condition: String,
    /// `pickup`, `delivery` or `either`.
    pub handover: String,
    /// The starting price or the fixed price, as it was typed.
    pub start: String,
    /// The reserve price; empty: none.
    pub reserve: String,
    /// The price of buying outright; empty: not offered.
    pub buy_now: String,
    /// When it begins, as the field shows it; empty: as soon as it is shown.
    pub starts_field: String,
    /// When it ends, as the field shows it.
    pub ends_field: String,
    /// Names of its pictures.
    pub pictures: Vec<String>,
}

/// A listing to be kept.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuctionForm {
    /// The listing; none for a new one.
    pub id: Option<Ref>,
    /// The hub where it changes hands.
    pub hub: Ref,
    /// The community.
    pub community: Ref,
    /// What it says.
    pub fields: AuctionFields,
    /// Whether it is shown at once.
    pub show: bool,
}

/// Something done to a listing.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuctionStep {
    /// The listing.
    pub id: Ref,
    /// `activate`, `cancel` or `add`.
    pub step: String,
    /// Why it is called off, or what is added.
    pub text: String,
}

/// A person's bids to be taken out.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BidsOut {
    /// The listing.
    pub id: Ref,
    /// The person.
    pub user: Ref,
    /// Why.
    pub reason: String,
}

/// The form of a listing as it is.
pub(super) fn fields_of(page: &ListingPage, say: &Say) -> AuctionFields {
    let card = &page.card;
    let money =
        |minor: Option<i64>| minor.map(|minor| field_of_money(minor, &card.currency)).unwrap_or_default();
    let is_auction = card.kind == ListingKind::Auction;
    AuctionFields {
        kind: word(card.kind),
        title: card.title.clone(),
        description: page.description.clone(),
        category: word(card.category),
        condition: word(card.condition),
        handover: word(card.handover),
        start: field_of_money(page.start_minor, &card.currency),
        reserve: money(page.reserve_minor),
        buy_now: money(card.buy_now_minor.filter(|_| is_auction)),
        starts_field: card.opens_at.map(|at| say.field_of(at)).unwrap_or_default(),
        ends_field: say.field_of(page.scheduled_end),
        pictures: page.pictures.clone(),
    }
}

/// Writes a listing or changes one, and shows it if that is asked for.
pub(super) fn save_auction(desktop: &Desktop, form: AuctionForm) -> Result<Done, Problem> {
    let (listing, command) = match form.id {
        None => {
            let listing = desktop.new_id()?;
            let terms = terms(desktop, &form)?;
            let community = form.community.into();
            (listing, Some(Market::CreateListing { listing, community, terms, seller: None }))
        }
        Some(id) => {
            let listing = Id::from(id);
            let changes = changes(desktop, listing, &form)?;
            let is_new = changes != ListingChanges::default();
            (listing, is_new.then_some(Market::EditListing { listing, changes }))
        }
    };
    let show = form.show.then_some(Market::Activate { listing });
    let commands = command.into_iter().chain(show).map(Command::Auction).collect();
    Ok(Done { id: Some(listing.into()), ..desktop.send_all(commands)? })
}

/// An amount that may be left out.
fn optional(desktop: &Desktop, text: &str, currency: &str, field: &str) -> Result<Option<i64>, Problem> {
    if text.trim().is_empty() { Ok(None) } else { money_of(desktop, text, currency, field).map(Some) }
}

fn terms(desktop: &Desktop, form: &AuctionForm) -> Result<ListingTerms, Problem> {
    let fields = &form.fields;
    let community = desktop.view(|tx, _| tx.get::<Community>(form.community.into()))?;
    let currency = community.map(|community| community.currency).unwrap_or_default();
    let say = desktop.say();
    let starts_at = match fields.starts_field.as_str() {
        "" => None,
        text => Some(say.moment_of(text).ok_or_else(|| desktop.wrong("starts_at"))?),
    };
    Ok(ListingTerms {
        sold_as: choice(desktop, &fields.kind, "kind")?,
        title: fields.title.trim().to_owned(),
        description: fields.description.trim().to_owned(),
        category: choice(desktop, &fields.category, "category")?,
        condition: choice(desktop, &fields.condition, "condition")?,
        handover: choice(desktop, &fields.handover, "handover")?,
        hub: Some(form.hub.into()),
        pictures: fields.pictures.clone(),
        start_minor: money_of(desktop, &fields.start, &currency, "start_minor")?,
        reserve_minor: optional(desktop, &fields.reserve, &currency, "reserve_minor")?,
        buy_now_minor: optional(desktop, &fields.buy_now, &currency, "buy_now_minor")?,
        starts_at,
        ends_at: end_of(desktop, &say, &fields.ends_field)?,
        soft_close: SoftClose::default(),
        payment_days: payment_days_default(),
    })
}

fn end_of(desktop: &Desktop, say: &Say, text: &str) -> Result<Timestamp, Problem> {
    say.moment_of(text).ok_or_else(|| desktop.unread("ends_at", text))
}

fn choice<T: serde::de::DeserializeOwned>(desktop: &Desktop, text: &str, field: &str) -> Result<T, Problem> {
    word_of(text).ok_or_else(|| desktop.wrong(field))
}

/// What is new in the form.
fn changes(desktop: &Desktop, listing: Id, form: &AuctionForm) -> Result<ListingChanges, Problem> {
    let page = desktop.view(|tx, viewer| view::listing(tx, viewer, listing))?;
    let page = page.ok_or_else(|| desktop.refused(hubbub_core::refusal::Code::NotFound))?;
    let say = desktop.say();
    let (old, new) = (fields_of(&page, &say), &form.fields);
    let currency = &page.card.currency;
    let text = |new: &String, old: &String| (new.trim() != old).then(|| new.trim().to_owned());
    let amount = |new: &String, old: &String, field: &str| match new == old {
        true => Ok(None),
        false => optional(desktop, new, currency, field).map(Some),
    };
    let start = amount(&new.start, &old.start, "start_minor")?.map(|minor| minor.unwrap_or(0));
    let ends_at = match new.ends_field == old.ends_field {
        true => None,
        false => Some(end_of(desktop, &say, &new.ends_field)?),
    };
    let (category, condition, handover) = (&new.category, &new.condition, &new.handover);
    Ok(ListingChanges {
        title: text(&new.title, &old.title),
        description: text(&new.description, &old.description),
        category: word_of::<MarketCategory>(category).filter(|_| *category != old.category),
        condition: word_of::<Condition>(condition).filter(|_| *condition != old.condition),
        handover: word_of::<Handover>(handover).filter(|_| *handover != old.handover),
        hub: None,
        pictures: (new.pictures != old.pictures).then(|| new.pictures.clone()),
        start_minor: start,
        reserve_minor: amount(&new.reserve, &old.reserve, "reserve_minor")?,
        buy_now_minor: amount(&new.buy_now, &old.buy_now, "buy_now_minor")?,
        ends_at,
    })
}

/// Shows a listing, calls it off, or adds to it.
pub(super) fn auction_step(desktop: &Desktop, it: AuctionStep) -> Result<Done, Problem> {
    let listing = it.id.into();
    let text = it.text.trim().to_owned();
    let command = match it.step.as_str() {
        "activate" => Market::Activate { listing },
        "cancel" => Market::CancelListing { listing, reason: (!text.is_empty()).then_some(text) },
        "add" => Market::AddAddendum { listing, addendum: desktop.new_id()?, text },
        step => return Err(Problem::program(format!("no step {step}"))),
    };
    desktop.send(Command::Auction(command))
}

/// Takes a person's bids out of a running lot.
pub(super) fn remove_bids(desktop: &Desktop, it: BidsOut) -> Result<Done, Problem> {
    let reason = it.reason.trim().to_owned();
    desktop.send(Command::Auction(Market::RemoveBids { listing: it.id.into(), user: it.user.into(), reason }))
}
