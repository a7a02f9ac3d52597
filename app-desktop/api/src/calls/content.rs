//! Activities, meals and films: the list, one item with its words in every language, its picture.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hubbub_core::client::{Attached, FileView};
use hubbub_core::content::command::{Command as Content, ItemChanges, Text};
use hubbub_core::content::model::{Category, Item, ItemText};
use hubbub_core::content::view;
use hubbub_core::domain::Command;
use hubbub_core::i18n::Locale;
use hubbub_core::id::Id;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Done, One};
use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which items.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ItemsFilter {
    /// The community.
    pub community: Ref,
    /// `activities`, `meals`, `films`; none for all.
    pub category: Option<String>,
    /// `draft`, `published`, `archived`, `deleted`; none for all but deleted ones.
    pub status: Option<String>,
    /// Words that title or tags hold.
    pub text: String,
}

/// An item in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ItemLine {
    /// The item.
    pub id: Ref,
    /// Its title.
    pub title: String,
    /// The title's language.
    pub lang: String,
    /// `activities`, `meals` or `films`.
    pub category: String,
    /// That in words.
    pub category_text: String,
    /// `draft`, `published`, `archived` or `deleted`.
    pub status: String,
    /// That in words.
    pub status_text: String,
    /// When it takes place.
    pub when: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether changes of it wait for the server.
    pub pending: bool,
}

/// One item in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ItemPage {
    /// As in the list.
    pub line: ItemLine,
    /// Its description in the reader's language.
    pub description: String,
    /// Its words in every language it has.
    pub texts: Vec<ItemWords>,
    /// The language that readers of other languages get.
    pub default_locale: String,
    /// The hub where it takes place.
    pub hub: Option<Ref>,
    /// When it takes place, as a `datetime-local` field shows it, in the hub's zone.
    pub event_field: String,
    /// How many people it takes in.
    pub capacity: Option<i64>,
    /// The picture's name.
    pub image: Option<String>,
    /// The latest poll about it.
    pub poll: Option<super::polls::PollLine>,
}

/// An item's words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ItemWords {
    /// The language, as `de`.
    pub locale: String,
    /// One line.
    pub title: String,
    /// Any number of lines.
    pub description: String,
}

/// An item as its editor leaves it.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ItemForm {
    /// The item; none for a new one.
    pub id: Option<Ref>,
    /// The community of a new one.
    pub community: Ref,
    /// `activities`, `meals` or `films`.
    pub category: String,
    /// The language that readers of other languages get.
    pub default_locale: String,
    /// The words; languages without a title are left out.
    pub texts: Vec<ItemWords>,
    /// The tags.
    pub tags: Vec<String>,
    /// The hub where it takes place.
    pub hub: Option<Ref>,
    /// When, as the field shows it; empty for no time.
    pub event_field: String,
    /// How many people it takes in.
    pub capacity: Option<i64>,
    /// The picture's name.
    pub image: Option<String>,
}

/// A picture's bytes.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// Base 64.
    pub base64: String,
}

/// A picture's name.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PictureName {
    /// The name that a thing gives.
    pub name: String,
}

/// The items of a community.
pub(super) fn items(desktop: &Desktop, filter: ItemsFilter) -> Result<Vec<ItemLine>, Problem> {
    let category = filter.category.as_deref().and_then(word_of::<Category>);
    let say = desktop.say();
    let text = filter.text.to_lowercase();
    let cards = desktop.view(|tx, viewer| view::items(tx, viewer, filter.community.into(), category))?;
    let fits = |line: &ItemLine| {
        let status = match &filter.status {
            Some(status) => *status == line.status,
            None => line.status != "deleted",
        };
        let named = |words: &String| words.to_lowercase().contains(&text);
        status && (named(&line.title) || line.tags.iter().any(named))
    };
    let mut lines = Vec::new();
    for card in cards {
        let line = line(desktop, card, &say)?;
        if fits(&line) {
            lines.push(line);
        }
    }
    Ok(lines)
}

fn line(desktop: &Desktop, card: view::ItemCard, say: &Say) -> Result<ItemLine, Problem> {
    let status = if card.deleted { "deleted".to_owned() } else { word(card.status) };
    let category = word(card.category);
    let there = card.place.as_ref().map_or_else(|| say.clone(), |place| say.in_zone(&place.time_zone));
    let pending = desktop.client.is_pending("item", card.id).map_err(|failed| desktop.failed(&failed))?;
    Ok(ItemLine {
        id: card.id.into(),
        lang: card.locale.unwrap_or_default().tag().to_owned(),
        title: card.title,
        category_text: say.text(&format!("category-{category}")),
        category,
        status_text: say.text(&format!("content-state-{status}")),
        status,
        when: card.event_at.map(|at| there.date_time(at)),
        place: card.place.map(|place| place.name),
        tags: card.tags,
        pending,
    })
}

/// One item.
pub(super) fn item(desktop: &Desktop, One { id }: One) -> Result<Option<ItemPage>, Problem> {
    let found = desktop.view(|tx, viewer| {
        let page = view::item(tx, viewer, id.into())?;
        Ok(page.zip(tx.get::<Item>(id.into())?))
    })?;
    let Some((page, item)) = found else { return Ok(None) };
    let say = desktop.say();
    let there = page.card.place.as_ref().map_or_else(|| say.clone(), |place| say.in_zone(&place.time_zone));
    let words = |text: &ItemText| ItemWords {
        locale: text.locale.tag().to_owned(),
        title: text.title.clone(),
        description: text.description.clone(),
    };
    Ok(Some(ItemPage {
        description: page.description,
        texts: page.texts.iter().map(words).collect(),
        default_locale: item.default_locale.tag().to_owned(),
        hub: item.hub.map(Ref),
        event_field: item.event_at.map(|at| there.field_of(at)).unwrap_or_default(),
        capacity: item.capacity,
        image: item.image,
        poll: super::polls::poll_of_item(desktop, id)?,
        line: line(desktop, page.card, &say)?,
    }))
}

/// Writes a new item, or what is new about one.
pub(super) fn save_item(desktop: &Desktop, form: ItemForm) -> Result<Done, Problem> {
    let zone = desktop.view(|tx, _| {
        let hub = form.hub.map(|hub| tx.get::<hubbub_core::community::model::Hub>(hub.into()));
        Ok(hub.transpose()?.flatten().map(|hub| hub.time_zone))
    })?;
    let say = zone.map_or_else(|| desktop.say(), |zone| desktop.say().in_zone(&zone));
    let event_at = say.moment_of(&form.event_field);
    let category = word_of(&form.category).unwrap_or(Category::Activities);
    let default_locale = Locale::from_tag(&form.default_locale).unwrap_or_default();
    let texts: Vec<Text> = form.texts.iter().filter_map(text_of).collect();
    let (item, commands) = match form.id {
        None => {
            let item = desktop.new_id()?;
            let create = Content::Create {
                item,
                community: form.community.into(),
                category,
                default_locale,
                texts,
                tags: form.tags,
                hub: form.hub.map(Id::from),
                image: form.image,
                event_at,
                capacity: form.capacity,
                author: None,
            };
            (item, vec![create])
        }
        Some(item) => {
            let changes = ItemChanges {
                category: Some(category),
                default_locale: Some(default_locale),
                tags: Some(form.tags),
                hub: Some(form.hub.map(Id::from)),
                image: Some(form.image),
                event_at: Some(event_at),
                capacity: Some(form.capacity),
            };
            (item.into(), edits(desktop, item.into(), changes, texts)?)
        }
    };
    let done = desktop.send_all(commands.into_iter().map(Command::Content).collect())?;
    Ok(Done { id: Some(item.into()), ..done })
}

/// Only what differs is sent: an unchanged language is nobody's change.
fn edits(
    desktop: &Desktop,
    item: Id,
    changes: ItemChanges,
    texts: Vec<Text>,
) -> Result<Vec<Content>, Problem> {
    let (before, words) = desktop.view(|tx, viewer| {
        let texts = view::item(tx, viewer, item)?.map(|page| page.texts).unwrap_or_default();
        Ok((tx.get::<Item>(item)?, texts))
    })?;
    let same = before.is_some_and(|before| {
        changes.category == Some(before.category)
            && changes.default_locale == Some(before.default_locale)
            && changes.tags.as_ref() == Some(&before.tags)
            && changes.hub == Some(before.hub)
            && changes.image.as_ref() == Some(&before.image)
            && changes.event_at == Some(before.event_at)
            && changes.capacity == Some(before.capacity)
    });
    let edit = (!same).then_some(Content::Edit { item, changes });
    let known = |text: &Text| {
        let stands = |it: &ItemText| {
            it.locale == text.locale && it.title == text.title && it.description == text.description
        };
        words.iter().any(stands)
    };
    let set = |text: Text| Content::SetText {
        item,
        locale: text.locale,
        title: text.title,
        description: text.description,
    };
    let texts = texts.into_iter().filter(|text| !known(text)).map(set);
    Ok(texts.chain(edit).collect())
}

fn text_of(words: &ItemWords) -> Option<Text> {
    let locale = Locale::from_tag(&words.locale)?;
    let title = words.title.trim().to_owned();
    (!title.is_empty()).then(|| Text { locale, title, description: words.description.clone() })
}

/// Shows an item to the community.
pub(super) fn publish_item(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Content(Content::Publish { item: id.into() }))
}

/// Says that it is over.
pub(super) fn archive_item(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Content(Content::Archive { item: id.into() }))
}

/// Takes it away.
pub(super) fn delete_item(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Content(Content::Delete { item: id.into() }))
}

/// Brings it back.
pub(super) fn restore_item(desktop: &Desktop, One { id }: One) -> Result<Done, Problem> {
    desktop.send(Command::Content(Content::Restore { item: id.into() }))
}

/// Keeps a picture and queues it for the server; its name.
pub(super) fn attach_picture(desktop: &Desktop, Picture { base64 }: Picture) -> Result<String, Problem> {
    let bytes = STANDARD.decode(base64).map_err(|error| Problem::program(error.to_string()))?;
    match desktop.client.attach_picture(&bytes).map_err(|failed| desktop.failed(&failed))? {
        Attached::Kept(name) => Ok(name),
        Attached::Refused(refusal) => Err(Problem::refused(&refusal, &desktop.say())),
    }
}

/// A picture as a `data:` address; none while it is on its way.
pub(super) fn picture(
    desktop: &Desktop,
    PictureName { name }: PictureName,
) -> Result<Option<String>, Problem> {
    let found = desktop.client.file(&name).map_err(|failed| desktop.failed(&failed))?;
    let FileView::Here(bytes) = found else { return Ok(None) };
    Ok(Some(format!("data:{};base64,{}", kind_of(&bytes), STANDARD.encode(bytes))))
}

/// The kind of picture by its first bytes; what is none of the three is shown by no window.
fn kind_of(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => "application/octet-stream",
    }
}

/// A value's word, as `hub_manager`.
pub(crate) fn word<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of a word.
pub(crate) fn word_of<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::{kind_of, word, word_of};
    use hubbub_core::content::model::{Category, Status};

    #[test]
    fn words_and_values_agree() {
        assert_eq!(word(Status::Published), "published");
        assert_eq!(word_of::<Category>("meals"), Some(Category::Meals));
        assert_eq!(word_of::<Category>("cars"), None);
    }

    #[test]
    fn pictures_are_known_by_their_content() {
        assert_eq!(kind_of(&[0xff, 0xd8, 0xff, 0xe0]), "image/jpeg");
        assert_eq!(kind_of(b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
        assert_eq!(kind_of(b"<svg onload=alert(1)>"), "application/octet-stream");
    }
}
