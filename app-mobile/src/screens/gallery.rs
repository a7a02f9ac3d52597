//! Every part, as it looks and sounds. Tests photograph it in both themes and four languages.

use dioxus::prelude::*;
use hubbub_core::i18n::Locale;

use crate::parts::{
    Badge, Button, Check, Confirm, Dialog, Disclosure, Empty, Field, Kind, Map, Mark, Meter, Note, Pending,
    Picture, Pictures, Problem, Radio, Row, Rows, Select, Sign, Spot, Switch, Tabs, Tone,
};
use crate::routes::Route;
use crate::ui::ui;
use crate::words::{money, t, t_count, t_with};

/// The gallery.
#[component]
pub(crate) fn Gallery() -> Element {
    let ui = ui();
    let languages =
        Locale::ALL.iter().map(|it| (it.tag().to_owned(), it.own_name().to_owned())).collect::<Vec<_>>();
    rsx! {
        document::Title { {t("gallery-title")} }
        main { class: "screen-body stack shell gallery",
            h1 { {t("gallery-title")} }
            Select {
                id: "language", label: t("language"), value: ui.locale().tag(), options: languages,
                onchange: move |tag: String| ui.set(|settings| settings.locale = Locale::from_tag(&tag)),
            }
            Buttons {}
            Inputs {}
            Choices {}
            Said {}
            Shown {}
        }
    }
}

#[component]
fn Buttons() -> Element {
    let mut dialog = use_signal(|| false);
    let mut sheet = use_signal(|| false);
    let mut confirm = use_signal(|| false);
    rsx! {
        section { class: "stack", aria_labelledby: "g-buttons",
            h2 { id: "g-buttons", {t("gallery-buttons")} }
            Button { kind: Kind::Primary, wide: true, sign: Sign::Vote, {t("vote-cast")} }
            div { class: "buttons",
                Button { {t("vote-change")} }
                Button { kind: Kind::Danger, sign: Sign::Trash2, {t("remedy-discard")} }
            }
            Button { kind: Kind::Primary, wide: true, busy: true, sign: Sign::RefreshCw, {t("sign-in")} }
            Button { kind: Kind::Primary, wide: true, why: t("votes-choose-first"), {t("vote-cast")} }
            div { class: "buttons",
                Button { id: "open-dialog", onclick: move |()| dialog.set(true), {t("gallery-dialog")} }
                Button { id: "open-sheet", onclick: move |()| sheet.set(true), {t("gallery-sheet")} }
                Button { id: "open-confirm", onclick: move |()| confirm.set(true), {t("vote-withdraw")} }
            }
            Dialog { title: t("gallery-dialog"), open: dialog, p { {t("app-promise")} } }
            Dialog { title: t("gallery-sheet"), open: sheet, sheet: true,
                Field { id: "sheet-field", label: t("your-name"), value: use_signal(String::new) }
                Button { kind: Kind::Primary, wide: true, onclick: move |()| sheet.set(false), {t("go-on")} }
            }
            Confirm { title: t("vote-withdraw"), words: t("votes-withdraw-words"), yes: t("vote-withdraw"), no: t("keep"), open: confirm, onyes: |()| {} }
        }
    }
}

#[component]
fn Inputs() -> Element {
    let name = use_signal(|| "Margot Lefèvre".to_owned());
    let password = use_signal(String::new);
    let notes = use_signal(String::new);
    rsx! {
        section { class: "stack", aria_labelledby: "g-fields",
            h2 { id: "g-fields", {t("gallery-fields")} }
            Field { id: "g-name", label: t("your-name"), hint: t("your-name-hint"), value: name }
            Field { id: "g-password", label: t("password"), kind: "password", hint: t("password-hint"), problem: t("issue-password-too-simple"), value: password }
            Field { id: "g-notes", label: t("code"), optional: t("optional"), lines: 3, value: notes }
        }
    }
}

#[component]
fn Choices() -> Element {
    let mut checked = use_signal(|| true);
    let mut on = use_signal(|| true);
    let mut radio = use_signal(|| 0_usize);
    let mut tab = use_signal(|| "meals".to_owned());
    let words = ["activities", "meals", "films"];
    let tabs =
        words.iter().map(|word| ((*word).to_owned(), t(&format!("category-{word}")))).collect::<Vec<_>>();
    rsx! {
        section { class: "stack", aria_labelledby: "g-choices",
            h2 { id: "g-choices", {t("gallery-choices")} }
            Check { id: "g-check", label: t("legal-agree-terms"), checked: checked(), onchange: move |to| checked.set(to) }
            Switch { id: "g-switch", label: t("settings-notices"), hint: t("settings-notices-hint"), checked: on(), onchange: move |to| on.set(to) }
            fieldset {
                legend { {t("category-choose")} }
                for (index , word) in words.into_iter().enumerate() {
                    Radio { key: "{word}", id: "g-{word}", group: "g", label: t(&format!("category-{word}")), checked: radio() == index, onchange: move |_| radio.set(index) }
                }
            }
            Tabs { id: "g-tabs", label: t("category-choose"), tabs, selected: tab(), onselect: move |to| tab.set(to),
                p { {t(&format!("category-{tab}"))} }
            }
            Disclosure { title: t("votes-how-decided"), p { {t("votes-offline-hint")} } }
        }
    }
}

#[component]
fn Said() -> Element {
    rsx! {
        section { class: "stack", aria_labelledby: "g-said",
            h2 { id: "g-said", {t("gallery-said")} }
            Note { p { {t("legal-collected")} } }
            Note { tone: Tone::Good, p { {t("mail-sent")} } }
            Note { tone: Tone::Warn, p { {t_count("sync-refused", 2)} } }
            Problem { words: t("trouble-offline") }
            div { class: "badges",
                Pending {}
                Badge { words: t("poll-state-open"), sign: Sign::CircleDot, strong: true }
                Badge { words: t_count("vote-total", 1_234) }
            }
            Empty { sign: Sign::Bell, title: t("notices-empty"), words: t("notices-empty-words") }
        }
    }
}

#[component]
fn Shown() -> Element {
    let spot = |lat_e6, lon_e6| Spot { lat_e6, lon_e6 };
    let marks = vec![
        Mark { at: spot(48_575_200, 7_813_900), word: String::new(), kind: "hub" },
        Mark { at: spot(48_569_100, 7_822_000), word: "1".to_owned(), kind: "done" },
        Mark { at: spot(48_561_000, 7_829_300), word: "2".to_owned(), kind: "stop" },
        Mark { at: spot(48_566_000, 7_825_000), word: String::new(), kind: "driver" },
    ];
    let line = marks.iter().map(|mark| mark.at).collect::<Vec<_>>();
    let pictures = use_signal(Vec::<String>::new);
    rsx! {
        section { class: "stack", aria_labelledby: "g-shown",
            h2 { id: "g-shown", {t("gallery-shown")} }
            Meter { label: t("category-meals"), words: t_count("vote-total", 42), value: 42, max: 60, pending: 1, strong: true }
            Meter { label: t("category-films"), words: t_count("vote-total", 17), value: 17, max: 60, pending: -1 }
            Picture { hash: None, alt: "", sign: Sign::Utensils, wide: true }
            Rows {
                Row { title: t("category-meals"), detail: t_with("poll-closes", &[("at", t("as-of-live").into())]), sign: Sign::Utensils, to: Route::Votes {}, end: money(1_250, "EUR") }
                Row { title: t("category-films"), sign: Sign::Film, unread: t("notices-new") }
            }
            Map { label: t("gallery-shown"), marks, line }
            Pictures { hashes: pictures, max: 3 }
        }
    }
}
