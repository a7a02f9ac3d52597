//! Rows as serde data: a struct's field names are the column names, so entities need no mapping
//! code. Integers, bools, text, ids and field-less enums are stored as they are, `Option` as NULL;
//! anything nested is stored as JSON text with sorted keys.

use std::fmt::Display;

use serde::de::{self, DeserializeOwned, IntoDeserializer, MapAccess, Visitor};
use serde::ser::{self, Impossible, Serialize, SerializeStruct, Serializer};

use super::{Fault, Value};

/// A row: column names and values, in the order of the struct's fields.
pub type Row = Vec<(String, Value)>;

impl ser::Error for Fault {
    fn custom<T: Display>(msg: T) -> Self {
        Self::Shape(msg.to_string())
    }
}

impl de::Error for Fault {
    fn custom<T: Display>(msg: T) -> Self {
        Self::Shape(msg.to_string())
    }
}

/// The row of a struct.
///
/// # Errors
/// [`Fault::Shape`] when `value` is no struct or a number does not fit an `i64`.
pub fn to_row<T: Serialize>(value: &T) -> Result<Row, Fault> {
    value.serialize(RowSerializer)
}

/// The struct of a row. Columns that the struct does not know are passed over.
///
/// # Errors
/// [`Fault::Shape`] when a column is missing or of another kind.
pub fn from_row<T: DeserializeOwned>(row: &Row) -> Result<T, Fault> {
    T::deserialize(RowDeserializer { row })
}

struct RowSerializer;

struct StructRow(Row);

impl SerializeStruct for StructRow {
    type Ok = Row;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Fault> {
        self.0.push((key.to_owned(), value.serialize(ValueSerializer)?));
        Ok(())
    }

    fn end(self) -> Result<Row, Fault> {
        Ok(self.0)
    }
}

macro_rules! refuse {
    ($what:literal: $($method:ident($($arg:ty),*))*) => {
        $(fn $method(self, $(_: $arg),*) -> Result<Self::Ok, Fault> { Err(Fault::Shape($what.to_owned())) })*
    };
}

impl Serializer for RowSerializer {
    type Ok = Row;
    type Error = Fault;
    type SerializeSeq = Impossible<Row, Fault>;
    type SerializeTuple = Impossible<Row, Fault>;
    type SerializeTupleStruct = Impossible<Row, Fault>;
    type SerializeTupleVariant = Impossible<Row, Fault>;
    type SerializeMap = Impossible<Row, Fault>;
    type SerializeStruct = StructRow;
    type SerializeStructVariant = Impossible<Row, Fault>;

    refuse! { "a row is a struct":
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8]) serialize_none()
        serialize_unit() serialize_unit_struct(&'static str) serialize_unit_variant(&'static str, u32, &'static str)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Row, Fault> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Row, Fault> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Row, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
    fn serialize_struct(self, _: &'static str, len: usize) -> Result<StructRow, Fault> {
        Ok(StructRow(Vec::with_capacity(len)))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Fault> {
        Err(Fault::Shape("a row is a struct".to_owned()))
    }
}

/// Serialises one field through JSON's data model: plain values stay plain, nested ones become text.
struct ValueSerializer;

fn json_value(json: &serde_json::Value) -> Result<Value, Fault> {
    match json {
        serde_json::Value::Null => Ok(Value::Null),
        serde_json::Value::Bool(flag) => Ok(Value::from(*flag)),
        serde_json::Value::String(text) => Ok(Value::Text(text.clone())),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map(Value::Int)
            .ok_or_else(|| Fault::Shape(format!("{number} is no 64-bit integer"))),
        nested => Ok(Value::Text(nested.to_string())),
    }
}

macro_rules! integer {
    ($($method:ident($kind:ty))*) => {
        $(fn $method(self, value: $kind) -> Result<Value, Fault> { Ok(Value::Int(i64::from(value))) })*
    };
}

macro_rules! nested {
    ($($wrapper:ident: $compound:ident, $ser_trait:ident, $method:ident($($arg:ident: $ty:ty),*);)*) => { $(
        struct $wrapper(<serde_json::value::Serializer as Serializer>::$compound);
        impl ser::$ser_trait for $wrapper {
            type Ok = Value;
            type Error = Fault;
            fn $method<T: Serialize + ?Sized>(&mut self, $($arg: $ty,)* value: &T) -> Result<(), Fault> {
                ser::$ser_trait::$method(&mut self.0, $($arg,)* value).map_err(json_fault)
            }
            fn end(self) -> Result<Value, Fault> {
                json_value(&ser::$ser_trait::end(self.0).map_err(json_fault)?)
            }
        }
    )* };
}

#[expect(clippy::needless_pass_by_value, reason = "used as a map_err function")]
fn json_fault(error: serde_json::Error) -> Fault {
    Fault::Shape(error.to_string())
}

nested! {
    NestedSeq: SerializeSeq, SerializeSeq, serialize_element();
    NestedTuple: SerializeTuple, SerializeTuple, serialize_element();
    NestedTupleStruct: SerializeTupleStruct, SerializeTupleStruct, serialize_field();
    NestedTupleVariant: SerializeTupleVariant, SerializeTupleVariant, serialize_field();
    NestedStruct: SerializeStruct, SerializeStruct, serialize_field(key: &'static str);
    NestedStructVariant: SerializeStructVariant, SerializeStructVariant, serialize_field(key: &'static str);
}

struct NestedMap(<serde_json::value::Serializer as Serializer>::SerializeMap);

impl ser::SerializeMap for NestedMap {
    type Ok = Value;
    type Error = Fault;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        self.0.serialize_key(key).map_err(json_fault)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.0.serialize_value(value).map_err(json_fault)
    }
    fn end(self) -> Result<Value, Fault> {
        json_value(&ser::SerializeMap::end(self.0).map_err(json_fault)?)
    }
}

impl Serializer for ValueSerializer {
    type Ok = Value;
    type Error = Fault;
    type SerializeSeq = NestedSeq;
    type SerializeTuple = NestedTuple;
    type SerializeTupleStruct = NestedTupleStruct;
    type SerializeTupleVariant = NestedTupleVariant;
    type SerializeMap = NestedMap;
    type SerializeStruct = NestedStruct;
    type SerializeStructVariant = NestedStructVariant;

    integer! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32)
    }
    refuse! { "columns hold no floats, bytes or units":
        serialize_f32(f32) serialize_f64(f64) serialize_bytes(&[u8]) serialize_unit()
        serialize_unit_struct(&'static str)
    }
    fn serialize_u64(self, value: u64) -> Result<Value, Fault> {
        i64::try_from(value)
            .map(Value::Int)
            .map_err(|_| Fault::Shape(format!("{value} is no 64-bit integer")))
    }
    fn serialize_char(self, value: char) -> Result<Value, Fault> {
        Ok(Value::Text(value.to_string()))
    }
    fn serialize_str(self, value: &str) -> Result<Value, Fault> {
        Ok(Value::from(value))
    }
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Value, Fault> {
        Ok(Value::Text(value.to_string()))
    }
    fn serialize_none(self) -> Result<Value, Fault> {
        Ok(Value::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Fault> {
        value.serialize(self)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Fault> {
        Ok(Value::from(variant))
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Value, Fault> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Fault> {
        let json = serde_json::value::Serializer.serialize_newtype_variant(name, index, variant, value);
        json_value(&json.map_err(json_fault)?)
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<NestedSeq, Fault> {
        serde_json::value::Serializer.serialize_seq(len).map(NestedSeq).map_err(json_fault)
    }
    fn serialize_tuple(self, len: usize) -> Result<NestedTuple, Fault> {
        serde_json::value::Serializer.serialize_tuple(len).map(NestedTuple).map_err(json_fault)
    }
    fn serialize_tuple_struct(self, name: &'static str, len: usize) -> Result<NestedTupleStruct, Fault> {
        serde_json::value::Serializer
            .serialize_tuple_struct(name, len)
            .map(NestedTupleStruct)
            .map_err(json_fault)
    }
    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<NestedTupleVariant, Fault> {
        let inner = serde_json::value::Serializer.serialize_tuple_variant(name, index, variant, len);
        inner.map(NestedTupleVariant).map_err(json_fault)
    }
    fn serialize_map(self, len: Option<usize>) -> Result<NestedMap, Fault> {
        serde_json::value::Serializer.serialize_map(len).map(NestedMap).map_err(json_fault)
    }
    fn serialize_struct(self, name: &'static str, len: usize) -> Result<NestedStruct, Fault> {
        serde_json::value::Serializer.serialize_struct(name, len).map(NestedStruct).map_err(json_fault)
    }
    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<NestedStructVariant, Fault> {
        let inner = serde_json::value::Serializer.serialize_struct_variant(name, index, variant, len);
        inner.map(NestedStructVariant).map_err(json_fault)
    }
}

struct RowDeserializer<'r> {
    row: &'r Row,
}

impl<'de> de::Deserializer<'de> for RowDeserializer<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(RowMap { columns: self.row.iter(), value: None })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct RowMap<'r> {
    columns: std::slice::Iter<'r, (String, Value)>,
    value: Option<&'r Value>,
}

impl<'de> MapAccess<'de> for RowMap<'_> {
    type Error = Fault;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((name, value)) = self.columns.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(name.as_str().into_deserializer()).map(Some)
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let value = self.value.take().ok_or_else(|| Fault::Bug("value before key".to_owned()))?;
        seed.deserialize(ValueDeserializer(value))
    }
}

struct ValueDeserializer<'r>(&'r Value);

impl ValueDeserializer<'_> {
    /// Nested data: the column's text as JSON.
    fn json(&self) -> Result<serde_json::Value, Fault> {
        match self.0 {
            Value::Text(text) => serde_json::from_str(text).map_err(json_fault),
            other => Err(Fault::Shape(format!("JSON text expected, found {}", other.as_ref().kind()))),
        }
    }
}

impl<'de> de::Deserializer<'de> for ValueDeserializer<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Int(value) => visitor.visit_i64(*value),
            Value::Text(text) if text.starts_with(['{', '[']) => {
                self.json()?.deserialize_any(visitor).map_err(json_fault)
            }
            Value::Text(text) => visitor.visit_str(text),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Int(0) => visitor.visit_bool(false),
            Value::Int(1) => visitor.visit_bool(true),
            other => Err(Fault::Shape(format!("0 or 1 expected, found {}", other.as_ref().kind()))),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Text(text) => visitor.visit_str(text),
            other => Err(Fault::Shape(format!("text expected, found {}", other.as_ref().kind()))),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Text(text) if !text.starts_with('{') => {
                visitor.visit_enum(text.as_str().into_deserializer())
            }
            _ => self.json()?.deserialize_enum(name, variants, visitor).map_err(json_fault),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.json()?.deserialize_seq(visitor).map_err(json_fault)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Fault> {
        self.json()?.deserialize_tuple(len, visitor).map_err(json_fault)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.json()?.deserialize_tuple_struct(name, len, visitor).map_err(json_fault)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.json()?.deserialize_map(visitor).map_err(json_fault)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.json()?.deserialize_struct(name, fields, visitor).map_err(json_fault)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct identifier
        ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::id::Id;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        DeepRed,
        Mixed(u8, u8),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Rule {
        Plain,
        Bounded { max: i64 },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Thing {
        id: Id,
        count: u64,
        open: bool,
        note: Option<String>,
        none: Option<i64>,
        colour: Colour,
        mixed: Colour,
        rule: Rule,
        plain: Rule,
        list: Vec<i64>,
        map: BTreeMap<String, bool>,
        pair: (i64, String),
    }

    fn thing() -> Thing {
        Thing {
            id: Id::v7(1, [2; 10]),
            count: 7,
            open: true,
            note: Some("{not json".to_owned()),
            none: None,
            colour: Colour::DeepRed,
            mixed: Colour::Mixed(1, 2),
            rule: Rule::Bounded { max: 3 },
            plain: Rule::Plain,
            list: vec![1, 2],
            map: BTreeMap::from([("a".to_owned(), true)]),
            pair: (1, "x".to_owned()),
        }
    }

    #[test]
    fn a_struct_round_trips_through_its_row() {
        let row = to_row(&thing()).unwrap();
        assert_eq!(from_row::<Thing>(&row).unwrap(), thing());
        let text = |name: &str| row.iter().find(|(column, _)| column == name).unwrap().1.clone();
        assert_eq!(text("colour"), Value::from("deep_red"));
        assert_eq!(text("mixed"), Value::from(r#"{"mixed":[1,2]}"#));
        assert_eq!(text("list"), Value::from("[1,2]"));
        assert_eq!(text("open"), Value::Int(1));
        assert_eq!(text("none"), Value::Null);
    }

    #[test]
    fn what_does_not_fit_is_a_shape_fault() {
        let mut row = to_row(&thing()).unwrap();
        row.retain(|(name, _)| name != "count");
        assert!(matches!(from_row::<Thing>(&row), Err(Fault::Shape(_))));
        row.push(("count".to_owned(), Value::from("seven")));
        assert!(matches!(from_row::<Thing>(&row), Err(Fault::Shape(_))));
        assert!(matches!(to_row(&5), Err(Fault::Shape(_))));
        #[derive(Serialize)]
        struct Float {
            x: f64,
        }
        assert!(matches!(to_row(&Float { x: 1.5 }), Err(Fault::Shape(_))));
    }

    #[test]
    fn a_fault_never_tells_what_a_column_holds() {
        let mut row = to_row(&thing()).unwrap();
        for (name, value) in &mut row {
            if matches!(name.as_str(), "open" | "note") {
                *value = Value::from("a private word");
            }
        }
        let fault = from_row::<Thing>(&row).unwrap_err().to_string();
        assert!(fault.contains("0 or 1 expected, found text"), "{fault}");
        assert!(!fault.contains("private"), "{fault}");
    }

    #[test]
    fn columns_that_the_struct_does_not_know_are_passed_over() {
        let mut row = to_row(&thing()).unwrap();
        row.push(("newer".to_owned(), Value::Int(1)));
        assert_eq!(from_row::<Thing>(&row).unwrap(), thing());
    }
}
