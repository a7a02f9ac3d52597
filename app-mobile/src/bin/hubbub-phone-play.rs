//! `hubbub-phone-play`: a phone without a screen, for tests. It signs somebody in, sends the commands of a file, one
//! JSON object a line, and ends when the server has decided them all. Never shipped.
//!
//! In a command `"@hub:dorfladen"` stands for the demo community's thing of that kind and name, `"@new:NAME"` for a
//! thing that the file itself names, `"@join"` as selections for the one choice of a poll, `"@community"` for the community, `"@sale:NAME/RESIDENT"` for the sale of a thing
//! so named to that resident, and `"@now+MS"` for a time in that many milliseconds.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use hubbub_core::access::Viewer;
use hubbub_core::auction::deal::Sale;
use hubbub_core::client::{Client, Clock as _, Options, Sent, SystemClock};
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use hubbub_core::store::Key;
use hubbub_core::voting::view::poll;
use serde_json::{Value, json};

/// How long the server may take for all commands.
const PATIENCE: Duration = Duration::from_secs(60);

/// A phone without a screen.
#[derive(Parser)]
struct Arguments {
    /// Where the phone keeps everything
    #[arg(long)]
    data: PathBuf,
    /// The server's address
    #[arg(long)]
    server: String,
    /// Who signs in
    #[arg(long)]
    email: String,
    /// With which password
    #[arg(long)]
    password: String,
    /// The commands, one JSON object a line
    commands: PathBuf,
}

fn main() -> ExitCode {
    match play(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("hubbub-phone-play: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn play(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let key = Key::new([7; 32]);
    let (client, _) = Client::open(Options::new(arguments.data.clone(), &arguments.server, key))?;
    client.sign_in(&arguments.email, &arguments.password)?;
    // What the rules say on the phone depends on its rows: first they are fetched.
    wait(&client, "the first fetch", |client| {
        let state = client.sync_state()?;
        Ok(state.last_synced.is_some() && state.progress.done >= state.progress.total)
    })?;
    for line in std::fs::read_to_string(&arguments.commands)?.lines().filter(|line| !line.trim().is_empty()) {
        let mut value: Value = serde_json::from_str(line).map_err(|error| format!("{error} in {line}"))?;
        join(&client, &mut value)?;
        expand(&mut value)?;
        let command: Command = serde_json::from_value(value).map_err(|error| format!("{error} in {line}"))?;
        if let Sent::Refused(refusal) = client.send(&command)? {
            return Err(format!("{line} was refused: {refusal:?}").into());
        }
        // One after the other, as a person would: what the server settles may be what the next one needs.
        wait(&client, line, |client| Ok(client.sync_state()?.waiting == 0))?;
        if let Some(refused) = client.refused()?.first() {
            return Err(format!("{line} was refused by the server: {:?}", refused.refusal).into());
        }
    }
    Ok(())
}

/// Puts the one choice of a poll that is answered with one touch in the place of `"@join"`.
fn join(client: &Client, value: &mut Value) -> Result<(), Box<dyn std::error::Error>> {
    if value["selections"] != "@join" {
        return Ok(());
    }
    let id: Id = value["poll"].as_str().unwrap_or_default().parse()?;
    let page = client.view(|tx, context| {
        let viewer =
            Viewer { user: context.user.unwrap_or_default(), locale: Locale::default(), now: context.now };
        poll(tx, &viewer, id)
    })?;
    let only = page.and_then(|page| page.card.choices.first().map(|choice| choice.id));
    value["selections"] = json!([{ "option": only.ok_or("no such poll")?, "value": 1 }]);
    Ok(())
}

/// Puts ids and times in the place of their names.
fn expand(value: &mut Value) -> Result<(), Box<dyn std::error::Error>> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(expand),
        Value::Object(fields) => fields.values_mut().try_for_each(expand),
        Value::String(text) => {
            let Some(name) = text.strip_prefix('@') else { return Ok(()) };
            *value = match (name.strip_prefix("now+"), name.split_once(':')) {
                (Some(ms), _) => (SystemClock.now().0 + ms.parse::<i64>()?).into(),
                (None, None) if name == "community" => demo("community", "quittenhof").to_string().into(),
                (None, Some(("sale", sale))) => {
                    let (thing, buyer) = sale.split_once('/').ok_or("a sale is @sale:NAME/RESIDENT")?;
                    Sale::id_of(demo("new", thing), demo("resident", buyer)).to_string().into()
                }
                (None, Some((kind, slug))) => demo(kind, slug).to_string().into(),
                (None, None) => return Err(format!("what is @{name}?").into()),
            };
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A thing of the demo community, by kind and name.
fn demo(kind: &str, name: &str) -> Id {
    Id::named(&format!("demo {kind}"), name)
}

fn wait(
    client: &Client,
    what: &str,
    done: impl Fn(&Client) -> Result<bool, hubbub_core::client::Failed>,
) -> Result<(), Box<dyn std::error::Error>> {
    let end = Instant::now() + PATIENCE;
    while !done(client)? {
        if Instant::now() > end {
            return Err(format!("waited in vain for {what}").into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
