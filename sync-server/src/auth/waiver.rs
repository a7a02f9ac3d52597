//! A community whose passwords are no secret, as the demo, may do without second factors: whoever holds the data folder
//! says so.

use hubbub_core::store::{Database, Fault};

use crate::host::Host;
use crate::writer::Trouble;

/// Where the database says that nobody needs a second factor.
const WAIVED: &str = "second_factor_waived";

impl Host {
    /// Lets admins and hub managers sign in without a second factor, or demands one again. It is kept in the
    /// data folder, for communities whose passwords are no secret, as the demo.
    ///
    /// # Errors
    /// The writer's [`Trouble`].
    pub fn waive_second_factor(&self, waived: bool) -> Result<(), Trouble> {
        self.app().writer.write_blocking(move |writing| {
            let text = "INSERT INTO server_meta (name, value) VALUES (?, ?)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value";
            writing.sql.execute(text, &[WAIVED.into(), i64::from(waived).to_string().into()]).map(drop)
        })
    }
}

/// Whether the operator let everybody in without a second factor.
pub(crate) fn is_waived(database: &dyn Database) -> Result<bool, Fault> {
    let text = "SELECT value FROM server_meta WHERE name = ?";
    let waived = database.read(|sql| sql.first(text, &[WAIVED.into()], |row| Ok(row.text(0)? == "1")))?;
    Ok(waived.unwrap_or_default())
}
