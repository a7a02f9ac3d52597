//! Foods: products of Open Food Facts, and a survey in which people rate the kitchens of the world.
//!
//! Both are tables with a header, which tells them apart. The survey is written in Mac Roman, a character set
//! of old Macintosh computers; an input that is no UTF-8 is read as such.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Read};

use super::header::header;
use super::rows::{Entry, Fault, Header, RejectReason, Rejected, Row, Rows, text};

/// Columns of a survey's ratings begin like this; the name of a country follows.
const RATE: &str = "please rate how much you like the traditional cuisine of";
/// The highest rating; the lowest is 1.
pub const RATING_MAX: i64 = 5;
/// How much of an input is looked at to see what it is, in bytes.
const SNIFFED_BYTES: usize = 64 * 1024;

/// What Mac Roman means by the bytes from 0x80 on (Apple, "MacRoman.txt", with the euro sign of 1998).
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// A product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its barcode: digits, with the zeros in front.
    pub code: String,
    /// Its name; not empty.
    pub name: String,
    /// How much is in it, as written on it; may be empty.
    pub quantity: String,
    /// Whose it is; may be empty.
    pub brands: String,
    /// What it is, from the general to the special, as `en:plant-based-foods`.
    pub categories: Vec<String>,
    /// What is in it; may be empty.
    pub ingredients: String,
    /// What some people must not eat; may be empty.
    pub allergens: String,
    /// Its Nutri-Score, a to e; may be empty.
    pub grade: String,
}

/// Somebody's ratings, by the place of the kitchen in [`Survey::kitchens`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// The line they stand in.
    pub line: u64,
    /// Who rates.
    pub respondent: u64,
    /// Place and rating, 1 to [`RATING_MAX`]; kitchens that the person does not know are absent.
    pub ratings: Vec<(usize, i64)>,
}

/// A table of foods.
#[derive(Debug)]
pub enum Table<R: BufRead> {
    /// Products.
    Products(Products<R>),
    /// A survey.
    Survey(Survey<R>),
}

/// The products of a table, one by one.
#[derive(Debug)]
pub struct Products<R: BufRead> {
    rows: Rows<Utf8<R>>,
    header: Header,
    code: usize,
    name: usize,
    seen: BTreeSet<String>,
}

/// A survey's answers, one by one.
#[derive(Debug)]
pub struct Survey<R: BufRead> {
    rows: Rows<Utf8<R>>,
    header: Header,
    respondent: usize,
    columns: Vec<usize>,
    /// The kitchens, by country, in their order.
    pub kitchens: Vec<String>,
    seen: BTreeSet<u64>,
}

/// Reads the header and tells which of the two it is.
///
/// # Errors
/// Reading fails, or neither a product's nor a survey's columns are there.
pub fn open<R: BufRead>(input: R) -> Result<Table<R>, Fault> {
    let mut rows = Rows::new(Utf8::new(input)?, ',');
    let header = header(&mut rows, "the table of foods")?;
    let (columns, kitchens): (Vec<usize>, Vec<String>) =
        header.columns().filter_map(|(at, name)| Some((at, kitchen(name)?))).unzip();
    if columns.is_empty() {
        let (code, name) = (header.need("code")?, header.need("product_name")?);
        return Ok(Table::Products(Products { rows, header, code, name, seen: BTreeSet::new() }));
    }
    let respondent = header.need("respondentid")?;
    Ok(Table::Survey(Survey { rows, header, respondent, columns, kitchens, seen: BTreeSet::new() }))
}

/// The country in a column's name, if it is one of ratings.
fn kitchen(name: &str) -> Option<String> {
    let spaced = name.replace('\u{a0}', " ");
    let country = spaced.strip_prefix(RATE)?.trim().trim_end_matches([':', '.']).trim();
    let mut words = Vec::new();
    for word in country.split_whitespace() {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let small = matches!(word, "and" | "the" | "of");
        words.push(if small { word.to_owned() } else { first.chain(letters).collect() });
    }
    (!words.is_empty()).then(|| words.join(" "))
}

impl<R: BufRead> Iterator for Products<R> {
    type Item = Result<Entry<Product>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.rows.next_row() {
            Err(fault) => return Some(Err(fault)),
            Ok(entry) => entry?,
        };
        Some(Ok(match row {
            Entry::Rejected(rejected) => Entry::Rejected(rejected),
            Entry::Record(row) => self.read(&row),
        }))
    }
}

impl<R: BufRead> Products<R> {
    fn read(&mut self, row: &Row) -> Entry<Product> {
        match self.product(row) {
            Ok(product) => Entry::Record(product),
            Err(reason) => Entry::Rejected(row.reject(',', reason)),
        }
    }

    fn product(&mut self, row: &Row) -> Result<Product, RejectReason> {
        self.header.fits(row)?;
        let (code, name) = (text(row, Some(self.code)), text(row, Some(self.name)));
        if name.is_empty() {
            return Err(RejectReason::Empty { column: "product_name" });
        }
        if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) || code.len() > 32 {
            let found = code.chars().take(40).collect();
            return Err(RejectReason::BadValue { column: "code", expected: "a barcode", found });
        }
        if !self.seen.insert(code.to_owned()) {
            return Err(RejectReason::Twice { column: "code", found: code.to_owned() });
        }
        let field = |column: &str| text(row, self.header.find(column)).to_owned();
        let categories = field("categories_tags");
        Ok(Product {
            code: code.to_owned(),
            name: name.to_owned(),
            quantity: field("quantity"),
            brands: field("brands"),
            categories: categories.split(',').map(|tag| tag.trim().to_owned()).collect(),
            ingredients: field("ingredients_text"),
            allergens: field("allergens"),
            grade: field("nutrition_grade_fr"),
        })
    }
}

impl<R: BufRead> Iterator for Survey<R> {
    type Item = Result<Entry<Ratings>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.rows.next_row() {
            Err(fault) => return Some(Err(fault)),
            Ok(entry) => entry?,
        };
        Some(Ok(match row {
            Entry::Rejected(rejected) => Entry::Rejected(rejected),
            Entry::Record(row) => self.read(&row),
        }))
    }
}

impl<R: BufRead> Survey<R> {
    fn read(&mut self, row: &Row) -> Entry<Ratings> {
        let reject = |reason| -> Rejected { row.reject(',', reason) };
        match self.ratings(row) {
            Ok(ratings) => Entry::Record(ratings),
            Err(reason) => Entry::Rejected(reject(reason)),
        }
    }

    fn ratings(&mut self, row: &Row) -> Result<Ratings, RejectReason> {
        self.header.fits(row)?;
        let bad = |column, expected, found: &str| RejectReason::BadValue {
            column,
            expected,
            found: found.chars().take(40).collect(),
        };
        let said = text(row, Some(self.respondent));
        let respondent: u64 = said.parse().map_err(|_| bad("RespondentID", "a whole number", said))?;
        let mut ratings = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            match text(row, Some(*column)) {
                "" | "N/A" => {}
                said => match said.parse() {
                    Ok(rating) if (1..=RATING_MAX).contains(&rating) => ratings.push((place, rating)),
                    _ => return Err(bad("a rating", "1 to 5 or N/A", said)),
                },
            }
        }
        if !self.seen.insert(respondent) {
            return Err(RejectReason::Twice { column: "RespondentID", found: respondent.to_string() });
        }
        Ok(Ratings { line: row.line, respondent, ratings })
    }
}

/// An input as UTF-8: as it is, or out of Mac Roman when its beginning is no UTF-8.
#[derive(Debug)]
pub struct Utf8<R> {
    input: R,
    /// What was looked at and not handed on yet.
    ready: Vec<u8>,
    at: usize,
    mac_roman: bool,
}

impl<R: BufRead> Utf8<R> {
    /// Looks at the beginning of `input`.
    ///
    /// # Errors
    /// Reading fails.
    pub fn new(mut input: R) -> io::Result<Self> {
        let mut sniffed = Vec::new();
        let limit = u64::try_from(SNIFFED_BYTES).unwrap_or(u64::MAX);
        (&mut input).take(limit).read_to_end(&mut sniffed)?;
        // A character that the limit cuts is no fault.
        let mac_roman = std::str::from_utf8(&sniffed).is_err_and(|error| error.error_len().is_some());
        let mut utf8 = Self { input, ready: Vec::new(), at: 0, mac_roman };
        utf8.refill(&sniffed);
        Ok(utf8)
    }

    fn refill(&mut self, bytes: &[u8]) {
        self.ready.clear();
        self.at = 0;
        if !self.mac_roman {
            self.ready.extend_from_slice(bytes);
            return;
        }
        let mut letter = [0; 4];
        for byte in bytes {
            let high = byte.checked_sub(0x80).and_then(|place| MAC_ROMAN.chars().nth(usize::from(place)));
            let said = high.unwrap_or(char::from(*byte)).encode_utf8(&mut letter);
            self.ready.extend_from_slice(said.as_bytes());
        }
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut from = self.fill_buf()?;
        let read = from.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.ready.len() {
            let next = self.input.fill_buf()?.to_vec();
            self.input.consume(next.len());
            self.refill(&next);
        }
        Ok(self.ready.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }
}
