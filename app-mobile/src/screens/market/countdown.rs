//! The time that is left, by the server's clock. Without a connection nothing ticks: the end stands there. It is
//! spoken only as the end comes near.

use std::time::Duration;

use dioxus::prelude::*;
use hubbub_core::client::Phase;
use hubbub_core::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};

use crate::parts::{Icon, Sign};
use crate::ui::ui;
use crate::words::{date_time, t, t_count, t_with};

/// Times before the end that are spoken, the last first, in ms.
const SPOKEN: [i64; 3] = [10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS];

/// Counts down to `ends_at`.
#[component]
pub(super) fn Countdown(ends_at: Timestamp) -> Element {
    let ui = ui();
    let mut tick = use_signal(|| 0_u64);
    use_future(move || async move {
        loop {
            let left = ends_at.since(ui.now());
            if left <= 0 {
                tick += 1;
                return;
            }
            tokio::time::sleep(Duration::from_millis(pause(left))).await;
            tick += 1;
        }
    });
    let _ = tick.read();
    let connected = ui.sync_state().is_some_and(|state| !matches!(state.phase, Phase::Offline { .. }));
    let left = ends_at.since(ui.now());
    let words = match left {
        left if left <= 0 => t_with("auction-ended", &[("at", date_time(ends_at).into())]),
        _ if !connected => t_with("auction-ends", &[("at", date_time(ends_at).into())]),
        left => t_with("countdown", &[("left", written(left).into())]),
    };
    let spoken = SPOKEN.into_iter().find(|at| left <= *at && connected && left > 0);
    rsx! {
        p { class: "countdown",
            Icon { sign: Sign::Timer }
            span { role: "timer", "aria-live": "off", "{words}" }
        }
        p { class: "unseen", role: "status",
            if let Some(at) = spoken {
                {t_with("countdown", &[("left", written(at).into())])}
            }
        }
        if !connected && left > 0 {
            p { class: "muted small", {t("auction-offline-hint")} }
        }
    }
}

/// How long until the words change, in ms: each second in the last hour, each minute before.
const fn pause(left: i64) -> u64 {
    let step = if left > HOUR_MS { MINUTE_MS } else { SECOND_MS };
    let rest = left.rem_euclid(step);
    (if rest == 0 { step } else { rest }).unsigned_abs()
}

/// A time that is left, in words.
fn written(left: i64) -> String {
    let (days, hours, minutes) = (left / DAY_MS, left % DAY_MS / HOUR_MS, left % HOUR_MS / MINUTE_MS);
    match (days, hours) {
        (2.., _) => t_count("unit-days", days),
        (0, 0) if minutes == 0 => t_count("unit-seconds", left / SECOND_MS),
        (0, 0) if minutes >= 5 => t_count("unit-minutes", minutes),
        (0, 0) => t_with(
            "countdown-minutes",
            &[("minutes", minutes.into()), ("seconds", (left % MINUTE_MS / SECOND_MS).into())],
        ),
        _ => t_with("countdown-hours", &[("hours", (days * 24 + hours).into()), ("minutes", minutes.into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn it_wakes_when_the_words_change() {
        for (left, expected) in [(1_500, 500), (60_000, 1_000), (3_599_999, 999), (7_230_000, 30_000), (1, 1)]
        {
            assert_eq!(pause(left), expected, "{left}");
        }
    }
}
