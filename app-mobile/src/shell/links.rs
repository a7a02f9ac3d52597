//! Links from outside lead to screens, whether they started the app or came while it was open.

use std::time::Duration;

use dioxus::prelude::*;

use crate::routes::from_link;
use crate::ui::ui;

/// How often the device is asked for links.
const EVERY: Duration = Duration::from_millis(500);

/// Goes where links from outside lead, for as long as it is on the screen.
#[component]
pub(crate) fn Links() -> Element {
    use_future(|| async {
        loop {
            follow();
            tokio::time::sleep(EVERY).await;
        }
    });
    rsx! {}
}

fn follow() {
    for link in ui().phone().device.links.drain() {
        match from_link(&link) {
            Some(to) => {
                navigator().push(to);
            }
            None => tracing::warn!("a link from outside leads nowhere"),
        }
    }
}
