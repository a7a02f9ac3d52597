//! After the load: is everything there that was acknowledged, and do all counts agree?

use std::collections::BTreeMap;
use std::path::Path;

use hubbub_core::id::Id;
use hubbub_core::store::{Database, Fault, OpenOptions, Sql, SqliteDatabase, Value};
use hubbub_server::DATABASE;

use super::report::Report;
use super::user::RENAMED;
use crate::Failure;

/// What differs; the report learns what is lost.
pub(crate) fn differences(folder: &Path, poll: Id, report: &mut Report) -> Result<Vec<String>, Failure> {
    let database = SqliteDatabase::open(&folder.join(DATABASE), &OpenOptions::default())?;
    let database: &dyn Database = &database;
    let mut found = Vec::new();
    let by_user =
        |sql: &mut dyn Sql, text: &str, params: &[Value]| -> Result<BTreeMap<String, String>, Fault> {
            let rows = sql.all(text, params, |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))?;
            Ok(rows.into_iter().collect())
        };
    let ballots = "SELECT voter, CAST(revision AS TEXT) FROM ballot WHERE poll = ? AND withdrawn = 0";
    let ballots = database.read(|sql| by_user(sql, ballots, &[poll.into()]))?;
    let names = database.read(|sql| by_user(sql, "SELECT user_id, display_name FROM member", &[]))?;
    let count = |text: &str| {
        database.read(|sql| Ok(sql.first(text, &[poll.into()], |row| row.int(0))?.unwrap_or_default()))
    };
    report.ballots = i64::try_from(ballots.len())?;
    let tally = count("SELECT cast_count FROM poll_tally WHERE id = ?")?;
    let options = count("SELECT coalesce(sum(ballots), 0) FROM option_tally WHERE poll = ?")?;
    if (tally, options) != (report.ballots, report.ballots) {
        found.push(format!("{} ballots are counted as {tally}, by option as {options}", report.ballots));
    }
    let (mut lost, mut wrong) = (0, 0);
    for (person, account) in &report.accounts {
        let user = person.user.to_string();
        let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(0_i64);
        let revision = number(ballots.get(&user).map(String::as_str));
        let written = number(names.get(&user).and_then(|name| name.strip_prefix(RENAMED)));
        lost += (account.votes - revision).max(0) + (account.written - written).max(0);
        // A socket that was lost in the end has heard nothing since.
        if account.shown.is_some_and(|shown| shown != tally) {
            wrong += 1;
        }
    }
    (report.lost, report.wrong_totals) = (lost, wrong);
    if report.lost > 0 {
        found.push(format!("{} writes were acknowledged and are not there", report.lost));
    }
    if report.is_one_vote_each && report.wrong_totals > 0 {
        found.push(format!("{} sockets do not show the count", report.wrong_totals));
    }
    Ok(found)
}
