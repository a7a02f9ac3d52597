//! The root: shared things are made here, changes of the store are heard here, and the page is kept in step with
//! the settings.

use std::sync::Arc;

use dioxus::prelude::*;
use futures_util::StreamExt as _;
use hubbub_core::client::{Clock as _, Notice, SystemClock};

use crate::device::Link;
use crate::notify::Shown;
use crate::page;
use crate::phone::Phone;
use crate::routes::Route;
use crate::screens::drive::measure;
use crate::track::{self, Track};
use crate::ui::{Ui, read_home};

/// How often the device is asked for positions and for its network.
const DEVICE_EVERY: std::time::Duration = std::time::Duration::from_secs(2);

/// The app on an open phone, for a shell to show.
#[must_use]
pub fn virtual_dom(phone: Arc<Phone>) -> VirtualDom {
    VirtualDom::new(App).with_root_context(phone)
}

/// The root component. It finds the phone in its context.
#[component]
pub fn App() -> Element {
    let ui = use_context_provider(|| Ui::new(&use_phone()));
    let home = use_memo(move || read_home(ui));
    use_context_provider(|| home);
    use_changes(ui);
    use_device(ui);
    use_effect(move || {
        document::eval(&page::apply(&ui.settings.read(), ui.locale()));
    });
    rsx! { Router::<Route> {} }
}

fn use_phone() -> Arc<Phone> {
    consume_context::<Arc<Phone>>()
}

/// Hears what changes in the store, from whatever thread, and draws what depends on it.
fn use_changes(ui: Ui) {
    let heard = use_hook(|| {
        let (tell, heard) = futures_channel::mpsc::unbounded();
        let subscription = ui.client(|client| {
            client.subscribe(move |notice| {
                if tell.unbounded_send(notice.clone()).is_err() {
                    tracing::debug!("the screen is gone");
                }
            })
        });
        CopyValue::new((Some(heard), subscription))
    });
    use_future(move || async move {
        let mut heard = heard;
        let taken = heard.write().0.take();
        let Some(changes) = taken else { return };
        // What comes together is drawn together.
        let mut changes = changes.ready_chunks(256);
        let mut shown = Shown::begin(ui);
        while let Some(changes) = changes.next().await {
            mark(ui, &changes);
            if changes
                .iter()
                .any(|change| matches!(change, Notice::Rows(tables) if tables.contains("notice")))
            {
                shown.show(ui);
            }
        }
    });
}

/// Every few seconds: measures positions while they are wanted and records them, and holds pictures back where the
/// network is paid by the megabyte and the person wants that.
fn use_device(ui: Ui) {
    use_future(move || async move {
        let mut here = ui.here;
        let mut track = Track::begin(SystemClock.now());
        let mut measuring = false;
        loop {
            hold_pictures(ui);
            let wanted = track::is_wanted(ui);
            if wanted && !measuring {
                measure(ui);
            } else if measuring && !wanted {
                ui.phone().device.position.stop();
            }
            measuring = wanted;
            let fixes = ui.phone().device.position.drain();
            if wanted {
                track::record(ui, &mut track, &fixes);
            }
            if let Some(last) = fixes.last() {
                here.set(Some(*last));
            }
            tokio::time::sleep(DEVICE_EVERY).await;
        }
    });
}

fn hold_pictures(mut ui: Ui) {
    let metered = ui.phone().device.network.link() == Link::Metered;
    let hold = metered && !ui.settings.peek().pictures_on_metered;
    ui.client(|client| client.hold_files(hold));
    if *ui.held.peek() != hold {
        ui.held.set(hold);
    }
}

fn mark(mut ui: Ui, changes: &[Notice]) {
    if changes.iter().any(|change| matches!(change, Notice::Rows(_))) {
        *ui.rows.write() += 1;
    }
    if changes.iter().any(|change| matches!(change, Notice::Sync)) {
        ui.hear_server();
        *ui.sync.write() += 1;
    }
    if changes.iter().any(|change| matches!(change, Notice::Live(_))) {
        *ui.live.write() += 1;
    }
    if changes.iter().any(|change| matches!(change, Notice::File(_))) {
        *ui.files.write() += 1;
    }
}
