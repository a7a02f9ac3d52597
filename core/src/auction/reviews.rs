//! Reviews: one of each side after a sale, neither side seeing the other's words before its own are written
//! or the window is over; and what they add up to.

use super::deal::{REVIEW_CHARS_MAX, REVIEW_WINDOW_MS, Reputation, Review, STARS_MAX, Sale, Side};
use super::ending::name_of;
use crate::call::{Call, Stop};
use crate::check::Check;
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx};

/// Writes a review, seen by its author alone for now.
pub(super) fn write(
    tx: &mut Tx<'_>,
    call: &Call<()>,
    sale: &Sale,
    stars: i64,
    text: &str,
    author_name: &str,
) -> Result<(), Stop> {
    let author = call.actor.person()?;
    let (side, subject) = match author {
        author if author == sale.buyer => (Side::Buyer, sale.seller),
        author if author == sale.seller => (Side::Seller, sale.buyer),
        _ => return Err(Code::ForbiddenRole.into()),
    };
    Check::new()
        .that((1..=STARS_MAX).contains(&stars), "stars", "out_of_range")
        .that(text.chars().count() <= REVIEW_CHARS_MAX, "text", "too_long")
        .prose("text", text)
        .done()?;
    let closed_at = sale.closed_at.filter(|_| sale.state.opens_reviews()).ok_or(Code::InvalidState)?;
    let reveal_at = closed_at.plus(REVIEW_WINDOW_MS);
    let added = tx.insert(&Review {
        id: Review::id_of(sale.id, author),
        sale: sale.id,
        listing: sale.listing,
        community: sale.community,
        author,
        author_name: author_name.to_owned(),
        subject,
        side,
        stars,
        text: text.to_owned(),
        written_at: call.now,
        reveal_at,
        revealed: false,
    })?;
    if !added {
        return Err(Code::AlreadyExists.into());
    }
    if sale.takes_reviews(call.now) {
        Ok(())
    } else {
        Err(Refusal::new(Code::ReviewClosed).with("closed_at", Param::Time(reveal_at)).into())
    }
}

/// Shows both reviews once both sides have written.
pub(super) fn settle_write(tx: &mut Tx<'_>, call: &Call<()>, sale: Id) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    let mut written = Vec::new();
    for author in [sale.buyer, sale.seller] {
        written.extend(tx.get::<Review>(Review::id_of(sale.id, author))?);
    }
    if written.len() == 2 {
        for review in written {
            reveal(tx, call, review)?;
        }
    }
    Ok(())
}

/// Whether a review's window is over.
pub(super) fn may_reveal(review: &Review, call: &Call<()>) -> Result<(), Stop> {
    let over = !review.revealed && review.reveal_at <= call.now;
    if over { Ok(()) } else { Err(Code::InvalidState.into()) }
}

/// Shows a review at the end of its window.
pub(super) fn settle_reveal(tx: &mut Tx<'_>, call: &Call<()>, review: Id) -> Result<(), Stop> {
    let review: Review = tx.get(review)?.ok_or(Code::NotFound)?;
    reveal(tx, call, review)
}

fn reveal(tx: &mut Tx<'_>, call: &Call<()>, review: Review) -> Result<(), Stop> {
    if review.revealed {
        return Ok(());
    }
    let mut reputation = reputation(tx, review.community, review.subject)?;
    match review.side {
        Side::Buyer => {
            reputation.seller_reviews = reputation.seller_reviews.saturating_add(1);
            reputation.seller_stars = reputation.seller_stars.saturating_add(review.stars);
        }
        Side::Seller => {
            reputation.buyer_reviews = reputation.buyer_reviews.saturating_add(1);
            reputation.buyer_stars = reputation.buyer_stars.saturating_add(review.stars);
        }
    }
    tx.put(&reputation)?;
    let telling = Telling::new(review.subject, review.community, Kind::ReviewReceived, review.listing)
        .with("name", Param::Text(review.author_name.clone()))
        .with("stars", Param::Number(review.stars));
    tell(tx, call.id, call.now, telling)?;
    Ok(tx.put(&Review { revealed: true, ..review })?)
}

/// Counts a completed sale for both sides.
pub(super) fn count_sale(tx: &mut Tx<'_>, sale: &Sale) -> Result<(), Fault> {
    let mut seller = reputation(tx, sale.community, sale.seller)?;
    seller.sold = seller.sold.saturating_add(1);
    tx.put(&seller)?;
    let mut buyer = reputation(tx, sale.community, sale.buyer)?;
    buyer.bought = buyer.bought.saturating_add(1);
    tx.put(&buyer)
}

/// A person's reputation, empty if there is none yet.
pub(super) fn reputation(tx: &mut Tx<'_>, community: Id, user: Id) -> Result<Reputation, Fault> {
    let found = tx.get::<Reputation>(Reputation::id_of(community, user))?;
    Ok(found.unwrap_or_else(|| Reputation::unknown(community, user)))
}

/// How the author is called; the author's own membership is theirs to read.
pub(super) fn own_name(tx: &mut Tx<'_>, call: &Call<()>, community: Id) -> Result<String, Stop> {
    Ok(name_of(tx, community, call.actor.person()?)?)
}
