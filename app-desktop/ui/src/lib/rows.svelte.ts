// Rows for a grid: a whole short list, or a window on a list of any length.

/** What a grid asks of its rows. */
export interface Rows<T> {
  /** How many there are in all. */
  readonly count: number;
  /** The row at a place, if it is here. */
  at(index: number): T | undefined;
  /** The grid shows these places. */
  need(from: number, to: number): void;
}

/** A short list. */
export function list<T>(items: readonly T[]): Rows<T> {
  return { count: items.length, at: (index) => items[index], need: () => undefined };
}

/** The places that lie in sight, with some more on both sides. */
export function inSight(scroll: number, height: number, row: number, count: number, more = 12): [number, number] {
  const first = Math.max(0, Math.floor(scroll / row) - more);
  const last = Math.min(count, Math.ceil((scroll + height) / row) + more);
  return [Math.min(first, last), last];
}

/** Where a key leads from a row; none when the key does not move. */
export function step(key: string, from: number, count: number, page: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, from + 1);
    case 'ArrowUp':
      return Math.max(0, from - 1);
    case 'PageDown':
      return Math.min(last, from + page);
    case 'PageUp':
      return Math.max(0, from - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
