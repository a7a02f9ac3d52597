//! What people do with comments: write, change, take back, react, report; and what moderators do.

use super::command::Command;
use super::model::{Item, ItemText};
use super::talk::{
    COMMENTS_PER_MINUTE_MAX, Comment, REPORT_CHARS_MAX, Reaction, ReactionKind, ReactionTally, Report,
    ReportReason,
};
use crate::access::{Access, Role};
use crate::call::{Actor, Call, Stop};
use crate::check::Check;
use crate::community::model::{Member, RoleGrant};
use crate::i18n::Words;
use crate::id::Id;
use crate::notice::model::{Kind, Telling, tell};
use crate::refusal::{Code, Param, Refusal};
use crate::store::{Fault, Tx, Value};
use crate::time::{MINUTE_MS, Timestamp};

/// Decides a call about what is said, and writes its effect.
pub(super) fn execute(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>) -> Result<(), Stop> {
    let permission = call.command.permission();
    match call.command {
        Command::WriteComment { item, .. } | Command::React { item, .. } => {
            let item: Item = access.see(tx, *item)?;
            access.require(permission, item.community, item.hub)?;
            if !item.is_public() {
                return Err(Code::InvalidState.into());
            }
            if let Command::React { reaction, .. } = call.command {
                return react(tx, call, &item, *reaction);
            }
            write(tx, access, call, &item)
        }
        Command::EditComment { comment, .. }
        | Command::DeleteComment { comment }
        | Command::ReportComment { comment, .. }
        | Command::HideComment { comment, .. }
        | Command::ShowComment { comment }
        | Command::DismissReports { comment } => {
            let comment: Comment = access.see(tx, *comment)?;
            access.require(permission, comment.community, None)?;
            change(tx, call, comment)
        }
        _ => Ok(()),
    }
}

/// Counts, and tells those whom it concerns.
pub(super) fn settle(tx: &mut Tx<'_>, call: &Call<&Command>) -> Result<(), Stop> {
    match call.command {
        Command::React { item, .. } => Ok(count(tx, *item)?),
        Command::WriteComment { comment, .. } => {
            let comment: Comment = tx.get(*comment)?.ok_or(Code::NotFound)?;
            in_pace(tx, call, &comment)?;
            Ok(tell_written(tx, call, &comment)?)
        }
        Command::ReportComment { comment, .. } => {
            let comment: Comment = tx.get(*comment)?.ok_or(Code::NotFound)?;
            let clause = "community = ? AND role IN (?, ?) ORDER BY id";
            let roles = [Role::ContentAdmin, Role::Admin].map(|role| Value::from(role.word()));
            let [editor, admin] = roles;
            let moderators =
                tx.select::<RoleGrant>(clause, &[Value::from(comment.community), editor, admin])?;
            for moderator in moderators {
                say(tx, call, &comment, Kind::CommentReported, moderator.user_id)?;
            }
            Ok(())
        }
        Command::HideComment { comment, .. } => {
            let comment: Comment = tx.get(*comment)?.ok_or(Code::NotFound)?;
            Ok(say(tx, call, &comment, Kind::CommentHidden, comment.author)?)
        }
        _ => Ok(()),
    }
}

fn write(tx: &mut Tx<'_>, access: &Access, call: &Call<&Command>, item: &Item) -> Result<(), Stop> {
    let Command::WriteComment { comment, text, reply_to, author, .. } = call.command else { return Ok(()) };
    let author = access.author(*author)?;
    let member = match author {
        Some(author) => access.find::<Member>(tx, Member::id_of(item.community, author))?,
        None => None,
    };
    let Some(member) = member else {
        return Err(Refusal::new(Code::ValidationFailed).field("author", "required").into());
    };
    if let Some(answered) = reply_to {
        let answered: Option<Comment> = access.find(tx, *answered)?;
        let known = answered.is_some_and(|answered| answered.item == item.id);
        Check::new().that(known, "reply_to", "unknown").done()?;
    }
    let comment = Comment {
        id: *comment,
        community: item.community,
        item: item.id,
        author: member.user_id,
        author_name: member.display_name,
        reply_to: *reply_to,
        text: text.clone(),
        written_at: call.at,
        created_at: call.now,
        edited_at: None,
        hidden_at: None,
        hidden_because: None,
    };
    comment.check()?;
    if tx.insert(&comment)? { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

fn react(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    item: &Item,
    reaction: Option<ReactionKind>,
) -> Result<(), Stop> {
    let user_id = call.actor.person()?;
    let id = Reaction::id_of(item.id, user_id);
    match reaction {
        Some(kind) => {
            let (community, at) = (item.community, call.at);
            tx.put(&Reaction { id, community, item: item.id, user_id, kind, at })?;
        }
        // Taken back twice is taken back.
        None => drop(tx.delete::<Reaction>(id)?),
    }
    Ok(())
}

fn change(tx: &mut Tx<'_>, call: &Call<&Command>, comment: Comment) -> Result<(), Stop> {
    let wrote = call.actor == Actor::Person(comment.author);
    match call.command {
        Command::EditComment { .. } | Command::DeleteComment { .. } if !wrote => {
            Err(Code::ForbiddenRole.into())
        }
        Command::EditComment { text, .. } => {
            if comment.hidden_at.is_some() {
                return Err(Code::InvalidState.into());
            }
            let comment = Comment { text: text.clone(), edited_at: Some(call.now), ..comment };
            comment.check()?;
            Ok(tx.put(&comment)?)
        }
        Command::DeleteComment { .. } => {
            tx.delete::<Comment>(comment.id)?;
            Ok(())
        }
        Command::ReportComment { reason, note, .. } => report(tx, call, &comment, *reason, note),
        Command::HideComment { reason, .. } => {
            if comment.hidden_at.is_some() {
                return Err(Code::InvalidState.into());
            }
            handle_reports(tx, comment.id, call.now)?;
            let hidden_because = Some(*reason);
            Ok(tx.put(&Comment { hidden_at: Some(call.now), hidden_because, ..comment })?)
        }
        Command::ShowComment { .. } => {
            if comment.hidden_at.is_none() {
                return Err(Code::InvalidState.into());
            }
            Ok(tx.put(&Comment { hidden_at: None, hidden_because: None, ..comment })?)
        }
        Command::DismissReports { .. } => Ok(handle_reports(tx, comment.id, call.now)?),
        _ => Ok(()),
    }
}

fn report(
    tx: &mut Tx<'_>,
    call: &Call<&Command>,
    comment: &Comment,
    reason: ReportReason,
    note: &str,
) -> Result<(), Stop> {
    let reporter = call.actor.person()?;
    Check::new()
        .that(reporter != comment.author, "comment", "out_of_range")
        .that(note.chars().count() <= REPORT_CHARS_MAX, "note", "too_long")
        .prose("note", note)
        .done()?;
    let report = Report {
        id: Report::id_of(comment.id, reporter),
        community: comment.community,
        comment: comment.id,
        reporter,
        reason,
        note: note.to_owned(),
        created_at: call.now,
        handled_at: None,
    };
    if tx.insert(&report)? { Ok(()) } else { Err(Code::AlreadyExists.into()) }
}

/// Moderators see every report of their community.
fn handle_reports(tx: &mut Tx<'_>, comment: Id, now: Timestamp) -> Result<(), Fault> {
    for report in tx.select::<Report>("comment = ? AND handled_at IS NULL ORDER BY id", &[comment.into()])? {
        tx.put(&Report { handled_at: Some(now), ..report })?;
    }
    Ok(())
}

fn count(tx: &mut Tx<'_>, item: Id) -> Result<(), Fault> {
    let Some(item) = tx.get::<Item>(item)? else { return Ok(()) };
    let mut tally = ReactionTally { id: item.id, community: item.community, counts: Default::default() };
    for kind in ReactionKind::ALL {
        let text = "SELECT count(*) FROM reaction WHERE item = ? AND kind = ?";
        let word = serde_json::to_value(kind).map_err(|error| Fault::Bug(error.to_string()))?;
        let word = Value::from(word.as_str().unwrap_or_default());
        let count = tx.query(text, &[item.id.into(), word], |row| row.int(0))?;
        let count = count.first().copied().unwrap_or_default();
        if count > 0 {
            tally.counts.insert(*kind, count);
        }
    }
    tx.put(&tally)
}

/// Refuses who writes faster than people do. Only the server counts.
fn in_pace(tx: &mut Tx<'_>, call: &Call<&Command>, comment: &Comment) -> Result<(), Stop> {
    if call.actor == Actor::Job {
        return Ok(());
    }
    let text = "SELECT created_at FROM comment WHERE author = ? AND created_at > ? ORDER BY created_at";
    let since = call.now.plus(-MINUTE_MS);
    let recent = tx.query(text, &[comment.author.into(), since.into()], |row| row.int(0))?;
    match recent.first() {
        Some(first) if recent.len() > COMMENTS_PER_MINUTE_MAX => {
            let until = Param::Time(Timestamp(*first).plus(MINUTE_MS));
            Err(Refusal::new(Code::RateLimitExceeded).with("until", until).into())
        }
        _ => Ok(()),
    }
}

fn tell_written(tx: &mut Tx<'_>, call: &Call<&Command>, comment: &Comment) -> Result<(), Fault> {
    let answered = match comment.reply_to {
        Some(answered) => tx.get::<Comment>(answered)?.map(|answered| answered.author),
        None => None,
    };
    if let Some(answered) = answered {
        say(tx, call, comment, Kind::CommentAnswered, answered)?;
    }
    let author = tx.get::<Item>(comment.item)?.and_then(|item| item.author);
    match author {
        Some(author) if Some(author) != answered => say(tx, call, comment, Kind::CommentWritten, author),
        _ => Ok(()),
    }
}

/// Tells a person about a comment, but not the one who did it.
fn say(tx: &mut Tx<'_>, call: &Call<&Command>, comment: &Comment, kind: Kind, user: Id) -> Result<(), Fault> {
    if call.actor == Actor::Person(user) || (call.actor == Actor::Job && user == comment.author) {
        return Ok(());
    }
    let texts = tx.select::<ItemText>("item = ? ORDER BY locale", &[comment.item.into()])?;
    let title: Words = texts.into_iter().map(|text| (text.locale, text.title)).collect();
    let telling = Telling::new(user, comment.community, kind, comment.item)
        .with("name", Param::Text(comment.author_name.clone()))
        .with("title", Param::Words(title));
    tell(tx, call.id, call.now, telling)
}
