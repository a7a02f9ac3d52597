//! The server's own commands for an import or the demo, in order, each applied once however often the
//! same import runs.

use std::collections::BTreeSet;

use hubbub_core::id::Id;
use hubbub_core::refusal::Refusal;
use hubbub_core::sync::protocol::Outcome;
use serde_json::Value;

use crate::writer::{Trouble, Writer};

/// Commands handed to the writer at a time. It cuts them into batches of its own, so that people's
/// calls do not wait behind them.
const COMMANDS_PER_JOB: usize = 200;

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not what it should be; nothing of it was imported.
    #[error("{0}")]
    File(#[from] super::rows::Fault),
    /// The file could not be read.
    #[error("can't read {0}: {1}")]
    Io(std::path::PathBuf, #[source] std::io::Error),
    /// The file was written while it was read; nothing of it is shown.
    #[error("the file changed while it was read: import it again")]
    Changed,
    /// The server refused a command: something else stands under the same name.
    #[error("the server refuses it: {0}")]
    Refused(String),
    /// The server could not write.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// A run of commands under one name.
pub struct Job<'w> {
    writer: &'w Writer,
    name: String,
    waiting: Vec<(Id, String)>,
    /// Commands among those that wait, or were decided, which may be refused.
    attempts: BTreeSet<Id>,
    refusals: Vec<(Id, Refusal)>,
    /// Commands that were applied now or in an earlier run.
    pub applied: u64,
}

impl<'w> Job<'w> {
    /// A job; its name belongs to one run at a time.
    #[must_use]
    pub fn new(writer: &'w Writer, name: &str) -> Self {
        Self {
            writer,
            name: name.to_owned(),
            waiting: Vec::new(),
            attempts: BTreeSet::new(),
            refusals: Vec::new(),
            applied: 0,
        }
    }

    /// Adds a command. `id` names it for ever: the same id again changes nothing.
    ///
    /// # Errors
    /// [`ImportError`] of this command or one before it.
    pub fn command(&mut self, id: Id, command: &Value) -> Result<(), ImportError> {
        self.waiting.push((id, command.to_string()));
        if self.waiting.len() >= COMMANDS_PER_JOB { self.finish() } else { Ok(()) }
    }

    /// Adds a command that may be refused: [`Self::refusals`] tells.
    ///
    /// # Errors
    /// [`ImportError`] of a command before it.
    pub fn attempt(&mut self, id: Id, command: &Value) -> Result<(), ImportError> {
        self.attempts.insert(id);
        self.command(id, command)
    }

    /// Waits until all commands are decided; which attempts since the last time were refused, and why.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn refusals(&mut self) -> Result<Vec<(Id, Refusal)>, ImportError> {
        self.finish()?;
        self.attempts.clear();
        Ok(std::mem::take(&mut self.refusals))
    }

    /// Waits until all commands are decided.
    ///
    /// # Errors
    /// [`ImportError`]; commands before the one that failed stay applied, and are passed over when the
    /// import runs again.
    pub fn finish(&mut self) -> Result<(), ImportError> {
        let commands = std::mem::take(&mut self.waiting);
        if commands.is_empty() {
            return Ok(());
        }
        let ids: Vec<Id> = commands.iter().map(|(id, _)| *id).collect();
        for (id, outcome) in ids.into_iter().zip(self.writer.job_blocking(&self.name, commands)?) {
            match outcome {
                Outcome::Applied { .. } => self.applied += 1,
                Outcome::Refused(text) if self.attempts.contains(&id) => {
                    let refusal = serde_json::from_str(&text);
                    self.refusals.push((id, refusal.map_err(|_| ImportError::Refused(text))?));
                }
                Outcome::Refused(text) => {
                    let refusal = serde_json::from_str(&text);
                    return Err(ImportError::Refused(refusal.map_or(text, |refusal| words(&refusal))));
                }
                other => return Err(ImportError::Refused(format!("{other:?}"))),
            }
        }
        Ok(())
    }
}

/// A refusal in the words of an operator: its code, and which fields are wrong.
pub(super) fn words(refusal: &Refusal) -> String {
    let fields: Vec<String> =
        refusal.details.iter().map(|detail| format!("{} {}", detail.field, detail.issue)).collect();
    if fields.is_empty() {
        refusal.code.to_string()
    } else {
        format!("{} ({})", refusal.code, fields.join(", "))
    }
}
