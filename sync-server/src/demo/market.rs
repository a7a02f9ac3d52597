//! The demo community's market: what its people sell, and the bids that were made before the demo began.

use hubbub_core::id::Id;
use hubbub_core::time::{MINUTE_MS, Timestamp};
use serde_json::json;

use super::file::Listing;
use super::{community_id, id_of};
use crate::import::job::{ImportError, Job};

/// Writes a listing, brings its bids in and shows it.
pub(super) fn offer(job: &mut Job<'_>, listing: &Listing, now: Timestamp) -> Result<(), ImportError> {
    let id = id_of("listing", &listing.slug);
    let at = |minutes: i64| now.plus(minutes * MINUTE_MS);
    let command = json!({
        "area": "auction", "kind": "create_listing", "listing": id, "community": community_id(),
        "seller": id_of("resident", &listing.seller),
        "terms": {
            "as": listing.sold_as, "title": listing.title, "description": listing.description,
            "category": listing.category, "condition": listing.condition, "handover": listing.handover,
            "hub": id_of("hub", &listing.hub), "start_minor": listing.start_minor,
            "reserve_minor": listing.reserve_minor, "buy_now_minor": listing.buy_now_minor,
            "starts_at": at(listing.opens_in_minutes), "ends_at": at(listing.ends_in_minutes),
        },
    });
    job.command(id.derive(0), &command)?;
    let bids = Id::of("demo bids", &[id]);
    for (number, bid) in (0..).zip(&listing.bids) {
        let command = json!({
            "area": "auction", "kind": "import_bid", "listing": id, "bid": bids.derive(number),
            "bidder": id_of("resident", &bid.bidder), "max_minor": bid.max_minor, "at": at(bid.in_minutes),
        });
        job.command(bids.derive(number), &command)?;
    }
    job.command(id.derive(1), &json!({ "area": "auction", "kind": "activate", "listing": id }))
}
