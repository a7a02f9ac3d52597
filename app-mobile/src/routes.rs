//! Every address inside the app. Links from outside lead to the same addresses.

use dioxus::prelude::*;
use hubbub_core::id::Id;

use crate::screens::disputes::{Complain, DisputeScreen, Disputes};
use crate::screens::drive::{DayScreen, Drive, DriveShell, ProofScreen, StopScreen};
use crate::screens::gallery::Gallery;
use crate::screens::hubs::Hubs;
use crate::screens::items::ItemScreen;
use crate::screens::market::{ListingScreen, Market, MyMarket, Sell};
use crate::screens::me::{About, Account, Closed, Consents, Me, Notices, Reopen, Sessions, SettingsScreen};
use crate::screens::news::NewsScreen;
use crate::screens::orders::{OrderScreen, Orders};
use crate::screens::shop::{BasketScreen, Shop};
use crate::screens::sign_in::{Code, Forgot, Link as LinkScreen, Register, Reset, SignIn, UseLink, Verify};
use crate::screens::start::Start;
use crate::screens::sync::Sync;
use crate::screens::tickets::{AskHub, TicketScreen, Tickets};
use crate::screens::votes::{Vote, Votes};
use crate::shell::{Lost, Shell};

/// An address inside the app.
#[derive(Clone, Debug, PartialEq, Routable)]
#[rustfmt::skip]
pub(crate) enum Route {
    #[layout(Shell)]
        #[route("/")]
        Start {},
        #[route("/votes")]
        Votes {},
        #[route("/votes/:poll")]
        Vote { poll: Id },
        #[route("/market")]
        Market {},
        #[route("/market/mine")]
        MyMarket {},
        #[route("/market/sell")]
        Sell {},
        #[route("/market/:listing")]
        ListingScreen { listing: Id },
        #[route("/shop")]
        Shop {},
        #[route("/shop/basket")]
        BasketScreen {},
        #[route("/orders")]
        Orders {},
        #[route("/orders/:order")]
        OrderScreen { order: Id },
        #[route("/items/:item")]
        ItemScreen { item: Id },
        #[route("/news/:post")]
        NewsScreen { post: Id },
        #[route("/tickets")]
        Tickets {},
        #[route("/tickets/new")]
        AskHub {},
        #[route("/tickets/:ticket")]
        TicketScreen { ticket: Id },
        #[route("/disputes")]
        Disputes {},
        #[route("/disputes/about/:subject")]
        Complain { subject: Id },
        #[route("/disputes/:dispute")]
        DisputeScreen { dispute: Id },
        #[route("/hubs")]
        Hubs {},
        #[route("/sync")]
        Sync {},
        #[route("/me")]
        Me {},
        #[route("/me/settings")]
        SettingsScreen {},
        #[route("/me/account")]
        Account {},
        #[route("/me/sessions")]
        Sessions {},
        #[route("/me/consents")]
        Consents {},
        #[route("/me/about")]
        About {},
        #[route("/notices")]
        Notices {},
    #[end_layout]
    #[layout(DriveShell)]
        #[route("/drive")]
        Drive {},
        #[route("/drive/day")]
        DayScreen {},
        #[route("/drive/stop/:stop")]
        StopScreen { stop: Id },
        #[route("/drive/stop/:stop/proof")]
        ProofScreen { stop: Id },
    #[end_layout]
    #[route("/sign-in")]
    SignIn {},
    #[route("/register")]
    Register {},
    #[route("/code")]
    Code {},
    #[route("/link")]
    LinkScreen {},
    #[route("/sign-in/:code")]
    UseLink { code: String },
    #[route("/verify/:code")]
    Verify { code: String },
    #[route("/forgot")]
    Forgot {},
    #[route("/reset/:code")]
    Reset { code: String },
    #[route("/closed/:until")]
    Closed { until: String },
    #[route("/reopen")]
    Reopen {},
    #[route("/gallery")]
    Gallery {},
    #[route("/:..path")]
    Lost { path: Vec<String> },
}

/// The scheme of links from outside, as `hubbub://votes/…`.
const SCHEME: &str = "hubbub://";

/// Where a link from outside leads; none when it is not one of ours.
pub(crate) fn from_link(link: &str) -> Option<Route> {
    let path = link.strip_prefix(SCHEME)?;
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    match format!("/{path}").parse() {
        Ok(Route::Lost { .. }) | Err(_) => None,
        Ok(route) => Some(route),
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::id::Id;

    use super::{Route, from_link};

    #[test]
    fn links_lead_to_screens_and_nowhere_else() {
        let poll = Id::named("poll", "one");
        assert_eq!(from_link(&format!("hubbub://votes/{poll}")), Some(Route::Vote { poll }));
        // As the server's mails write them.
        let code = || "abc-123".to_owned();
        assert_eq!(from_link("hubbub://sign-in/abc-123"), Some(Route::UseLink { code: code() }));
        assert_eq!(from_link("hubbub://reset/abc-123"), Some(Route::Reset { code: code() }));
        assert_eq!(from_link("hubbub://verify/abc-123"), Some(Route::Verify { code: code() }));
        assert_eq!(from_link("hubbub://"), Some(Route::Start {}));
        assert_eq!(from_link("hubbub://me/settings/"), Some(Route::SettingsScreen {}));
        for bad in
            ["https://evil.example/votes", "hubbub://nowhere/at/all", "hubbub://votes/not-an-id", "votes", ""]
        {
            assert_eq!(from_link(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_address_reads_back() {
        let id = Id::named("poll", "two");
        for route in
            [Route::Start {}, Route::Votes {}, Route::Vote { poll: id }, Route::Sync {}, Route::Gallery {}]
        {
            assert_eq!(route.to_string().parse::<Route>().ok(), Some(route));
        }
    }
}
