//! Brings catalogues in: recipes, films and products become published content; a survey of kitchens becomes a
//! poll with its ballots.
//!
//! What somebody else wrote keeps the name of who wrote it and the licence, as the licences ask for.

use std::collections::BTreeSet;
use std::path::Path;

use hubbub_core::check::{DESCRIPTION_CHARS_MAX, TITLE_CHARS_MAX};
use hubbub_core::content::model::{TAG_CHARS_MAX, TAGS_MAX};
use hubbub_core::id::Id;
use hubbub_core::sync::protocol::COMMAND_BYTES_MAX;
use hubbub_core::time::{DAY_MS, Timestamp};
use hubbub_core::voting::command::BALLOTS_PER_IMPORT_MAX;
use serde_json::{Value, json};

use super::community::{found, shortened};
use super::films::{self, Film, Films};
use super::foods::{self, Product, RATING_MAX, Ratings, Survey, Table};
use super::job::{ImportError, Job};
use super::recipes::{self, Recipe};
use super::report::Report;
use super::rows::{self, Entry};
use crate::host::Host;

/// Bytes of ballots in one command: half of what a command may have, as the last ballot may be long.
const COMMAND_BYTES: usize = COMMAND_BYTES_MAX / 2;
/// The day of a survey's ballots: its table tells none, and all count as of one moment.
const SURVEYED: Timestamp = Timestamp(1_388_534_400_000); // 2014-01-01

const FILM_LICENCE: &str =
    "Film data from Wikipedia contributors, CC BY-SA 3.0, collected by Peter Rust (MIT)";
const FOOD_LICENCE: &str = "Open Food Facts contributors, ODbL";
const SURVEY_LICENCE: &str = "FiveThirtyEight, CC BY 4.0";

/// What became of a catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Records that are in, now or since an earlier run.
    pub taken: u64,
    /// Pictures that are in.
    pub pictures: u64,
    /// Lines and files that were rejected.
    pub rejected: u64,
}

/// The item that a record of a catalogue becomes in the community of a name.
#[must_use]
pub fn item_id(catalogue: &str, community: &str, record: &str) -> Id {
    Id::named(catalogue, &format!("{community}/{record}"))
}

/// The poll that a survey of kitchens becomes in the community of a name.
#[must_use]
pub fn survey_id(community: &str, label: &str) -> Id {
    Id::named("imported survey", &format!("{community}/{label}"))
}

/// The option that a kitchen becomes.
#[must_use]
pub fn kitchen_id(poll: Id, kitchen: &str) -> Id {
    Id::of("imported kitchen", &[poll, Id::named("kitchen", kitchen)])
}

/// What becomes a published item.
struct Draft {
    item: Id,
    category: &'static str,
    title: String,
    description: String,
    tags: Vec<String>,
    image: Option<String>,
}

/// Imports a table of films into the community `name`.
///
/// # Errors
/// [`ImportError`]; what was imported before stays, and the next run goes on from there.
pub fn films(
    host: &Host,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let label = label_of(path);
    let mut report = Report::new(&label, tell);
    let mut job = Job::new(host.writer(), &format!("import films {label} {name}"));
    let community = found(&mut job, name)?;
    let mut seen = BTreeSet::new();
    for entry in Films::new(rows::open(path)?) {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record((film, row)) => {
                let item = item_id("imported film", name, &format!("{}/{}", film.title, film.year));
                if !seen.insert(item) {
                    report.reject(&films::twice(&film, &row));
                    continue;
                }
                bring_in(&mut job, community, &film_draft(item, &film))?;
                report.take();
            }
        }
    }
    finish(job, &mut report, 0)
}

/// Imports a recipe, or a folder of them with their pictures in `pix`, into the community `name`.
///
/// # Errors
/// As [`films`].
pub fn recipes(
    host: &Host,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let mut job = Job::new(host.writer(), &format!("import recipes {} {name}", label_of(path)));
    let community = found(&mut job, name)?;
    let mut done = Imported::default();
    for file in recipes::files(path)? {
        let label = label_of(&file);
        let mut report = Report::new(&label, tell);
        match recipes::read(&file)? {
            Err(rejected) => report.reject(&rejected),
            Ok(recipe) => {
                let image = picture(host, &file, &recipe, &mut report)?;
                done.pictures += u64::from(image.is_some());
                let item = item_id("imported recipe", name, &label);
                bring_in(&mut job, community, &recipe_draft(item, &recipe, image))?;
                report.take();
            }
        }
        done.taken += report.taken;
        done.rejected += report.rejected;
    }
    job.finish()?;
    tell(&format!(
        "{} recipes and {} pictures are in, {} files rejected",
        done.taken, done.pictures, done.rejected
    ));
    Ok(done)
}

/// Imports a table of products, or a survey of kitchens, into the community `name`.
///
/// # Errors
/// As [`films`].
pub fn foods(
    host: &Host,
    path: &Path,
    name: &str,
    tell: &mut dyn FnMut(&str),
) -> Result<Imported, ImportError> {
    let label = label_of(path);
    let mut report = Report::new(&label, tell);
    let mut job = Job::new(host.writer(), &format!("import foods {label} {name}"));
    let community = found(&mut job, name)?;
    match foods::open(rows::open(path)?)? {
        Table::Products(products) => {
            for entry in products {
                match entry? {
                    Entry::Rejected(rejected) => report.reject(&rejected),
                    Entry::Record(product) => {
                        let item = item_id("imported food", name, &product.code);
                        bring_in(&mut job, community, &food_draft(item, &product))?;
                        report.take();
                    }
                }
            }
        }
        Table::Survey(survey) => {
            bring_survey_in(&mut job, community, survey_id(name, &label), survey, &mut report)?;
        }
    }
    finish(job, &mut report, 0)
}

fn finish(mut job: Job<'_>, report: &mut Report<'_>, pictures: u64) -> Result<Imported, ImportError> {
    job.finish()?;
    let done = Imported { taken: report.taken, pictures, rejected: report.rejected };
    report.say(&format!("{} records are in, {} lines rejected", done.taken, done.rejected));
    Ok(done)
}

/// Writes an item and shows it.
fn bring_in(job: &mut Job<'_>, community: Id, draft: &Draft) -> Result<(), ImportError> {
    let Draft { item, category, title, description, tags, image } = draft;
    let mut create = json!({
        "area": "content", "kind": "create", "item": item, "community": community, "category": category,
        "default_locale": "en", "tags": tags,
        "texts": [{ "locale": "en", "title": title, "description": description }],
    });
    if let (Some(image), Some(fields)) = (image, create.as_object_mut()) {
        fields.insert("image".to_owned(), json!(image));
    }
    job.command(item.derive(0), &create)?;
    job.command(item.derive(1), &json!({ "area": "content", "kind": "publish", "item": item }))
}

fn film_draft(item: Id, film: &Film) -> Draft {
    let mut parts: Vec<String> = film.extract.iter().cloned().collect();
    if !film.cast.is_empty() {
        parts.push(film.cast.join(" · "));
    }
    let page = film.href.as_ref().map(|href| format!("https://en.wikipedia.org/wiki/{href}"));
    parts.push(page.into_iter().chain([FILM_LICENCE.to_owned()]).collect::<Vec<_>>().join("\n"));
    let year = film.year.to_string();
    let genres = film.genres.iter().map(|genre| genre.to_lowercase());
    Draft {
        item,
        category: "films",
        title: shortened(&format!("{} ({year})", film.title), TITLE_CHARS_MAX),
        description: prose(&parts),
        tags: tags([year.clone()].into_iter().chain(genres)),
        image: None,
    }
}

fn recipe_draft(item: Id, recipe: &Recipe, image: Option<String>) -> Draft {
    let author = if recipe.author.is_empty() { "Public domain" } else { &recipe.author };
    Draft {
        item,
        category: "meals",
        title: shortened(&recipe.title, TITLE_CHARS_MAX),
        description: prose(&[recipe.text.clone(), format!("{author} · Unlicense")]),
        tags: tags(recipe.tags.iter().map(|tag| tag.to_lowercase())),
        image,
    }
}

fn food_draft(item: Id, product: &Product) -> Draft {
    let head = [&product.brands, &product.quantity].into_iter().filter(|text| !text.is_empty());
    let head: Vec<&str> = head.map(String::as_str).collect();
    let parts = [
        head.join(" · "),
        product.ingredients.clone(),
        product.allergens.clone(),
        format!("{}\n{FOOD_LICENCE}", product.code),
    ];
    // The general kinds come first and say little.
    let kinds = product.categories.iter().rev();
    let kinds = kinds.filter_map(|tag| tag.strip_prefix("en:")).map(|tag| tag.replace('-', " "));
    let grade = product.grade.to_lowercase();
    let grade = matches!(grade.as_str(), "a" | "b" | "c" | "d" | "e").then(|| format!("nutri-score {grade}"));
    Draft {
        item,
        category: "meals",
        title: shortened(&product.name, TITLE_CHARS_MAX),
        description: prose(&parts),
        tags: tags(grade.into_iter().chain(kinds)),
        image: None,
    }
}

/// The first picture of a recipe that is there, kept by the server; its hash. One that is not taken is told.
fn picture(
    host: &Host,
    file: &Path,
    recipe: &Recipe,
    report: &mut Report<'_>,
) -> Result<Option<String>, ImportError> {
    let folder = file.parent().unwrap_or(file).join("pix");
    for name in &recipe.pictures {
        let path = folder.join(name);
        // A name is a file's own, never a way to somewhere else.
        if name.contains(['/', '\\']) || !path.is_file() {
            continue;
        }
        let content = std::fs::read(&path).map_err(|error| ImportError::Io(path.clone(), error))?;
        match host.keep_picture(&content)? {
            Ok(hash) => return Ok(Some(hash)),
            Err(fault) => report.say(&format!("{name} is not taken: {fault}")),
        }
    }
    Ok(None)
}

fn bring_survey_in<R: std::io::BufRead>(
    job: &mut Job<'_>,
    community: Id,
    poll: Id,
    survey: Survey<R>,
    report: &mut Report<'_>,
) -> Result<(), ImportError> {
    let kitchens = survey.kitchens.clone();
    job.command(poll.derive(0), &survey_poll(poll, community, &kitchens))?;
    let (mut waiting, mut number, mut bytes) = (Vec::new(), 0, 0);
    for entry in survey {
        match entry? {
            Entry::Rejected(rejected) => report.reject(&rejected),
            Entry::Record(ratings) => {
                let ballot = ballot(poll, &kitchens, &ratings);
                bytes += ballot.to_string().len();
                waiting.push(ballot);
                report.take();
            }
        }
        if waiting.len() == BALLOTS_PER_IMPORT_MAX || bytes > COMMAND_BYTES {
            number += 1;
            bytes = 0;
            bring_ballots_in(job, poll, number, std::mem::take(&mut waiting))?;
        }
    }
    if !waiting.is_empty() {
        bring_ballots_in(job, poll, number + 1, waiting)?;
    }
    for (ordinal, kind) in [(1, "schedule"), (2, "publish_result")] {
        job.command(poll.derive(ordinal), &json!({ "area": "voting", "kind": kind, "poll": poll }))?;
    }
    Ok(())
}

fn bring_ballots_in(
    job: &mut Job<'_>,
    poll: Id,
    number: u32,
    ballots: Vec<Value>,
) -> Result<(), ImportError> {
    let command = json!({ "area": "voting", "kind": "import_ballots", "poll": poll, "ballots": ballots });
    job.command(Id::of("survey ballots", &[poll]).derive(number), &command)
}

fn ballot(poll: Id, kitchens: &[String], ratings: &Ratings) -> Value {
    let voter =
        Id::of("survey respondent", &[poll, Id::named("respondent", &ratings.respondent.to_string())]);
    let rated = ratings.ratings.iter().filter_map(|(place, rating)| {
        Some(json!({ "option": kitchen_id(poll, kitchens.get(*place)?), "value": rating }))
    });
    json!({ "voter": voter, "at": SURVEYED, "selections": rated.collect::<Vec<_>>() })
}

fn survey_poll(poll: Id, community: Id, kitchens: &[String]) -> Value {
    let option =
        |kitchen: &String| json!({ "option": kitchen_id(poll, kitchen), "title": { "en": kitchen } });
    json!({
        "area": "voting", "kind": "create_poll", "poll": poll, "community": community,
        "terms": {
            "title": {
                "en": "Which country’s cooking do you like?", "fr": "La cuisine de quel pays aimez-vous ?",
                "es": "¿La cocina de qué país le gusta?", "de": "Die Küche welchen Landes mögen Sie?",
            },
            "description": { "en": SURVEY_LICENCE },
            "method": { "kind": "score", "max": RATING_MAX },
            "outcome": { "kind": "plurality", "by": "score", "seats": 1, "tie_break": null },
            "blank_allowed": true, "changeable": false,
            "opens_at": SURVEYED, "closes_at": SURVEYED.plus(DAY_MS), "result_mode": "after_close",
        },
        "options": kitchens.iter().map(option).collect::<Vec<_>>(),
    })
}

/// Parts of a description, those with words alone, cut where it would be too long.
fn prose(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    let odd = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    parts.join("\n\n").chars().filter(odd).take(DESCRIPTION_CHARS_MAX).collect()
}

/// Tags that an item may have, each once.
fn tags(found: impl Iterator<Item = String>) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in found {
        let tag = tag.trim().to_owned();
        let fits =
            !tag.is_empty() && tag.chars().count() <= TAG_CHARS_MAX && !tag.chars().any(char::is_control);
        if fits && tags.len() < TAGS_MAX && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn label_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
