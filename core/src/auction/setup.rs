//! Writing a listing, showing it, changing it and calling it off. Once there was a bid its words are only
//! added to, its reserve price only falls and its end only moves later.

use serde::{Deserialize, Serialize};

use super::closing::SoftClose;
use super::ladder::Ladder;
use super::ledger::Ledger;
use super::model::{
    ADDENDA_MAX, Condition, Handover, Listing, ListingAddendum, ListingKind, ListingPicture, ListingReserve,
    ListingStatus, MarketCategory, PICTURES_MAX, payment_days_default,
};
use super::refuse;
use super::standing::{BidStanding, Lot};
use crate::access::{Access, Permission};
use crate::call::{Actor, Call, Stop};
use crate::check::Check;
use crate::community::model::{Community, Hub, Member};
use crate::content::command::given;
use crate::id::Id;
use crate::money::Currency;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Tx, Value};
use crate::time::Timestamp;

/// Longest reason for calling a listing off, in characters.
pub(super) const REASON_CHARS_MAX: usize = 300;

/// What a listing says and what it is sold under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListingTerms {
    /// How it is sold.
    #[serde(rename = "as")]
    pub sold_as: ListingKind,
    /// One line, in the seller's language.
    pub title: String,
    /// Any number of lines.
    #[serde(default)]
    pub description: String,
    /// What it is.
    pub category: MarketCategory,
    /// In what condition.
    pub condition: Condition,
    /// How it comes to the buyer.
    pub handover: Handover,
    /// The hub where it changes hands, if at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<Id>,
    /// Content hashes of its pictures, at most [`PICTURES_MAX`]; the first is shown in lists.
    #[serde(default)]
    pub pictures: Vec<String>,
    /// The starting price or the fixed price, in minor units of the community's currency.
    pub start_minor: i64,
    /// Below this there is no sale, in minor units. Told to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserve_minor: Option<i64>,
    /// The price of buying outright, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buy_now_minor: Option<i64>,
    /// When it begins, at the earliest; absent: as soon as it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// When it ends, if no late bid moves that.
    pub ends_at: Timestamp,
    /// How late bids move the end.
    #[serde(default)]
    pub soft_close: SoftClose,
    /// Days that the buyer has to pay.
    #[serde(default = "payment_days_default")]
    pub payment_days: i64,
}

/// What is new about a listing. What is absent stays; what may be empty is emptied by `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListingChanges {
    /// One line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Any number of lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<MarketCategory>,
    /// In what condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// How it comes to the buyer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    /// The hub where it changes hands.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub hub: Option<Option<Id>>,
    /// Content hashes of its pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pictures: Option<Vec<String>>,
    /// The starting price or the fixed price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_minor: Option<i64>,
    /// The reserve price; may go down or away when there are bids.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub reserve_minor: Option<Option<i64>>,
    /// The price of buying outright.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub buy_now_minor: Option<Option<i64>>,
    /// The end; may move later when there are bids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
}

impl ListingChanges {
    /// Whether it changes nothing but what may change once there was a bid.
    pub(super) fn fits_frozen(&self) -> bool {
        let kept = Self { reserve_minor: self.reserve_minor, ends_at: self.ends_at, ..Self::default() };
        *self == kept
    }
}

/// What an import knows of a listing that ran elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Elsewhere {
    /// When it was opened there.
    pub(super) opens_at: Timestamp,
    /// In which currency.
    pub(super) currency: Currency,
}

/// Writes a draft.
pub(super) fn create(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<()>,
    (listing, community, seller): (Id, Id, Id),
    terms: &ListingTerms,
    elsewhere: Option<Elsewhere>,
) -> Result<(), Stop> {
    let of: Community = access.see(tx, community)?;
    let currency = match elsewhere {
        Some(elsewhere) => elsewhere.currency,
        None => of.currency.parse().map_err(|_| Code::InvalidState)?,
    };
    let name = match (call.actor, access.member(community)) {
        (Actor::Person(_), Some(member)) => member.display_name.clone(),
        (Actor::Person(_), None) => return Err(Code::ForbiddenRole.into()),
        (Actor::Job, _) => {
            tx.get::<Member>(Member::id_of(community, seller))?.map(|it| it.display_name).unwrap_or_default()
        }
    };
    let listing = Listing {
        id: listing,
        community,
        seller,
        seller_name: name,
        hub: terms.hub,
        kind: terms.sold_as,
        status: ListingStatus::Draft,
        title: terms.title.clone(),
        description: terms.description.clone(),
        category: terms.category,
        condition: terms.condition,
        handover: terms.handover,
        currency,
        start_minor: terms.start_minor,
        has_reserve: terms.reserve_minor.is_some(),
        buy_now_minor: terms.buy_now_minor,
        ladder: Ladder::standard(currency),
        soft_close: terms.soft_close,
        payment_days: terms.payment_days,
        starts_at: terms.starts_at,
        opens_at: elsewhere.map(|elsewhere| elsewhere.opens_at),
        ends_at: terms.ends_at,
        listing_rev: 1,
        frozen: false,
        imported: elsewhere.is_some(),
        cancel_reason: None,
        created_at: call.now,
        closed_at: None,
    };
    listing.check(terms.reserve_minor)?;
    if let Some(elsewhere) = elsewhere {
        listing.check_times(elsewhere.opens_at)?;
    }
    check_hub(tx, access, &listing)?;
    if !tx.insert(&listing)? {
        return Err(Code::AlreadyExists.into());
    }
    put_reserve(tx, &listing, terms.reserve_minor)?;
    put_pictures(tx, listing.id, &terms.pictures)
}

/// Shows a draft to the community, or opens an import's book.
pub(super) fn activate(tx: &mut Tx<'_>, call: &Call<()>, listing: Listing) -> Result<(), Stop> {
    if listing.status != ListingStatus::Draft {
        return Err(Code::InvalidState.into());
    }
    let opens_at = match listing.starts_at {
        _ if listing.imported => listing.schedule().opens_at,
        // What the server's own jobs show was announced before: it does not wait once more.
        Some(begun) if call.actor == Actor::Job && begun <= call.now => begun,
        _ => listing.opening(call.now),
    };
    listing.check_times(opens_at)?;
    tx.put(&Listing { status: ListingStatus::Active, opens_at: Some(opens_at), ..listing })?;
    Ok(())
}

/// Opens the server's book of a listing that was just shown, and its public row.
pub(super) fn settle_activate(tx: &mut Tx<'_>, listing: Id, now: Timestamp) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    let ledger = Ledger::load(tx, &listing)?;
    ledger.save(tx, listing.id)?;
    Ok(ledger.publish(tx, listing.id, None, now)?)
}

/// Changes a listing: anything before the first bid, then what cannot harm a bidder.
pub(super) fn edit(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<()>,
    listing: Listing,
    changes: &ListingChanges,
) -> Result<(), Stop> {
    let is_open = matches!(listing.status, ListingStatus::Draft | ListingStatus::Active);
    if !is_open || (listing.status == ListingStatus::Active && call.now >= listing.ends_at) {
        return Err(Code::InvalidState.into());
    }
    let before = tx.get::<ListingReserve>(listing.id)?.map(|reserve| reserve.reserve_minor);
    if listing.frozen {
        refuse::frozen(&listing, before, changes)?;
    }
    let changes = changes.clone();
    let reserve = changes.reserve_minor.unwrap_or(before);
    let says_more = !changes.fits_frozen();
    let listing = Listing {
        title: changes.title.unwrap_or(listing.title),
        description: changes.description.unwrap_or(listing.description),
        category: changes.category.unwrap_or(listing.category),
        condition: changes.condition.unwrap_or(listing.condition),
        handover: changes.handover.unwrap_or(listing.handover),
        hub: changes.hub.unwrap_or(listing.hub),
        start_minor: changes.start_minor.unwrap_or(listing.start_minor),
        buy_now_minor: changes.buy_now_minor.unwrap_or(listing.buy_now_minor),
        has_reserve: reserve.is_some(),
        ends_at: changes.ends_at.unwrap_or(listing.ends_at),
        listing_rev: listing.listing_rev.saturating_add(i64::from(says_more)),
        ..listing
    };
    listing.check(reserve)?;
    if let Some(opens_at) = listing.opens_at {
        listing.check_times(opens_at.max(call.now))?;
    }
    check_hub(tx, access, &listing)?;
    tx.put(&listing)?;
    if reserve != before {
        put_reserve(tx, &listing, reserve)?;
    }
    changes.pictures.map_or(Ok(()), |pictures| put_pictures(tx, listing.id, &pictures))
}

/// Carries a change of a shown listing over to its lot.
pub(super) fn settle_edit(tx: &mut Tx<'_>, listing: Id, now: Timestamp) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    if listing.status != ListingStatus::Active {
        return Ok(());
    }
    let mut ledger = Ledger::load(tx, &listing)?;
    let reserve = tx.get::<ListingReserve>(listing.id)?.map(|reserve| reserve.reserve_minor);
    if listing.frozen {
        ledger.state.standing = ledger.state.lower_reserve(reserve).map_err(refuse::terms)?;
        ledger.state.terms.reserve_minor = reserve;
    } else {
        ledger = Ledger::open(tx, &listing)?;
    }
    ledger.save(tx, listing.id)?;
    let public = ledger.state.public();
    let is_as_shown = |lot: Lot| {
        let shown = (lot.price_minor, lot.next_minor, lot.reserve, lot.buy_now_minor, lot.ends_at);
        shown == (public.price_minor, public.next_minor, public.reserve, public.buy_now_minor, public.ends_at)
    };
    if tx.get::<Lot>(listing.id)?.is_some_and(is_as_shown) {
        return Ok(());
    }
    Ok(ledger.publish(tx, listing.id, None, now)?)
}

/// Calls a listing off: its seller before the first bid, the community's admins with a reason at any time.
pub(super) fn cancel(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<()>,
    listing: Listing,
    reason: Option<&str>,
) -> Result<(), Stop> {
    let own = call.actor == Actor::Person(listing.seller);
    let moderates = access.require(Permission::ModerateMarket, listing.community, None);
    if !own {
        moderates.clone()?;
    }
    if let Some(reason) = reason {
        Check::new().line("reason", reason, REASON_CHARS_MAX).done()?;
    }
    match listing.status {
        ListingStatus::Draft => {
            delete(tx, listing)?;
            return Ok(());
        }
        ListingStatus::Active => {}
        _ => return Err(Code::InvalidState.into()),
    }
    if listing.frozen {
        moderates.map_err(|_| Refusal::new(Code::ListingFrozen))?;
        Check::new().that(reason.is_some(), "reason", "required").done()?;
    }
    tx.put(&Listing {
        status: ListingStatus::Cancelled,
        cancel_reason: reason.map(str::to_owned),
        closed_at: Some(call.now),
        ..listing
    })?;
    Ok(())
}

/// Tells whoever has bid, and the seller when somebody else did it.
pub(super) fn settle_cancel(tx: &mut Tx<'_>, call: &Call<()>, listing: Id) -> Result<(), Stop> {
    let Some(listing) = tx.get::<Listing>(listing)? else { return Ok(()) };
    let mut people = bidders(tx, listing.id)?;
    if call.actor != Actor::Person(listing.seller) {
        people.push(listing.seller);
    }
    tell_all(tx, call, &listing, Kind::ListingCancelled, &people)
}

/// Adds to a shown listing, with the date.
pub(super) fn add(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: Listing,
    addendum: Id,
    text: &str,
) -> Result<(), Stop> {
    if listing.status != ListingStatus::Active || call.now >= listing.ends_at.plus(listing.soft_close.cap_ms)
    {
        return Err(Code::InvalidState.into());
    }
    let before =
        tx.select::<ListingAddendum>("listing = ? ORDER BY listing_rev", &[Value::from(listing.id)])?;
    Check::new()
        .that(!text.trim().is_empty(), "text", "required")
        .prose("text", text)
        .that(before.len() < ADDENDA_MAX, "text", "too_long")
        .done()?;
    let listing_rev = listing.listing_rev.saturating_add(1);
    let text = text.to_owned();
    let added = ListingAddendum { id: addendum, listing: listing.id, listing_rev, text, added_at: call.now };
    if !tx.insert(&added)? {
        return Err(Code::AlreadyExists.into());
    }
    tx.put(&Listing { listing_rev, ..listing })?;
    Ok(())
}

/// Tells whoever has bid that the listing says more now: they may take their bids back.
pub(super) fn settle_add(tx: &mut Tx<'_>, call: &Call<()>, listing: Id) -> Result<(), Stop> {
    let listing: Listing = tx.get(listing)?.ok_or(Code::NotFound)?;
    let people = bidders(tx, listing.id)?;
    tell_all(tx, call, &listing, Kind::ListingChanged, &people)
}

fn tell_all(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    listing: &Listing,
    kind: Kind,
    people: &[Id],
) -> Result<(), Stop> {
    for user in people {
        let telling = Telling::new(*user, listing.community, kind, listing.id);
        tell(tx, call.id, call.now, telling.with("title", Param::Text(listing.title.clone())))?;
    }
    Ok(())
}

/// Whoever has something standing on a listing.
fn bidders(tx: &mut Tx<'_>, listing: Id) -> Result<Vec<Id>, Stop> {
    let clause = "listing = ? AND max_minor IS NOT NULL ORDER BY number";
    let found = tx.select::<BidStanding>(clause, &[Value::from(listing)])?;
    Ok(found.into_iter().map(|standing| standing.user_id).collect())
}

fn check_hub(tx: &mut Tx<'_>, access: &Access, listing: &Listing) -> Result<(), Stop> {
    let Some(hub) = listing.hub else { return Ok(()) };
    let hub: Option<Hub> = access.find(tx, hub)?;
    let known = hub.is_some_and(|hub| hub.community == listing.community);
    Ok(Check::new().that(known, "hub", "unknown").done()?)
}

fn put_reserve(tx: &mut Tx<'_>, listing: &Listing, reserve: Option<i64>) -> Result<(), Stop> {
    match reserve {
        Some(reserve_minor) => {
            tx.put(&ListingReserve { id: listing.id, seller: listing.seller, reserve_minor })?;
        }
        None => {
            tx.delete::<ListingReserve>(listing.id)?;
        }
    }
    Ok(())
}

fn put_pictures(tx: &mut Tx<'_>, listing: Id, pictures: &[String]) -> Result<(), Stop> {
    let mut check = Check::new().that(pictures.len() <= PICTURES_MAX, "pictures", "out_of_range");
    for picture in pictures {
        check = check.file("pictures", picture);
    }
    check.done()?;
    let before = tx.select::<ListingPicture>("listing = ? ORDER BY position", &[Value::from(listing)])?;
    for old in before.iter().skip(pictures.len()) {
        tx.delete::<ListingPicture>(old.id)?;
    }
    for (position, picture) in (0..).zip(pictures) {
        let id = ListingPicture::id_of(listing, position);
        tx.put(&ListingPicture { id, listing, position, picture: picture.clone() })?;
    }
    Ok(())
}

/// Takes a draft away with all that belongs to it.
fn delete(tx: &mut Tx<'_>, listing: Listing) -> Result<(), Stop> {
    put_pictures(tx, listing.id, &[])?;
    put_reserve(tx, &listing, None)?;
    tx.delete::<Listing>(listing.id)?;
    Ok(())
}
