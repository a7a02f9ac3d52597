import { describe, expect, it } from 'vitest';

import { Growing, Windowed } from './windowed.svelte';

interface Row {
  id: string;
  text: string;
}

/** A list of numbers as the store would give it: by keys, a page at a time. */
class Store {
  rows: Row[];
  pages = 0;

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, at) => ({ id: at.toString().padStart(6, '0'), text: 'old' }));
  }

  windowed(): Windowed<Row, string> {
    return new Windowed<Row, string>({
      index: () => {
        const ends = this.rows.filter((_, at) => (at + 1) % 10 === 0).map((row) => row.id);
        return Promise.resolve({ count: this.rows.length, page: 10, ends });
      },
      page: (after) => {
        this.pages += 1;
        return Promise.resolve(this.rows.filter((row) => after === null || row.id > after).slice(0, 10));
      },
      rows: (ids) => Promise.resolve(this.rows.filter((row) => ids.includes(row.id))),
    });
  }
}

/** Lets everything that is ready be done. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a window on a long list', () => {
  it('reads only what is in sight, wherever that is', async () => {
    const store = new Store(100_000);
    const rows = store.windowed();
    await rows.load();
    expect([rows.count, rows.at(3)?.id, rows.at(50)]).toEqual([100_000, '000003', undefined]);
    rows.need(73_215, 73_230);
    await settle();
    expect(rows.at(73_215)?.id).toBe('073215');
    expect(rows.at(73_229)?.id).toBe('073229');
    expect(store.pages).toBe(3);
  });

  it('passes over what has left the sight before it was read', async () => {
    const store = new Store(100_000);
    const rows = store.windowed();
    await rows.load();
    for (let from = 1_000; from < 90_000; from += 1_000) rows.need(from, from + 10);
    await settle();
    expect(rows.at(89_005)?.id).toBe('089005');
    expect(store.pages).toBeLessThan(6);
  });

  it('brings rows up to date in their place and says that there are new ones', async () => {
    const store = new Store(50);
    const rows = store.windowed();
    rows.need(0, 20);
    await rows.load();
    store.rows = [{ id: '00000/', text: 'new' }, ...store.rows.map((row) => ({ ...row, text: 'changed' }))];
    store.rows.sort((a, b) => (a.id < b.id ? -1 : 1));
    await rows.refresh();
    expect(rows.at(0)).toEqual({ id: '000000', text: 'changed' });
    expect([rows.count, rows.news, rows.stale]).toEqual([50, 1, true]);
    await rows.load();
    expect(rows.at(0)).toEqual({ id: '00000/', text: 'new' });
    expect([rows.count, rows.news, rows.stale]).toEqual([51, 0, false]);
  });

  it('keeps a row in sight that no longer belongs to the list until the list is read again', async () => {
    const store = new Store(30);
    const rows = store.windowed();
    await rows.load();
    store.rows.splice(0, 1);
    await rows.refresh();
    expect([rows.at(0)?.id, rows.news, rows.stale]).toEqual(['000000', -1, true]);
  });

  it('is empty when there is nothing', async () => {
    const rows = new Store(0).windowed();
    await rows.load();
    expect([rows.ready, rows.count, rows.at(0)]).toEqual([true, 0, undefined]);
  });
});

describe('a list that grows at its end', () => {
  it('reads on when its end comes into sight, and again as far as before', async () => {
    let reads = 0;
    const rows = new Growing<number, number>((after) => {
      reads += 1;
      const from = after ?? 0;
      return Promise.resolve({ lines: [from, from + 1, from + 2], next: from + 3 < 9 ? from + 3 : null });
    });
    await rows.load();
    expect(rows.count).toBe(3);
    rows.need(0, 3);
    await settle();
    expect([rows.count, rows.at(5)]).toEqual([6, 5]);
    await rows.load();
    expect([rows.count, reads]).toEqual([6, 4]);
    rows.need(3, 6);
    await settle();
    rows.need(6, 9);
    await settle();
    expect(rows.count).toBe(9);
  });
});
