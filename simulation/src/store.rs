//! Stores on the disk in memory: made from one migrated template, opened, looked at.

use std::cell::RefCell;
use std::path::Path;

use hubbub_core::domain::{MIGRATIONS_DEVICE, MIGRATIONS_SERVER};
use hubbub_core::store::migrate::{Migration, migrate};
use hubbub_core::store::{Database, Durability, Fault, OpenOptions, Sql, SqliteDatabase};
use hubbub_core::time::Timestamp;
use hubbub_simulated_disk::{self as disk, Image};

thread_local! {
    static TEMPLATES: RefCell<[Option<Image>; 3]> = const { RefCell::new([None, None, None]) };
}

/// Which schema.
#[derive(Clone, Copy)]
pub(crate) enum Schema {
    Device,
    /// Of an app from before [`NEW`].
    OldDevice,
    Server,
}

/// What an older app does not have yet: the migration and its table.
pub(crate) const NEW: (&str, &str) = ("domain/0012_notice", "notice");

impl Schema {
    fn migrations(self) -> Vec<Migration> {
        match self {
            Self::Device => MIGRATIONS_DEVICE.to_vec(),
            Self::OldDevice => {
                MIGRATIONS_DEVICE.iter().filter(|known| known.name != NEW.0).copied().collect()
            }
            Self::Server => MIGRATIONS_SERVER.to_vec(),
        }
    }
}

impl Schema {
    /// Brings an opened store to this schema.
    pub(crate) fn migrate(self, database: &SqliteDatabase) -> Result<(), Fault> {
        migrate(database, &self.migrations(), Timestamp(0)).map(drop)
    }
}

/// Puts an empty, migrated store at `path`.
pub(crate) fn make(path: &str, schema: Schema) -> Result<(), Fault> {
    let at = schema as usize;
    let known = TEMPLATES.with_borrow(|templates| templates[at].clone());
    let image = match known {
        Some(image) => image,
        None => {
            let database = open("template.db")?;
            schema.migrate(&database)?;
            database.checkpoint()?;
            drop(database);
            let image = disk::image("template.db");
            disk::put("template.db", &Image::default());
            TEMPLATES.with_borrow_mut(|templates| templates[at] = Some(image.clone()));
            image
        }
    };
    disk::put(path, &image);
    Ok(())
}

pub(crate) fn open(path: &str) -> Result<SqliteDatabase, Fault> {
    SqliteDatabase::open(Path::new(path), &OpenOptions { key: None, readers: 1 })
}

/// Writes and undoes it, to look at what it would come to.
pub(crate) fn probe<T>(
    database: &SqliteDatabase,
    mut work: impl FnMut(&mut dyn Sql) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let database: &dyn Database = database;
    let mut found = None;
    let undone = database.write(Durability::Normal, |sql| {
        found = Some(work(sql)?);
        Err::<(), _>(Fault::Bug("only a look".to_owned()))
    });
    found.ok_or_else(|| undone.err().unwrap_or_else(|| Fault::Bug("nothing was looked at".to_owned())))
}
