//! A signature drawn with a finger: its strokes and a picture of them. Whoever can't draw is named instead, and a
//! picture stands for the signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use serde::{Deserialize, Serialize};

use crate::parts::{Button, Sign, picture_address};
use crate::words::t;

/// A signature as it was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Drawn {
    /// Points as (x, y, ms since the first), x and y in thousandths of the field's width.
    pub(super) strokes: Vec<Vec<(i32, i32, i32)>>,
    /// The picture, as PNG in Base64.
    pub(super) png: String,
}

/// The field to sign in. What was signed before is shown as a picture. `drawing` is true from the first touch of a stroke
/// until it is handed over.
#[component]
pub(super) fn SignaturePad(drawn: Signal<Option<Drawn>>, drawing: Signal<bool>) -> Element {
    let mut drawn = drawn;
    let mut signing = use_signal(|| drawn.peek().is_none());
    let picture = drawn.read().as_ref().and_then(|drawn| picture_address(&STANDARD.decode(&drawn.png).ok()?));
    rsx! {
        section { class: "stack-s", aria_labelledby: "signature",
            h2 { id: "signature", {t("proof-signature")} }
            if signing() {
                Pad { drawn, drawing }
            } else if let Some(src) = picture {
                img { class: "signature", src, alt: t("order-proof-signature") }
            }
            Button {
                sign: Sign::Eraser,
                onclick: move |()| {
                    drawn.set(None);
                    // The field is drawn anew, empty.
                    signing.set(false);
                    spawn(async move {
                        tokio::task::yield_now().await;
                        signing.set(true);
                    });
                },
                {t("proof-signature-again")}
            }
            p { class: "muted small", {t("proof-signature-or")} }
        }
    }
}

#[component]
fn Pad(drawn: Signal<Option<Drawn>>, drawing: Signal<bool>) -> Element {
    let (mut drawn, mut drawing) = (drawn, drawing);
    use_effect(move || {
        let mut page = document::eval(SCRIPT);
        spawn(async move {
            // Nothing is said at the beginning of each stroke, and all of it at its end.
            while let Ok(now) = page.recv::<Option<Drawn>>().await {
                drawing.set(now.is_none());
                if now.is_some() {
                    drawn.set(now);
                }
            }
        });
    });
    rsx! {
        canvas { id: "signature-pad", class: "signature", role: "img", aria_label: t("proof-signature-field") }
    }
}

/// Draws, thins the points out, and hands over what is there at the end of each stroke.
const SCRIPT: &str = r##"
const pad = document.getElementById("signature-pad");
const box = () => pad.getBoundingClientRect();
const scale = 2;
pad.width = Math.round(box().width * scale);
pad.height = Math.round(box().height * scale);
const ink = pad.getContext("2d");
ink.fillStyle = "#ffffff";
ink.fillRect(0, 0, pad.width, pad.height);
ink.strokeStyle = "#000000";
ink.lineWidth = 2.5 * scale;
ink.lineCap = "round";
ink.lineJoin = "round";
const strokes = [];
let stroke = null, first = null, points = 0;
const at = (event) => {
  const { left, top, width } = box();
  first ??= event.timeStamp;
  return [Math.round((event.clientX - left) / width * 1000), Math.round((event.clientY - top) / width * 1000), Math.round(event.timeStamp - first)];
};
const place = ([x, y]) => [x / 1000 * pad.width, y / 1000 * pad.width];
const line = (from, to) => {
  ink.beginPath();
  ink.moveTo(...place(from));
  ink.lineTo(...place(to));
  ink.stroke();
};
pad.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  pad.setPointerCapture(event.pointerId);
  stroke = [at(event)];
  strokes.push(stroke);
  points += 1;
  dioxus.send(null);
  line(stroke[0], stroke[0]);
});
pad.addEventListener("pointermove", (event) => {
  if (!stroke || points >= 5000) return;
  const point = at(event), last = stroke.at(-1);
  if (Math.hypot(point[0] - last[0], point[1] - last[1]) < 3) return;
  line(last, point);
  stroke.push(point);
  points += 1;
});
const end = () => {
  if (!stroke) return;
  stroke = null;
  dioxus.send({ strokes, png: pad.toDataURL("image/png").split(",")[1] });
};
pad.addEventListener("pointerup", end);
pad.addEventListener("pointercancel", end);
"##;
