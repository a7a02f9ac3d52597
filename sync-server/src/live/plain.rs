//! The live lane for third parties: JSON texts, with the subprotocol [`PROTOCOL`].

use hubbub_core::id::Id;
use hubbub_core::live::Topic;
use hubbub_core::refusal::{Code, Refusal};
use serde::Deserialize;
use serde_json::json;

use super::socket::{Close, Talk};

/// The subprotocol that a third party asks for.
pub(crate) const PROTOCOL: &str = "hubbub.live.v1";
/// Longest text, in bytes.
pub(crate) const TEXT_BYTES_MAX: usize = 4 * 1024;

/// What a third party may say.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "camelCase", deny_unknown_fields)]
enum Word {
    /// Tell me what happens at a topic.
    Subscribe { topic: Topic },
    /// No more of it.
    Unsubscribe { topic: Topic },
    /// Tell me how the votes on an item move.
    SubscribeToPoll { content_item_id: Id },
}

/// Whether a text is one of these words.
pub(crate) fn is_word(text: &str) -> bool {
    serde_json::from_str::<Word>(text).is_ok()
}

impl Talk {
    pub(super) async fn take_text(&mut self, text: &str) -> bool {
        if text.len() > TEXT_BYTES_MAX {
            return self.offence(Close::TooBig, Refusal::new(Code::FileTooLarge)).await;
        }
        match serde_json::from_str(text) {
            Ok(Word::Subscribe { topic }) => self.join(topic).await,
            Ok(Word::SubscribeToPoll { content_item_id }) => self.join_poll_of(content_item_id).await,
            Ok(Word::Unsubscribe { topic }) => {
                self.place.leave(&topic);
                true
            }
            Err(_) => {
                let refusal = Refusal::new(Code::ValidationFailed).field("message", "malformed");
                self.offence(Close::Malformed, refusal).await
            }
        }
    }

    async fn join_poll_of(&mut self, item: Id) -> bool {
        let (engine, user) = (self.app.engine.clone(), self.caller.user);
        let found = self.app.readers.read(move |sql| engine.poll_of(sql, user, item)).await;
        match found {
            Ok(Some(topic)) => self.join(topic).await,
            Ok(None) => self.send_text(error(&Refusal::new(Code::NotFound))).await,
            Err(_) => self.send_text(error(&Refusal::new(Code::ServiceUnavailable))).await,
        }
    }
}

/// A message that could not be taken.
pub(super) fn error(refusal: &Refusal) -> String {
    json!({ "type": "error", "error": refusal }).to_string()
}

/// A topic that is not watched, or not any more.
pub(super) fn left(topic: &Topic, refusal: &Refusal) -> String {
    json!({ "type": "left", "topic": topic, "error": refusal }).to_string()
}
