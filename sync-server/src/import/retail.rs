//! Invoices of a shop: a table with one row per invoice line, as published of a British wholesaler.
//!
//! Read line by line ([`RetailLines`]) or invoice by invoice ([`Invoices`]). Prices are kept to the
//! ten-thousandth, since one line costs 0.001 GBP a piece. Times in the record are British local time.
//!
//! The record is as dirty as real ones are: lines without customer, fees and vouchers among the products,
//! corrections of the stock among the invoices. Each line says what it is ([`LineKind`], [`Article`]); one
//! that contradicts itself is rejected.

use std::collections::BTreeSet;
use std::io::BufRead;

use hubbub_core::money::{Currency, Money, MoneyFault, UnitPrice};
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

use super::header::header;
use super::rows::{Entry, Fault, Header, RejectReason, Rejected, Row, Rows, text, value};

/// The currency of the record.
const CURRENCY: &str = "GBP";
/// The most pieces of one line that are believed.
pub const QUANTITY_MAX: i64 = 1_000_000;
/// The most lines of one invoice; the record of a longer one is not believed.
pub const LINES_PER_INVOICE_MAX: usize = 10_000;
/// Invoices that may be open at a time: two tills write into one record.
pub const OPEN_INVOICES_MAX: usize = 8;

/// Codes that stand for a service or a booking, not for goods.
const FEES: [&str; 11] = ["AMAZONFEE", "B", "BANK CHARGES", "C2", "CRUK", "D", "DOT", "M", "POST", "S", "m"];
/// How the code of a gift voucher begins.
const VOUCHER: &str = "gift_";
/// How the number of a credit note begins.
const CREDIT: &str = "C";

const NUMBER: &str = "a number, after a C on a credit note";
const QUANTITY: &str = "a whole number of pieces, not 0";
const TAKEN_BACK: &str = "below 0 on a credit note";
const SOLD: &str = "above 0 on an invoice with a price";
const TIME: &str = "a time as 2010-12-01 08:26:00";
const PRICE: &str = "an amount of 0 or more with up to 4 decimals";

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Article {
    /// Something that lies on a shelf.
    Goods,
    /// Postage, bank charges, discounts, bookings by hand.
    Fee,
    /// A gift voucher.
    Voucher,
}

/// What a line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// Something was sold. May cost nothing when a customer is named.
    Sale,
    /// Something was taken back, on a credit note.
    Credit,
    /// The stock was put right: no customer, no price, pieces of either sign.
    StockCorrection,
}

/// The number of an invoice or of a credit note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvoiceNo {
    /// Its digits.
    pub number: u32,
    /// Whether it is a credit note.
    pub credit: bool,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetailLine {
    /// The invoice it stands on.
    pub invoice: InvoiceNo,
    /// The code of the product, as written: small and capital letters differ.
    pub code: String,
    /// What the code stands for.
    pub article: Article,
    /// What the line does.
    pub kind: LineKind,
    /// The product's name on this line; may be empty.
    pub description: String,
    /// Pieces, never 0; below 0 when taken back or gone.
    pub quantity: i64,
    /// When it was written.
    pub at: Timestamp,
    /// What one piece costs, 0 or more.
    pub unit_price: UnitPrice,
    /// The customer's number, where one is named.
    pub customer: Option<u32>,
    /// The customer's country.
    pub country: String,
}

/// One invoice or credit note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetailInvoice {
    /// Its number.
    pub number: InvoiceNo,
    /// When its first line was written.
    pub at: Timestamp,
    /// The customer's number, where one is named.
    pub customer: Option<u32>,
    /// The customer's country.
    pub country: String,
    /// Its lines, in the order of the record; never empty. A code may stand several times, also at
    /// different prices.
    pub lines: Vec<RetailLine>,
}

impl RetailInvoice {
    /// What is paid: each line rounded to pennies, a half to the even one.
    ///
    /// # Errors
    /// A sum beyond all bounds.
    pub fn total(&self, currency: Currency) -> Result<Money, MoneyFault> {
        let lines = self.lines.iter().map(|line| line.unit_price.times(line.quantity));
        Money::sum(currency, lines.collect::<Result<Vec<Money>, MoneyFault>>()?)
    }

    /// The goods that were ordered, as (code, pieces), in the order of the record. Empty for credit notes,
    /// corrections of the stock, and invoices of nothing but fees.
    pub fn ordered(&self) -> impl Iterator<Item = (&str, i64)> {
        let goods = |line: &&RetailLine| line.kind == LineKind::Sale && line.article == Article::Goods;
        self.lines.iter().filter(goods).map(|line| (line.code.as_str(), line.quantity))
    }
}

/// Where the columns stand.
#[derive(Clone, Copy, Debug)]
struct Columns {
    invoice: usize,
    code: usize,
    description: usize,
    quantity: usize,
    at: usize,
    price: usize,
    customer: usize,
    country: usize,
}

/// The lines of a record, one by one.
#[derive(Debug)]
pub struct RetailLines<R> {
    rows: Rows<R>,
    header: Header,
    columns: Columns,
    currency: Currency,
}

impl<R: BufRead> RetailLines<R> {
    /// Reads the header. Columns may stand in any order, unknown ones are passed over.
    ///
    /// # Errors
    /// Reading fails, or a column is missing.
    pub fn new(input: R) -> Result<Self, Fault> {
        let mut rows = Rows::new(input, ',');
        let header = header(&mut rows, "the invoices")?;
        let columns = Columns {
            invoice: header.need("invoiceno")?,
            code: header.need("stockcode")?,
            description: header.need("description")?,
            quantity: header.need("quantity")?,
            at: header.need("invoicedate")?,
            price: header.need("unitprice")?,
            customer: header.need("customerid")?,
            country: header.need("country")?,
        };
        let currency = Currency::new(CURRENCY).map_err(|_| Fault::Nothing)?;
        Ok(Self { rows, header, columns, currency })
    }

    fn read(&self, row: &Row) -> Result<RetailLine, RejectReason> {
        self.header.fits(row)?;
        parse(row, self.columns, self.currency)
    }
}

impl<R: BufRead> Iterator for RetailLines<R> {
    type Item = Result<Entry<(u64, RetailLine)>, Fault>;

    /// The next line with its place in the file, counted from 1.
    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.rows.next_row() {
            Ok(Some(Entry::Record(row))) => row,
            Ok(Some(Entry::Rejected(rejected))) => return Some(Ok(Entry::Rejected(rejected))),
            Ok(None) => return None,
            Err(fault) => return Some(Err(fault)),
        };
        let entry = match self.read(&row) {
            Ok(line) => Entry::Record((row.line, line)),
            Err(reason) => Entry::Rejected(row.reject(self.rows.delimiter(), reason)),
        };
        Some(Ok(entry))
    }
}

/// The invoices of a record, one by one, in the order of their first lines. No more than
/// [`OPEN_INVOICES_MAX`] are held in memory. A line that can't be used comes as a rejection, before the
/// invoice it stands on.
#[derive(Debug)]
pub struct Invoices<R> {
    lines: RetailLines<R>,
    open: Vec<RetailInvoice>,
    seen: BTreeSet<InvoiceNo>,
    ended: bool,
}

impl<R: BufRead> Invoices<R> {
    /// Reads the header; see [`RetailLines::new`].
    ///
    /// # Errors
    /// Reading fails, or a column is missing.
    pub fn new(input: R) -> Result<Self, Fault> {
        let lines = RetailLines::new(input)?;
        Ok(Self { lines, open: Vec::new(), seen: BTreeSet::new(), ended: false })
    }

    /// Takes one line in. Gives the invoice that is believed to be whole now.
    fn take(&mut self, place: u64, line: RetailLine) -> Result<Option<RetailInvoice>, Rejected> {
        let excerpt = format!("{},{}", written(line.invoice), line.code);
        let reject = |reason| Rejected { line: place, reason, excerpt };
        if let Some(invoice) = self.open.iter_mut().find(|open| open.number == line.invoice) {
            check_same(invoice, &line).map_err(reject)?;
            invoice.lines.push(line);
            return Ok(None);
        }
        if !self.seen.insert(line.invoice) {
            let found = written(line.invoice);
            return Err(reject(RejectReason::Twice { column: "InvoiceNo", found }));
        }
        let RetailLine { invoice: number, at, customer, .. } = line;
        let country = line.country.clone();
        self.open.push(RetailInvoice { number, at, customer, country, lines: vec![line] });
        Ok((self.open.len() > OPEN_INVOICES_MAX).then(|| self.open.remove(0)))
    }
}

impl<R: BufRead> Iterator for Invoices<R> {
    type Item = Result<Entry<RetailInvoice>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let (place, line) = match self.lines.next() {
                Some(Ok(Entry::Record(line))) => line,
                Some(Ok(Entry::Rejected(rejected))) => return Some(Ok(Entry::Rejected(rejected))),
                Some(Err(fault)) => {
                    self.ended = true;
                    self.open.clear();
                    return Some(Err(fault));
                }
                None => {
                    self.ended = true;
                    break;
                }
            };
            match self.take(place, line) {
                Ok(None) => {}
                Ok(Some(invoice)) => return Some(Ok(Entry::Record(invoice))),
                Err(rejected) => return Some(Ok(Entry::Rejected(rejected))),
            }
        }
        if self.open.is_empty() { None } else { Some(Ok(Entry::Record(self.open.remove(0)))) }
    }
}

fn parse(row: &Row, at: Columns, currency: Currency) -> Result<RetailLine, RejectReason> {
    let need = |column, name| match text(row, Some(column)) {
        "" => Err(RejectReason::Empty { column: name }),
        text => Ok(text.to_owned()),
    };
    let invoice = value(row, at.invoice, "InvoiceNo", NUMBER, invoice_no)?;
    let code = need(at.code, "StockCode")?;
    let quantity = value(row, at.quantity, "Quantity", QUANTITY, |text| {
        text.parse()
            .ok()
            .filter(|pieces: &i64| *pieces != 0 && (-QUANTITY_MAX..=QUANTITY_MAX).contains(pieces))
    })?;
    let unit_price = value(row, at.price, "UnitPrice", PRICE, |text| {
        UnitPrice::parse(text, currency).ok().filter(|price| price.ten_thousandths >= 0)
    })?;
    let customer = value(row, at.customer, "CustomerID", "a number or nothing", |text| {
        if text.is_empty() { Some(None) } else { digits(text).map(Some) }
    })?;
    Ok(RetailLine {
        kind: kind(invoice, quantity, unit_price, customer)?,
        article: article(&code),
        invoice,
        code,
        description: text(row, Some(at.description)).to_owned(),
        quantity,
        at: value(row, at.at, "InvoiceDate", TIME, british_time)?,
        unit_price,
        customer,
        country: need(at.country, "Country")?,
    })
}

/// What a line does, if its number, sign and price agree about it.
fn kind(
    invoice: InvoiceNo,
    quantity: i64,
    price: UnitPrice,
    customer: Option<u32>,
) -> Result<LineKind, RejectReason> {
    let bad = |expected| RejectReason::BadValue { column: "Quantity", expected, found: quantity.to_string() };
    match (invoice.credit, quantity > 0) {
        (true, false) => Ok(LineKind::Credit),
        (true, true) => Err(bad(TAKEN_BACK)),
        (false, _) if price.ten_thousandths == 0 && customer.is_none() => Ok(LineKind::StockCorrection),
        (false, true) => Ok(LineKind::Sale),
        (false, false) => Err(bad(SOLD)),
    }
}

/// What a code stands for.
#[must_use]
pub fn article(code: &str) -> Article {
    if FEES.contains(&code) {
        Article::Fee
    } else if code.starts_with(VOUCHER) {
        Article::Voucher
    } else {
        Article::Goods
    }
}

/// That a further line of an invoice agrees with those before it. Its time may be later: the till was slow.
fn check_same(invoice: &RetailInvoice, line: &RetailLine) -> Result<(), RejectReason> {
    let differs = |column, found: String| {
        Err(RejectReason::BadValue { column, expected: "the same in every line of an invoice", found })
    };
    if invoice.customer != line.customer {
        let found = line.customer.map_or_else(String::new, |customer| customer.to_string());
        return differs("CustomerID", found);
    }
    if invoice.country != line.country {
        return differs("Country", line.country.clone());
    }
    if invoice.lines.len() >= LINES_PER_INVOICE_MAX {
        let expected = "within the most lines of one invoice";
        return Err(RejectReason::BadValue { column: "InvoiceNo", expected, found: written(line.invoice) });
    }
    Ok(())
}

fn invoice_no(text: &str) -> Option<InvoiceNo> {
    let (credit, number) = text.strip_prefix(CREDIT).map_or((false, text), |number| (true, number));
    Some(InvoiceNo { number: digits(number)?, credit })
}

/// A number of digits only; a sign is none.
fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn written(invoice: InvoiceNo) -> String {
    let mark = if invoice.credit { CREDIT } else { "" };
    format!("{mark}{}", invoice.number)
}

/// A British wall-clock time, as `2010-12-01 08:26:00`, in UTC. Summer time runs from the last Sunday of
/// March to the last of October, each at 01:00 UTC (Directive 2000/84/EC). An hour that comes twice is
/// the one in summer time.
#[must_use]
pub fn british_time(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once(' ')?;
    let [year, month, day] = parts(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = parts(time, ':', [2, 2, 2])?;
    let in_day = hour < 24 && minute < 60 && second < 60;
    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) || !in_day {
        return None;
    }
    let wall = days_from_civil(year, month, day).checked_mul(DAY_MS)?;
    let wall = Timestamp(wall).plus(hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS);
    let begins = last_sunday(year, 3).checked_mul(DAY_MS)?;
    let ends = last_sunday(year, 10).checked_mul(DAY_MS)?;
    // In local time: summer begins when the clock would show 1, and ends when it shows 2 the first time.
    let summer = wall >= Timestamp(begins).plus(HOUR_MS) && wall < Timestamp(ends).plus(2 * HOUR_MS);
    Some(if summer { wall.plus(-HOUR_MS) } else { wall })
}

/// Three numbers of exactly these widths between marks.
fn parts(text: &str, mark: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(mark);
    let mut next = |width| {
        let part = parts.next().filter(|part: &&str| part.len() == width)?;
        digits(part).map(i64::from)
    };
    let [a, b, c] = widths;
    let numbers = [next(a)?, next(b)?, next(c)?];
    parts.next().is_none().then_some(numbers)
}

/// The last Sunday of a month of 31 days, in days since 1970.
fn last_sunday(year: i64, month: i64) -> i64 {
    let last = days_from_civil(year, month, 31);
    // 1970-01-04 was a Sunday.
    last - (last - 3).rem_euclid(7)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_from_civil(next_year, next_month, 1) - days_from_civil(year, month, 1)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms"): years run from March, so that the leap day comes last.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
