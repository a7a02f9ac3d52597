import { describe, expect, it } from 'vitest';

import { inSight, list, step } from './rows.svelte';

describe('what is in sight', () => {
  it.each([
    // scroll, height, row, count, more, expected
    [0, 100, 10, 1000, 0, [0, 10]],
    [95, 100, 10, 1000, 0, [9, 20]],
    [95, 100, 10, 1000, 3, [6, 23]],
    [9990, 100, 10, 1000, 5, [994, 1000]],
    [0, 100, 10, 0, 5, [0, 0]],
    [5000, 100, 10, 3, 2, [3, 3]],
  ])('scroll %i, height %i, row %i of %i, %i more', (scroll, height, row, count, more, expected) => {
    expect(inSight(scroll, height, row, count, more)).toEqual(expected);
  });
});

describe('keys in a grid', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 2, 7],
    ['PageUp', 2, 0],
    ['Home', 7, 0],
    ['End', 0, 9],
    ['x', 4, undefined],
  ])('%s from %i', (key, from, to) => {
    expect(step(key, from, 10, 5)).toBe(to);
  });
});

it('a short list gives its rows', () => {
  const rows = list(['a', 'b']);
  expect([rows.count, rows.at(1), rows.at(2)]).toEqual([2, 'b', undefined]);
});
