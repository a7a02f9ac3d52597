//! Dialogs and sheets on the native `<dialog>`: the page behind is inert, Escape closes, and the focus goes back
//! to where it came from.

use std::sync::atomic::{AtomicU64, Ordering};

use dioxus::prelude::*;

use super::{Button, Icon, Kind, Sign};
use crate::words::t;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A dialog, or with `sheet` one that comes up from below. It is shown while `open` is true; setting `open` to
/// false closes it. Without `closable` it stays until its content closes it.
#[component]
pub(crate) fn Dialog(
    title: String,
    open: Signal<bool>,
    #[props(default)] sheet: bool,
    #[props(default = true)] closable: bool,
    children: Element,
) -> Element {
    // Shown until the page says that it is closed: an element that is just taken away loses the focus.
    let mut shown = use_signal(|| false);
    use_effect(move || {
        if open() {
            shown.set(true);
        }
    });
    if !shown() && !open() {
        return rsx! {};
    }
    rsx! { Frame { title, open, shown, sheet, closable, {children} } }
}

#[component]
fn Frame(
    title: String,
    open: Signal<bool>,
    shown: Signal<bool>,
    sheet: bool,
    closable: bool,
    children: Element,
) -> Element {
    let (mut open, mut shown) = (open, shown);
    let id = use_hook(|| format!("dialog-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    let script = show_script(&id, closable);
    use_effect(move || {
        let mut page = document::eval(&script);
        spawn(async move {
            if page.recv::<String>().await.is_ok() {
                open.set(false);
                shown.set(false);
            }
        });
    });
    let to_close = id.clone();
    use_effect(move || {
        if !open() {
            document::eval(&format!("document.getElementById('{to_close}')?.close()"));
        }
    });
    rsx! {
        dialog { id: "{id}", class: if sheet { "dialog sheet" } else { "dialog" }, aria_labelledby: "{id}-title",
            header { class: "dialog-head",
                h2 { id: "{id}-title", tabindex: "-1", "{title}" }
                if closable {
                    button { class: "button button-plain", r#type: "button", aria_label: t("close"), onclick: move |_| open.set(false),
                        Icon { sign: Sign::X }
                    }
                }
            }
            div { class: "dialog-body", {children} }
        }
    }
}

/// Opens the dialog, and tells when it has closed.
fn show_script(id: &str, closable: bool) -> String {
    format!(
        r#"const dialog = document.getElementById("{id}");
        const opener = document.activeElement;
        dialog.addEventListener("close", () => {{
            if (opener && opener.isConnected) opener.focus();
            dioxus.send("closed");
        }}, {{ once: true }});
        if ({closable}) {{
            dialog.addEventListener("click", (event) => {{ if (event.target === dialog) dialog.close(); }});
        }} else {{
            dialog.addEventListener("cancel", (event) => event.preventDefault());
        }}
        dialog.showModal();
        dialog.querySelector("h2").focus();"#
    )
}

/// Asks before something that can't be undone.
#[component]
pub(crate) fn Confirm(
    title: String,
    words: String,
    yes: String,
    no: String,
    open: Signal<bool>,
    onyes: EventHandler<()>,
    #[props(default = Kind::Danger)] kind: Kind,
) -> Element {
    let mut open = open;
    rsx! {
        Dialog { title, open,
            p { "{words}" }
            div { class: "buttons",
                Button { onclick: move |()| open.set(false), "{no}" }
                Button {
                    kind,
                    onclick: move |()| {
                        open.set(false);
                        onyes.call(());
                    },
                    "{yes}"
                }
            }
        }
    }
}
