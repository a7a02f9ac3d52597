//! The viewer's ballot: filled in, cast, changed, withdrawn. It is kept when the button says so, with or without
//! a network.

use dioxus::prelude::*;
use hubbub_core::domain::Command;
use hubbub_core::id::Id;
use hubbub_core::voting::command::Command as Voting;
use hubbub_core::voting::method::Method;
use hubbub_core::voting::view::{Choice, PollCard};

use super::choices::{self, Marks};
use crate::device::Feel;
use crate::parts::{Button, Check, Confirm, Kind, Problem, Radio, Sign};
use crate::ui::{Trouble, ui};
use crate::words::{field_trouble, money, number, t, t_count, t_with, trouble};

/// The form; `how` says what to do.
#[component]
pub(crate) fn BallotForm(card: PollCard, how: Vec<String>) -> Element {
    let ui = ui();
    let marks = use_signal(|| choices::standing(&card));
    let mut failed = use_signal(|| None::<Trouble>);
    let mut ask_withdraw = use_signal(|| false);
    let stands = card.mine.as_ref().is_some_and(|mine| !mine.withdrawn);
    let single = card.choices.len() == 1;
    let poll = card.id;
    let base_revision = card.mine.as_ref().map_or(0, |mine| mine.revision);
    let mut act = move |command: Voting| {
        let done = ui.send(&Command::Voting(command));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        failed.set(done.err());
    };
    let vote = {
        let join = card.choices.first().map(|choice| choice.id).filter(|_| single);
        move |()| {
            let marks = join.map_or_else(|| marks.peek().clone(), |only| Marks::from([(only, 1)]));
            let selections = choices::selections(&marks);
            act(if stands {
                Voting::Change { poll, base_revision, selections }
            } else {
                Voting::Cast { poll, selections }
            });
        }
    };
    let changed = *marks.read() != choices::standing(&card);
    let words = match (single, stands) {
        (true, _) => t("vote-join"),
        (false, true) => t("vote-change"),
        (false, false) => t("vote-cast"),
    };
    rsx! {
        section { class: "card stack", aria_labelledby: "ballot",
            h2 { id: "ballot", if stands { {t("votes-yours-stands")} } else { {t("votes-yours")} } }
            if let Some(no) = failed() {
                Problem { words: field_trouble(Some(&no), "selections").unwrap_or_else(|| trouble(&no)) }
            }
            if !single {
                for line in how {
                    p { key: "{line}", class: "muted", "{line}" }
                }
                Choices { card: card.clone(), marks }
                Left { card: card.clone(), marks }
            }
            if !stands || (!single && card.changeable) {
                Button { kind: Kind::Primary, wide: true, sign: Sign::Vote, why: blocked(&card, &marks.read(), stands, changed), onclick: vote, "{words}" }
            }
            if stands && card.changeable {
                Button { wide: true, onclick: move |()| ask_withdraw.set(true), {t("vote-withdraw")} }
            }
            p { class: "muted small", {t("votes-offline-hint")} }
        }
        Confirm {
            title: t("vote-withdraw"), words: t("votes-withdraw-words"), yes: t("vote-withdraw"), no: t("keep"), open: ask_withdraw,
            onyes: move |()| act(Voting::Withdraw { poll, base_revision }),
        }
    }
}

/// Why the button does nothing yet.
pub(super) fn blocked(card: &PollCard, marks: &Marks, stands: bool, changed: bool) -> Option<String> {
    if card.choices.len() == 1 {
        return None;
    }
    if stands && !changed {
        return Some(t("votes-change-first"));
    }
    (marks.is_empty() && !card.blank_allowed).then(|| t("votes-choose-first"))
}

/// The options, each with the control of the poll's method.
#[component]
pub(super) fn Choices(card: PollCard, marks: Signal<Marks>) -> Element {
    let method = card.method.clone();
    let currency = card.currency.clone().unwrap_or_default();
    let ranked = matches!(method, Method::Ranked { .. });
    let shown = if ranked { choices::in_order(&card.choices, &marks.read()) } else { card.choices.clone() };
    rsx! {
        fieldset { class: "stack-s", aria_labelledby: "ballot",
            for choice in shown {
                match &method {
                    Method::Single => rsx! { OneMark { key: "{choice.id}", choice, method: method.clone(), marks, radio: true, currency: currency.clone() } },
                    Method::Approval { .. } | Method::Budget { .. } => rsx! { OneMark { key: "{choice.id}", choice, method: method.clone(), marks, radio: false, currency: currency.clone() } },
                    Method::Points { .. } | Method::Score { .. } => rsx! { Stepper { key: "{choice.id}", choice, method: method.clone(), marks } },
                    Method::Ranked { .. } => rsx! { Rank { key: "{choice.id}", choice, method: method.clone(), marks } },
                }
            }
        }
    }
}

#[component]
fn OneMark(choice: Choice, method: Method, marks: Signal<Marks>, radio: bool, currency: String) -> Element {
    let mut marks = marks;
    let option = choice.id;
    let cost = (choice.cost_minor > 0).then(|| money(choice.cost_minor, &currency));
    let checked = marks.read().contains_key(&option);
    let id = format!("option-{option}");
    let onchange = move |_| choices::toggle(&method, &mut marks.write(), option);
    rsx! {
        if radio {
            Radio { id, group: "ballot", label: choice.title.clone(), hint: cost, checked, onchange }
        } else {
            Check { id, label: choice.title.clone(), hint: cost, checked, onchange }
        }
    }
}

/// Less and more, with the number between.
#[component]
fn Stepper(choice: Choice, method: Method, marks: Signal<Marks>) -> Element {
    let mut marks = marks;
    let option: Id = choice.id;
    let value = marks.read().get(&option).copied().unwrap_or(0);
    let named = |key: &str| t_with(key, &[("title", choice.title.clone().into())]);
    let (less, more) = (method.clone(), method);
    rsx! {
        div { class: "stepper", role: "group", aria_label: "{choice.title}",
            span { class: "stepper-title", "{choice.title}" }
            Button { name: named("votes-less"), sign: Sign::Minus, onclick: move |()| choices::give(&less, &mut marks.write(), option, -1) }
            output { class: "stepper-value", aria_live: "polite", {number(value)} }
            Button { name: named("votes-more"), sign: Sign::Plus, onclick: move |()| choices::give(&more, &mut marks.write(), option, 1) }
        }
    }
}

/// A place in the order: touched to be ranked, moved up and down.
#[component]
fn Rank(choice: Choice, method: Method, marks: Signal<Marks>) -> Element {
    let mut marks = marks;
    let option: Id = choice.id;
    let rank = marks.read().get(&option).copied();
    let last = i64::try_from(marks.read().len()).unwrap_or(i64::MAX);
    let named = |key: &str| t_with(key, &[("title", choice.title.clone().into())]);
    let place =
        rank.map_or_else(|| t("votes-unranked"), |rank| t_with("votes-rank", &[("rank", rank.into())]));
    rsx! {
        div { class: if rank.is_some() { "rank rank-on" } else { "rank" }, role: "group", aria_label: "{choice.title}, {place}",
            button {
                class: "rank-mark", r#type: "button", aria_pressed: if rank.is_some() { "true" } else { "false" },
                onclick: move |_| choices::toggle(&method, &mut marks.write(), option),
                span { class: "rank-number", aria_hidden: "true", {rank.map(number).unwrap_or_default()} }
                span { "{choice.title}" }
                span { class: "unseen", "{place}" }
            }
            if let Some(rank) = rank {
                if rank > 1 {
                    Button { name: named("votes-up"), sign: Sign::ArrowUp, onclick: move |()| choices::shift(&mut marks.write(), option, -1) }
                }
                if rank < last {
                    Button { name: named("votes-down"), sign: Sign::ArrowDown, onclick: move |()| choices::shift(&mut marks.write(), option, 1) }
                }
            }
        }
    }
}

/// What is left to give.
#[component]
pub(super) fn Left(card: PollCard, marks: Signal<Marks>) -> Element {
    let points = choices::points_left(&card.method, &marks.read());
    let budget = choices::budget_left(&card.method, &card.choices, &marks.read());
    let currency = card.currency.clone().unwrap_or_default();
    rsx! {
        p { class: "strong", role: "status",
            if let Some(points) = points {
                {t_count("points-left", points)}
            }
            if let Some(left) = budget {
                {t_with("budget-left", &[("amount", money(left, &currency).into())])}
            }
        }
    }
}
