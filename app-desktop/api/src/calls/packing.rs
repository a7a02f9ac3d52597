//! The packing list of a hub, for the shelf and on paper.

use hubbub_core::inventory::model::unit_word;
use hubbub_core::ordering::board::{self, PickLine};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::say::Say;
use crate::{Desktop, Problem, Ref};

/// Which crates.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackingFilter {
    /// The hub.
    pub hub: Ref,
    /// Of this train; none for all.
    pub train: Option<Ref>,
}

/// What has to go into crates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PackingView {
    /// Each order with its lines, in the order they were confirmed.
    pub orders: Vec<CrateView>,
    /// What has to be fetched from the shelves in all, by code.
    pub picks: Vec<PickView>,
}

/// One crate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CrateView {
    /// The order.
    pub id: Ref,
    /// Its tracking number.
    pub tracking: String,
    /// Who takes it.
    pub recipient: String,
    /// Whether another product may take the place of one that is missing.
    pub substitutes_ok: bool,
    /// Its lines.
    pub lines: Vec<PickView>,
}

/// Units of one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PickView {
    /// The product.
    pub product: Ref,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Units with what is counted.
    pub quantity: String,
    /// Whether fewer are in the house.
    pub short: bool,
}

/// What a hub has to pack.
pub(super) fn packing(desktop: &Desktop, filter: PackingFilter) -> Result<PackingView, Problem> {
    let say = desktop.say();
    desktop.view(|tx, viewer| {
        let list = board::packing_list(tx, viewer, filter.hub.into(), filter.train.map(Into::into))?;
        let one = |order: &board::PackingOrder| CrateView {
            id: order.id.into(),
            tracking: order.tracking.clone(),
            recipient: order.recipient.clone(),
            substitutes_ok: order.substitutes_ok,
            lines: order.lines.iter().map(|line| pick(line, &say)).collect(),
        };
        Ok(PackingView {
            orders: list.orders.iter().map(one).collect(),
            picks: list.picks.iter().map(|line| pick(line, &say)).collect(),
        })
    })
}

fn pick(line: &PickLine, say: &Say) -> PickView {
    let units =
        [("count", say.number(line.quantity).into()), ("unit", unit_word(&line.unit).to_owned().into())];
    PickView {
        product: line.product.into(),
        sku: line.sku.clone(),
        name: line.name.clone(),
        quantity: say.with("desk-units", &units),
        short: line.reserved < line.quantity,
    }
}

#[cfg(test)]
mod tests {
    use hubbub_core::i18n::Locale;
    use hubbub_core::id::Id;
    use hubbub_core::ordering::board::PickLine;

    use super::pick;
    use crate::say::Say;

    #[test]
    fn a_piece_is_counted_and_not_named() {
        for (unit, words) in [("1 ×", "4 ×"), ("10 ×", "4 × 10"), ("500 g", "4 × 500 g")] {
            for locale in Locale::ALL {
                let line = PickLine {
                    product: Id::named("packing", "pretzel"),
                    sku: "BR-02".to_owned(),
                    name: "Pretzel".to_owned(),
                    unit: unit.to_owned(),
                    quantity: 4,
                    reserved: 4,
                    position: 0,
                };
                assert_eq!(pick(&line, &Say::new(*locale, "UTC")).quantity, words, "{unit} in {locale:?}");
            }
        }
    }
}
