//! What can go wrong with a store, as opposed to what a rule refuses.

/// A failure of the store or of the program, never of a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is damaged, or the key does not fit it: the two look alike from outside.
    #[error("the database is damaged or the key does not fit: {0}")]
    Damaged(String),
    /// The store was made with another key. Nothing was touched.
    #[error("the store was made with another key")]
    WrongKey,
    /// There is no room left on the disk, or a quota is reached.
    #[error("the disk is full")]
    Full,
    /// Reading or writing the file failed. After a failed sync nothing more is written until the
    /// store is opened again.
    #[error("the disk failed: {0}")]
    Io(String),
    /// Another process holds the database for longer than we wait.
    #[error("the database is in use by another process")]
    Busy,
    /// A newer version wrote this database; `found` is a migration this version does not know.
    #[error("the database was written by a newer version (migration {found}); please update the app")]
    Newer {
        /// The first unknown migration.
        found: String,
    },
    /// A migration that was applied is not the one we know.
    #[error("migration {name} differs from the one that was applied")]
    ChangedMigration {
        /// The migration.
        name: String,
    },
    /// A UNIQUE, CHECK, NOT NULL or foreign key constraint said no: the second net below the rules.
    #[error("a database constraint failed: {0}")]
    Constraint(String),
    /// A row does not fit its entity.
    #[error("a row does not fit: {0}")]
    Shape(String),
    /// The program broke one of its own rules.
    #[error("internal fault: {0}")]
    Bug(String),
}

impl Fault {
    /// Whether the surroundings failed (disk, lock, file), so that any other work would fail too.
    /// The opposite is a fault of one piece of work, which is put aside alone.
    #[must_use]
    pub const fn is_environment(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::WrongKey | Self::Full | Self::Io(_) | Self::Busy)
    }
}

impl From<&std::io::Error> for Fault {
    fn from(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let text = error.to_string();
        let Some(code) = error.sqlite_error_code() else {
            return Self::Bug(text);
        };
        match code {
            Code::NotADatabase | Code::DatabaseCorrupt => Self::Damaged(text),
            Code::DiskFull => Self::Full,
            Code::DatabaseBusy | Code::DatabaseLocked => Self::Busy,
            Code::ConstraintViolation => Self::Constraint(text),
            Code::SystemIoFailure | Code::CannotOpen | Code::ReadOnly | Code::PermissionDenied => {
                Self::Io(text)
            }
            _ => Self::Bug(text),
        }
    }
}
