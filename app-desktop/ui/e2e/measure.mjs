// What is measured inside a page, in Chromium and in the product's own web view alike: plain functions that are handed
// over as text. Times are those of the page's own clock, in ms, from the cause until the next frame that shows it.

/** Puts the measuring functions into the page. */
export const INSIDE = `(${install.toString()})()`;

function install() {
  if (window.measured) return;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (isSo) => {
    const end = performance.now() + 60_000;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`never so: ${isSo}`);
      await frame();
    }
  };
  const row = (index) => document.querySelector(`[role=grid] [data-index="${index}"][data-id]`);
  const found = () => document.querySelector('[role=status].numbers')?.textContent ?? '';
  const ids = () => [...document.querySelectorAll('[role=grid] [data-index][data-id]')].map((it) => it.dataset.id).join();
  const set = (element, value, event) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value').set.call(element, value);
    element.dispatchEvent(new Event(event, { bubbles: true }));
  };
  // The longest pause between two frames: what a person feels as frozen.
  const frames = { last: performance.now(), longest: 0, slow: 0, all: 0 };
  const watch = (now) => {
    const gap = now - frames.last;
    frames.last = now;
    frames.all += 1;
    if (gap > 100) frames.slow += 1;
    frames.longest = Math.max(frames.longest, gap);
    requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
  window.measured = {
    frames: () => ({ ...frames }),
    again: () => Object.assign(frames, { last: performance.now(), longest: 0, slow: 0, all: 0 }),
    /** From the start of the page until the first row is on the screen. */
    usable: async () => {
      await until(() => row(0));
      await frame();
      return performance.now();
    },
    /** Scrolls so that a row is at the top; until it is there with its content. */
    scroll: async (index) => {
      const scroller = document.querySelector('[role=grid]').parentElement;
      const begun = performance.now();
      scroller.scrollTop = index * 40;
      await until(() => row(index));
      await frame();
      return performance.now() - begun;
    },
    /** Types into the search; until the rows found are there. The window waits 80 ms for the next letter. */
    search: async (text) => {
      const [field, before] = [document.querySelector('input[type=search]'), `${found()} ${ids()}`];
      const begun = performance.now();
      set(field, text, 'input');
      await until(() => `${found()} ${ids()}` !== before && row(0));
      await frame();
      return performance.now() - begun;
    },
    /** Chooses a state; until its rows are there. */
    state: async (at) => {
      const [field, before] = [document.querySelector('select'), `${found()} ${ids()}`];
      const choice = [...document.querySelectorAll('select')].find((it) => it.options.length > 5) ?? field;
      const begun = performance.now();
      set(choice, choice.options[at].value, 'change');
      await until(() => `${found()} ${ids()}` !== before);
      await frame();
      return performance.now() - begun;
    },
    /** Turns to another screen; until its heading is there. */
    turn: async (hash) => {
      const before = document.querySelector('h1')?.textContent;
      const begun = performance.now();
      location.hash = hash;
      await until(() => document.querySelector('h1') && document.querySelector('h1').textContent !== before);
      await frame();
      return performance.now() - begun;
    },
  };
}

/** The same numbers on every run. */
export function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** The least, the middle, the 95th percentile and the most. */
export function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN) * 10) / 10;
  return { least: at(0), median: at(0.5), p95: at(0.95), most: at(1), runs: sorted.length };
}
