//! Sales between neighbours as rows: what was agreed, where the money is, and what time does to it.
//!
//! The market's area closes its lots into sales by [`open`]; disputes settle them by [`resolve`]. Both call
//! from where they settle themselves, in their own transaction.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::model::HubTerms;
use super::sale::{
    Resolution, SaleCommand, SaleRefusal, SaleRole, SaleState, SaleTerms, SaleTimes, check_dispute_time,
    next_timer, sale_step,
};
use super::steps::Act;
use crate::access::{Access, Permission, Role};
use crate::call::{Actor, Call, Due, Stop};
use crate::id::Id;
use crate::money::{Currency, Money};
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::scope::Scope;
use crate::store::{Entity, Fault, Tx, Value};
use crate::time::{DAY_MS, Timestamp};

/// Goods are promised this many days after a sale, unless it says otherwise.
pub const PROMISED_DAYS: i64 = 14;

/// What a buyer owes a seller, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// Its id.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// Where cash and goods change hands; NULL: without a hub.
    pub hub: Option<Id>,
    /// The listing.
    pub listing: Id,
    /// Its title then.
    pub title: String,
    /// Who buys.
    pub buyer: Id,
    /// Who sells.
    pub seller: Id,
    /// What was agreed, in minor units.
    pub amount_minor: i64,
    /// Of which currency.
    pub currency: Currency,
    /// Where the money is.
    pub state: SaleState,
    /// Days to pay.
    pub payment_days: i64,
    /// Days after which goods handed over count as received.
    pub receipt_days: i64,
    /// Days between receipt and completion.
    pub completion_days: i64,
    /// When it was agreed.
    pub sold_at: Timestamp,
    /// By when the goods were promised.
    pub promised_by: Timestamp,
    /// When it was paid; NULL: not yet.
    pub paid_at: Option<Timestamp>,
    /// When the goods were handed over; NULL: not yet.
    pub handed_over_at: Option<Timestamp>,
    /// When they were received; NULL: not yet.
    pub received_at: Option<Timestamp>,
    /// When nothing could follow any more; NULL: something can.
    pub ended_at: Option<Timestamp>,
    /// What went back to the buyer, in minor units.
    pub refunded_minor: i64,
    /// When time takes the next step; NULL: it takes none.
    pub next_at: Option<Timestamp>,
    /// Which step; NULL: none.
    pub next_step: Option<String>,
}

/// What somebody agreed on.
#[derive(Clone, Debug)]
pub struct NewSale {
    /// The sale's id, derived from the listing and the buyer, so that it is opened once.
    pub id: Id,
    /// The community.
    pub community: Id,
    /// Where cash and goods change hands.
    pub hub: Option<Id>,
    /// The listing.
    pub listing: Id,
    /// Its title.
    pub title: String,
    /// Who buys.
    pub buyer: Id,
    /// Who sells.
    pub seller: Id,
    /// What was agreed, 0 or more.
    pub amount: Money,
    /// By when the goods are promised; none: [`PROMISED_DAYS`].
    pub promised_by: Option<Timestamp>,
}

impl Entity for Sale {
    const TABLE: &'static str = "sale";

    fn scopes(&self, _: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        let hub = self.hub.map(|hub| Scope::of("hub", hub));
        let own = [Scope::of("user", self.buyer), Scope::of("user", self.seller)];
        Ok(own.into_iter().chain(hub).chain([Scope::of("admin", self.community)]).collect())
    }
}

impl Sale {
    /// In which capacities somebody acts on this sale; at least as a bystander.
    #[must_use]
    pub fn capacities(&self, access: &Access, actor: Actor) -> Vec<SaleRole> {
        let Actor::Person(user) = actor else { return vec![SaleRole::System] };
        let mut roles = Vec::new();
        if user == self.buyer {
            roles.push(SaleRole::Buyer);
        }
        if user == self.seller {
            roles.push(SaleRole::Seller);
        }
        if self.hub.is_some() && access.holds(Role::HubManager, self.community, self.hub) {
            roles.push(SaleRole::HubManager);
        }
        if access.holds(Role::Admin, self.community, None) {
            roles.push(SaleRole::Admin);
        }
        if roles.is_empty() {
            roles.push(SaleRole::Bystander);
        }
        roles
    }

    /// The times, for the rules of [`super::sale`].
    #[must_use]
    pub const fn times(&self) -> SaleTimes {
        SaleTimes {
            sold_at: self.sold_at,
            promised_by: self.promised_by,
            handed_over_at: self.handed_over_at,
            received_at: self.received_at,
        }
    }

    /// The terms it was agreed under.
    #[must_use]
    pub const fn terms(&self) -> SaleTerms {
        SaleTerms {
            payment_days: self.payment_days,
            receipt_days: self.receipt_days,
            completion_days: self.completion_days,
        }
    }

    /// The sale in another state, with its times and its next timer.
    #[must_use]
    pub fn becoming(self, state: SaleState, now: Timestamp) -> Self {
        let first = |at: Option<Timestamp>, is: bool| at.or_else(|| is.then_some(now));
        let ended = matches!(state, SaleState::Completed | SaleState::Cancelled | SaleState::Resolved(_));
        let sale = Self {
            state,
            paid_at: first(self.paid_at, state == SaleState::Paid),
            handed_over_at: first(self.handed_over_at, state == SaleState::HandedOver),
            received_at: first(self.received_at, state == SaleState::Received),
            ended_at: first(self.ended_at, ended),
            ..self
        };
        let timer = next_timer(sale.state, &sale.times(), &sale.terms());
        Self {
            next_at: timer.map(|(at, _)| at),
            next_step: timer.map(|(_, step)| word(step).to_owned()),
            ..sale
        }
    }
}

const fn word(step: SaleCommand) -> &'static str {
    match step {
        SaleCommand::Pay => "pay",
        SaleCommand::HandOver => "hand_over",
        SaleCommand::Receive => "receive",
        SaleCommand::Complete => "complete",
        SaleCommand::Cancel => "cancel",
        SaleCommand::Dispute => "dispute",
        SaleCommand::Resolve(_) => "resolve",
    }
}

/// Opens a sale, on the server, as part of another call; once, however often it is asked for.
///
/// # Errors
/// A fault.
pub fn open(tx: &mut Tx<'_>, act: &Act, new: NewSale) -> Result<Sale, Stop> {
    if let Some(sale) = tx.get::<Sale>(new.id)? {
        return Ok(sale);
    }
    let terms = match new.hub {
        Some(hub) => tx.get::<HubTerms>(hub)?.map(|terms| SaleTerms {
            payment_days: terms.payment_days,
            receipt_days: terms.receipt_days,
            completion_days: terms.completion_days,
        }),
        None => None,
    };
    let terms = terms.unwrap_or_default();
    let sale = Sale {
        id: new.id,
        community: new.community,
        hub: new.hub,
        listing: new.listing,
        title: new.title,
        buyer: new.buyer,
        seller: new.seller,
        amount_minor: new.amount.minor,
        currency: new.amount.currency,
        state: SaleState::AwaitingPayment,
        payment_days: terms.payment_days,
        receipt_days: terms.receipt_days,
        completion_days: terms.completion_days,
        sold_at: act.now,
        promised_by: new.promised_by.unwrap_or_else(|| act.now.plus(PROMISED_DAYS * DAY_MS)),
        paid_at: None,
        handed_over_at: None,
        received_at: None,
        ended_at: None,
        refunded_minor: 0,
        next_at: None,
        next_step: None,
    };
    let sale = sale.becoming(SaleState::AwaitingPayment, act.now);
    tx.put(&sale)?;
    Ok(sale)
}

/// Settles a disputed sale, on the server, as part of the call that decided the dispute. `refunded_minor` is
/// what goes back to the buyer of a partial refund.
///
/// # Errors
/// `INVALID_STATE` when the sale is not in dispute, or a fault.
pub fn resolve(
    tx: &mut Tx<'_>,
    act: &Act,
    sale: Id,
    resolution: Resolution,
    refunded_minor: i64,
) -> Result<Sale, Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    let state = step(&sale, SaleCommand::Resolve(resolution), &[SaleRole::System])?;
    let refunded_minor = match resolution {
        Resolution::Refund => sale.amount_minor,
        Resolution::Partial => refunded_minor.clamp(0, sale.amount_minor),
        Resolution::Release => 0,
    };
    let sale = Sale { refunded_minor, ..sale.becoming(state, act.now) };
    tx.put(&sale)?;
    told(tx, act, &sale, Kind::SaleResolved, &[sale.buyer, sale.seller])?;
    Ok(sale)
}

fn step(sale: &Sale, command: SaleCommand, roles: &[SaleRole]) -> Result<SaleState, Refusal> {
    let mut why = SaleRefusal::ForbiddenRole;
    for role in roles {
        match sale_step(sale.state, command, *role) {
            Ok(state) => return Ok(state),
            Err(SaleRefusal::ForbiddenRole) => {}
            Err(refusal) => why = refusal,
        }
    }
    Err(no(why))
}

fn no(refusal: SaleRefusal) -> Refusal {
    match refusal {
        SaleRefusal::ForbiddenRole => Refusal::new(Code::ForbiddenRole),
        SaleRefusal::InvalidState { .. } => Refusal::new(Code::InvalidState),
        SaleRefusal::DisputeTooEarly { from } => {
            Refusal::new(Code::DisputeTooEarly).with("opens_at", Param::Time(from))
        }
        SaleRefusal::DisputeTooLate { since } => {
            Refusal::new(Code::DisputeTooLate).with("closed_at", Param::Time(since))
        }
    }
}

pub(super) fn execute(
    tx: &mut Tx<'_>,
    access: &Access,
    call: &Call<&Command>,
    sale: Id,
    command: SaleCommand,
) -> Result<(), Stop> {
    let sale: Sale = access.see(tx, sale)?;
    access.require(Permission::MoveSale, sale.community, sale.hub)?;
    let state = step(&sale, command, &sale.capacities(access, call.actor))?;
    if command == SaleCommand::Dispute {
        check_dispute_time(sale.state, &sale.times(), call.now).map_err(no)?;
    }
    Ok(tx.put(&sale.becoming(state, call.now))?)
}

/// Tells the other side.
pub(super) fn settle(tx: &mut Tx<'_>, call: &Call<&Command>, sale: Id) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    announce(tx, &Act::of(call), &sale)
}

fn announce(tx: &mut Tx<'_>, act: &Act, sale: &Sale) -> Result<(), Stop> {
    let kind = match sale.state {
        SaleState::Paid => Kind::SalePaid,
        SaleState::HandedOver => Kind::SaleHandedOver,
        SaleState::Received => Kind::SaleReceived,
        SaleState::Completed => Kind::SaleCompleted,
        SaleState::Cancelled => Kind::SaleCancelled,
        SaleState::Disputed => Kind::SaleDisputed,
        SaleState::AwaitingPayment | SaleState::Resolved(_) => return Ok(()),
    };
    told(tx, act, sale, kind, &[sale.buyer, sale.seller])
}

fn told(tx: &mut Tx<'_>, act: &Act, sale: &Sale, kind: Kind, people: &[Id]) -> Result<(), Stop> {
    for person in people.iter().filter(|person| act.actor != Some(**person)) {
        let telling = Telling::new(*person, sale.community, kind, sale.id)
            .with("title", Param::Text(sale.title.clone()));
        tell(tx, act.call, act.now, telling)?;
    }
    Ok(())
}

/// Takes the step that time asks for, if it still does.
pub(super) fn pass_time(tx: &mut Tx<'_>, call: &Call<&Command>, sale: Id) -> Result<(), Stop> {
    let sale: Sale = tx.get(sale)?.ok_or(Code::NotFound)?;
    let act = Act::of(call);
    match next_timer(sale.state, &sale.times(), &sale.terms()) {
        Some((at, command)) if at <= act.now => {
            let state = step(&sale, command, &[SaleRole::System])?;
            let sale = sale.becoming(state, act.now);
            tx.put(&sale)?;
            announce(tx, &act, &sale)
        }
        _ => Err(Code::InvalidState.into()),
    }
}

pub(super) fn due(tx: &mut Tx<'_>, now: Timestamp, limit: usize) -> Result<Vec<Due<Command>>, Fault> {
    let text = "SELECT id, next_at, next_step FROM sale WHERE next_at IS NOT NULL AND next_at <= ?
         ORDER BY next_at, id LIMIT ?";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.query(text, &[now.into(), Value::Int(limit)], |row| {
        let sale: Id = row.text(0)?.parse().map_err(|_| Fault::Shape("a sale's id".to_owned()))?;
        let step = row.opt_text(2)?.unwrap_or_default();
        let id = Id::named("sale's time", &format!("{sale} {step} {}", row.int(1)?));
        Ok(Due { id, command: Command::PassSaleTime { sale } })
    })
}
