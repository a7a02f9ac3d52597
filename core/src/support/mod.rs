//! Support tickets: what a person asks the hub, who is to answer, and by when.
//!
//! Everything here is a pure rule: it is handed the ticket, the act, the server's time and the hub's
//! calendar, and gives back what stands afterwards or the reason why nothing changes. [`ticket`] holds
//! the states, [`clock`] the three clocks that run beside them.

pub mod clock;
#[cfg(test)]
mod tests_clocks;
#[cfg(test)]
mod tests_table;
pub mod ticket;
