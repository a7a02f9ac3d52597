//! Messages and rows on the wire.

use std::fmt::Debug;

use hubbub_core::sync::columns as rows;
use hubbub_core::sync::protocol::{Answer, Frame, Request, decode, encode};
use serde_json::Value;

/// Requests of devices.
pub fn wire_request(data: &[u8]) {
    read_again::<Request>(data);
}

/// Answers of a server, or of what says it is one.
pub fn wire_answer(data: &[u8]) {
    read_again::<Answer>(data);
}

/// Frames of a socket, either way; and what is inside of an event.
pub fn wire_frame(data: &[u8]) {
    read_again::<Frame>(data);
    if let Ok(Frame::Event(event)) = decode(data) {
        let _ = event.event();
    }
}

/// Rows on the wire: as they came, or with the fuzzer's bytes as what was compressed.
pub fn columns(data: &[u8]) {
    let Some((&how, rest)) = data.split_first() else { return };
    let bytes = if how & 1 == 0 { rest.to_vec() } else { chunk(rest) };
    if let Ok(changes) = rows::decode(&bytes) {
        let again = rows::decode(&rows::encode(&changes)).expect("what was written can be read");
        assert_eq!(again, changes);
    }
}

/// A chunk whose plain bytes are these.
#[must_use]
pub fn chunk(plain: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(plain.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    bytes.extend(zstd::bulk::compress(plain, 1).unwrap_or_default());
    bytes
}

fn read_again<T>(data: &[u8])
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug,
{
    if let Ok(message) = decode::<T>(data) {
        let again: T = decode(&encode(&message)).expect("what was written can be read");
        assert_eq!(again, message);
        // Messages are shown in logs and tests as JSON.
        let _: Result<Value, _> = serde_json::to_value(&message);
    }
}
