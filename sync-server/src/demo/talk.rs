//! What the demo's people say: comments on items, requests to their hubs, and news in four languages.

use serde::Deserialize;
use serde_json::json;

use super::file::Words;
use super::{community_id, id_of};
use crate::import::job::{ImportError, Job};

/// The file, as `demo/README.md` describes it.
const TALK: &str = include_str!("../../demo/talk.json");

#[derive(Deserialize)]
struct Talk {
    posts: Vec<Post>,
    comments: Vec<Comment>,
    tickets: Vec<Ticket>,
}

#[derive(Deserialize)]
struct Post {
    slug: String,
    author: String,
    title: Words,
    body: Words,
}

#[derive(Deserialize)]
struct Comment {
    slug: String,
    item: String,
    author: String,
    text: String,
    reply_to: Option<String>,
}

#[derive(Deserialize)]
struct Ticket {
    slug: String,
    hub: Option<String>,
    author: String,
    subject: String,
    text: String,
}

/// Lets everybody say what the file says.
///
/// # Errors
/// [`ImportError`].
pub(super) fn say(job: &mut Job<'_>, default_locale: &str) -> Result<(), ImportError> {
    let talk: Talk = serde_json::from_str(TALK).map_err(|error| ImportError::Refused(error.to_string()))?;
    for post in &talk.posts {
        let id = id_of("post", &post.slug);
        let command = json!({
            "area": "content", "kind": "write_post", "post": id, "community": community_id(),
            "default_locale": default_locale, "title": post.title, "body": post.body,
            "author": id_of("resident", &post.author),
        });
        job.command(id.derive(0), &command)?;
        job.command(id.derive(1), &json!({ "area": "content", "kind": "publish_post", "post": id }))?;
    }
    for comment in &talk.comments {
        let id = id_of("comment", &comment.slug);
        let mut command = json!({
            "area": "content", "kind": "write_comment", "comment": id, "item": id_of("item", &comment.item),
            "text": comment.text, "author": id_of("resident", &comment.author),
        });
        if let Some(answered) = &comment.reply_to {
            command["reply_to"] = json!(id_of("comment", answered));
        }
        job.command(id.derive(0), &command)?;
    }
    for ticket in &talk.tickets {
        let id = id_of("ticket", &ticket.slug);
        let mut command = json!({
            "area": "support", "kind": "submit", "ticket": id, "community": community_id(),
            "subject": ticket.subject, "text": ticket.text, "author": id_of("resident", &ticket.author),
        });
        if let Some(hub) = &ticket.hub {
            command["hub"] = json!(id_of("hub", hub));
        }
        job.command(id.derive(0), &command)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{COMMUNITY, move_in};
    use crate::{Config, Host, product};

    fn count(host: &Host, text: &str) -> i64 {
        let read = |sql: &mut dyn hubbub_core::store::Sql| sql.first(text, &[], |row| row.int(0));
        host.app().readers.read_blocking(read).unwrap().unwrap()
    }

    #[test]
    fn the_demo_talks_once_in_four_languages() {
        let talk: Talk = serde_json::from_str(TALK).unwrap();
        for post in &talk.posts {
            for words in [&post.title, &post.body] {
                let languages: Vec<&str> = words.keys().map(String::as_str).collect();
                assert_eq!(languages, ["de", "en", "es", "fr"], "{}", post.slug);
            }
        }
        assert!(COMMUNITY.contains("pressing-day"));
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(folder.path());
        config.log_requests = false;
        let host = Host::open(config, product()).unwrap();
        for _ in 0..2 {
            move_in(&host, "Quince-42 lane").unwrap();
            let shown = "SELECT count(*) FROM post WHERE published_at IS NOT NULL";
            assert_eq!(count(&host, shown), i64::try_from(talk.posts.len()).unwrap());
            assert_eq!(
                count(&host, "SELECT count(*) FROM comment WHERE author_name <> ''"),
                i64::try_from(talk.comments.len()).unwrap()
            );
            let waiting = "SELECT count(*) FROM ticket WHERE status = 'new' AND due_at IS NOT NULL";
            assert_eq!(count(&host, waiting), i64::try_from(talk.tickets.len()).unwrap());
        }
    }
}
