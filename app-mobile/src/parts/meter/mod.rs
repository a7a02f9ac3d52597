//! A bar with its number: votes, stock, progress. What waits to be counted is a hatched piece of its own, never
//! part of the official figure.

use dioxus::prelude::*;

/// A bar from 0 to `max`. `words` are what it says in text, `pending` what is not counted yet.
#[component]
pub(crate) fn Meter(
    label: String,
    words: String,
    value: i64,
    max: i64,
    #[props(default)] pending: i64,
    #[props(default)] strong: bool,
    #[props(default)] quiet_label: bool,
) -> Element {
    let max = max.max(1);
    let counted = value.clamp(0, max);
    let waiting = pending.clamp(-counted, max - counted);
    // A vote that is being taken back hatches the end of what is counted.
    let (solid, hatched) = if waiting < 0 { (counted + waiting, -waiting) } else { (counted, waiting) };
    let (solid, hatched) = (per_mille(solid, max), per_mille(hatched, max));
    rsx! {
        div { class: if strong { "meter meter-strong" } else { "meter" },
            div { class: "meter-line", aria_hidden: "true",
                if !quiet_label {
                    span { class: "meter-label", "{label}" }
                }
                span { class: "meter-words", "{words}" }
            }
            div {
                class: "meter-track", role: "meter", aria_label: label, aria_valuemin: "0", aria_valuemax: "{max}",
                aria_valuenow: "{counted}", aria_valuetext: words,
                div { class: "meter-solid", style: "inline-size: calc({solid} * 0.1%)" }
                div { class: "meter-hatched", style: "inline-size: calc({hatched} * 0.1%)" }
            }
        }
    }
}

/// A share in thousandths; something is never nothing.
const fn per_mille(part: i64, whole: i64) -> i64 {
    if part <= 0 {
        return 0;
    }
    let share = part.saturating_mul(1_000) / whole;
    if share < 8 { 8 } else { share }
}

#[cfg(test)]
mod tests {
    use super::per_mille;

    #[test]
    fn a_share_is_whole_and_never_lost() {
        for (part, whole, expected) in
            [(0, 10, 0), (1, 2, 500), (10, 10, 1_000), (1, 100_000, 8), (-3, 10, 0)]
        {
            assert_eq!(per_mille(part, whole), expected, "{part} of {whole}");
        }
    }
}
