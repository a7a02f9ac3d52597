//! The form of what integrators send and get: one description that reads bodies, writes answers and documents
//! both, so that the three can't disagree.
//!
//! REST speaks a little differently from commands and rows: money is a decimal text with its currency, times are
//! RFC 3339. A [`Field`] knows both names. What is not described is neither taken nor told.

use serde_json::{Map, Value as Json};

/// The most that a whole number may be in JSON that every reader gets right (RFC 8259, 6).
pub(crate) const INT_MAX: i64 = 9_007_199_254_740_991;

/// A form.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A UUID.
    Id,
    /// A text of at most so many characters.
    Text(usize),
    /// A content hash: BLAKE3 in 64 hexadecimal digits.
    Hash,
    /// A whole number between two.
    Int(i64, i64),
    /// True or false.
    Bool,
    /// A moment: RFC 3339 outside, milliseconds inside.
    Time,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text of at most so many characters in one or more languages.
    Words(usize),
    /// An amount: a decimal text and its currency outside, minor units inside.
    Money,
    /// The same, whose currency goes into another field of the command, named here.
    MoneyIn(&'static str),
    /// What one unit costs, with up to four decimals: as [`Self::Money`] outside, ten-thousandths inside.
    Price,
    /// An amount that is kept with its currency.
    Sum,
    /// What one unit costs, kept with its currency.
    SumPrice,
    /// At most so many of one form.
    List(&'static Self, usize),
    /// Fields.
    Object(&'static [Field]),
    /// Fields that hang on the word in `kind`.
    Kinds(&'static [Variant]),
    /// Whatever the rules keep there: only told, never taken.
    Free,
}

/// One kind of a [`Shape::Kinds`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variant {
    pub(crate) kind: &'static str,
    pub(crate) fields: &'static [Field],
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// It must.
    Must,
    /// It may be absent.
    May,
    /// It may be absent, or be `null`, which means something else.
    MayBeNull,
}

/// A field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// Its name outside.
    pub(crate) name: &'static str,
    /// Its name in commands and rows.
    pub(crate) core: &'static str,
    pub(crate) shape: Shape,
    pub(crate) need: Need,
    /// What it is, in a few words.
    pub(crate) about: &'static str,
}

/// A field that must be there.
pub(crate) const fn must(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, core: name, shape, need: Need::Must, about }
}

/// A field that may be absent.
pub(crate) const fn may(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, core: name, shape, need: Need::May, about }
}

/// A field that may be absent or `null`.
pub(crate) const fn nullable(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, core: name, shape, need: Need::MayBeNull, about }
}

impl Field {
    /// The same under another name inside.
    pub(crate) const fn from(self, core: &'static str) -> Self {
        Self { core, ..self }
    }
}

/// The languages of [`Shape::Words`].
pub(crate) const LOCALES: &[&str] = &["en", "fr", "es", "de"];
/// A language.
pub(crate) const LOCALE: Shape = Shape::Word(LOCALES);

/// The JSON Schema (2020-12) of a form.
pub(crate) fn schema(shape: &Shape) -> Json {
    use serde_json::json;
    match shape {
        Shape::Id => json!({ "type": "string", "format": "uuid", "pattern": ID_PATTERN }),
        Shape::Text(max) => json!({ "type": "string", "maxLength": max }),
        Shape::Hash => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        Shape::Int(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Time => json!({ "type": "string", "format": "date-time" }),
        Shape::Word(words) => json!({ "type": "string", "enum": words }),
        Shape::Words(max) => {
            let text = json!({ "type": "string", "maxLength": max });
            let languages: Map<String, Json> =
                LOCALES.iter().map(|locale| ((*locale).to_owned(), text.clone())).collect();
            json!({ "type": "object", "properties": languages, "additionalProperties": false })
        }
        Shape::Money | Shape::MoneyIn(_) | Shape::Price | Shape::Sum | Shape::SumPrice => {
            json!({ "$ref": "#/components/schemas/Money" })
        }
        Shape::List(of, max) => json!({ "type": "array", "items": schema(of), "maxItems": max }),
        Shape::Object(fields) => object(fields),
        Shape::Kinds(variants) => {
            let one = |variant: &Variant| {
                let mut found = object(variant.fields);
                found["properties"]["kind"] = json!({ "const": variant.kind });
                if let Some(required) = found["required"].as_array_mut() {
                    required.insert(0, "kind".into());
                }
                found
            };
            json!({ "oneOf": variants.iter().map(one).collect::<Vec<_>>() })
        }
        Shape::Free => json!({}),
    }
}

/// How an id is written.
pub(crate) const ID_PATTERN: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

/// The schema of an object with these fields and no others.
pub(crate) fn object(fields: &[Field]) -> Json {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in fields {
        let mut found = schema(&field.shape);
        if field.need == Need::MayBeNull && !matches!(field.shape, Shape::Free) {
            found = serde_json::json!({ "anyOf": [found, { "type": "null" }] });
        }
        if !field.about.is_empty() {
            found["description"] = field.about.into();
        }
        properties.insert(field.name.to_owned(), found);
        if field.need == Need::Must {
            required.push(Json::from(field.name));
        }
    }
    serde_json::json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    })
}

/// The schema of what is told: every field is there, those that may be `null` too.
pub(crate) fn told(fields: &[Field]) -> Json {
    let mut found = object(fields);
    found["required"] = fields.iter().map(|field| Json::from(field.name)).collect();
    found
}

/// An example of a form.
pub(crate) fn example(shape: &Shape) -> Json {
    use serde_json::json;
    match shape {
        Shape::Id => json!("0198c7e2-5a4e-7c11-9a54-3f1d2b6c8e90"),
        Shape::Text(max) => json!("Quitten".chars().take(*max).collect::<String>()),
        Shape::Hash => json!("0".repeat(64)),
        Shape::Int(min, max) => json!((*min).max(1).min(*max)),
        Shape::Bool => json!(true),
        Shape::Time => json!("2030-06-01T18:30:00.000Z"),
        Shape::Word(words) => json!(words.first()),
        Shape::Words(_) => json!({ "en": "Apple pressing", "de": "Mosten" }),
        Shape::Money | Shape::MoneyIn(_) | Shape::Price | Shape::Sum | Shape::SumPrice => {
            json!({ "amount": "12.50", "currency": "EUR" })
        }
        Shape::List(of, _) => json!([example(of)]),
        Shape::Object(fields) => Json::Object(example_of(fields)),
        Shape::Kinds(variants) => {
            let mut found = variants.first().map(|variant| example_of(variant.fields)).unwrap_or_default();
            found.insert("kind".to_owned(), json!(variants.first().map(|variant| variant.kind)));
            Json::Object(found)
        }
        Shape::Free => json!({}),
    }
}

/// An example of an object with every field that must be there.
pub(crate) fn example_of(fields: &[Field]) -> Map<String, Json> {
    let needed = fields.iter().filter(|field| field.need == Need::Must);
    needed.map(|field| (field.name.to_owned(), example(&field.shape))).collect()
}
