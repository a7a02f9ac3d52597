//! Notices beside the app: what is new is shown by the system too, when the person wants that. What was there when
//! the app began is not shown again.

use std::collections::BTreeSet;

use dioxus::prelude::ReadableExt as _;
use hubbub_core::i18n::notice_text;
use hubbub_core::id::Id;
use hubbub_core::notice::view::{NoticeLine, notices};

use crate::device::Lacking;
use crate::ui::Ui;
use crate::words::{offset_at, t};

/// What has been shown.
#[derive(Default)]
pub(crate) struct Shown(BTreeSet<Id>);

impl Shown {
    /// What the person has been told already.
    pub(crate) fn begin(ui: Ui) -> Self {
        Self(unread(ui).into_iter().map(|notice| notice.id).collect())
    }

    /// Shows what is new.
    pub(crate) fn show(&mut self, ui: Ui) {
        let wanted = ui.settings.read().system_notices;
        for notice in unread(ui) {
            if !self.0.insert(notice.id) || !wanted {
                continue;
            }
            let words = notice_text(notice.kind, &notice.params, ui.locale(), &offset_at);
            match ui.phone().device.notices.show(&t("app-name"), &words, "hubbub://notices") {
                Ok(()) | Err(Lacking::Unsupported) => {}
                Err(lacking) => tracing::warn!(%lacking, "a notice was not shown by the system"),
            }
        }
    }
}

fn unread(ui: Ui) -> Vec<NoticeLine> {
    let found = ui.view(|tx, viewer| notices(tx, viewer, None)).unwrap_or_default();
    found.into_iter().filter(|notice| notice.unread).collect()
}
