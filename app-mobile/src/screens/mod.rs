//! What people see, one folder or file a subject.

pub(crate) mod gallery;
pub(crate) mod legal;
pub(crate) mod me;
pub(crate) mod sign_in;
pub(crate) mod start;
pub(crate) mod sync;
pub(crate) mod votes;

/// The styles of the screens.
pub(crate) const STYLES: &[&str] =
    &[include_str!("sign_in/style.css"), include_str!("sync/style.css"), include_str!("votes/style.css")];
