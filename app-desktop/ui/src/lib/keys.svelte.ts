// The keyboard: single keys and short sequences as `g o`, told apart from typing in a field. Whoever is on screen
// adds keys; the help lists what is there.

export interface Key {
  /** As `c`, `Shift+c`, `g o`, `mod+k`, `?`. */
  keys: string;
  /** What it does, in words. */
  label: string;
  run: () => void;
}

/** As long may a sequence take from one key to the next. */
const PAUSE_MS = 1500;
const sets: (() => Key[])[] = [];
let begun = '';
let begunAt = 0;

/** Adds keys for as long as the component lives. Must be called while a component is set up. */
export function useKeys(keys: () => Key[]): void {
  $effect(() => {
    sets.push(keys);
    return () => {
      sets.splice(sets.indexOf(keys), 1);
    };
  });
}

/** Every key that works now; what was added last comes first. */
export function allKeys(): Key[] {
  return [...sets].reverse().flatMap((keys) => keys());
}

/** How a key event is written. */
export function written(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Which signs need Shift depends on the keyboard; letters never do.
  const shift = event.shiftKey && /^\p{L}$/u.test(key) ? 'Shift+' : '';
  return `${mod}${event.altKey ? 'alt+' : ''}${shift}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** Handles a key; whether it meant something. */
export function press(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const key = written(event);
  const modified = key.startsWith('mod+');
  if (!modified && (isTyping(event.target) || document.querySelector('dialog[open]'))) return false;
  const sequence = event.timeStamp - begunAt < PAUSE_MS && begun ? `${begun} ${key}` : key;
  const keys = allKeys();
  const found = keys.find((it) => it.keys === sequence) ?? keys.find((it) => it.keys === key);
  begun = '';
  if (found) {
    event.preventDefault();
    found.run();
    return true;
  }
  if (keys.some((it) => it.keys.startsWith(`${key} `))) {
    begun = key;
    // A computer that is slow with the first key leaves the whole pause for the second one.
    begunAt = Math.max(event.timeStamp, performance.now());
  }
  return false;
}
