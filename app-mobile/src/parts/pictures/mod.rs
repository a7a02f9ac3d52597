//! Pictures that a person adds: taken or chosen, kept on the device at once, taken out again with a touch.

use dioxus::prelude::*;
use hubbub_core::client::Attached;

use super::{Button, Picture, Sign};
use crate::background;
use crate::device::Lacking;
use crate::ui::{Ui, ui};
use crate::words::{t, t_with};

/// Up to `max` pictures, known by their content. Each is safe on the device when it shows.
#[component]
pub(crate) fn Pictures(
    hashes: Signal<Vec<String>>,
    max: usize,
    #[props(default)] label: Option<String>,
    #[props(default)] big: bool,
) -> Element {
    let mut hashes = hashes;
    let ui = ui();
    let mut busy = use_signal(|| false);
    let take = move |()| {
        if busy() {
            return;
        }
        busy.set(true);
        spawn(async move {
            if let Some(hash) = take_one(ui).await
                && !hashes.peek().contains(&hash)
            {
                hashes.write().push(hash);
            }
            busy.set(false);
        });
    };
    let full = hashes.read().len() >= max;
    let words = label.unwrap_or_else(|| t("picture-add"));
    rsx! {
        div { class: "pictures",
            if !hashes.read().is_empty() {
                ul { class: "pictures-list", role: "list",
                    for (index , hash) in hashes().into_iter().enumerate() {
                        li { key: "{hash}", class: "pictures-one",
                            Picture { hash: Some(hash.clone()), alt: t_with("picture-number", &[("number", number(index).into())]), sign: Sign::Image }
                            Button {
                                sign: Sign::X, name: t_with("picture-remove", &[("number", number(index).into())]),
                                onclick: move |()| hashes.write().retain(|it| *it != hash),
                            }
                        }
                    }
                }
            }
            if !full {
                Button { sign: Sign::Camera, wide: big, busy: busy(), onclick: take, "{words}" }
            }
        }
    }
}

fn number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1)
}

/// Lets the person take a picture and keeps it; its name, when there is one.
pub(crate) async fn take_one(ui: Ui) -> Option<String> {
    let phone = ui.phone();
    let taken = background::run(move || match phone.device.camera.take() {
        // Small enough for a slow network, and without the place that cameras write into their pictures.
        Ok(Some(bytes)) => match phone.client.attach_picture(&bytes) {
            Ok(Attached::Kept(hash)) => Ok(Some(hash)),
            Ok(Attached::Refused(refusal)) => Err(refusal.code.to_string()),
            Err(failed) => Err(failed.to_string()),
        },
        Ok(None) => Ok(None),
        Err(Lacking::Unsupported) => Err(String::new()),
        Err(lacking) => Err(lacking.to_string()),
    })
    .await;
    match taken {
        Some(Ok(hash)) => hash,
        Some(Err(problem)) => {
            tracing::warn!(problem, "no picture was taken");
            ui.say(t("picture-failed"));
            None
        }
        None => None,
    }
}
