//! What people ask for, by what their device shows them.

use hubbub_core::id::Id;
use hubbub_core::store::{Fault, Sql, Value};
use hubbub_core::time::{HOUR_MS, MINUTE_MS};

use crate::dice::Dice;
use crate::phone::Phone;
use crate::plan::Plan;
use crate::product::POISON;

/// A person, by number.
pub(crate) fn person(number: usize) -> Id {
    Id::named("person", &number.to_string())
}

pub(crate) fn home() -> Id {
    Id::named("community", "home")
}

pub(crate) fn hub() -> Id {
    Id::named("hub", "home")
}

fn ids(sql: &mut dyn Sql, text: &str, params: &[Value]) -> Result<Vec<String>, Fault> {
    sql.all(text, params, |row| Ok(row.text(0)?.to_owned()))
}

/// One command of the person of `phone`, or none when nothing comes to mind.
pub(crate) fn command(
    plan: &Plan,
    phone: &mut Phone,
    now: i64,
    dice: &mut Dice,
) -> Result<Option<String>, Fault> {
    if plan.has_poison && dice.chance(40) {
        return Ok(Some(POISON.to_owned()));
    }
    match dice.below(20) {
        0..=8 => vote(phone, dice),
        9..=10 => {
            let fields = format!(
                r#""kind":"edit_self","community":"{}","display_name":"N{}""#,
                home(),
                dice.below(90)
            );
            Ok(Some(format!(r#"{{"area":"community",{fields}}}"#)))
        }
        11..=15 => content(phone, dice),
        16..=18 => polls(phone, now, plan.length_ms, dice),
        _ => members(plan, dice),
    }
}

fn vote(phone: &Phone, dice: &mut Dice) -> Result<Option<String>, Fault> {
    let user = phone.device.user;
    phone.read(|sql| {
        let polls = ids(sql, "SELECT id FROM poll ORDER BY id", &[])?;
        let Some(poll) = dice.pick(&polls).cloned() else { return Ok(None) };
        let key = [Value::from(poll.as_str())];
        let options = ids(sql, "SELECT id FROM poll_option WHERE poll = ? ORDER BY position", &key)?;
        let revision = sql.first(
            "SELECT revision FROM ballot WHERE poll = ? AND voter = ?",
            &[Value::from(poll.as_str()), user.into()],
            |row| row.int(0),
        )?;
        let selections = match dice.pick(&options) {
            Some(option) if !dice.chance(100) => format!(r#"[{{"option":"{option}","value":1}}]"#),
            _ => "[]".to_owned(),
        };
        let base = revision.unwrap_or(1) - i64::from(dice.chance(50));
        let fields = match (dice.below(4), revision) {
            (0, Some(_)) => format!(r#""kind":"withdraw","base_revision":{base}"#),
            (1 | 2, Some(_)) => {
                format!(r#""kind":"change","base_revision":{base},"selections":{selections}"#)
            }
            _ => format!(r#""kind":"cast","selections":{selections}"#),
        };
        Ok(Some(format!(r#"{{"area":"voting","poll":"{poll}",{fields}}}"#)))
    })
}

fn content(phone: &mut Phone, dice: &mut Dice) -> Result<Option<String>, Fault> {
    let items = phone.read(|sql| ids(sql, "SELECT id FROM item ORDER BY id", &[]))?;
    let fields = match dice.pick(&items) {
        Some(item) if !dice.chance(250) => {
            let kind = *dice
                .pick(&["publish", "archive", "delete", "restore", "set_text", "edit"])
                .unwrap_or(&"edit");
            let more = match kind {
                "set_text" => format!(r#","locale":"fr","title":"T{}""#, dice.below(99)),
                "edit" => format!(r#","changes":{{"tags":["t{}"]}}"#, dice.below(99)),
                _ => String::new(),
            };
            format!(r#""kind":"{kind}","item":"{item}"{more}"#)
        }
        _ => format!(
            r#""kind":"create","item":"{}","community":"{}","category":"meals","default_locale":"en",
               "texts":[{{"locale":"en","title":"A meal"}}]"#,
            phone.fresh(),
            home()
        ),
    };
    Ok(Some(format!(r#"{{"area":"content",{fields}}}"#)))
}

/// A poll that opens about now, as the command that writes it.
pub(crate) fn poll(poll: Id, options: [Id; 2], opens_at: i64, length_ms: i64, dice: &mut Dice) -> String {
    let mode = ["live", "after_my_vote", "after_close"][dice.index(3)];
    let closes_at = opens_at + 10 * MINUTE_MS + dice.ms(length_ms);
    let [one, other] = options;
    format!(
        r#"{{"area":"voting","kind":"create_poll","poll":"{poll}","community":"{}","terms":{{"title":{{"en":"Which?"}},
           "method":{{"kind":"single"}},"outcome":{{"kind":"plurality","by":"ballots","seats":1,"tie_break":"position"}},
           "blank_allowed":{},"opens_at":{opens_at},"closes_at":{closes_at},"grace_ms":{},"later_joiners":true,
           "result_mode":"{mode}","bias_accepted":true}},
           "options":[{{"option":"{one}","title":{{"en":"A"}}}},{{"option":"{other}","title":{{"en":"B"}}}}]}}"#,
        home(),
        dice.chance(700),
        dice.ms(HOUR_MS),
    )
}

fn polls(phone: &mut Phone, now: i64, length_ms: i64, dice: &mut Dice) -> Result<Option<String>, Fault> {
    let polls = phone.read(|sql| ids(sql, "SELECT id FROM poll ORDER BY id", &[]))?;
    if polls.len() < 3 || dice.chance(150) {
        let options = [phone.fresh(), phone.fresh()];
        let opens_at = now + dice.ms(length_ms / 4);
        return Ok(Some(poll(phone.fresh(), options, opens_at, length_ms, dice)));
    }
    let Some(poll) = dice.pick(&polls) else { return Ok(None) };
    let fields = match dice.below(8) {
        0 => r#""kind":"cancel""#.to_owned(),
        1 | 2 => r#""kind":"publish_result""#.to_owned(),
        3 => format!(r#""kind":"edit_poll","changes":{{"closes_at":{}}}"#, now + dice.ms(length_ms)),
        4 => format!(r#""kind":"edit_poll","changes":{{"title":{{"en":"Q{}"}}}}"#, dice.below(99)),
        _ => r#""kind":"schedule""#.to_owned(),
    };
    Ok(Some(format!(r#"{{"area":"voting","poll":"{poll}",{fields}}}"#)))
}

/// A change of somebody's membership or role, as an admin or the operator asks for it.
pub(crate) fn members(plan: &Plan, dice: &mut Dice) -> Result<Option<String>, Fault> {
    if plan.people < 2 {
        return Ok(None);
    }
    let (user, community) = (person(1 + dice.index(plan.people - 1)), home());
    let role = *dice.pick(&["content_admin", "admin", "driver", "hub_manager"]).unwrap_or(&"admin");
    let hub = if matches!(role, "driver" | "hub_manager") {
        format!(r#","hub":"{}""#, hub())
    } else {
        String::new()
    };
    let fields = match dice.below(8) {
        0..=2 => format!(r#""kind":"grant_role","user":"{user}","role":"{role}"{hub}"#),
        3..=5 => format!(r#""kind":"revoke_role","user":"{user}","role":"{role}"{hub}"#),
        6 => format!(r#""kind":"remove","user":"{user}""#),
        _ => format!(r#""kind":"admit","user":"{user}","display_name":"P","locale":"en""#),
    };
    Ok(Some(format!(r#"{{"area":"community","community":"{community}",{fields}}}"#)))
}
