//! Bodies: from the text that an integrator sends to the fields of a command, every wrong field named.
//!
//! The text is read strictly: a name twice in one object, a tree that is too deep, a field that is not described
//! are refused, so that nobody can mean one thing to a gateway and another to the rules.

use std::collections::BTreeSet;
use std::fmt;

use hubbub_core::money::{Currency, Money, UnitPrice};
use hubbub_core::refusal::{Code, Refusal};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json, json};

use super::shape::{Field, LOCALES, Need, Shape};
use super::time;

/// Levels of a body. The deepest one described has six.
const DEPTH_MAX: usize = 16;
/// Wrong fields named at most: enough to mend a form by.
const DETAILS_MAX: usize = 20;

/// A body that was read.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// The fields, by their names inside.
    pub(crate) fields: Map<String, Json>,
    /// The currencies of its amounts.
    pub(crate) currencies: BTreeSet<String>,
}

/// Reads a body as an object with these fields.
///
/// # Errors
/// `VALIDATION_FAILED`, naming the fields.
pub(crate) fn body(bytes: &[u8], fields: &[Field]) -> Result<Taken, Refusal> {
    let malformed = || Refusal::new(Code::ValidationFailed).field("body", "malformed");
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let json = Strict(DEPTH_MAX).deserialize(&mut reader).map_err(|_| malformed())?;
    reader.end().map_err(|_| malformed())?;
    let Json::Object(given) = json else { return Err(malformed()) };
    let mut reading = Reading { wrong: Refusal::new(Code::ValidationFailed), currencies: BTreeSet::new() };
    let found = reading.object(&given, fields, "");
    if reading.wrong.details.is_empty() {
        Ok(Taken { fields: found, currencies: reading.currencies })
    } else {
        Err(reading.wrong)
    }
}

struct Reading {
    wrong: Refusal,
    currencies: BTreeSet<String>,
}

impl Reading {
    fn wrong(&mut self, field: &str, issue: &str) -> Json {
        if self.wrong.details.len() < DETAILS_MAX {
            let refusal = std::mem::replace(&mut self.wrong, Refusal::new(Code::ValidationFailed));
            self.wrong = refusal.field(field, issue);
        }
        Json::Null
    }

    fn object(&mut self, given: &Map<String, Json>, fields: &[Field], path: &str) -> Map<String, Json> {
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for name in given.keys().filter(|name| fields.iter().all(|field| field.name != name.as_str())) {
            // The name is the caller's text: what it is called is none of our words.
            let shown: String =
                name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
            self.wrong(&at(&shown), "unknown");
        }
        let mut found = Map::new();
        for field in fields {
            let value = match (given.get(field.name), field.need) {
                (None, Need::Must) => self.wrong(&at(field.name), "required"),
                (None, _) => continue,
                (Some(Json::Null), Need::MayBeNull) => Json::Null,
                (Some(value), _) => self.value(value, &field.shape, &at(field.name)),
            };
            if let (Shape::MoneyIn(name), Some(amount)) = (field.shape, given.get(field.name)) {
                found.insert(name.to_owned(), amount.get("currency").cloned().unwrap_or_default());
            }
            found.insert(field.core.to_owned(), value);
        }
        found
    }

    fn value(&mut self, given: &Json, shape: &Shape, path: &str) -> Json {
        match (shape, given) {
            (Shape::Id, Json::String(text)) if text.parse::<hubbub_core::id::Id>().is_ok() => given.clone(),
            (Shape::Text(_), Json::String(text)) if text.contains('\0') => self.wrong(path, "malformed"),
            (Shape::Text(max), Json::String(text)) if text.chars().count() <= *max => given.clone(),
            (Shape::Text(_), Json::String(_)) => self.wrong(path, "too_long"),
            (Shape::Hash, Json::String(text)) if hubbub_core::store::files::is_content_hash(text) => {
                given.clone()
            }
            (Shape::Int(min, max), Json::Number(number)) => match number.as_i64() {
                Some(number) if (*min..=*max).contains(&number) => number.into(),
                Some(_) => self.wrong(path, "out_of_range"),
                None => self.wrong(path, "malformed"),
            },
            (Shape::Bool, Json::Bool(_)) => given.clone(),
            (Shape::Time, Json::String(text)) => match time::parse(text) {
                Some(at) => at.0.into(),
                None => self.wrong(path, "malformed"),
            },
            (Shape::Word(words), Json::String(text)) if words.contains(&text.as_str()) => given.clone(),
            (Shape::Word(_), Json::String(_)) => self.wrong(path, "unknown"),
            (Shape::Words(max), Json::Object(texts)) => self.words(texts, *max, path),
            (
                Shape::Money | Shape::MoneyIn(_) | Shape::Price | Shape::Sum | Shape::SumPrice,
                Json::Object(amount),
            ) => self.money(shape, amount, path),
            (Shape::List(_, max), Json::Array(items)) if items.len() > *max => {
                self.wrong(path, "out_of_range")
            }
            (Shape::List(of, _), Json::Array(items)) => {
                let each = items.iter().enumerate();
                each.map(|(at, item)| self.value(item, of, &format!("{path}.{at}"))).collect()
            }
            (Shape::Object(fields), Json::Object(given)) => Json::Object(self.object(given, fields, path)),
            (Shape::Kinds(variants), Json::Object(given)) => {
                let kind = given.get("kind").and_then(Json::as_str);
                let Some(variant) = variants.iter().find(|variant| Some(variant.kind) == kind) else {
                    return self.wrong(&format!("{path}.kind"), "unknown");
                };
                let mut rest = given.clone();
                rest.remove("kind");
                let mut found = self.object(&rest, variant.fields, path);
                found.insert("kind".to_owned(), variant.kind.into());
                Json::Object(found)
            }
            _ => self.wrong(path, "malformed"),
        }
    }

    fn words(&mut self, texts: &Map<String, Json>, max: usize, path: &str) -> Json {
        for (locale, text) in texts {
            if !LOCALES.contains(&locale.as_str()) {
                return self.wrong(path, "unknown");
            }
            match text {
                Json::String(text) if text.contains('\0') => return self.wrong(path, "malformed"),
                Json::String(text) if text.chars().count() <= max => {}
                Json::String(_) => return self.wrong(path, "too_long"),
                _ => return self.wrong(path, "malformed"),
            }
        }
        Json::Object(texts.clone())
    }

    fn money(&mut self, shape: &Shape, amount: &Map<String, Json>, path: &str) -> Json {
        let text = |name: &str| amount.get(name).and_then(Json::as_str);
        let (Some(decimal), Some(code), 2) = (text("amount"), text("currency"), amount.len()) else {
            return self.wrong(path, "malformed");
        };
        let Ok(currency) = Currency::new(code) else {
            return self.wrong(&format!("{path}.currency"), "malformed");
        };
        let read = match shape {
            Shape::Price => UnitPrice::parse(decimal, currency).map(|price| price.ten_thousandths.into()),
            Shape::SumPrice => UnitPrice::parse(decimal, currency).map(|price| json!(price)),
            Shape::Sum => Money::parse(decimal, currency).map(|money| json!(money)),
            _ => Money::parse(decimal, currency).map(|money| money.minor.into()),
        };
        match read {
            Ok(found) => {
                self.currencies.insert(code.to_owned());
                found
            }
            Err(_) => self.wrong(&format!("{path}.amount"), "malformed"),
        }
    }
}

/// JSON in which no object has a name twice, so many levels deep at most.
struct Strict(usize);

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let below = self.0.checked_sub(1).ok_or_else(|| A::Error::custom("too deep"))?;
        let mut found = Vec::new();
        while let Some(item) = items.next_element_seed(Strict(below))? {
            found.push(item);
        }
        Ok(Json::Array(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let below = self.0.checked_sub(1).ok_or_else(|| A::Error::custom("too deep"))?;
        let mut found = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(Strict(below))?;
            if found.insert(name, value).is_some() {
                return Err(A::Error::custom("a name twice"));
            }
        }
        Ok(Json::Object(found))
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::{Variant, may, must, nullable};
    use super::*;

    const FIELDS: &[Field] = &[
        must("title", Shape::Text(5), ""),
        may("cost", Shape::Money, "").from("cost_minor"),
        may("opens_at", Shape::Time, ""),
        nullable("hub", Shape::Id, ""),
        may("pick", Shape::List(&Shape::Int(0, 9), 2), ""),
        may("how", Shape::Kinds(&[Variant { kind: "single", fields: &[] }]), ""),
        may("about", Shape::Words(4), ""),
        may("price", Shape::Price, "").from("price_e4"),
        may("back", Shape::Sum, ""),
        may("each", Shape::SumPrice, ""),
        may("fee", Shape::MoneyIn("fee_currency"), "").from("fee_minor"),
    ];

    #[test]
    fn a_body_is_a_command_or_every_wrong_field_is_named() {
        let deep = format!(r#"{{"title":"a","pick":{}{}}}"#, "[".repeat(100), "]".repeat(100));
        let rows: &[(&str, &str)] = &[
            (r#"{"title":"a"}"#, r#"{"title":"a"}"#),
            (
                r#"{"title":"a","cost":{"amount":"12.5","currency":"EUR"},"opens_at":"2025-01-01T02:00:00+02:00"}"#,
                r#"{"cost_minor":1250,"opens_at":1735689600000,"title":"a"}"#,
            ),
            (r#"{"title":"a","hub":null}"#, r#"{"hub":null,"title":"a"}"#),
            (r#"{"title":"a","how":{"kind":"single"}}"#, r#"{"how":{"kind":"single"},"title":"a"}"#),
            (r#"{"title":"a","about":{"de":"x"}}"#, r#"{"about":{"de":"x"},"title":"a"}"#),
            ("{}", "title required"),
            ("[]", "body malformed"),
            ("{", "body malformed"),
            (r#"{"title":"a"} x"#, "body malformed"),
            (r#"{"title":"a","title":"b"}"#, "body malformed"),
            (&deep, "body malformed"),
            (r#"{"title":null}"#, "title malformed"),
            (r#"{"title":"abcdef"}"#, "title too_long"),
            (r#"{"title":"a","role":1}"#, "role unknown"),
            (r#"{"title":"a","<b>":1}"#, "b unknown"),
            (r#"{"title":"a","hub":"x"}"#, "hub malformed"),
            (r#"{"title":"a","pick":[1,2,3]}"#, "pick out_of_range"),
            (r#"{"title":"a","pick":[1,10]}"#, "pick.1 out_of_range"),
            (r#"{"title":"a","pick":[1.5]}"#, "pick.0 malformed"),
            (r#"{"title":"a","how":{"kind":"many"}}"#, "how.kind unknown"),
            (r#"{"title":"a","how":{"kind":"single","x":1}}"#, "how.x unknown"),
            (r#"{"title":"a","about":{"tlh":"x"}}"#, "about unknown"),
            (
                r#"{"title":"a","price":{"amount":"0.0125","currency":"EUR"}}"#,
                r#"{"price_e4":125,"title":"a"}"#,
            ),
            (
                r#"{"title":"a","back":{"amount":"1.5","currency":"EUR"}}"#,
                r#"{"back":{"currency":"EUR","minor":150},"title":"a"}"#,
            ),
            (
                r#"{"title":"a","each":{"amount":"1.5","currency":"EUR"}}"#,
                r#"{"each":{"currency":"EUR","ten_thousandths":15000},"title":"a"}"#,
            ),
            (
                r#"{"title":"a","fee":{"amount":"1.5","currency":"EUR"}}"#,
                r#"{"fee_currency":"EUR","fee_minor":150,"title":"a"}"#,
            ),
            (r#"{"title":"a","price":{"amount":"0.00001","currency":"EUR"}}"#, "price.amount malformed"),
            (r#"{"title":"a","cost":12}"#, "cost malformed"),
            (r#"{"title":"a","cost":{"amount":"1.234","currency":"EUR"}}"#, "cost.amount malformed"),
            (r#"{"title":"a","cost":{"amount":"1e3","currency":"EUR"}}"#, "cost.amount malformed"),
            (r#"{"title":"a","cost":{"amount":"1","currency":"euro"}}"#, "cost.currency malformed"),
            (r#"{"title":"a","cost":{"amount":"1","currency":"EUR","x":1}}"#, "cost malformed"),
            (r#"{"title":"a","opens_at":1735689600000}"#, "opens_at malformed"),
        ];
        for (text, expected) in rows {
            let found = match body(text.as_bytes(), FIELDS) {
                Ok(taken) => Json::Object(taken.fields).to_string(),
                Err(refusal) => {
                    let first = &refusal.details[0];
                    format!("{} {}", first.field, first.issue)
                }
            };
            assert_eq!(&found, expected, "{text}");
        }
    }
}
