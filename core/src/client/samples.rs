//! Samples of the telemetry lane that still wait on the device.

use super::{Client, Failed};
use crate::sync::telemetry;

impl Client {
    /// How many samples have not reached the server.
    ///
    /// # Errors
    /// [`Failed::Store`].
    pub fn samples_waiting(&self) -> Result<u64, Failed> {
        Ok(self.keeper.read(telemetry::waiting)?)
    }
}
