//! Community voting: how a ballot is filled in, counted and decided.

pub mod count;
pub mod method;
pub mod outcome;
#[cfg(test)]
mod tests_counting;
