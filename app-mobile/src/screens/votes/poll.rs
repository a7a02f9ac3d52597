//! One poll: what it is about, the viewer's ballot, the count as it moves, the result and how it came about.

use dioxus::prelude::*;
use hubbub_core::client::Phase as Sync;
use hubbub_core::content::view::{ItemCard, ItemPage, item};
use hubbub_core::id::Id;
use hubbub_core::voting::model::Phase;
use hubbub_core::voting::view::{PollCard, PollPage, ResultPage, Tally, poll};

use super::ballot::BallotForm;
use super::result::Published;
use super::secret::SecretBallot;
use super::{is_waiting, sign_of, when};
use crate::parts::{Badge, Disclosure, Empty, Icon, LinkButton, Meter, Note, Pending, Picture, Sign, Tone};
use crate::routes::Route;
use crate::shell::Screen;
use crate::ui::{ui, use_home};
use crate::words::{date, date_time, number, t, t_count, t_with, time};

/// A figure older than this says its time, in milliseconds.
const FRESH_MS: i64 = 60_000;

/// One poll.
#[component]
pub(crate) fn Vote(poll: Id) -> Element {
    rsx! { Page { key: "{poll}", id: poll } }
}

#[component]
fn Page(id: Id) -> Element {
    let ui = ui();
    let page = ui.view(|tx, viewer| poll(tx, viewer, id)).flatten();
    let about = page.as_ref().and_then(|page| page.card.item.or_else(|| only_item(&page.card)));
    let about = about.and_then(|about| ui.view(|tx, viewer| item(tx, viewer, about)).flatten());
    let Some(page) = page else {
        return rsx! {
            Screen { title: t("nav-votes"), back: Route::Votes {},
                Empty { sign: Sign::Vote, title: t("gone-title"), words: t("refusal-not-found") }
            }
        };
    };
    let PollPage { card, description, how, history, result } = page;
    let lang = about.as_ref().and_then(|about| about.card.locale).map(hubbub_core::i18n::Locale::tag);
    let takes_votes = card.phase == Phase::Open && card.is_voter;
    let closing = closing_words(&card);
    rsx! {
        Screen { title: card.title.clone(), back: Route::Votes {}, lang,
            About { about, card: card.clone(), description }
            Standing { card: card.clone() }
            if let Some(words) = closing {
                Note { tone: Tone::Info, p { "{words}" } }
            }
            if card.secret {
                SecretBallot { card: card.clone(), how, open: takes_votes }
            } else if takes_votes {
                BallotForm { key: "{revision(&card)}", card: card.clone(), how }
            }
            Count { card: card.clone() }
            if let Some(result) = result {
                PublishedAt { result, card: card.clone() }
            }
            if history.len() > 1 {
                Disclosure { title: t("votes-history"),
                    ul { class: "stack-s",
                        for version in history {
                            li { key: "{version.revision}", {version_words(&card, &version)} }
                        }
                    }
                }
            }
        }
    }
}

/// The key that draws the ballot anew when another version of it stands.
fn revision(card: &PollCard) -> i64 {
    card.mine.as_ref().map_or(0, |mine| mine.revision)
}

/// The one item that a poll without a subject of its own is about, if there is just one.
fn only_item(card: &PollCard) -> Option<Id> {
    match card.choices.as_slice() {
        [only] => only.item,
        _ => None,
    }
}

#[component]
fn About(about: Option<ItemPage>, card: PollCard, description: String) -> Element {
    let item = about.as_ref().map(|about| about.card.clone());
    let words = about.as_ref().map_or(description.clone(), |about| about.description.clone());
    rsx! {
        if let Some(item) = item.clone() {
            Picture { hash: item.image.clone(), alt: "", sign: sign_of(card.category), wide: true }
            Facts { card: item }
        }
        if !words.is_empty() {
            p { class: "prose", "{words}" }
        }
        if let Some(item) = item {
            LinkButton { to: Route::ItemScreen { item: item.id }, sign: Sign::MessageSquare, {t("item-talk")} }
        }
    }
}

/// When and where something takes place, and for how many.
#[component]
pub(crate) fn Facts(card: ItemCard) -> Element {
    let home = use_home();
    let place = card.place.as_ref().map(|place| place.name.clone());
    let at = card.event_at.map(date_time);
    let several = home.read().as_ref().is_some_and(|home| home.community.hubs.len() > 1);
    if at.is_none() && card.capacity.is_none() {
        return rsx! {};
    }
    rsx! {
        ul { class: "facts", role: "list",
            if let Some(at) = at {
                li { Icon { sign: Sign::Calendar } span { "{at}" } }
            }
            if let Some(place) = place.filter(|_| several) {
                li { Icon { sign: Sign::MapPin } span { "{place}" } }
            }
            if let Some(capacity) = card.capacity {
                li { Icon { sign: Sign::Users } span { {t_count("votes-capacity", capacity)} } }
            }
        }
    }
}

/// Where the poll stands, and the viewer's own ballot in it.
#[component]
fn Standing(card: PollCard) -> Element {
    let waiting = !card.secret && is_waiting(&card);
    let state = format!("poll-state-{}", state_word(card.phase));
    let method = format!("method-{}", super::choices::method_word(&card.method));
    rsx! {
        div { class: "badges",
            Badge { words: t(&state), sign: if card.phase == Phase::Open { Sign::CircleDot } else { Sign::Clock }, strong: card.phase == Phase::Open }
            Badge { words: when(&card), sign: Sign::Timer }
            if card.choices.len() > 1 {
                Badge { words: t(&method) }
            }
            if card.secret {
                Badge { words: t("votes-secret"), sign: Sign::Lock }
            }
            if card.runoff_of.is_some() {
                Badge { words: t("votes-runoff") }
            }
            if waiting {
                Pending { words: t("vote-waiting") }
            }
        }
    }
}

fn state_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "draft",
        Phase::Scheduled => "scheduled",
        Phase::Open => "open",
        Phase::Closed => "closed",
        Phase::ResultPublished => "result-published",
        Phase::Cancelled => "cancelled",
    }
}

/// What to know about votes that come late, and about who votes.
fn closing_words(card: &PollCard) -> Option<String> {
    if card.is_provisional {
        return Some(t_with("result-provisional", &[("until", date_time(card.final_at).into())]));
    }
    if card.phase == Phase::Open && !card.is_voter {
        return Some(t("refusal-not-in-electorate"));
    }
    let grace = card.phase == Phase::Open && card.final_at > card.closes_at;
    grace.then(|| t_with("poll-grace", &[("until", date_time(card.final_at).into())]))
}

/// The official count, with what waits apart, and one sentence for whoever listens.
#[component]
fn Count(card: PollCard) -> Element {
    let ui = ui();
    let Some(tally) = card.tally else {
        let hidden = matches!(card.phase, Phase::Open | Phase::Closed).then(|| t("votes-count-hidden"));
        return rsx! {
            if let Some(words) = hidden {
                p { class: "muted", "{words}" }
            }
        };
    };
    let by_score = super::choices::counts_points(&card.method);
    let most = card
        .choices
        .iter()
        .map(|choice| if by_score { choice.score } else { choice.ballots })
        .max()
        .unwrap_or(0);
    // Of all who voted where each has one mark; where points are given, beside the best.
    let max = if by_score { most } else { tally.cast + tally.pending.max(0) };
    let single = card.choices.len() == 1;
    let connected = ui.sync_state().is_some_and(|state| !matches!(state.phase, Sync::Offline { .. }));
    let fresh = connected && ui.now().since(tally.as_of) < FRESH_MS;
    rsx! {
        section { class: "card stack", aria_labelledby: "count",
            CountHead { published: card.phase == Phase::ResultPublished, live: fresh && card.phase == Phase::Open, tally }
            if single {
                p { class: "figure", {t_count("vote-total", tally.cast)} }
                if tally.electorate > 0 {
                    Meter {
                        label: t("votes-turnout"), words: t_with("votes-turnout-of", &[("count", number(tally.cast).into()), ("total", number(tally.electorate).into())]),
                        value: tally.cast, max: tally.electorate, pending: tally.pending, quiet_label: true,
                    }
                }
            } else {
                div { class: "stack-s",
                    for choice in card.choices.clone() {
                        Meter {
                            key: "{choice.id}", label: choice.title.clone(),
                            words: if by_score { t_count("votes-points", choice.score) } else { number(choice.ballots) },
                            value: if by_score { choice.score } else { choice.ballots }, max,
                            pending: if by_score { choice.pending_score } else { choice.pending_ballots },
                            strong: card.winners.contains(&choice.id),
                        }
                    }
                }
                p { class: "muted", {t_count("vote-total", tally.cast)} }
            }
            if tally.pending != 0 || card.mine.as_ref().is_some_and(|mine| mine.waiting) {
                p { class: "count-pending",
                    span { class: "count-hatch", aria_hidden: "true" }
                    if tally.pending > 0 {
                        {t_count("vote-pending", tally.pending)}
                    } else {
                        {t("vote-waiting")}
                    }
                }
            }
            if tally.quorum_needed > 0 {
                p { class: "muted small", {t_with("vote-quorum", &[("count", number(tally.cast).into()), ("needed", number(tally.quorum_needed).into())])} }
            }
            Spoken { words: sum(&card, tally) }
        }
    }
}

/// What is counted, and of when.
#[component]
fn CountHead(published: bool, live: bool, tally: Tally) -> Element {
    rsx! {
        div { class: "line line-apart",
            h2 { id: "count", {t(if published { "votes-count-final" } else { "votes-count" })} }
            span { class: "muted small",
                if live {
                    {t("as-of-live")}
                } else {
                    {t_with("as-of", &[("time", as_of(tally).into())])}
                }
            }
        }
    }
}

fn as_of(tally: Tally) -> String {
    if crate::words::is_same_day(tally.as_of, ui().now()) { time(tally.as_of) } else { date(tally.as_of) }
}

/// The sum in one sentence.
fn sum(card: &PollCard, tally: Tally) -> String {
    let ahead = card.choices.iter().max_by_key(|choice| choice.ballots).filter(|choice| choice.ballots > 0);
    match ahead.filter(|_| card.choices.len() > 1) {
        Some(choice) => t_with(
            "vote-leader",
            &[
                ("count", choice.ballots.into()),
                ("total", tally.cast.into()),
                ("title", choice.title.clone().into()),
            ],
        ),
        None => t_count("vote-total", tally.cast),
    }
}

/// Says the sum when it has changed, at most every five seconds.
#[component]
fn Spoken(words: String) -> Element {
    let mut latest = use_signal(|| words.clone());
    if *latest.peek() != words {
        latest.set(words);
    }
    // Empty at first: whoever comes to the screen reads it, and hears only what changes.
    let mut spoken = use_signal(String::new);
    use_future(move || async move {
        let mut said = latest.peek().clone();
        loop {
            tokio::time::sleep(std::time::Duration::from_secs(5)).await;
            let now = latest.peek().clone();
            if now != said {
                spoken.set(now.clone());
                said = now;
            }
        }
    });
    rsx! { span { class: "unseen", role: "status", "{spoken}" } }
}

#[component]
fn PublishedAt(result: ResultPage, card: PollCard) -> Element {
    rsx! {
        section { class: "stack", aria_labelledby: "result",
            div { class: "line line-apart",
                h2 { id: "result", {t("result-final")} }
                span { class: "muted small", {date_time(result.published_at)} }
            }
            Published { result, card }
        }
    }
}

fn version_words(card: &PollCard, version: &hubbub_core::voting::model::BallotRevision) -> String {
    let when = date_time(version.cast_at);
    let Some(marks) = version.counted() else {
        return t_with("votes-version-withdrawn", &[("at", when.into())]);
    };
    let titles: Vec<String> = marks
        .iter()
        .filter_map(|mark| card.choices.iter().find(|choice| choice.id == mark.option))
        .map(|choice| choice.title.clone())
        .collect();
    let titles = hubbub_core::i18n::format_list(&titles, ui().locale());
    t_with("votes-version", &[("at", when.into()), ("titles", titles.into())])
}
