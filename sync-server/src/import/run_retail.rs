//! Brings the record of a shop in: its products, what lay on its shelves, and its invoices.
//!
//! Two ways. An import brings the invoices along as what they are, long done and exact to the ten-thousandth.
//! A rehearsal opens the shop with its opening stock and empty books, so that devices can place the orders
//! again; [`orders`] says which. Either way the stock is what was ordered, short of twenty products on purpose
//! ([`super::retail_stock`]).

use std::collections::BTreeMap;
use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::money::{Currency, Money, UNIT_PRICE_DECIMALS, UnitPrice, decimal_text};
use hubbub_core::ordering::history::ORDERS_PER_IMPORT_MAX;
use hubbub_core::ordering::model::OrderKind;
use hubbub_core::ordering::total::{Line, totals};
use hubbub_core::sync::protocol::COMMAND_BYTES_MAX;
use serde_json::{Value, json};

use super::community::{found_in, shortened};
use super::job::{ImportError, Job};
use super::report::Report;
use super::retail::{Invoices, LineKind, RetailInvoice, RetailLine};
use super::retail_stock::{Demand, Opening};
use super::rows::{self, Entry};
use crate::auth::Newcomer;
use crate::writer::Writer;

/// The currency of the record.
const CURRENCY: &str = "GBP";
/// Bytes of a command beside its orders.
const COMMAND_FRAME_BYTES: usize = 512;

/// What became of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Invoices, credit notes and corrections that are in.
    pub invoices: u64,
    /// Their lines.
    pub lines: u64,
    /// Products.
    pub products: u64,
    /// Lines that were rejected.
    pub rejected: u64,
    /// Quantity times price of all lines, in ten-thousandths of the currency.
    pub total_e4: i128,
}

/// A record in memory.
pub struct Read {
    /// Names the record: the hash of its content.
    pub hash: String,
    /// Its invoices, in the order of their first lines.
    pub invoices: Vec<RetailInvoice>,
    /// The stock that the shop opens with.
    pub opening: Opening,
    articles: BTreeMap<String, Described>,
}

#[derive(Default)]
struct Described {
    names: BTreeMap<String, u32>,
    price_e4: i64,
}

/// An order to be placed again by a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The order's id.
    pub order: Id,
    /// Who ordered there, where known.
    pub customer: Option<u32>,
    /// Products and units; each product once.
    pub lines: Vec<(Id, i64)>,
    /// What it costs at the shop's prices.
    pub total_minor: i64,
}

/// The shop's hub in a community.
#[must_use]
pub fn hub_id(community: Id) -> Id {
    Id::of("retail hub", &[community])
}

/// The product that a code becomes.
#[must_use]
pub fn product_id(hub: Id, code: &str) -> Id {
    Id::of("retail product", &[hub, Id::named("code", code)])
}

/// The order that an invoice of a record becomes.
fn order_id(hub: Id, invoice: &RetailInvoice) -> Id {
    let mark = if invoice.number.credit { "C" } else { "" };
    Id::of("retail invoice", &[hub, Id::named("invoice", &format!("{mark}{}", invoice.number.number))])
}

/// Reads a record whole, telling every rejected line.
///
/// # Errors
/// [`ImportError`] when the file is not what it should be.
pub fn read(path: &Path, report: &mut Report<'_>) -> Result<Read, ImportError> {
    let hash = rows::content_hash(path)?;
    let (mut invoices, mut demand) = (Vec::new(), Demand::default());
    let mut articles: BTreeMap<String, Described> = BTreeMap::new();
    for entry in Invoices::new(rows::open(path)?)? {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record(invoice) => {
                demand.count(&invoice);
                for line in &invoice.lines {
                    report.take();
                    articles.entry(line.code.clone()).or_default().learn(line);
                }
                invoices.push(invoice);
            }
        }
    }
    Ok(Read { hash, invoices, opening: demand.opening(), articles })
}

impl Described {
    fn learn(&mut self, line: &RetailLine) {
        if line.kind == LineKind::Sale && line.unit_price.ten_thousandths > 0 {
            self.price_e4 = line.unit_price.ten_thousandths;
        }
        if !line.description.is_empty() {
            *self.names.entry(line.description.clone()).or_default() += 1;
        }
    }

    /// The name that it has most often.
    fn name<'n>(&'n self, code: &'n str) -> &'n str {
        let most = self.names.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
        most.map_or(code, |(name, _)| name)
    }
}

/// Imports a record with its invoices into the community `name`.
///
/// # Errors
/// [`ImportError`]; what was imported before stays, and the next run goes on from there.
pub fn run(
    writer: &Writer,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let label = label(path);
    let mut report = Report::new(&label, tell);
    let read = read(path, &mut report)?;
    let mut job = Job::new(writer, &format!("import retail {name}"));
    let hub = open_shop(&mut job, &read, name)?;
    let mut batch = Batch::new(hub, &read.hash);
    for invoice in &read.invoices {
        batch.add(&mut job, imported(hub, invoice))?;
    }
    batch.send(&mut job)?;
    job.finish()?;
    let lines = || read.invoices.iter().flat_map(|invoice| &invoice.lines);
    let done = Imported {
        invoices: u64::try_from(read.invoices.len()).unwrap_or(u64::MAX),
        lines: u64::try_from(lines().count()).unwrap_or(u64::MAX),
        products: u64::try_from(read.articles.len()).unwrap_or(u64::MAX),
        rejected: report.rejected,
        total_e4: lines().map(|line| line.unit_price.exactly(line.quantity)).sum(),
    };
    let total = decimal_text(done.total_e4, UNIT_PRICE_DECIMALS);
    report.say(&format!(
        "{} invoices with {} lines of {} products are in, {total} {CURRENCY} in all, {} lines rejected",
        done.invoices, done.lines, done.products, done.rejected
    ));
    Ok(done)
}

/// Opens the shop of a record with its opening stock and empty books, in a community of its own.
///
/// # Errors
/// [`ImportError`].
pub fn rehearse(writer: &Writer, path: &Path, tell: &mut dyn FnMut(&str)) -> Result<(Id, Read), ImportError> {
    let label = label(path);
    let mut report = Report::new(&label, tell);
    let read = read(path, &mut report)?;
    let mut job = Job::new(writer, &format!("rehearse retail {label}"));
    open_shop(&mut job, &read, &label)?;
    job.finish()?;
    let (products, short) = (read.opening.on_hand.len(), read.opening.short.len());
    report.say(&format!("the shop is open with {products} products, {short} of them short by one piece"));
    Ok((community_of(path), read))
}

/// The community of a rehearsal.
#[must_use]
pub fn community_of(path: &Path) -> Id {
    super::community::community_id(&label(path))
}

/// One of the people of a rehearsal, with the address under which they sign in.
#[must_use]
pub fn newcomer(number: u32) -> Newcomer {
    Newcomer {
        user: Id::named("retail person", &number.to_string()),
        email: format!("customer-{number}@retail.example"),
        locale: "en".to_owned(),
    }
}

/// Takes the people of a rehearsal into its community.
///
/// # Errors
/// [`ImportError`].
pub fn admit(writer: &Writer, community: Id, people: &[(Id, String)]) -> Result<(), ImportError> {
    let mut job = Job::new(writer, "rehearse retail people");
    for (user, name) in people {
        let command = json!({
            "area": "community", "kind": "admit", "community": community, "user": user, "display_name": name,
            "locale": "en",
        });
        job.command(Id::of("retail person", &[community, *user]), &command)?;
    }
    job.finish()
}

/// The orders of a record that devices can place again: of goods, one line a product.
///
/// # Errors
/// [`ImportError::Refused`] when an order is beyond all bounds.
pub fn orders(read: &Read, community: Id) -> Result<Vec<Wanted>, ImportError> {
    let hub = hub_id(community);
    let mut orders = Vec::new();
    for invoice in &read.invoices {
        let mut pieces: BTreeMap<&str, i64> = BTreeMap::new();
        for (code, quantity) in invoice.ordered() {
            *pieces.entry(code).or_default() += quantity;
        }
        if pieces.is_empty() {
            continue;
        }
        orders.push(Wanted {
            order: order_id(hub, invoice),
            customer: invoice.customer,
            total_minor: total(read, hub, &pieces)?,
            lines: pieces.iter().map(|(code, units)| (product_id(hub, code), *units)).collect(),
        });
    }
    Ok(orders)
}

impl Wanted {
    /// The command that places it at the shop's counter.
    #[must_use]
    pub fn place(&self, community: Id) -> Value {
        let line = |(product, quantity): &(Id, i64)| json!({ "product": product, "quantity": quantity });
        let recipient = self.customer.map_or_else(|| "Till".to_owned(), |customer| customer.to_string());
        json!({
            "area": "ordering", "kind": "place", "order": self.order, "hub": hub_id(community),
            "lines": self.lines.iter().map(line).collect::<Vec<_>>(), "total_minor": self.total_minor,
            "to": { "fulfilment": "pick_up", "recipient": recipient }, "payment": "at_hub",
            "if_late": "next_train",
        })
    }
}

fn total(read: &Read, hub: Id, pieces: &BTreeMap<&str, i64>) -> Result<i64, ImportError> {
    let currency = currency()?;
    let line = |(code, quantity): (&&str, &i64)| Line {
        product: product_id(hub, code),
        unit_price: UnitPrice {
            ten_thousandths: read.articles.get(*code).map_or(0, |article| article.price_e4),
            currency,
        },
        quantity: *quantity,
    };
    let lines: Vec<Line> = pieces.iter().map(line).collect();
    let totals = totals(&lines, Money::zero(currency));
    totals.map(|totals| totals.total.minor).map_err(|fault| ImportError::Refused(fault.to_string()))
}

fn currency() -> Result<Currency, ImportError> {
    Currency::new(CURRENCY).map_err(|fault| ImportError::Refused(fault.to_string()))
}

fn label(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Makes the community and its hub, lists the products and fills the shelves. The record names no address.
fn open_shop(job: &mut Job<'_>, read: &Read, name: &str) -> Result<Id, ImportError> {
    let community = found_in(job, name, CURRENCY, "Europe/London")?;
    let hub = hub_id(community);
    let command = json!({
        "area": "community", "kind": "add_hub", "hub": hub, "community": community, "name": shortened(name, 80),
        "address": { "street": "–", "postal_code": "–", "city": "–", "country": "GB" }, "lat_e6": 0, "lon_e6": 0,
        "time_zone": "Europe/London",
    });
    job.command(hub.derive(0), &command)?;
    for (code, article) in &read.articles {
        let product = product_id(hub, code);
        let command = json!({
            "area": "inventory", "kind": "add_product", "product": product, "hub": hub, "sku": code,
            "name": { "en": shortened(article.name(code), 120) }, "unit": "1 ×", "price_e4": article.price_e4,
            "currency": CURRENCY,
        });
        job.command(product.derive(0), &command)?;
        let on_hand = read.opening.on_hand.get(code).copied().unwrap_or_default();
        if on_hand > 0 {
            let command = json!({
                "area": "inventory", "kind": "adjust", "hub": hub, "product": product, "change": on_hand,
                "reason": "received",
            });
            job.command(product.derive(1), &command)?;
        }
    }
    Ok(hub)
}

/// An invoice as it is brought in.
fn imported(hub: Id, invoice: &RetailInvoice) -> Value {
    let sold = invoice.lines.iter().any(|line| line.kind == LineKind::Sale);
    let kind = match (invoice.number.credit, sold) {
        (true, _) => OrderKind::CreditNote,
        (false, true) => OrderKind::Invoice,
        (false, false) => OrderKind::Correction,
    };
    let customer = invoice.customer.map_or_else(|| "–".to_owned(), |customer| customer.to_string());
    let recipient = format!("{customer}, {}", invoice.country);
    let line = |line: &RetailLine| {
        json!({
            "product": product_id(hub, &line.code), "quantity": line.quantity,
            "price_e4": line.unit_price.ten_thousandths,
        })
    };
    json!({
        "order": order_id(hub, invoice), "kind": kind, "recipient": shortened(&recipient, 120),
        "placed_at": invoice.at, "lines": invoice.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// Orders that go into one command.
struct Batch {
    hub: Id,
    name: Id,
    number: u32,
    orders: Vec<Value>,
    bytes: usize,
}

impl Batch {
    fn new(hub: Id, hash: &str) -> Self {
        let name = Id::of("retail orders", &[hub, Id::named("record", hash)]);
        Self { hub, name, number: 0, orders: Vec::new(), bytes: COMMAND_FRAME_BYTES }
    }

    fn add(&mut self, job: &mut Job<'_>, order: Value) -> Result<(), ImportError> {
        let bytes = order.to_string().len() + 1;
        if self.orders.len() == ORDERS_PER_IMPORT_MAX || self.bytes + bytes > COMMAND_BYTES_MAX {
            self.send(job)?;
        }
        self.bytes += bytes;
        self.orders.push(order);
        Ok(())
    }

    fn send(&mut self, job: &mut Job<'_>) -> Result<(), ImportError> {
        if self.orders.is_empty() {
            return Ok(());
        }
        let orders = std::mem::take(&mut self.orders);
        let command =
            json!({ "area": "ordering", "kind": "import_orders", "hub": self.hub, "orders": orders });
        self.number += 1;
        self.bytes = COMMAND_FRAME_BYTES;
        job.command(self.name.derive(self.number), &command)
    }
}
