//! Rows on the wire: per table, the ids that left, and the rows as named columns, then compressed.
//!
//! Columns of a kind compress far better than rows, and names make the format self-describing: a
//! device keeps columns that it does not know. Integers are written as differences, ids as sixteen
//! bytes, text that repeats as a dictionary. Every length is checked against what is left to read,
//! and a dictionary may unfold to [`CHUNK_BYTES_MAX`] of text in all, so no input makes the reader
//! allocate more than a small multiple of that.

use crate::id::{Id, TEXT_LEN};
use crate::store::{Row, Value};

/// Largest chunk after decompression, in bytes; and most bytes that its dictionaries unfold to.
pub const CHUNK_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Most cells in one chunk.
pub const CHUNK_CELLS_MAX: usize = 4_000_000;
const ZSTD_LEVEL: i32 = 1;

/// The changes of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableChange {
    /// The table's name.
    pub table: String,
    /// Ids of rows that left the scope.
    pub gone: Vec<String>,
    /// Column names of the rows below.
    pub columns: Vec<String>,
    /// Rows; each has a value for every column.
    pub rows: Vec<Vec<Value>>,
}

impl TableChange {
    /// The rows of one table; they all have the same columns.
    #[must_use]
    pub fn new(table: &str, rows: Vec<Row>, gone: Vec<String>) -> Self {
        let columns = rows.first().map(|row| row.iter().map(|(name, _)| name.clone()).collect());
        let rows = rows.into_iter().map(|row| row.into_iter().map(|(_, value)| value).collect()).collect();
        Self { table: table.to_owned(), gone, columns: columns.unwrap_or_default(), rows }
    }
}

/// A chunk's bytes are not what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chunk is damaged")]
pub struct BadChunk;

/// The changes as compressed bytes.
#[must_use]
pub fn encode(changes: &[TableChange]) -> Vec<u8> {
    let out = plain(changes);
    let mut bytes = u32::try_from(out.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    // Compressing from memory into memory fails only when memory is out.
    bytes.extend(zstd::bulk::compress(&out, ZSTD_LEVEL).unwrap_or_default());
    bytes
}

fn plain(changes: &[TableChange]) -> Vec<u8> {
    let mut out = Vec::new();
    put_len(&mut out, changes.len());
    for change in changes {
        put_text(&mut out, &change.table);
        put_column(&mut out, &mut change.gone.iter().map(|id| Value::Text(id.clone())), change.gone.len());
        put_len(&mut out, change.columns.len());
        put_len(&mut out, change.rows.len());
        for (at, name) in change.columns.iter().enumerate() {
            put_text(&mut out, name);
            let mut cells = change.rows.iter().map(|row| row.get(at).cloned().unwrap_or(Value::Null));
            put_column(&mut out, &mut cells, change.rows.len());
        }
    }
    out
}

/// The changes in compressed bytes.
///
/// # Errors
/// [`BadChunk`] for anything that [`encode`] did not make.
pub fn decode(bytes: &[u8]) -> Result<Vec<TableChange>, BadChunk> {
    let plain = decompress(bytes)?;
    let mut reader = Reader { rest: &plain, unfolds: CHUNK_BYTES_MAX };
    let mut cells_left = CHUNK_CELLS_MAX;
    let tables = reader.len()?;
    let mut changes = Vec::new();
    for _ in 0..tables {
        changes.push(table_change(&mut reader, &mut cells_left)?);
    }
    if reader.rest.is_empty() { Ok(changes) } else { Err(BadChunk) }
}

fn decompress(bytes: &[u8]) -> Result<Vec<u8>, BadChunk> {
    let (size, packed) = bytes.split_first_chunk::<4>().ok_or(BadChunk)?;
    let size = usize::try_from(u32::from_be_bytes(*size)).map_err(|_| BadChunk)?;
    if size > CHUNK_BYTES_MAX {
        return Err(BadChunk);
    }
    let plain = zstd::bulk::decompress(packed, size).map_err(|_| BadChunk)?;
    if plain.len() == size { Ok(plain) } else { Err(BadChunk) }
}

fn table_change(reader: &mut Reader<'_>, cells_left: &mut usize) -> Result<TableChange, BadChunk> {
    let table = reader.text()?.to_owned();
    let gone = reader.column(cells_left)?.into_iter().map(|value| match value {
        Value::Text(id) => Ok(id),
        _ => Err(BadChunk),
    });
    let gone = gone.collect::<Result<Vec<_>, _>>()?;
    let width = reader.len()?;
    let count = reader.len_unbounded()?;
    let mut columns = Vec::new();
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for at in 0..width {
        columns.push(reader.text()?.to_owned());
        let cells = reader.column(cells_left)?;
        if cells.len() != count {
            return Err(BadChunk);
        }
        if at == 0 {
            rows = (0..count).map(|_| Vec::with_capacity(width.min(64))).collect();
        }
        for (row, cell) in rows.iter_mut().zip(cells) {
            row.push(cell);
        }
    }
    if width == 0 && count != 0 {
        return Err(BadChunk);
    }
    Ok(TableChange { table, gone, columns, rows })
}

const KIND_INTS: u8 = 0;
const KIND_IDS: u8 = 1;
const KIND_TEXTS: u8 = 2;
const KIND_DICTIONARY: u8 = 3;
const KIND_MIXED: u8 = 4;
const KIND_NULLS: u8 = 5;
/// A dictionary pays when a text stands for at least this many cells.
const DICTIONARY_GAIN: usize = 4;

fn put_column(out: &mut Vec<u8>, cells: &mut dyn Iterator<Item = Value>, count: usize) {
    let cells: Vec<Value> = cells.collect();
    put_len(out, count);
    let texts: Option<Vec<&str>> = cells.iter().map(as_text).collect();
    let ints: Option<Vec<i64>> = cells.iter().map(as_int).collect();
    match (ints, texts) {
        _ if cells.iter().all(|cell| *cell == Value::Null) => out.push(KIND_NULLS),
        (Some(ints), _) => {
            out.push(KIND_INTS);
            put_ints(out, &ints);
        }
        (None, Some(texts)) => put_texts(out, &texts),
        (None, None) => {
            out.push(KIND_MIXED);
            for cell in &cells {
                put_mixed(out, cell);
            }
        }
    }
}

fn as_text(cell: &Value) -> Option<&str> {
    match cell {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn as_int(cell: &Value) -> Option<i64> {
    match cell {
        Value::Int(value) => Some(*value),
        _ => None,
    }
}

fn put_ints(out: &mut Vec<u8>, ints: &[i64]) {
    let mut before = 0i64;
    for value in ints {
        put_signed(out, value.wrapping_sub(before));
        before = *value;
    }
}

fn put_texts(out: &mut Vec<u8>, texts: &[&str]) {
    let ids: Option<Vec<Id>> =
        texts.iter().map(|text| if text.len() == TEXT_LEN { text.parse().ok() } else { None }).collect();
    if let Some(ids) = ids {
        out.push(KIND_IDS);
        for id in ids {
            out.extend_from_slice(&id.bytes());
        }
        return;
    }
    let mut distinct: Vec<&str> = texts.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len().saturating_mul(DICTIONARY_GAIN) <= texts.len() {
        out.push(KIND_DICTIONARY);
        put_len(out, distinct.len());
        distinct.iter().for_each(|text| put_text(out, text));
        for text in texts {
            put_len(out, distinct.binary_search(text).unwrap_or_default());
        }
    } else {
        out.push(KIND_TEXTS);
        texts.iter().for_each(|text| put_len(out, text.len()));
        texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
    }
}

fn put_mixed(out: &mut Vec<u8>, cell: &Value) {
    match cell {
        Value::Null => out.push(0),
        Value::Int(value) => {
            out.push(1);
            put_signed(out, *value);
        }
        Value::Text(text) => {
            out.push(2);
            put_text(out, text);
        }
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_len(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn put_len(out: &mut Vec<u8>, len: usize) {
    put_unsigned(out, u64::try_from(len).unwrap_or(u64::MAX));
}

fn put_signed(out: &mut Vec<u8>, value: i64) {
    put_unsigned(out, (value.wrapping_shl(1) ^ (value >> 63)).cast_unsigned());
}

fn put_unsigned(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes().first().copied().unwrap_or_default() | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes().first().copied().unwrap_or_default());
}

struct Reader<'b> {
    rest: &'b [u8],
    /// Bytes of text that dictionaries may still unfold to.
    unfolds: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], BadChunk> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(BadChunk)?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, BadChunk> {
        self.take(1)?.first().copied().ok_or(BadChunk)
    }

    fn unsigned(&mut self) -> Result<u64, BadChunk> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            if shift == 63 && byte > 1 {
                return Err(BadChunk);
            }
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(BadChunk)
    }

    fn signed(&mut self) -> Result<i64, BadChunk> {
        let value = self.unsigned()?;
        Ok((value >> 1).cast_signed() ^ -((value & 1).cast_signed()))
    }

    /// A length of things that take at least a byte each.
    fn len(&mut self) -> Result<usize, BadChunk> {
        let len = self.len_unbounded()?;
        if len <= self.rest.len() { Ok(len) } else { Err(BadChunk) }
    }

    fn len_unbounded(&mut self) -> Result<usize, BadChunk> {
        let len = usize::try_from(self.unsigned()?).map_err(|_| BadChunk)?;
        if len <= CHUNK_CELLS_MAX { Ok(len) } else { Err(BadChunk) }
    }

    fn text(&mut self) -> Result<&'b str, BadChunk> {
        let len = self.len()?;
        std::str::from_utf8(self.take(len)?).map_err(|_| BadChunk)
    }

    fn column(&mut self, cells_left: &mut usize) -> Result<Vec<Value>, BadChunk> {
        let count = self.len_unbounded()?;
        *cells_left = cells_left.checked_sub(count).ok_or(BadChunk)?;
        match self.byte()? {
            KIND_NULLS => Ok(vec![Value::Null; count]),
            KIND_INTS => self.ints(count),
            KIND_IDS => (0..count).map(|_| self.id()).collect(),
            KIND_TEXTS => self.texts(count),
            KIND_DICTIONARY => self.dictionary(count),
            KIND_MIXED => (0..count).map(|_| self.mixed()).collect(),
            _ => Err(BadChunk),
        }
    }

    fn ints(&mut self, count: usize) -> Result<Vec<Value>, BadChunk> {
        let mut before = 0i64;
        let next = |_| {
            before = before.wrapping_add(self.signed()?);
            Ok(Value::Int(before))
        };
        (0..count).map(next).collect()
    }

    fn id(&mut self) -> Result<Value, BadChunk> {
        let bytes = self.take(16)?.first_chunk::<16>().ok_or(BadChunk)?;
        Ok(Value::Text(Id::from_bytes(*bytes).to_string()))
    }

    fn texts(&mut self, count: usize) -> Result<Vec<Value>, BadChunk> {
        let lengths: Vec<usize> = (0..count).map(|_| self.len()).collect::<Result<_, _>>()?;
        let next = |len| {
            let text = std::str::from_utf8(self.take(len)?).map_err(|_| BadChunk)?;
            Ok(Value::from(text))
        };
        lengths.into_iter().map(next).collect()
    }

    fn dictionary(&mut self, count: usize) -> Result<Vec<Value>, BadChunk> {
        let size = self.len()?;
        let words: Vec<&str> = (0..size).map(|_| self.text()).collect::<Result<_, _>>()?;
        let next = |_| {
            let at = self.len_unbounded()?;
            let word = *words.get(at).ok_or(BadChunk)?;
            self.unfolds = self.unfolds.checked_sub(word.len()).ok_or(BadChunk)?;
            Ok(Value::from(word))
        };
        (0..count).map(next).collect()
    }

    fn mixed(&mut self) -> Result<Value, BadChunk> {
        match self.byte()? {
            0 => Ok(Value::Null),
            1 => self.signed().map(Value::Int),
            2 => self.text().map(Value::from),
            _ => Err(BadChunk),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::Int),
            "\\PC{0,12}".prop_map(Value::Text),
            any::<[u8; 16]>().prop_map(|bytes| Value::Text(Id::from_bytes(bytes).to_string())),
        ]
    }

    fn change() -> impl Strategy<Value = TableChange> {
        (1usize..5, 0usize..20).prop_flat_map(|(width, height)| {
            let row = prop::collection::vec(value(), width);
            (prop::collection::vec(row, height), prop::collection::vec("[a-z]{1,5}", 0..4)).prop_map(
                move |(rows, gone)| TableChange {
                    table: "t".into(),
                    gone,
                    columns: (0..width).map(|at| format!("c{at}")).collect(),
                    rows,
                },
            )
        })
    }

    #[test]
    fn a_chunk_is_as_committed() {
        let id = |number: u8| Value::Text(Id::from_bytes([number; 16]).to_string());
        let text = |text: &str| Value::Text(text.to_owned());
        let row = |number: u8, count: i64, note: Value, word: &str| {
            vec![id(number), text("hall"), Value::Int(count), note, text(word), Value::Null]
        };
        // A column of each kind: ids, few words, numbers, a mixture, many words, nothing.
        let change = TableChange {
            table: "note".to_owned(),
            gone: vec![Id::from_bytes([9; 16]).to_string()],
            columns: ["id", "room", "count", "text", "word", "none"].map(str::to_owned).to_vec(),
            rows: vec![
                row(1, 5, Value::Null, "oak"),
                row(2, 4, text("only here"), "elm"),
                row(3, i64::MAX, Value::Int(7), ""),
                row(4, -1, Value::Null, "ash"),
            ],
        };
        let plain = plain(&[change, TableChange { table: "empty".to_owned(), ..TableChange::default() }]);
        let line = |line: &[u8]| {
            let hex: String = line.iter().map(|byte| format!("{byte:02x}")).collect();
            let shown = |byte: &u8| if (32..127).contains(byte) { char::from(*byte) } else { '.' };
            format!("{hex:64}  {}", line.iter().map(shown).collect::<String>())
        };
        let shown: Vec<String> = plain.chunks(32).map(line).collect();
        let committed = [
            "02046e6f74650101090909090909090909090909090909090604026964040101  ..note.....................id...",
            "0101010101010101010101010101010202020202020202020202020202020203  ................................",
            "0303030303030303030303030303030404040404040404040404040404040404  ................................",
            "726f6f6d0403010468616c6c0000000005636f756e7404000a01f6ffffffffff  room....hall.....count..........",
            "ffffff01ffffffffffffffffff01047465787404040002096f6e6c7920686572  ...............text.....only her",
            "65010e0004776f72640402030300036f616b656c6d617368046e6f6e65040505  e....word......oakelmash.none...",
            "656d70747900050000                                                empty....",
        ];
        assert_eq!(shown, committed);
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(changes in prop::collection::vec(change(), 0..3)) {
            prop_assert_eq!(decode(&encode(&changes)).unwrap(), changes);
        }

        #[test]
        fn damaged_bytes_never_panic(changes in prop::collection::vec(change(), 0..3), at in any::<usize>(), bit in 0u8..8) {
            let mut bytes = encode(&changes);
            let len = bytes.len();
            bytes[at % len] ^= 1 << bit;
            let _ = decode(&bytes);
            let _ = decode(&bytes[..at % len]);
        }

        #[test]
        fn any_plain_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut packed = u32::try_from(bytes.len()).unwrap().to_be_bytes().to_vec();
            packed.extend(zstd::bulk::compress(&bytes, 1).unwrap());
            let _ = decode(&packed);
        }
    }

    #[test]
    fn repeated_text_and_ids_are_small() {
        let rows: Vec<Vec<Value>> = (0..1000)
            .map(|n| vec![Value::Text(Id::v7(n, [7; 10]).to_string()), Value::from("waiting"), Value::Int(n)])
            .collect();
        let change = TableChange {
            table: "t".into(),
            columns: vec!["id".into(), "state".into(), "n".into()],
            rows,
            gone: vec![],
        };
        let bytes = encode(std::slice::from_ref(&change));
        assert!(bytes.len() < 20_000, "{} bytes", bytes.len());
        assert_eq!(decode(&bytes).unwrap(), vec![change]);
    }

    #[test]
    fn a_dictionary_does_not_multiply_memory() {
        let word = "x".repeat(100_000);
        let rows = |count: usize| vec![vec![Value::from(word.as_str())]; count];
        let change = |count| TableChange {
            table: "t".into(),
            columns: vec!["c".into()],
            rows: rows(count),
            gone: vec![],
        };
        assert_eq!(decode(&encode(&[change(2_000)])), Err(BadChunk));
        assert_eq!(decode(&encode(&[change(400), change(400)])), Err(BadChunk), "in all");
        assert!(decode(&encode(&[change(400)])).is_ok());
    }

    #[test]
    fn a_bomb_is_refused() {
        let packed = zstd::bulk::compress(&vec![0u8; CHUNK_BYTES_MAX + 1], 1).unwrap();
        for claimed in [CHUNK_BYTES_MAX + 1, 100] {
            let mut bomb = u32::try_from(claimed).unwrap().to_be_bytes().to_vec();
            bomb.extend(&packed);
            assert_eq!(decode(&bomb), Err(BadChunk), "claims {claimed}");
        }
    }
}
