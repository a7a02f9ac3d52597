//! What those who run a hub see of its market, and what they can do: what a screen offers is what the rules allow.

use super::command::SaleStep;
use super::figures;
use super::tests::market;
use super::view_hub::{BidderCard, ListingActions, bidders, can, hub_sales, sales_of, waiting_sales};
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::span::Span;
use crate::tests_world::{World, id};
use crate::time::{DAY_MS, MINUTE_MS};

const PEOPLE: [&str; 6] = ["resident", "mary", "manager", "other-manager", "admin", "stranger"];

fn of(kind: &str, listing: &str, rest: &str) -> String {
    format!(r#"{{"area":"auction","kind":"{kind}","listing":"@{listing}"{rest}}}"#)
}

/// What the rules say to each thing that a screen may offer.
fn allowed(world: &mut World, who: &str, listing: &str) -> ListingActions {
    let mut says = |kind: &str, rest: &str| world.probe_as(who, &of(kind, listing, rest));
    let activate = says("activate", "");
    let mut ok = |kind: &str, rest: &str| says(kind, rest) == "ok";
    let with_reason = ok("cancel_listing", r#","reason":"Broken""#);
    ListingActions {
        edit: ok("edit_listing", r#","changes":{}"#),
        // A draft whose end has passed is still offered: the refusal names the field.
        activate: activate == "ok" || activate.starts_with("VALIDATION"),
        cancel: with_reason,
        needs_reason: with_reason && !ok("cancel_listing", ""),
        add: ok("add_addendum", r#","addendum":"@more","text":"One leg is scratched.""#),
        moderate: ok("remove_bids", r#","user":"@mary","reason":"Not theirs""#),
    }
}

#[test]
fn a_screen_offers_what_the_rules_allow_in_every_state_and_role() {
    let mut world = World::staffed();
    market(&mut world);
    let mut offered = 0;
    let mut compare = |world: &mut World, when: &str, has_bids: bool| {
        for listing in ["draft", "lot", "shelf"] {
            for who in PEOPLE {
                let viewer = world.viewer(who);
                let shown = world.read(|tx| can(tx, &viewer, id(listing)));
                let shown = ListingActions {
                    needs_reason: shown.needs_reason && shown.cancel,
                    // Whether there are bids of a person, nobody on a device knows.
                    moderate: shown.moderate && has_bids && listing == "lot",
                    ..shown
                };
                assert_eq!(shown, allowed(world, who, listing), "{who}, {listing}, {when}");
                offered += usize::from(shown.edit) + usize::from(shown.cancel) + usize::from(shown.moderate);
            }
        }
    };
    compare(&mut world, "before the first bid", false);
    let bid = r#","bid":"@bid","max_minor":1500,"seen_listing_rev":1"#;
    assert_eq!(world.act("mary", &of("place_bid", "lot", bid)), Ok(()));
    compare(&mut world, "with a bid", true);
    world.now = world.now.plus(4 * DAY_MS);
    compare(&mut world, "when its time is over", true);
    world.pass_to(world.now);
    compare(&mut world, "when it is closed", true);
    assert!(offered > 15, "{offered}");
}

fn sold(world: &mut World) -> Id {
    market(world);
    let buy = r#","bid":"@bid","price_minor":2500,"seen_listing_rev":1"#;
    assert_eq!(world.act("mary", &of("buy", "shelf", buy)), Ok(()));
    world.pass_to(world.now.plus(MINUTE_MS));
    super::deal::Sale::id_of(id("shelf"), id("mary"))
}

#[test]
fn a_hubs_people_see_its_sales_with_their_steps() {
    let mut world = World::staffed();
    let sale = sold(&mut world);
    for (who, steps) in [
        ("manager", &[SaleStep::Pay, SaleStep::Cancel][..]),
        ("admin", &[SaleStep::Pay, SaleStep::Cancel]),
        ("resident", &[SaleStep::Cancel]),
        ("mary", &[]),
    ] {
        let viewer = world.viewer(who);
        let cards = world.read(|tx| hub_sales(tx, &viewer, id("hub")));
        assert_eq!(cards.len(), 1, "{who}");
        assert_eq!((cards[0].sale.id, cards[0].can.as_slice()), (sale, steps), "{who}");
        assert_eq!(world.read(|tx| sales_of(tx, &viewer, id("shelf"))), cards);
    }
    let manager = world.viewer("manager");
    let waiting = |world: &World| world.read(|tx| waiting_sales(tx, &manager, id("hub")));
    assert_eq!(waiting(&world), 1);
    for (step, left) in [("pay", 1), ("hand_over", 0)] {
        let json = format!(r#"{{"area":"auction","kind":"step_sale","sale":"{sale}","step":"{step}"}}"#);
        assert_eq!(world.act("manager", &json), Ok(()), "{step}");
        assert_eq!(waiting(&world), left, "{step}");
    }
    let phone = world.phone("other-manager");
    world.sync(&phone);
    let other = world.viewer("other-manager");
    assert_eq!(
        phone.view(|tx| hub_sales(tx, &other, id("hub"))),
        [],
        "another hub's device holds none of them"
    );
}

#[test]
fn admins_see_of_whom_something_is_kept_and_nobody_else_does() {
    let mut world = World::staffed();
    let bar = r#"{"area":"auction","kind":"set_bidder","community":"@home","user":"@mary","blocked":true}"#;
    assert_eq!(world.act("admin", bar), Ok(()));
    let barred = BidderCard {
        user: id("mary"),
        name: "mary".to_owned(),
        strikes: 0,
        retractions: 0,
        held: true,
        blocked: true,
    };
    for (who, expected) in [("admin", vec![barred]), ("manager", vec![]), ("mary", vec![])] {
        let viewer = world.viewer(who);
        assert_eq!(world.read(|tx| bidders(tx, &viewer, id("home"))), expected, "{who}");
    }
    assert_eq!(world.act("admin", &bar.replace("true", "false")), Ok(()));
    let admin = world.viewer("admin");
    assert_eq!(world.read(|tx| bidders(tx, &admin, id("home"))), []);
}

#[test]
fn figures_count_what_was_sold_and_what_it_came_to() {
    let mut world = World::staffed();
    sold(&mut world);
    let today = world.now.plus(-DAY_MS);
    let span = Span::new(vec![today.plus(-DAY_MS), today], world.now.plus(DAY_MS));
    let euros = Money::new(2_500, Currency::new("EUR").unwrap());
    for (who, counted) in [("manager", 1), ("admin", 1), ("mary", 0), ("other-manager", 0)] {
        let viewer = world.viewer(who);
        let figures = world.read(|tx| figures::sales(tx, &viewer, id("home"), id("hub"), &span));
        let totals: Vec<(i64, Vec<Money>)> = figures.into_iter().map(|it| (it.sold, it.turnover)).collect();
        let expected = if counted == 1 { vec![(0, vec![]), (1, vec![euros])] } else { vec![] };
        assert_eq!(totals, expected, "{who}");
    }
}
