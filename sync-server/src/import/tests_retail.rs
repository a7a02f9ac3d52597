//! A shop's record: the parser on small tables made by hand, and half a year of real invoices with their
//! published total, replayed as orders against the stock.
//!
//! The data live outside the repository: in `HUBBUB_DATA`, else in `../shared/data` next to the project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use hubbub_core::id::Id;
use hubbub_core::inventory::stock::{BackOrder, Level, StockRefusal, reserve};
use hubbub_core::money::Money;
use hubbub_core::money::{Currency, UNIT_PRICE_DECIMALS, decimal_text};
use hubbub_core::ordering::total::{Line, totals};

use super::retail::{
    Article, InvoiceNo, Invoices, LineKind, OPEN_INVOICES_MAX, RetailInvoice, RetailLine, RetailLines,
    article, british_time,
};
use super::retail_stock::{Demand, SHORT_PRODUCTS};
use super::rows::{Entry, Fault, open};
use super::tests_real::data;

const HEAD: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

fn gbp() -> Currency {
    Currency::new("GBP").unwrap()
}

fn describe(line: &RetailLine) -> String {
    let RetailLine { invoice, code, article, kind, description, quantity, at, customer, country, .. } = line;
    let mark = if invoice.credit { "credit " } else { "" };
    let price = line.unit_price.to_decimal();
    let customer = customer.map_or_else(|| "-".to_owned(), |customer| customer.to_string());
    format!(
        "{mark}{} {code} {article:?} {kind:?} {description:?} {quantity} x {price} at {} {customer} {country}",
        invoice.number, at.0
    )
}

/// Reads to the end: lines and rejections as lines of text.
fn lines(table: &str) -> Result<Vec<String>, Fault> {
    let describe = |entry: Result<Entry<(u64, RetailLine)>, Fault>| {
        Ok(match entry? {
            Entry::Rejected(one) => format!("line {}: {}", one.line, one.reason),
            Entry::Record((_, line)) => describe(&line),
        })
    };
    RetailLines::new(table.as_bytes())?.map(describe).collect()
}

#[test]
fn lines_are_read_with_exact_prices_and_say_what_they_are() {
    let table = "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
550193,PADS,\"PADS, ALL\",1,2011-04-15 09:27:00,0.001,13952,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527,United Kingdom
536414,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom
536589,21777,,-10,2010-12-01 16:50:00,0,,United Kingdom
537197,22841,TIN,1,2010-12-05 14:02:00,0.0,12647,Germany
539492,gift_0001_40,Voucher,1,2010-12-20 10:14:00,34.04,,United Kingdom
";
    let expected = [
        "536365 85123A Goods Sale \"HOLDER\" 6 x 2.55 at 1291191960000 17850 United Kingdom",
        "550193 PADS Goods Sale \"PADS, ALL\" 1 x 0.001 at 1302856020000 13952 United Kingdom",
        "credit 536379 D Fee Credit \"Discount\" -1 x 27.50 at 1291196460000 14527 United Kingdom",
        "536414 22139 Goods StockCorrection \"\" 56 x 0.00 at 1291204320000 - United Kingdom",
        "536589 21777 Goods StockCorrection \"\" -10 x 0.00 at 1291222200000 - United Kingdom",
        "537197 22841 Goods Sale \"TIN\" 1 x 0.00 at 1291557720000 12647 Germany",
        "539492 gift_0001_40 Voucher Sale \"Voucher\" 1 x 34.04 at 1292840040000 - United Kingdom",
    ];
    let whole = format!("{HEAD}{table}");
    let crlf = format!("\u{feff}{}", whole.replace('\n', "\r\n"));
    for table in [whole.as_str(), whole.trim_end(), &crlf, &whole.replace('\n', "\n\n")] {
        assert_eq!(lines(table).unwrap(), expected);
    }
    let moved = "Country,x,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo\n\
                 France,,,1,2010-12-01 08:26:00,1,A,B1,1\n";
    assert_eq!(lines(moved).unwrap(), ["1 B1 Goods Sale \"A\" 1 x 1.00 at 1291191960000 - France"]);
}

#[test]
fn a_line_that_cannot_be_used_is_rejected_and_the_others_stay() {
    let number = "InvoiceNo is not a number, after a C on a credit note";
    let price = "UnitPrice is not an amount of 0 or more with up to 4 decimals";
    let time = "InvoiceDate is not a time as 2010-12-01 08:26:00";
    let pieces = "Quantity is not a whole number of pieces, not 0";
    let table: &[(&str, String)] = &[
        ("A1,X,d,1,2010-12-01 08:26:00,1,1,UK", format!("{number}: \"A1\"")),
        (",X,d,1,2010-12-01 08:26:00,1,1,UK", format!("{number}: \"\"")),
        ("C-1,X,d,-1,2010-12-01 08:26:00,1,1,UK", format!("{number}: \"C-1\"")),
        ("1,,d,1,2010-12-01 08:26:00,1,1,UK", "StockCode is empty".to_owned()),
        ("1,X,d,0,2010-12-01 08:26:00,1,1,UK", format!("{pieces}: \"0\"")),
        ("1,X,d,1.5,2010-12-01 08:26:00,1,1,UK", format!("{pieces}: \"1.5\"")),
        ("1,X,d,1000001,2010-12-01 08:26:00,1,1,UK", format!("{pieces}: \"1000001\"")),
        (
            "1,X,d,-1,2010-12-01 08:26:00,1,1,UK",
            "Quantity is not above 0 on an invoice with a price: \"-1\"".to_owned(),
        ),
        ("C1,X,d,1,2010-12-01 08:26:00,1,1,UK", "Quantity is not below 0 on a credit note: \"1\"".to_owned()),
        ("1,X,d,1,2010-12-01 08:26:00,0.00001,1,UK", format!("{price}: \"0.00001\"")),
        ("1,X,d,1,2010-12-01 08:26:00,-1,1,UK", format!("{price}: \"-1\"")),
        ("1,X,d,1,2010-12-01 08:26:00,1e3,1,UK", format!("{price}: \"1e3\"")),
        ("1,X,d,1,2010-12-01 08:26:00,,1,UK", format!("{price}: \"\"")),
        ("1,X,d,1,2010-13-01 08:26:00,1,1,UK", format!("{time}: \"2010-13-01 08:26:00\"")),
        ("1,X,d,1,2010-02-29 08:26:00,1,1,UK", format!("{time}: \"2010-02-29 08:26:00\"")),
        ("1,X,d,1,2010-12-01 24:00:00,1,1,UK", format!("{time}: \"2010-12-01 24:00:00\"")),
        ("1,X,d,1,12/1/2010 8:26,1,1,UK", format!("{time}: \"12/1/2010 8:26\"")),
        ("1,X,d,1,2010-12-01 08:26:00,1,1.0,UK", "CustomerID is not a number or nothing: \"1.0\"".to_owned()),
        ("1,X,d,1,2010-12-01 08:26:00,1,1,", "Country is empty".to_owned()),
        ("1,X,d,1,2010-12-01 08:26:00,1,1", "7 fields where the header names 8".to_owned()),
    ];
    let good = "7,X,d,1,2010-12-01 08:26:00,1,1,UK";
    for (bad, expected) in table {
        let found = lines(&format!("{HEAD}{good}\n{bad}\n{good}\n")).unwrap();
        assert_eq!(found.len(), 3, "{bad}");
        assert_eq!(found[1], format!("line 3: {expected}"), "{bad}");
    }
    assert!(matches!(lines(""), Err(Fault::Nothing)));
    assert!(matches!(
        lines("InvoiceNo,StockCode\n"),
        Err(Fault::MissingColumn { column: "description", .. })
    ));
}

#[test]
fn british_clocks_go_forward_in_march_and_back_in_october() {
    let hour = 3_600_000;
    let noon_in_winter = british_time("2011-01-01 12:00:00").unwrap().0;
    assert_eq!(noon_in_winter, 1_293_883_200_000);
    // Wall clock, UTC hours after 2011-03-27 00:00 or 2011-10-30 00:00.
    let (march, october) = (1_301_184_000_000, 1_319_932_800_000);
    let table = [
        ("2011-03-27 00:59:59", march + hour - 1_000),
        ("2011-03-27 02:00:00", march + hour),
        ("2011-10-30 00:59:59", october - 1_000),
        ("2011-10-30 01:00:00", october),
        ("2011-10-30 02:00:00", october + 2 * hour),
        ("2012-02-29 00:00:00", 1_330_473_600_000),
    ];
    for (text, at) in table {
        assert_eq!(british_time(text).map(|time| time.0), Some(at), "{text}");
    }
}

/// Reads to the end: invoices and rejections.
fn invoices(table: &str) -> (Vec<RetailInvoice>, Vec<String>) {
    let (mut read, mut rejected) = (Vec::new(), Vec::new());
    for entry in Invoices::new(table.as_bytes()).unwrap() {
        match entry.unwrap() {
            Entry::Record(invoice) => read.push(invoice),
            Entry::Rejected(one) => rejected.push(format!("line {}: {}", one.line, one.reason)),
        }
    }
    (read, rejected)
}

#[test]
fn lines_of_an_invoice_come_together_even_from_two_tills() {
    let line = |invoice: &str, code: &str, customer: &str| {
        format!(
            "{invoice},{code},d,{}1,2010-12-01 08:26:00,0.125,{customer},UK\n",
            if invoice.starts_with('C') { "-" } else { "" }
        )
    };
    let table =
        [line("1", "A", "5"), line("2", "A", "6"), line("1", "X", "5"), line("C1", "A", "5")].concat();
    let (read, rejected) = invoices(&format!("{HEAD}{table}"));
    assert_eq!(rejected, [""; 0]);
    let shape: Vec<(u32, bool, usize)> =
        read.iter().map(|one| (one.number.number, one.number.credit, one.lines.len())).collect();
    assert_eq!(shape, [(1, false, 2), (2, false, 1), (1, true, 1)]);
    // Two lines of 12.5 pence are 12 each, not 25 together.
    assert_eq!(read[0].total(gbp()).map(|money| money.minor), Ok(24));
    assert_eq!(read[2].total(gbp()).map(|money| money.minor), Ok(-12));
    assert_eq!(read[0].ordered().collect::<Vec<_>>(), [("A", 1), ("X", 1)]);
    assert_eq!(read[2].ordered().count(), 0);

    let (read, rejected) = invoices(&format!("{HEAD}{}{}", line("1", "A", "5"), line("1", "X", "6")));
    assert_eq!((read.len(), read[0].lines.len()), (1, 1));
    assert_eq!(rejected, ["line 3: CustomerID is not the same in every line of an invoice: \"6\""]);
    let many: String =
        (1..=OPEN_INVOICES_MAX + 1).map(|number| line(&number.to_string(), "A", "5")).collect();
    let (read, rejected) = invoices(&format!("{HEAD}{many}{}", line("1", "X", "5")));
    assert_eq!(read.len(), OPEN_INVOICES_MAX + 1);
    assert_eq!(rejected, [format!("line {}: InvoiceNo \"1\" stands twice", OPEN_INVOICES_MAX + 3)]);
}

/// What a record comes to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    lines: usize,
    invoices: BTreeSet<InvoiceNo>,
    customers: BTreeSet<u32>,
    products: BTreeSet<String>,
    countries: BTreeSet<String>,
    kinds: BTreeMap<LineKind, usize>,
    nobody: usize,
    nameless: usize,
    negative: usize,
    free: usize,
    finest: usize,
    ten_thousandths: i128,
}

fn count(path: &Path) -> Counts {
    let mut counts = Counts::default();
    for entry in RetailLines::new(open(path).unwrap()).unwrap() {
        let line = match entry.unwrap() {
            Entry::Record((_, line)) => line,
            Entry::Rejected(rejected) => panic!("{rejected:?}"),
        };
        counts.lines += 1;
        counts.nobody += usize::from(line.customer.is_none());
        counts.nameless += usize::from(line.description.is_empty());
        counts.negative += usize::from(line.quantity < 0);
        counts.free += usize::from(line.unit_price.ten_thousandths == 0);
        counts.finest += usize::from(line.unit_price.ten_thousandths % 100 != 0);
        counts.ten_thousandths += line.unit_price.exactly(line.quantity);
        *counts.kinds.entry(line.kind).or_default() += 1;
        counts.customers.extend(line.customer);
        counts.invoices.insert(line.invoice);
        counts.products.insert(line.code);
        counts.countries.insert(line.country);
    }
    counts
}

#[test]
fn half_a_year_of_invoices_has_its_published_total() {
    let Some(path) = data("orders/online-retail-2010-12-01_2011-05-31.csv.gz") else { return };
    let began = Instant::now();
    let counts = count(&path);
    let total = decimal_text(counts.ten_thousandths, UNIT_PRICE_DECIMALS);
    println!("{} lines in {} ms, total {total} GBP", counts.lines, began.elapsed().as_millis());
    println!("{:?}", counts.kinds);
    assert_eq!(total, "3706827.6410");
    assert_eq!(counts.lines, 209_029);
    assert_eq!(counts.invoices.len(), 10_783);
    assert_eq!(counts.invoices.iter().filter(|invoice| invoice.credit).count(), 1_677);
    assert_eq!(counts.customers.len(), 2_767);
    assert_eq!(counts.products.len(), 3_514);
    assert_eq!(counts.countries.len(), 36);
    assert_eq!((counts.nobody, counts.nameless), (59_976, 833));
    assert_eq!((counts.negative, counts.free, counts.finest), (4_434, 1_292, 1));
    let kinds = [(LineKind::Sale, 203_967), (LineKind::Credit, 3_783), (LineKind::StockCorrection, 1_279)];
    assert_eq!(counts.kinds, BTreeMap::from(kinds));
    let other: Vec<&str> =
        counts.products.iter().filter(|code| article(code) != Article::Goods).map(String::as_str).collect();
    let vouchers = ["gift_0001_10", "gift_0001_20", "gift_0001_30", "gift_0001_40", "gift_0001_50"];
    let fees = ["AMAZONFEE", "BANK CHARGES", "C2", "D", "DOT", "M", "POST", "S"];
    assert_eq!(other, [fees.as_slice(), &vouchers, &["m"]].concat());
}

#[test]
fn one_day_of_invoices_is_read_whole() {
    let Some(path) = data("orders/online-retail-one-day-2010-12-01.csv") else { return };
    assert_eq!(count(&path).lines, 3_108);
}

#[test]
fn real_orders_oversell_nothing_and_the_short_products_refuse() {
    let Some(path) = data("orders/online-retail-2010-12-01_2011-05-31.csv.gz") else { return };
    let mut demand = Demand::default();
    let (mut orders, mut minor) = (Vec::new(), 0);
    for entry in Invoices::new(open(&path).unwrap()).unwrap() {
        match entry.unwrap() {
            Entry::Record(invoice) => {
                minor += invoice.total(gbp()).unwrap().minor;
                demand.count(&invoice);
                orders.push(invoice);
            }
            Entry::Rejected(rejected) => panic!("{rejected:?}"),
        }
    }
    assert_eq!(orders.len(), 10_783);
    assert_eq!(minor, 370_682_764, "lines rounded to pennies");
    orders.retain(|order| order.ordered().next().is_some());
    assert_eq!(orders.len(), usize::try_from(demand.orders).unwrap());
    let opening = demand.opening();
    assert_eq!(opening.short.len(), SHORT_PRODUCTS);
    println!("{} orders of {} products, short: {:?}", orders.len(), opening.on_hand.len(), opening.short);
    let forwards: Vec<&RetailInvoice> = orders.iter().collect();
    let backwards: Vec<&RetailInvoice> = orders.iter().rev().collect();
    for order in [forwards, backwards] {
        let refused = replay(&order, &opening.on_hand);
        let products: BTreeSet<String> = refused.iter().flatten().cloned().collect();
        assert_eq!(products, opening.short);
        println!("{} orders refused", refused.len());
    }
    check_totals(&orders);
}

fn product(code: &str) -> Id {
    Id::named("product", code)
}

/// Places the orders one after the other. Gives the products that each refused one was short of.
fn replay(orders: &[&RetailInvoice], on_hand: &BTreeMap<String, i64>) -> Vec<Vec<String>> {
    let codes: BTreeMap<Id, &String> = on_hand.keys().map(|code| (product(code), code)).collect();
    let mut levels: BTreeMap<Id, Level> =
        on_hand.iter().map(|(code, pieces)| (product(code), Level::of(*pieces, BackOrder::Off))).collect();
    let mut refused = Vec::new();
    let mut given: BTreeMap<Id, i64> = BTreeMap::new();
    for order in orders {
        let lines: Vec<(Id, i64)> = order.ordered().map(|(code, pieces)| (product(code), pieces)).collect();
        match reserve(&levels, &lines) {
            Ok(taken) => {
                for (product, one) in taken {
                    *given.entry(product).or_default() += one.holding.reserved;
                    levels.insert(product, one.level);
                }
            }
            Err(StockRefusal::Insufficient(shorts)) => {
                assert!(shorts.iter().all(|short| short.available < short.wanted));
                refused.push(shorts.iter().map(|short| codes[&short.product].clone()).collect());
            }
            Err(refusal) => panic!("{refusal}"),
        }
    }
    for (product, level) in &levels {
        assert_eq!(level.check(), Ok(()));
        assert_eq!(level.reserved, given.get(product).copied().unwrap_or_default());
        assert!(level.reserved <= level.on_hand, "{}", codes[product]);
    }
    refused
}

/// Every order adds up by the rules of ordering to what its goods cost by the record.
fn check_totals(orders: &[RetailInvoice]) {
    for order in orders {
        let goods: Vec<&RetailLine> = order
            .lines
            .iter()
            .filter(|line| line.kind == LineKind::Sale && line.article == Article::Goods)
            .collect();
        // One line per product and price: what stands twice is ordered together.
        let mut merged: BTreeMap<(&str, i64), Line> = BTreeMap::new();
        for line in &goods {
            let RetailLine { code, unit_price, quantity, .. } = *line;
            let empty = Line { product: product(code), unit_price: *unit_price, quantity: 0 };
            let key = (code.as_str(), unit_price.ten_thousandths);
            merged.entry(key).or_insert(empty).quantity += quantity;
        }
        let lines: Vec<Line> = merged.into_values().collect();
        let found = totals(&lines, Money::zero(gbp())).unwrap_or_else(|fault| panic!("{fault}: {order:?}"));
        let exactly: i128 = goods.iter().map(|line| line.unit_price.exactly(line.quantity)).sum();
        let off = (i128::from(found.total.minor) * 100 - exactly).abs();
        assert!(off < 100, "{:?}", order.number);
    }
}
