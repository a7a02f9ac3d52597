// A window on a list of any length. The list's order is read once as the keys where its pages end; each page is then
// read from its key on, so the last row is as near as the first. What arrives meanwhile never moves a row under the
// pointer: rows in sight are brought up to date in their place, and the list says that there is more to show.

import type { Rows } from './rows.svelte';

export interface Index<K> {
  readonly count: number;
  /** Rows of one page. */
  readonly page: number;
  /** The key of the last row of each full page. */
  readonly ends: readonly K[];
}

export interface Reading<T, K> {
  index: () => Promise<Index<K>>;
  page: (after: K | null) => Promise<readonly T[]>;
  /** Rows by their ids, as they are now. */
  rows: (ids: string[]) => Promise<readonly T[]>;
}

/** Pages that are kept around the one in sight. */
const KEPT = 24;

export class Windowed<T extends { id: string }, K> implements Rows<T> {
  count = $state(0);
  /** Whether anything was read yet. */
  ready = $state(false);
  /** Rows that the list has gained or lost since it was read. */
  news = $state(0);
  /** Whether the list has changed in a way that only shows when it is read again. */
  stale = $state(false);
  #pages = $state.raw<ReadonlyMap<number, readonly T[]>>(new Map());
  #index: Index<K> = { count: 0, page: 1, ends: [] };
  #sight: [number, number] = [0, 1];
  #era = 0;
  #pumping = false;
  #refreshing = false;
  #again = false;

  constructor(private readonly reading: Reading<T, K>) {}

  at(index: number): T | undefined {
    return this.#pages.get(Math.floor(index / this.#index.page))?.[index % this.#index.page];
  }

  need(from: number, to: number): void {
    this.#sight = [from, to];
    void this.#pump();
  }

  /** Reads the list anew. The rows before stay in sight until then. */
  async load(): Promise<void> {
    const era = ++this.#era;
    const index = await this.reading.index();
    if (era !== this.#era) return;
    const pages = new Map<number, readonly T[]>();
    for (const page of inSightOf(this.#sight, index)) {
      const rows = await this.reading.page(keyBefore(index, page));
      if (era !== this.#era) return;
      pages.set(page, rows);
    }
    this.#index = index;
    this.#pages = pages;
    this.count = index.count;
    this.news = 0;
    this.stale = false;
    this.ready = true;
  }

  /** Something has changed: rows in sight are read again in their place. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    this.#refreshing = true;
    try {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again);
    } finally {
      this.#refreshing = false;
    }
  }

  async #once(): Promise<void> {
    const era = this.#era;
    const shown: string[] = [];
    for (let place = this.#sight[0]; place < this.#sight[1]; place += 1) {
      const row = this.at(place);
      if (row) shown.push(row.id);
    }
    const [rows, index] = await Promise.all([this.reading.rows(shown), this.reading.index()]);
    if (era !== this.#era) return;
    const fresh = new Map(rows.map((row) => [row.id, row]));
    const pages = new Map<number, readonly T[]>();
    for (const page of inSightOf(this.#sight, this.#index)) {
      const known = this.#pages.get(page);
      // Pages that are not in sight are read again when they come into sight.
      if (known) pages.set(page, known.map((row) => fresh.get(row.id) ?? row));
    }
    this.#pages = pages;
    this.news = index.count - this.#index.count;
    this.stale = !isSame(index, this.#index);
    void this.#pump();
  }

  /** Reads what is missing in sight, one page after the other; what has left the sight meanwhile is not read. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (;;) {
        const era = this.#era;
        const index = this.#index;
        const page = inSightOf(this.#sight, index).find((it) => !this.#pages.has(it));
        if (page === undefined || index.count === 0) return;
        const rows = await this.reading.page(keyBefore(index, page));
        if (era === this.#era) this.#keep(page, rows);
      }
    } finally {
      this.#pumping = false;
    }
  }

  #keep(page: number, rows: readonly T[]): void {
    const near = [...this.#pages].filter(([it]) => Math.abs(it - page) < KEPT);
    this.#pages = new Map(near).set(page, rows);
  }
}

function inSightOf<K>([from, to]: readonly [number, number], index: Index<K>): number[] {
  const last = Math.max(0, Math.ceil(Math.min(to, index.count) / index.page) - 1);
  const first = Math.min(last, Math.floor(from / index.page));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function keyBefore<K>(index: Index<K>, page: number): K | null {
  return page === 0 ? null : (index.ends[page - 1] ?? null);
}

function isSame<K>(one: Index<K>, other: Index<K>): boolean {
  return one.count === other.count && JSON.stringify(one.ends) === JSON.stringify(other.ends);
}

/** A list that is read on at its end as it is scrolled. */
export class Growing<T, K> implements Rows<T> {
  rows = $state.raw<readonly T[]>([]);
  ready = $state(false);
  #next: K | null = null;
  #era = 0;
  #busy = false;

  constructor(private readonly read: (after: K | null) => Promise<{ lines: readonly T[]; next: K | null }>) {}

  get count(): number {
    return this.rows.length;
  }

  at(index: number): T | undefined {
    return this.rows[index];
  }

  need(_from: number, to: number): void {
    if (to >= this.rows.length && this.#next !== null && !this.#busy) void this.#more();
  }

  /** Reads the list anew, as far as it was read before. */
  async load(): Promise<void> {
    const era = ++this.#era;
    const wanted = this.rows.length;
    const lines: T[] = [];
    let next: K | null = null;
    do {
      const page = await this.read(next);
      if (era !== this.#era) return;
      lines.push(...page.lines);
      next = page.next;
    } while (next !== null && lines.length < wanted);
    this.rows = lines;
    this.#next = next;
    this.ready = true;
  }

  async #more(): Promise<void> {
    this.#busy = true;
    const era = this.#era;
    const page = await this.read(this.#next).finally(() => {
      this.#busy = false;
    });
    if (era !== this.#era) return;
    this.#next = page.next;
    this.rows = [...this.rows, ...page.lines];
  }
}
