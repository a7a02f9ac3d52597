//! What the app stands on: the open client, the device's features, and the settings that outlive a sign-out.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use hubbub_core::client::{Client, Failed, Options, Recovery};
use hubbub_core::store::Key;
use hubbub_core::time::Timestamp;

use crate::device::Device;
use crate::kept::Kept;
use crate::settings::SettingsFile;

/// How to open the app.
pub struct Opening {
    /// The folder that holds everything of this app; made if absent.
    pub folder: PathBuf,
    /// The server's address.
    pub server: String,
    /// The store's key.
    pub key: Key,
    /// What this device can do.
    pub device: Device,
    /// Whether to talk to the server at all.
    pub network: bool,
}

/// The opened app, shared by everything on the screen.
pub struct Phone {
    pub(crate) client: Client,
    pub(crate) device: Device,
    pub(crate) settings: SettingsFile,
    pub(crate) kept: Kept,
    /// The server's time that was heard last in this run of the app, and when by the steady clock.
    pub(crate) heard: Mutex<Option<(Timestamp, Instant)>>,
    pub(crate) recovery: Option<Recovery>,
    pub(crate) server: String,
}

impl Phone {
    /// Opens the store and starts to talk to the server.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open(opening: Opening) -> Result<Arc<Self>, Failed> {
        let Opening { folder, server, key, device, network } = opening;
        let settings = SettingsFile::open(&folder);
        let kept = Kept::open(&folder.join("kept"), &key)?;
        let mut options = Options::new(folder.join("store"), &server, key);
        settings.read().locale.unwrap_or(device.locale).tag().clone_into(&mut options.language);
        options.name_by("Hubbub Phone");
        options.network = network;
        let (client, recovery) = Client::open(options)?;
        Ok(Arc::new(Self { client, device, settings, kept, heard: Mutex::default(), recovery, server }))
    }

    /// How many rows the store shows, for figures.
    ///
    /// # Errors
    /// As [`Client::digests`].
    pub fn rows(&self) -> Result<u64, Failed> {
        Ok(self.client.digests()?.values().map(|(rows, _)| rows).sum())
    }
}
