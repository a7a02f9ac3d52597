//! The system's randomness, as ids and bytes.

use hubbub_core::id::Id;
use hubbub_core::store::Fault;
use hubbub_core::time::Timestamp;

/// Random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Io(error.to_string()))?;
    Ok(bytes)
}

/// A new id that sorts by `now`.
pub(crate) fn id(now: Timestamp) -> Result<Id, Fault> {
    Ok(Id::v7(now.0, bytes()?))
}
