//! What people see, one folder or file a subject.

pub(crate) mod disputes;
pub(crate) mod drive;
pub(crate) mod feed;
pub(crate) mod gallery;
pub(crate) mod hubs;
pub(crate) mod items;
pub(crate) mod legal;
pub(crate) mod market;
pub(crate) mod me;
pub(crate) mod news;
pub(crate) mod orders;
pub(crate) mod shop;
pub(crate) mod sign_in;
pub(crate) mod start;
pub(crate) mod sync;
pub(crate) mod tickets;
pub(crate) mod votes;

/// The styles of the screens.
pub(crate) const STYLES: &[&str] = &[
    include_str!("drive/style.css"),
    include_str!("items/style.css"),
    include_str!("market/style.css"),
    include_str!("news/style.css"),
    include_str!("orders/style.css"),
    include_str!("shop/style.css"),
    include_str!("sign_in/style.css"),
    include_str!("sync/style.css"),
    include_str!("tickets/style.css"),
    include_str!("votes/style.css"),
];
