//! A device that tests lead by the hand: pictures and positions come from a folder, what it is asked to do is
//! written down. Never part of a product.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hubbub_core::client::{Clock as _, SystemClock};
use hubbub_core::i18n::Locale;

use super::{
    Camera, DeepLinks, Device, Feel, Fix, Haptics, Lacking, Link, Network, Position, Share, SystemNotices,
};

/// What the device was asked to do, and what it has to give.
pub struct Rehearsal {
    folder: PathBuf,
    measuring: AtomicBool,
    fixes: AtomicUsize,
    done: Mutex<Vec<String>>,
}

/// A rehearsed device over a folder:
/// - `camera.jpg` is the picture that is taken,
/// - `positions.csv` are positions, each line `latitude,longitude` in micro-degrees,
/// - `shared/` is where files go that are given away,
/// - `offline` is there while the device has no network, `metered` while it pays by the megabyte,
/// - `links` holds links from outside, one a line; it is gone once they were heard,
/// - `opened` is where addresses are written that other apps shall open.
#[must_use]
pub fn rehearsed(folder: &Path, locale: Locale) -> (Device, Arc<Rehearsal>) {
    let rehearsal = Arc::new(Rehearsal {
        folder: folder.to_owned(),
        measuring: AtomicBool::new(false),
        fixes: AtomicUsize::new(0),
        done: Mutex::default(),
    });
    let device = Device {
        locale,
        camera: Arc::clone(&rehearsal) as Arc<dyn Camera>,
        position: Arc::clone(&rehearsal) as Arc<dyn Position>,
        network: Arc::clone(&rehearsal) as Arc<dyn Network>,
        notices: Arc::clone(&rehearsal) as Arc<dyn SystemNotices>,
        share: Arc::clone(&rehearsal) as Arc<dyn Share>,
        haptics: Arc::clone(&rehearsal) as Arc<dyn Haptics>,
        links: Arc::clone(&rehearsal) as Arc<dyn DeepLinks>,
    };
    (device, rehearsal)
}

impl Rehearsal {
    /// What the device was asked to do, in order.
    #[must_use]
    pub fn done(&self) -> Vec<String> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, what: String) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

impl Camera for Rehearsal {
    fn take(&self) -> Result<Option<Vec<u8>>, Lacking> {
        match fs::read(self.folder.join("camera.jpg")) {
            Ok(picture) => Ok(Some(picture)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Lacking::Failed(error.to_string())),
        }
    }
}

impl Position for Rehearsal {
    fn start(&self) -> Result<(), Lacking> {
        self.measuring.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn stop(&self) {
        self.measuring.store(false, Ordering::Relaxed);
    }

    fn drain(&self) -> Vec<Fix> {
        if !self.measuring.load(Ordering::Relaxed) {
            return Vec::new();
        }
        let Ok(text) = fs::read_to_string(self.folder.join("positions.csv")) else { return Vec::new() };
        let place = |line: &str| -> Option<(i64, i64)> {
            let (lat, lon) = line.split_once(',')?;
            Some((lat.trim().parse().ok()?, lon.trim().parse().ok()?))
        };
        let places: Vec<(i64, i64)> = text.lines().filter_map(place).collect();
        let known = self.fixes.swap(places.len(), Ordering::Relaxed);
        let fix = |(lat_e6, lon_e6): &(i64, i64)| Fix {
            at_ms: SystemClock.now().0,
            lat_e6: *lat_e6,
            lon_e6: *lon_e6,
            accuracy_cm: 800,
            speed_cms: None,
            heading_cdeg: None,
            battery_pct: Some(80),
        };
        places.iter().skip(known).map(fix).collect()
    }
}

impl Network for Rehearsal {
    fn link(&self) -> Link {
        let is_there = |name| self.folder.join(name).exists();
        match (is_there("offline"), is_there("metered")) {
            (true, _) => Link::None,
            (false, true) => Link::Metered,
            (false, false) => Link::Free,
        }
    }
}

impl SystemNotices for Rehearsal {
    fn show(&self, title: &str, words: &str, link: &str) -> Result<(), Lacking> {
        self.note(format!("notice {title}: {words} -> {link}"));
        Ok(())
    }
}

impl Share for Rehearsal {
    fn give(&self, name: &str, content: &[u8]) -> Result<Option<String>, Lacking> {
        let folder = self.folder.join("shared");
        let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), content));
        kept.map_err(|error| Lacking::Failed(error.to_string()))?;
        self.note(format!("shared {name}"));
        Ok(None)
    }

    fn open(&self, address: &str) -> Result<(), Lacking> {
        self.note(format!("opened {address}"));
        fs::write(self.folder.join("opened"), address).map_err(|error| Lacking::Failed(error.to_string()))
    }
}

impl Haptics for Rehearsal {
    fn feel(&self, feel: Feel) {
        self.note(format!("felt {feel:?}"));
    }
}

impl DeepLinks for Rehearsal {
    fn drain(&self) -> Vec<String> {
        let (file, taken) = (self.folder.join("links"), self.folder.join("links.taken"));
        // Taken away first: what is written meanwhile is heard next time.
        let Ok(()) = fs::rename(file, &taken) else { return Vec::new() };
        fs::read_to_string(taken).unwrap_or_default().lines().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::i18n::Locale;

    use super::rehearsed;
    use crate::device::{Feel, Link};

    #[test]
    fn a_rehearsed_device_does_what_its_folder_says() {
        let folder = tempfile::tempdir().unwrap();
        let (device, rehearsal) = rehearsed(folder.path(), Locale::De);
        assert_eq!(device.camera.take(), Ok(None));
        std::fs::write(folder.path().join("camera.jpg"), [0xff, 0xd8, 0xff]).unwrap();
        assert_eq!(device.camera.take(), Ok(Some(vec![0xff, 0xd8, 0xff])));
        assert_eq!(device.network.link(), Link::Free);
        std::fs::write(folder.path().join("metered"), "").unwrap();
        assert_eq!(device.network.link(), Link::Metered);
        std::fs::write(folder.path().join("links"), "hubbub://votes\nhubbub://me\n").unwrap();
        assert_eq!(device.links.drain(), ["hubbub://votes", "hubbub://me"]);
        assert_eq!(device.links.drain(), Vec::<String>::new());
        std::fs::write(folder.path().join("offline"), "").unwrap();
        assert_eq!(device.network.link(), Link::None);
        std::fs::write(folder.path().join("positions.csv"), "48575200,7813900\n48575300,7814000\n").unwrap();
        assert_eq!(device.position.drain(), []);
        device.position.start().unwrap();
        assert_eq!(device.position.drain().len(), 2);
        assert_eq!(device.position.drain().len(), 0);
        device.share.give("copy.json", b"{}").unwrap();
        device.haptics.feel(Feel::Done);
        assert_eq!(rehearsal.done(), ["shared copy.json", "felt Done"]);
        assert_eq!(std::fs::read(folder.path().join("shared/copy.json")).unwrap(), b"{}");
    }
}
