//! What an erasure removes of tickets: names, words and files. That there was a ticket, and its times, stay.

use super::model::{Ticket, TicketNote, TicketReply};
use crate::id::Id;
use crate::notice;
use crate::store::{Fault, Tx, Value};

/// Removes what names a person, or was told by them.
///
/// # Errors
/// The store's fault.
pub(crate) fn erase(tx: &mut Tx<'_>, user: Id) -> Result<(), Fault> {
    let own = [Value::from(user)];
    for ticket in tx.select::<Ticket>("author = ? ORDER BY id", &own)? {
        notice::command::erase_about(tx, ticket.id)?;
        let (author_name, subject, text) = (String::new(), String::new(), String::new());
        tx.put(&Ticket { author_name, subject, text, attachments: Vec::new(), ..ticket })?;
    }
    for ticket in tx.select::<Ticket>("assignee = ? ORDER BY id", &own)? {
        tx.put(&Ticket { assignee_name: None, ..ticket })?;
    }
    for reply in tx.select::<TicketReply>("author = ? ORDER BY id", &own)? {
        let (author_name, text) = (String::new(), String::new());
        tx.put(&TicketReply { author_name, text, attachments: Vec::new(), ..reply })?;
    }
    for note in tx.select::<TicketNote>("author = ? ORDER BY id", &own)? {
        tx.put(&TicketNote { author_name: String::new(), text: String::new(), ..note })?;
    }
    Ok(())
}
