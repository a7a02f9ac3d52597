//! What people say about an item, and one's own word.

use std::collections::{BTreeMap, BTreeSet};

use dioxus::prelude::*;
use hubbub_core::content::command::Command as Content;
use hubbub_core::content::talk::ReportReason;
use hubbub_core::content::view_talk::{CommentLine, Talk};
use hubbub_core::domain::Command;
use hubbub_core::id::Id;

use crate::device::Feel;
use crate::parts::{Button, Confirm, Dialog, Field, Kind, Note, Pending, Problem, Radio, Sign, Tone};
use crate::screens::sign_in::Form;
use crate::ui::{Trouble, ui};
use crate::words::{date_time, field_trouble, t, t_count, t_with, trouble};

/// The comments with a field for one's own.
#[component]
pub(super) fn Comments(item: Id, said: Talk) -> Element {
    let ui = ui();
    let mut text = use_signal(String::new);
    let mut answered = use_signal(|| None::<(Id, String)>);
    let mut failed = use_signal(|| None::<Trouble>);
    let send = move |()| {
        let command = Content::WriteComment {
            comment: ui.new_id(),
            item,
            text: text.peek().trim().to_owned(),
            reply_to: answered.peek().as_ref().map(|(id, _)| *id),
            author: None,
        };
        let done = ui.send(&Command::Content(command));
        ui.phone().device.haptics.feel(if done.is_ok() { Feel::Done } else { Feel::Wrong });
        if done.is_ok() {
            text.set(String::new());
            answered.set(None);
        }
        failed.set(done.err());
    };
    let count = i64::try_from(said.comments.len()).unwrap_or(i64::MAX);
    let wrong = failed();
    let to_whom = answered().map(|(_, name)| t_with("comment-answering", &[("name", name.into())]));
    rsx! {
        section { class: "section", aria_labelledby: "comments",
            h2 { id: "comments", {t_count("comments-title", count)} }
            ol { class: "comments", role: "list",
                for line in threads(said.comments) {
                    Line {
                        key: "{line.id}", line: line.clone(),
                        onanswer: move |()| {
                            answered.set(Some((line.id, line.author_name.clone())));
                            document::eval("document.getElementById('comment')?.focus()");
                        },
                    }
                }
            }
            Form { onsubmit: send,
                if let Some(no) = &wrong {
                    Problem { words: field_trouble(Some(no), "text").unwrap_or_else(|| trouble(no)) }
                }
                if let Some(words) = to_whom {
                    div { class: "line",
                        span { class: "muted", "{words}" }
                        Button { sign: Sign::X, name: t("comment-answer-stop"), onclick: move |()| answered.set(None) }
                    }
                }
                Field { id: "comment", label: t("comment-yours"), value: text, lines: 2 }
                Button { submit: true, sign: Sign::Send, {t("comment-send")} }
            }
        }
    }
}

/// Every comment with its answers below it; both keep the order in which they came. An answer to what is not shown stands
/// by itself.
fn threads(lines: Vec<CommentLine>) -> Vec<CommentLine> {
    let shown: BTreeSet<Id> = lines.iter().map(|line| line.id).collect();
    let above = |line: &CommentLine| line.reply_to.filter(|to| *to != line.id && shown.contains(to));
    let mut answers = BTreeMap::<Option<Id>, Vec<CommentLine>>::new();
    for line in lines.into_iter().rev() {
        answers.entry(above(&line)).or_default().push(line);
    }
    // The last of the waiting is the next to be shown.
    let mut waiting = answers.remove(&None).unwrap_or_default();
    let mut ordered = Vec::new();
    while let Some(line) = waiting.pop() {
        waiting.extend(answers.remove(&Some(line.id)).unwrap_or_default());
        ordered.push(line);
    }
    ordered
}

#[component]
fn Line(line: CommentLine, onanswer: EventHandler<()>) -> Element {
    let ui = ui();
    let waiting = ui.is_pending("comment", line.id);
    let mut ask = use_signal(|| false);
    let mut report = use_signal(|| false);
    let comment = line.id;
    let who = if line.mine { t("you") } else { line.author_name.clone() };
    rsx! {
        li { class: if line.reply_to.is_some() { "comment comment-answer" } else { "comment" },
            p { class: "said-who",
                strong { "{who}" }
                span { " · {date_time(line.written_at)}" }
                if line.edited {
                    span { " · " {t("comment-edited")} }
                }
            }
            p { class: "prose", "{line.text}" }
            if line.hidden.is_some() {
                Note { tone: Tone::Warn, p { {t("comment-hidden")} } }
            }
            if waiting {
                Pending {}
            }
            div { class: "comment-acts",
                button { class: "button button-plain", r#type: "button", onclick: move |_| onanswer.call(()), {t("comment-answer")} }
                if line.mine {
                    button { class: "button button-plain", r#type: "button", onclick: move |_| ask.set(true), {t("comment-delete")} }
                } else if line.reported {
                    span { class: "muted small", {t("comment-reported")} }
                } else {
                    button { class: "button button-plain", r#type: "button", onclick: move |_| report.set(true), {t("comment-report")} }
                }
            }
            Confirm {
                title: t("comment-delete"), words: t("comment-delete-words"), yes: t("comment-delete"), no: t("keep"), open: ask,
                onyes: move |()| {
                    if let Err(no) = ui.send(&Command::Content(Content::DeleteComment { comment })) {
                        ui.say(trouble(&no));
                    }
                },
            }
            Report { comment, open: report }
        }
    }
}

const REASONS: [(ReportReason, &str); 5] = [
    (ReportReason::Spam, "report-spam"),
    (ReportReason::Abuse, "report-abuse"),
    (ReportReason::Private, "report-private"),
    (ReportReason::Untrue, "report-untrue"),
    (ReportReason::Other, "report-other"),
];

/// Tells the moderators what is wrong with a comment.
#[component]
fn Report(comment: Id, open: Signal<bool>) -> Element {
    let ui = ui();
    let mut open = open;
    let mut reason = use_signal(|| ReportReason::Spam);
    let note = use_signal(String::new);
    let send = move |()| {
        let command =
            Content::ReportComment { comment, reason: *reason.peek(), note: note.peek().trim().to_owned() };
        match ui.send(&Command::Content(command)) {
            Ok(_) => ui.say(t("comment-reported-thanks")),
            Err(no) => ui.say(trouble(&no)),
        }
        open.set(false);
    };
    rsx! {
        Dialog { title: t("comment-report"), open, sheet: true,
            Form { onsubmit: send,
                fieldset {
                    legend { {t("comment-report-why")} }
                    for (value , words) in REASONS {
                        Radio {
                            key: "{words}", id: "{words}-{comment}", group: "reason-{comment}", label: t(words), checked: reason() == value,
                            onchange: move |_| reason.set(value),
                        }
                    }
                }
                Field { id: "note-{comment}", label: t("comment-report-note"), optional: t("optional"), value: note, lines: 2 }
                Button { kind: Kind::Primary, wide: true, submit: true, {t("comment-report-send")} }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::content::view_talk::CommentLine;
    use hubbub_core::id::Id;
    use hubbub_core::time::Timestamp;

    use super::threads;

    fn line(name: &str, reply_to: Option<&str>) -> CommentLine {
        CommentLine {
            id: Id::named("comment", name),
            author: Id::default(),
            author_name: String::new(),
            mine: false,
            reply_to: reply_to.map(|name| Id::named("comment", name)),
            text: name.to_owned(),
            written_at: Timestamp(0),
            edited: false,
            hidden: None,
            reported: false,
        }
    }

    #[test]
    fn answers_stand_below_what_they_answer() {
        // The answer came first: both devices wrote within one millisecond, or a clock was wrong.
        let came = [
            line("early answer", Some("one")),
            line("one", None),
            line("two", None),
            line("late answer", Some("one")),
            line("answer to it", Some("early answer")),
            line("answer to what is hidden", Some("hidden")),
            line("to itself", Some("to itself")),
        ];
        let shown: Vec<String> = threads(came.into()).into_iter().map(|line| line.text).collect();
        let wanted = [
            "one",
            "early answer",
            "answer to it",
            "late answer",
            "two",
            "answer to what is hidden",
            "to itself",
        ];
        assert_eq!(shown, wanted);
    }
}
