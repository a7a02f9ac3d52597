//! Entities and the tables that hold them.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::row::from_row;
use super::{Fault, Row, Tx};
use crate::scope::Scope;

/// A table whose rows belong to an entity's aggregate: when the root's scopes change, so do theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Child {
    /// The child's table.
    pub table: &'static str,
    /// The child's column that holds the root's id.
    pub column: &'static str,
}

/// A plain struct that is one replicated table. Field names are column names; the key is `id`.
pub trait Entity: Serialize + DeserializeOwned {
    /// The table's name.
    const TABLE: &'static str;

    /// Tables that take their scopes from this entity.
    const CHILDREN: &'static [Child] = &[];

    /// Columns that name files: one by its content hash, or a list of them.
    const FILES: &'static [&'static str] = &[];

    /// Columns whose words [`super::Sql::search`] finds. The migration that makes the table has three triggers
    /// that keep the index.
    const SEARCH: &'static [&'static str] = &[];

    /// Who may see the row: every scope it belongs to. Reads through `tx` reach every row.
    ///
    /// # Errors
    /// The store's [`Fault`].
    fn scopes(&self, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault>;
}

type ScopesOf = fn(&Row, &mut Tx<'_>) -> Result<Vec<Scope>, Fault>;

/// What the engine needs to know of an entity, without its type.
#[derive(Clone, Copy)]
pub struct Table {
    /// The table's name.
    pub name: &'static str,
    /// Tables that take their scopes from this one.
    pub children: &'static [Child],
    /// Columns that name files by their content hash.
    pub files: &'static [&'static str],
    /// Columns whose words can be searched.
    pub search: &'static [&'static str],
    scopes: ScopesOf,
}

impl Table {
    /// The description of an entity's table.
    #[must_use]
    pub const fn of<E: Entity>() -> Self {
        Self {
            name: E::TABLE,
            children: E::CHILDREN,
            files: E::FILES,
            search: E::SEARCH,
            scopes: |row, tx| from_row::<E>(row)?.scopes(tx),
        }
    }

    /// The scopes of a row of this table.
    ///
    /// # Errors
    /// [`Fault::Shape`] when the row is not the entity's, or the store's fault.
    pub fn scopes(&self, row: &Row, tx: &mut Tx<'_>) -> Result<Vec<Scope>, Fault> {
        (self.scopes)(row, tx)
    }
}

/// All replicated tables of a domain.
pub type Tables = &'static [Table];
