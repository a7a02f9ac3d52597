//! Collections: what of a replicated table is told to integrators, and to whom.
//!
//! Who may see a row is what replication says: the change index knows the scopes of every row, and a caller sees
//! the rows of the scopes they hold, as their devices do. There is no second rule about it. Of a row only the
//! columns are told that its [`Resource`] lists.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use hubbub_core::id::Id;
use hubbub_core::money::{Currency, Money, UnitPrice};
use hubbub_core::refusal::{Code, Refusal};
use hubbub_core::scope::Scope;
use hubbub_core::store::{Fault, RowView, Sql, Value, ValueRef};
use hubbub_core::time::Timestamp;
use serde_json::{Map, Value as Json, json};

use super::shape::{Field, Need, Shape};
use super::time;
use crate::logs::rfc3339;

/// Things on one page unless the caller asks for fewer or more.
pub(crate) const PAGE: usize = 50;
/// Things on one page at most.
pub(crate) const PAGE_MAX: usize = 200;

/// Longest text that is searched for, in characters.
pub(crate) const WORDS_CHARS_MAX: usize = 200;
/// Things that a search for words considers at most, the best first.
const MATCHES_MAX: usize = 1_000;

/// A collection.
#[derive(Debug)]
pub(crate) struct Resource {
    /// Its area, as API keys name it.
    pub(crate) section: &'static str,
    /// What one of them is called.
    pub(crate) name: &'static str,
    /// What it is.
    pub(crate) about: &'static str,
    /// The address of the collection.
    pub(crate) list: &'static str,
    /// The address of one; its last part is a parameter.
    pub(crate) one: &'static str,
    /// The table.
    pub(crate) table: &'static str,
    /// What is told of a row.
    pub(crate) shows: &'static [Field],
    /// Fields that a list can be narrowed by.
    pub(crate) filters: &'static [&'static str],
    /// Whether a list can be narrowed by the words of its searchable columns.
    pub(crate) searched: bool,
    /// What else a list can be narrowed by.
    pub(crate) narrowings: &'static [Narrowing],
    /// The currency of its amounts: an expression over the row `t`.
    pub(crate) currency: Option<&'static str>,
    /// Whether people who are not signed in are told what everybody may see.
    pub(crate) open: bool,
    /// How often one person may ask, a minute.
    pub(crate) pace: u32,
}

/// A parameter that narrows a list by more than one field's value.
#[derive(Debug)]
pub(crate) struct Narrowing {
    /// Its name and form.
    pub(crate) field: Field,
    /// A condition over the row `t`, with one `?` for the value.
    pub(crate) clause: &'static str,
}

/// One thing, as it is told.
pub(crate) struct Shown {
    /// Its id.
    pub(crate) id: String,
    /// What is told.
    pub(crate) json: Json,
}

/// Which page of a collection is asked for.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The last thing of the page before.
    pub(crate) after: Option<Id>,
    /// How many.
    pub(crate) limit: usize,
    /// Newest ids first.
    pub(crate) descending: bool,
    /// Columns and the values they must have.
    pub(crate) filters: Vec<(&'static str, Value)>,
    /// Further conditions over the row `t`, each with its one value.
    pub(crate) clauses: Vec<(&'static str, Value)>,
    /// Words that it must have.
    pub(crate) words: Option<String>,
}

impl Resource {
    /// The name of the parameter in [`Self::one`].
    pub(crate) fn param(&self) -> &'static str {
        self.one.rsplit_once('{').map_or("", |(_, rest)| rest.trim_end_matches('}'))
    }

    /// The field with this name, if a list can be narrowed by it.
    pub(crate) fn filter(&self, name: &str) -> Option<&'static Field> {
        let known = self.filters.contains(&name);
        self.shows.iter().find(|field| known && field.name == name)
    }

    /// Reads what a list is asked for out of its query.
    ///
    /// # Errors
    /// `VALIDATION_FAILED`, naming the parameters.
    pub(crate) fn page(&self, query: &[(String, String)]) -> Result<Page, Refusal> {
        let mut page = Page { limit: PAGE, ..Page::default() };
        let mut wrong = Refusal::new(Code::ValidationFailed);
        let mut seen = BTreeSet::new();
        for (name, text) in query {
            let twice = !seen.insert(name);
            let narrowing = self.narrowings.iter().find(|one| one.field.name == name);
            let issue = match (name.as_str(), self.filter(name)) {
                _ if twice => Some("malformed"),
                ("after", _) => text.parse().map(|id| page.after = Some(id)).err().map(|_| "malformed"),
                ("limit", _) => match text.parse() {
                    Ok(limit) if (1..=PAGE_MAX).contains(&limit) => {
                        page.limit = limit;
                        None
                    }
                    Ok(_) => Some("out_of_range"),
                    Err(_) => Some("malformed"),
                },
                ("order", _) => match text.as_str() {
                    "asc" | "desc" => {
                        page.descending = text == "desc";
                        None
                    }
                    _ => Some("unknown"),
                },
                (_, Some(field)) => match value(&field.shape, text) {
                    Some(value) => {
                        page.filters.push((field.core, value));
                        None
                    }
                    None => Some("malformed"),
                },
                ("words", _) if self.searched => {
                    page.words = Some(text.clone());
                    (text.chars().count() > WORDS_CHARS_MAX).then_some("too_long")
                }
                (_, None) => match narrowing.map(|one| (one.clause, value(&one.field.shape, text))) {
                    Some((clause, Some(value))) => {
                        page.clauses.push((clause, value));
                        None
                    }
                    Some((_, None)) => Some("malformed"),
                    None => Some("unknown"),
                },
            };
            if let Some(issue) = issue {
                let name: String =
                    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
                wrong = wrong.field(&name, issue);
            }
        }
        if wrong.details.is_empty() { Ok(page) } else { Err(wrong) }
    }

    /// A page of what the holder of `scopes` may see, and whether there is more.
    ///
    /// # Errors
    /// The store's fault.
    pub(crate) fn list(
        &self,
        sql: &mut dyn Sql,
        scopes: &BTreeSet<Scope>,
        page: &Page,
    ) -> Result<(Vec<Shown>, bool), Fault> {
        let (mut text, mut values) = self.visible(scopes);
        for (column, value) in &page.filters {
            let _ = write!(text, " AND t.{column} = ?");
            values.push(value.clone());
        }
        for (clause, value) in &page.clauses {
            let _ = write!(text, " AND {clause}");
            values.push(value.clone());
        }
        if let Some(words) = page.words.as_deref().filter(|words| words.chars().any(char::is_alphanumeric)) {
            let found = sql.search(self.table, words, MATCHES_MAX)?;
            if found.is_empty() {
                return Ok((Vec::new(), false));
            }
            let _ = write!(text, " AND t.id IN ({})", vec!["?"; found.len()].join(", "));
            values.extend(found.into_iter().map(Value::from));
        }
        let (sign, order) = if page.descending { ("<", "DESC") } else { (">", "ASC") };
        if let Some(after) = page.after {
            let _ = write!(text, " AND t.id {sign} ?");
            values.push(after.into());
        }
        let _ = write!(text, " ORDER BY t.id {order} LIMIT {}", page.limit + 1);
        let mut found = sql.all(&text, &values, |row| self.shown(row))?;
        let more = found.len() > page.limit;
        found.truncate(page.limit);
        Ok((found, more))
    }

    /// The thing with this id, if the holder of `scopes` may see it.
    ///
    /// # Errors
    /// The store's fault.
    pub(crate) fn one(
        &self,
        sql: &mut dyn Sql,
        scopes: &BTreeSet<Scope>,
        id: Id,
    ) -> Result<Option<Shown>, Fault> {
        let (text, mut values) = self.visible(scopes);
        values.push(id.into());
        sql.first(&format!("{text} AND t.id = ?"), &values, |row| self.shown(row))
    }

    /// The statement that reads what is told of the rows in `scopes`.
    fn visible(&self, scopes: &BTreeSet<Scope>) -> (String, Vec<Value>) {
        let columns: Vec<String> = self.shows.iter().map(|field| format!("t.{}", field.core)).collect();
        let currency = self.currency.unwrap_or("NULL");
        let marks = vec!["?"; scopes.len()].join(", ");
        let text = format!(
            "SELECT {}, {currency} FROM {table} t WHERE EXISTS (SELECT 1 FROM change_index c
             WHERE c.tbl = '{table}' AND c.id = t.id AND c.gone = 0 AND c.scope IN ({marks}))",
            columns.join(", "),
            table = self.table,
        );
        (text, scopes.iter().map(|scope| Value::from(scope.as_str())).collect())
    }

    fn shown(&self, row: &RowView<'_>) -> Result<Shown, Fault> {
        let currency = row.opt_text(self.shows.len())?.map(Currency::new);
        let currency = currency.transpose().map_err(|_| Fault::Shape("currency".to_owned()))?;
        let mut found = Map::new();
        for (field, value) in self.shows.iter().zip(row.values) {
            let told = told(field, value, currency)
                .ok_or_else(|| Fault::Shape(format!("{}.{} is of another form", self.table, field.core)))?;
            found.insert(field.name.to_owned(), told);
        }
        let id = found.get("id").and_then(Json::as_str).unwrap_or_default().to_owned();
        Ok(Shown { id, json: Json::Object(found) })
    }
}

impl Shown {
    /// Its version, as an entity tag (RFC 9110, 8.8.3).
    pub(crate) fn tag(&self) -> String {
        tag(&self.json)
    }
}

/// The entity tag of an answer.
pub(crate) fn tag(json: &Json) -> String {
    let hash = blake3::hash(json.to_string().as_bytes()).to_hex();
    format!("\"{}\"", &hash[..32])
}

/// What is told of a stored value; nothing when it is of another form.
fn told(field: &Field, value: &ValueRef<'_>, currency: Option<Currency>) -> Option<Json> {
    match (&field.shape, value) {
        (_, ValueRef::Null) => (field.need != Need::Must).then_some(Json::Null),
        (Shape::Bool, ValueRef::Int(number)) => Some((*number != 0).into()),
        (Shape::Time, ValueRef::Int(at)) => Some(rfc3339(Timestamp(*at)).into()),
        (Shape::Money, ValueRef::Int(minor)) => Some(money(*minor, currency?)),
        (Shape::Price, ValueRef::Int(price)) => Some(price_of(*price, currency?)),
        (Shape::Int(..), ValueRef::Int(number)) => Some((*number).into()),
        (Shape::Id | Shape::Text(_) | Shape::Hash | Shape::Word(_), ValueRef::Text(text)) => {
            Some((*text).into())
        }
        (Shape::Words(_), ValueRef::Text(text)) => serde_json::from_str(text).ok(),
        (Shape::Free, ValueRef::Text(text)) => serde_json::from_str(text).ok().map(in_decimals),
        (Shape::Free, ValueRef::Int(number)) => Some((*number).into()),
        (Shape::List(..) | Shape::Object(_) | Shape::Kinds(_), ValueRef::Text(text)) => {
            let stored: Json = serde_json::from_str(text).ok()?;
            outside(&field.shape, &stored, currency)
        }
        _ => None,
    }
}

/// What is told of stored JSON.
fn outside(shape: &Shape, stored: &Json, currency: Option<Currency>) -> Option<Json> {
    match (shape, stored) {
        (Shape::Money, Json::Number(minor)) => Some(money(minor.as_i64()?, currency?)),
        (Shape::Price, Json::Number(price)) => Some(price_of(price.as_i64()?, currency?)),
        (Shape::Sum | Shape::SumPrice | Shape::Free, stored) => Some(in_decimals(stored.clone())),
        (Shape::Time, Json::Number(at)) => Some(rfc3339(Timestamp(at.as_i64()?)).into()),
        (Shape::List(of, _), Json::Array(items)) => items
            .iter()
            .map(|item| outside(of, item, currency))
            .collect::<Option<Vec<Json>>>()
            .map(Json::Array),
        (Shape::Object(fields), Json::Object(stored)) => {
            let one = |field: &Field| {
                let value = stored.get(field.core).unwrap_or(&Json::Null);
                let value = if value.is_null() {
                    (field.need != Need::Must).then_some(Json::Null)
                } else {
                    outside(&field.shape, value, currency)
                };
                Some((field.name.to_owned(), value?))
            };
            fields.iter().map(one).collect::<Option<Map<String, Json>>>().map(Json::Object)
        }
        (Shape::Kinds(variants), Json::Object(given)) => {
            let kind = given.get("kind")?.as_str()?;
            let variant = variants.iter().find(|variant| variant.kind == kind)?;
            let mut found = outside(&Shape::Object(variant.fields), stored, currency)?;
            found["kind"] = kind.into();
            Some(found)
        }
        (_, plain) => Some(plain.clone()),
    }
}

fn money(minor: i64, currency: Currency) -> Json {
    json!({ "amount": Money::new(minor, currency).to_decimal(), "currency": currency.code() })
}

fn price_of(ten_thousandths: i64, currency: Currency) -> Json {
    let price = UnitPrice { ten_thousandths, currency };
    json!({ "amount": price.to_decimal(), "currency": currency.code() })
}

/// Stored JSON with every amount that is kept with its currency told as money is.
fn in_decimals(stored: Json) -> Json {
    match stored {
        Json::Array(items) => items.into_iter().map(in_decimals).collect(),
        Json::Object(fields) => {
            let whole = if fields.len() == 2 { Json::Object(fields.clone()) } else { Json::Null };
            if let Ok(sum) = serde_json::from_value::<Money>(whole.clone()) {
                return money(sum.minor, sum.currency);
            }
            if let Ok(price) = serde_json::from_value::<UnitPrice>(whole) {
                return price_of(price.ten_thousandths, price.currency);
            }
            fields.into_iter().map(|(name, value)| (name, in_decimals(value))).collect()
        }
        plain => plain,
    }
}

/// The stored form of a filter's text.
fn value(shape: &Shape, text: &str) -> Option<Value> {
    match shape {
        Shape::Id => text.parse::<Id>().ok().map(Value::from),
        Shape::Word(words) => words.contains(&text).then(|| Value::from(text)),
        Shape::Text(max) => (text.chars().count() <= *max).then(|| Value::from(text)),
        Shape::Bool => match text {
            "true" => Some(Value::Int(1)),
            "false" => Some(Value::Int(0)),
            _ => None,
        },
        Shape::Time => time::parse(text).map(|at| Value::Int(at.0)),
        Shape::Int(min, max) => {
            text.parse().ok().filter(|number| (*min..=*max).contains(number)).map(Value::Int)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_decimals() {
        for (minor, code, text) in [
            (0, "EUR", "0.00"),
            (5, "EUR", "0.05"),
            (-1_250, "EUR", "-12.50"),
            (1_250, "JPY", "1250"),
            (1_250, "KWD", "1.250"),
            (i64::MIN, "EUR", "-92233720368547758.08"),
        ] {
            let told = money(minor, Currency::new(code).unwrap());
            assert_eq!(told, json!({ "amount": text, "currency": code }));
        }
        let eur = Currency::new("EUR").unwrap();
        assert_eq!(price_of(125, eur), json!({ "amount": "0.0125", "currency": "EUR" }));
        let kept = json!({ "at": 1, "refund": { "minor": 150, "currency": "EUR" }, "all": [{ "minor": 5 }],
            "each": { "ten_thousandths": 15_000, "currency": "EUR" } });
        let told = json!({ "at": 1, "refund": { "amount": "1.50", "currency": "EUR" }, "all": [{ "minor": 5 }],
            "each": { "amount": "1.50", "currency": "EUR" } });
        assert_eq!(in_decimals(kept), told);
    }
}
