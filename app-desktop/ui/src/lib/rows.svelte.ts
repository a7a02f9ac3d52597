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

/** Places of a list, a page at a time; a page is read once and kept until the list changes. */
export class Pages<T> implements Rows<T> {
  count = $state(0);
  #pages = $state.raw<ReadonlyMap<number, readonly T[]>>(new Map());
  #asked = new Set<number>();
  #era = 0;

  constructor(
    readonly size: number,
    private readonly read: (from: number) => Promise<{ rows: readonly T[]; count: number } | undefined>,
  ) {}

  at(index: number): T | undefined {
    return this.#pages.get(Math.floor(index / this.size))?.[index % this.size];
  }

  need(from: number, to: number): void {
    for (let page = Math.floor(from / this.size); page * this.size < to; page += 1) {
      if (!this.#asked.has(page)) void this.#fetch(page);
    }
  }

  /** Everything is read again, what is in sight first; the rows before stay until then. */
  async again(from: number, to: number): Promise<void> {
    this.#era += 1;
    this.#asked = new Set();
    const pages: Promise<void>[] = [];
    for (let page = Math.floor(from / this.size); page === 0 || page * this.size < to; page += 1) {
      pages.push(this.#fetch(page));
    }
    await Promise.all(pages);
    const fresh = [...this.#pages].filter(([page]) => this.#asked.has(page));
    this.#pages = new Map(fresh);
  }

  async #fetch(page: number): Promise<void> {
    const era = this.#era;
    this.#asked.add(page);
    const found = await this.read(page * this.size);
    if (era !== this.#era || !found) return;
    this.count = found.count;
    this.#pages = new Map(this.#pages).set(page, found.rows);
  }
}
