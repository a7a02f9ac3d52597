//! The driver's screens: the shift, the run as a list, one stop that fills the screen, the proof, the day. One hand,
//! large words, the next action at the bottom; day, night, sunlight and gloves.

mod day;
mod fail;
mod look;
mod mode;
mod proof;
mod signature;
mod stop;
mod undo;

use dioxus::prelude::*;
use hubbub_core::access::Role;
use hubbub_core::delivery::command::Command as Delivery;
use hubbub_core::delivery::model::{RunState, StopPhase};
use hubbub_core::delivery::view::{RunPage, StopCard, current_run, day as read_day};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;

pub(crate) use self::day::DayScreen;
pub(crate) use self::look::{geo_link, measure};
use self::look::{phase_key, phase_sign};
pub(crate) use self::mode::DriveShell;
use self::mode::Modes;
pub(crate) use self::proof::ProofScreen;
pub(crate) use self::stop::StopScreen;
use crate::device::Feel;
use crate::parts::{
    Badge, Button, Confirm, Dialog, Empty, Icon, Kind, LinkButton, Map, Mark, Row, Rows, Select, Sign, Spot,
};
use crate::routes::Route;
use crate::shell::Screen;
use crate::track::CONSENT;
use crate::ui::{Home, Ui, ui, use_home};
use crate::words::{date_time, t, t_count, t_with, time, trouble};

/// The hubs for which the person drives.
pub(crate) fn drives_for(home: &Home) -> Vec<(Id, String)> {
    let hubs =
        home.community.roles.iter().filter(|(role, _)| *role == Role::Driver).filter_map(|(_, hub)| *hub);
    hubs.map(|hub| (hub, home.hub_name(hub).unwrap_or_default().to_owned())).collect()
}

/// Reports something from the road. It is kept when this returns true.
pub(super) fn report(ui: Ui, command: Delivery) -> bool {
    let done = ui.send(&Command::Delivery(command));
    ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
    match done {
        Ok(_) => true,
        Err(no) => {
            ui.say(trouble(&no));
            false
        }
    }
}

/// Shift and run.
#[component]
pub(crate) fn Drive() -> Element {
    let ui = ui();
    let home = use_home();
    let hubs = home.read().as_ref().map(drives_for).unwrap_or_default();
    let day = ui.view(read_day);
    let shift = day.and_then(|day| day.shift).filter(|shift| shift.ended_at.is_none());
    let run = ui.view(current_run).flatten();
    if hubs.is_empty() {
        return rsx! {
            Screen { title: t("nav-drive"), back: Route::Start {},
                Empty { sign: Sign::Truck, title: t("drive-none"), words: t("drive-none-words") }
            }
        };
    }
    rsx! {
        Screen { title: t("nav-drive"), back: Route::Start {},
            match shift {
                None => rsx! { Off { hubs } },
                Some(shift) => rsx! {
                    p { class: "line muted", Icon { sign: Sign::Clock }
                        span { {t_with("drive-since", &[("at", date_time(shift.started_at).into())])} }
                    }
                    match run {
                        Some(run) => rsx! { Run { run, shift: shift.id } },
                        None => rsx! {
                            Empty { sign: Sign::Truck, title: t("drive-no-run"), words: t("drive-no-run-words") }
                            End { shift: shift.id }
                        },
                    }
                },
            }
            Rows {
                Row { title: t("drive-day"), sign: Sign::Banknote, to: Route::DayScreen {} }
            }
            Modes {}
        }
    }
}

/// Begins a shift.
#[component]
fn Off(hubs: Vec<(Id, String)>) -> Element {
    let ui = ui();
    let first = hubs.first().map(|(hub, _)| *hub).unwrap_or_default();
    let mut hub = use_signal(|| first);
    let several = hubs.len() > 1;
    let options: Vec<_> = hubs.into_iter().map(|(hub, name)| (hub.to_string(), name)).collect();
    rsx! {
        div { class: "card stack",
            p { {t("drive-off-words")} }
            if several {
                Select {
                    id: "drive-hub", label: t("drive-hub"), value: hub().to_string(), options,
                    onchange: move |id: String| hub.set(id.parse().unwrap_or(first)),
                }
            }
            Button {
                kind: Kind::Primary, wide: true, sign: Sign::Play,
                onclick: move |()| {
                    report(ui, Delivery::StartShift { shift: ui.new_id(), hub: hub() });
                },
                {t("drive-start-shift")}
            }
        }
    }
}

/// Ends a shift.
#[component]
fn End(shift: Id) -> Element {
    let ui = ui();
    let mut ask = use_signal(|| false);
    rsx! {
        Button { wide: true, sign: Sign::CircleStop, onclick: move |()| ask.set(true), {t("drive-end-shift")} }
        Confirm {
            title: t("drive-end-shift"), words: t("drive-end-shift-words"), yes: t("drive-end-shift"), no: t("keep-not"), open: ask, kind: Kind::Primary,
            onyes: move |()| {
                report(ui, Delivery::EndShift { shift });
            },
        }
    }
}

/// The stop that comes next: the one on the way, else the first that is not over.
pub(super) fn next_of(run: &RunPage) -> Option<&StopCard> {
    let is_now = |stop: &&StopCard| matches!(stop.phase, StopPhase::EnRoute | StopPhase::Arrived);
    run.stops.iter().find(is_now).or_else(|| run.stops.iter().find(|stop| !stop.phase.is_over()))
}

/// A run as a route: the next stop large, all of them below.
#[component]
fn Run(run: RunPage, shift: Id) -> Element {
    let ui = ui();
    let id = run.id;
    let stops = i64::try_from(run.stops.iter().filter(|stop| stop.phase != StopPhase::Cancelled).count())
        .unwrap_or(i64::MAX);
    let out = run.state == RunState::Out;
    let next = next_of(&run).cloned();
    let mut ask = use_signal(|| false);
    rsx! {
        section { class: "card stack drive-run", aria_labelledby: "run",
            h2 { id: "run", {t_count("drive-stops", stops)} }
            p { class: "muted",
                if out {
                    {t_with("drive-progress", &[("done", run.done.into()), ("total", stops.into())])}
                } else {
                    {t_with("drive-leaves", &[("at", date_time(run.departs_at).into()), ("count", run.load.into())])}
                }
            }
            if let Some(stop) = next.clone().filter(|_| out) {
                div { class: "stack-s",
                    p { class: "drive-next", {t_with("drive-next", &[("number", stop.number.into()), ("name", stop.recipient.clone().into())])} }
                    p { class: "drive-address", {look::address(&stop)} }
                }
                LinkButton { to: Route::StopScreen { stop: stop.id }, kind: Kind::Primary, wide: true, sign: Sign::Navigation, {t("drive-go-on")} }
            }
            if !out {
                Leave { run: id }
            }
            Recorded {}
            if out && next.is_none() {
                Button {
                    kind: Kind::Primary, wide: true, sign: Sign::House,
                    onclick: move |()| ask.set(true),
                    {t("drive-back")}
                }
                Confirm {
                    title: t("drive-back"), words: t("drive-back-words"), yes: t("drive-back"), no: t("keep-not"), open: ask, kind: Kind::Primary,
                    onyes: move |()| {
                        report(ui, Delivery::EndRun { run: id });
                    },
                }
            }
        }
        RouteList { run: run.clone() }
        if !out || next.is_none() {
            End { shift }
        }
    }
}

/// The run leaves. The first time it asks whether positions may be recorded; it leaves with either answer.
#[component]
fn Leave(run: Id) -> Element {
    let ui = ui();
    let mut ask = use_signal(|| false);
    let leave = move || {
        report(ui, Delivery::StartRun { run });
    };
    let answer = move |agreed: bool| {
        let mut ask = ask;
        ask.set(false);
        ui.keep(CONSENT, &agreed);
        leave();
    };
    rsx! {
        Button {
            kind: Kind::Primary, wide: true, sign: Sign::Truck, id: "leave",
            onclick: move |()| {
                if ui.phone().kept.get::<bool>(CONSENT).is_none() {
                    ask.set(true);
                } else {
                    leave();
                }
            },
            {t("drive-leave")}
        }
        Dialog { title: t("consent-position-ask"), open: ask,
            p { {t("consent-position-hint")} }
            div { class: "buttons",
                Button { onclick: move |()| answer(false), {t("consent-no")} }
                Button { kind: Kind::Primary, onclick: move |()| answer(true), {t("consent-yes")} }
            }
        }
    }
}

/// Whether positions are recorded, and where to change it.
#[component]
fn Recorded() -> Element {
    let words = match ui().kept::<bool>(CONSENT) {
        Some(true) => "drive-position-on",
        Some(false) => "drive-position-off",
        None => return rsx! {},
    };
    rsx! {
        p { class: "line small muted",
            Icon { sign: Sign::MapPin, size: "s" }
            span { class: "line-words", {t(words)} }
            Link { to: Route::Consents {}, {t("drive-position-change")} }
        }
    }
}

/// The stops as a small map and a list.
#[component]
fn RouteList(run: RunPage) -> Element {
    let home = use_home();
    let hub = home
        .read()
        .as_ref()
        .and_then(|home| home.community.hubs.iter().find(|hub| hub.id == run.hub).cloned());
    let mut marks = Vec::new();
    let mut line = Vec::new();
    if let Some(hub) = &hub {
        let at = Spot { lat_e6: hub.lat_e6, lon_e6: hub.lon_e6 };
        marks.push(Mark { at, word: "H".to_owned(), kind: "hub" });
        line.push(at);
    }
    for stop in &run.stops {
        if let Some((lat_e6, lon_e6)) = stop.lat_e6.zip(stop.lon_e6) {
            let at = Spot { lat_e6, lon_e6 };
            let kind = if stop.phase.is_over() { "done" } else { "stop" };
            marks.push(Mark { at, word: stop.number.to_string(), kind });
            line.push(at);
        }
    }
    let count = i64::try_from(run.stops.len()).unwrap_or(i64::MAX);
    rsx! {
        if marks.len() > 1 {
            Map { label: t_count("drive-map", count), marks, line }
        }
        ol { class: "rows drive-route", role: "list", aria_label: t_count("drive-stops", count),
            for stop in run.stops {
                StopRow { key: "{stop.id}", stop }
            }
        }
    }
}

#[component]
fn StopRow(stop: StopCard) -> Element {
    let over = stop.phase.is_over() || stop.phase == StopPhase::Cancelled;
    let window = look::window(&stop);
    rsx! {
        li { class: if over { "row drive-over" } else { "row" },
            Link { to: Route::StopScreen { stop: stop.id }, class: "row-inside row-link",
                span { class: "drive-number", aria_hidden: "true", "{stop.number}" }
                div { class: "row-body",
                    div { class: "row-title", span { class: "unseen", "{stop.number}. " } "{stop.recipient}" }
                    div { class: "row-detail", {look::address(&stop)} }
                    div { class: "badges",
                        Badge { words: t(phase_key(stop.phase)), sign: phase_sign(stop.phase), strong: matches!(stop.phase, StopPhase::EnRoute | StopPhase::Arrived) }
                        if let Some(window) = window.filter(|_| !over) {
                            Badge { words: window, sign: Sign::Clock }
                        }
                        if !stop.due.is_empty() && !over {
                            Badge { words: stop.due.clone(), sign: Sign::Banknote }
                        }
                        if let Some(planned) = stop.planned_at.filter(|_| !over) {
                            Badge { words: t_with("drive-planned", &[("time", time(planned).into())]) }
                        }
                    }
                }
                Icon { sign: Sign::ChevronRight }
            }
        }
    }
}
