const list = document.getElementById("LIST");
const [above, rows, below] = list.children;
const number = (name) => Number(list.dataset[name]);
let high = 0;
let asked = number("from");
let anchor = null;
let anchorTop = 0;
let waiting = false;

// The room of the rows that are not in the page, and each row's place for whoever listens.
function lay() {
  const from = number("from"), total = number("total"), shown = rows.children.length;
  if (!high && shown) high = rows.offsetHeight / shown;
  above.style.height = `${from * high}px`;
  below.style.height = `${Math.max(0, total - from - shown) * high}px`;
  [...rows.children].forEach((row, at) => {
    row.setAttribute("aria-setsize", total);
    row.setAttribute("aria-posinset", from + at + 1);
  });
  asked = from;
}

// Which row is at the top of the screen, and whether another part of the list is wanted for it.
function look() {
  waiting = false;
  if (!list.isConnected) return end();
  anchor = [...rows.children].find((row) => row.getBoundingClientRect().bottom > 0) ?? null;
  anchorTop = anchor?.getBoundingClientRect().top ?? 0;
  if (!high) return;
  const seen = Math.max(0, Math.floor(-list.getBoundingClientRect().top / high));
  const last = Math.max(0, number("total") - SHOWN);
  const wanted = Math.max(0, Math.min(Math.floor((seen - STEP) / STEP) * STEP, Math.ceil(last / STEP) * STEP));
  if (wanted !== asked) {
    asked = wanted;
    dioxus.send(wanted);
  }
}

function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(look);
}

// The row that was looked at stays where it was, whatever took the place of the rows above it.
const observer = new MutationObserver(() => {
  lay();
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - anchorTop;
    if (Math.abs(moved) > 0.5) window.scrollBy(0, moved);
  }
  later();
});

function end() {
  observer.disconnect();
  window.removeEventListener("scroll", later);
}

lay();
observer.observe(rows, { childList: true });
observer.observe(list, { attributes: true, attributeFilter: ["data-from", "data-total"] });
window.addEventListener("scroll", later, { passive: true });
