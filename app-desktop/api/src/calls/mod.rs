//! Every call that a window may make. What is not in this list cannot be asked for.

pub mod auction_form;
pub mod auctions;
pub mod audit;
pub mod content;
pub mod dispatch;
pub mod dispute_step;
pub mod disputes;
pub mod figures;
pub mod fleet;
pub mod legal;
pub mod notices;
pub mod order;
pub mod order_new;
pub mod orders;
pub mod packing;
pub mod people;
pub mod plan;
pub mod poll_form;
pub mod polls;
pub mod sales;
pub mod session;
pub mod setup;
pub mod stock;
pub mod sync;
pub mod tickets;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

use crate::contract::Declarations;
use crate::{Desktop, Problem, Ref};

/// A command was recorded and is on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Done {
    /// Why the server will probably say no, if the device expects it.
    pub warning: Option<String>,
    /// The thing that was made, if one was.
    pub id: Option<Ref>,
}

/// Names one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct One {
    /// The thing.
    pub id: Ref,
}

/// A piece of text in a window's list of choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// What is handed back.
    pub value: String,
    /// The words.
    pub text: String,
}

macro_rules! calls {
    ($( $module:ident :: $name:ident ( $args:ty ) -> $result:ty; )*) => {
        /// Does the call `name`.
        ///
        /// # Errors
        /// The call's own, or that there is no such call or its arguments do not fit.
        pub fn call(desktop: &Desktop, name: &str, args: Json) -> Result<Json, Problem> {
            match name {
                $( stringify!($name) => {
                    let args: $args = arguments(name, args)?;
                    let result: $result = $module::$name(desktop, args)?;
                    serde_json::to_value(result).map_err(|error| Problem::program(error.to_string()))
                } )*
                _ => Err(Problem::program(format!("there is no call {name}"))),
            }
        }

        /// Every call's name.
        pub const NAMES: &[&str] = &[$( stringify!($name) ),*];

        /// Tells the contract of every call.
        pub(crate) fn describe(contract: &mut Declarations) {
            $( contract.call::<$args, $result>(stringify!($name)); )*
        }
    };
}

calls! {
    session::session(()) -> session::Session;
    session::sign_in(session::SignIn) -> session::Session;
    session::enter_code(session::TypedCode) -> session::Session;
    session::begin_second_factor(session::BeginSecondFactor) -> session::Secret;
    session::confirm_second_factor(session::TypedCode) -> Vec<String>;
    session::ask_sign_in_link(session::Address) -> ();
    session::sign_in_with_link(session::TypedCode) -> session::Session;
    session::sign_out(session::SignOut) -> ();
    session::sessions(()) -> Vec<session::SessionLine>;
    session::end_session(One) -> ();
    session::change_password(session::ChangePassword) -> ();

    legal::legal_waiting(()) -> Vec<legal::LegalLine>;
    legal::legal_agree(legal::Agreement) -> Vec<legal::LegalLine>;

    setup::settings(()) -> setup::SettingsPage;
    setup::change_settings(setup::SettingsChange) -> setup::SettingsPage;
    setup::choose_map(setup::MapForm) -> setup::SettingsPage;

    sync::sync_line(()) -> sync::SyncLine;
    sync::sync_now(()) -> ();
    sync::outbox(()) -> Vec<sync::Waiting>;
    sync::discard(One) -> bool;
    sync::refused(()) -> Vec<sync::Refused>;
    sync::retry(One) -> Done;
    sync::clear(One) -> bool;
    sync::export_outbox(()) -> String;

    notices::notices(notices::NoticesAfter) -> notices::NoticesPage;
    notices::read_notices(One) -> Done;

    content::items(content::ItemsFilter) -> Vec<content::ItemLine>;
    content::item(One) -> Option<content::ItemPage>;
    content::save_item(content::ItemForm) -> Done;
    content::publish_item(One) -> Done;
    content::archive_item(One) -> Done;
    content::delete_item(One) -> Done;
    content::restore_item(One) -> Done;
    content::attach_picture(content::Picture) -> String;
    content::picture(content::PictureName) -> Option<String>;

    polls::polls(polls::PollsFilter) -> Vec<polls::PollLine>;
    polls::poll(One) -> Option<polls::PollPage>;
    poll_form::save_poll(poll_form::PollForm) -> Done;
    polls::schedule_poll(One) -> Done;
    polls::cancel_poll(One) -> Done;
    polls::extend_poll(polls::Extension) -> Done;
    polls::publish_result(One) -> Done;
    polls::run_off(polls::RunOffForm) -> Done;
    polls::adopt_tied(One) -> Done;

    people::people(people::PeopleFilter) -> people::PeoplePage;
    people::grant_role(people::RoleChange) -> Done;
    people::revoke_role(people::RoleChange) -> Done;
    people::move_member(people::Move) -> Done;
    people::edit_hub(people::HubForm) -> Done;
    people::hub(One) -> Option<people::HubPage>;

    orders::orders_index(orders::OrdersFilter) -> orders::OrdersIndex;
    orders::orders_page(orders::OrdersWindow) -> Vec<orders::OrderRow>;
    orders::orders_rows(orders::OrderIds) -> Vec<orders::OrderRow>;
    orders::orders_counts(One) -> Vec<orders::OrderCount>;
    orders::orders_step(orders::BulkStep) -> orders::BulkDone;
    orders::trains(One) -> Vec<orders::TrainLine>;
    order::order(One) -> Option<order::OrderPage>;
    order::order_step(order::StepForm) -> Done;
    order::pack_order(order::PackForm) -> Done;
    order::hand_over(One) -> Done;
    order::take_payment(order::PaymentForm) -> Done;
    order::move_order(order::TrainForm) -> Done;
    order_new::order_products(order_new::ProductSearch) -> Vec<order_new::ProductChoice>;
    order_new::basket(order_new::BasketForm) -> order_new::BasketView;
    order_new::place_order(order_new::OrderForm) -> Done;
    packing::packing(packing::PackingFilter) -> packing::PackingView;

    stock::products(stock::ProductsFilter) -> stock::ProductsPage;
    stock::product(stock::ProductAt) -> Option<stock::ProductPage>;
    stock::save_product(stock::ProductForm) -> Done;
    stock::archive_product(stock::ProductShelf) -> Done;
    stock::adjust_stock(stock::AdjustForm) -> Done;
    stock::set_stock_rules(stock::StockRulesForm) -> Done;
    stock::stock_history(stock::HistoryFilter) -> Vec<stock::AdjustmentRow>;
    stock::low_stock(One) -> i64;

    tickets::tickets(tickets::TicketsFilter) -> tickets::TicketsPage;
    tickets::ticket_counts(One) -> tickets::TicketCounts;
    tickets::ticket(One) -> Option<tickets::TicketPage>;
    tickets::answer_ticket(tickets::TicketWords) -> Done;
    tickets::ticket_step(tickets::TicketStep) -> Done;

    disputes::disputes(disputes::DisputesFilter) -> Vec<disputes::DisputeLine>;
    disputes::disputes_waiting(One) -> usize;
    disputes::dispute(One) -> Option<disputes::DisputePage>;
    dispute_step::dispute_step(dispute_step::DisputeForm) -> Done;

    auctions::auctions(auctions::AuctionsFilter) -> Vec<auctions::AuctionLine>;
    auctions::auction(One) -> Option<auctions::AuctionPage>;
    auction_form::save_auction(auction_form::AuctionForm) -> Done;
    auction_form::auction_step(auction_form::AuctionStep) -> Done;
    auction_form::remove_bids(auction_form::BidsOut) -> Done;
    sales::hub_sales(One) -> Vec<sales::SaleLine>;
    sales::sales_waiting(One) -> usize;
    sales::sale_step(sales::SaleForm) -> Done;
    sales::bidders(One) -> Vec<sales::BidderLine>;
    sales::set_bidder(sales::BidderForm) -> Done;
    sales::approve_bidder(sales::Approval) -> Done;

    figures::figures(figures::FiguresFilter) -> figures::FiguresPage;

    audit::audit(audit::AuditFilter) -> audit::AuditView;
    audit::audit_areas(()) -> Vec<Choice>;

    dispatch::board(One) -> dispatch::BoardView;
    dispatch::run_sheet(One) -> Option<dispatch::RunView>;
    plan::propose(plan::Planning) -> plan::ProposalView;
    plan::accept_plan(plan::AcceptedPlan) -> Done;
    dispatch::assign_order(dispatch::Assignment) -> Done;
    dispatch::order_stops(dispatch::StopsOrder) -> Done;
    dispatch::cancel_stop(One) -> Done;
    dispatch::resolve_review(dispatch::Resolved) -> Done;
    dispatch::enlist_driver(dispatch::DriverForm) -> Done;
    fleet::fleet(One) -> Vec<fleet::DriverSpot>;
    fleet::leave_fleet(()) -> ();
}

/// A call without arguments takes null or nothing.
fn arguments<T: DeserializeOwned>(name: &str, args: Json) -> Result<T, Problem> {
    serde_json::from_value(args).map_err(|error| Problem::program(format!("arguments of {name}: {error}")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_call_is_listed_twice() {
        let names: BTreeSet<&str> = super::NAMES.iter().copied().collect();
        assert_eq!(names.len(), super::NAMES.len());
    }
}
