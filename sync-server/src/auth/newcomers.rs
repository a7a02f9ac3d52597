//! Many accounts at once, for demos and rehearsals: one password, hashed once.

use hubbub_core::id::Id;

use super::accounts::{self, Account, Email};
use super::password;
use crate::app::App;
use crate::writer::Trouble;

/// Accounts made in one batch.
const PER_BATCH: usize = 200;

/// Somebody who gets an account.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// The user id.
    pub user: Id,
    /// The e-mail address to sign in with.
    pub email: String,
    /// A language tag.
    pub locale: String,
}

impl App {
    /// Makes an account for each; an address that has one keeps it.
    pub(crate) fn enrol_all(&self, newcomers: Vec<Newcomer>, password: &str) -> Result<(), Trouble> {
        let password_hash = password::hash(password)?;
        let account = |newcomer: Newcomer| {
            let email = Email::read(&newcomer.email, &self.keys)?;
            let password_hash = password_hash.clone();
            Some(Account {
                user: newcomer.user,
                email,
                password_hash,
                locale: newcomer.locale,
                vouched: true,
            })
        };
        let accounts: Vec<Account> = newcomers.into_iter().filter_map(account).collect();
        for batch in accounts.chunks(PER_BATCH) {
            let batch = batch.to_vec();
            self.writer.write_blocking(move |writing| {
                batch
                    .iter()
                    .try_for_each(|account| accounts::create(writing.sql, account, writing.now).map(drop))
            })?;
        }
        Ok(())
    }
}
