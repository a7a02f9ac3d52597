import { expect, it } from 'vitest';

import { picksOf } from './picks';

const line = (position: number, wanted: number, packed: string) => ({ position, name: '', wanted, packed, reason: 'damaged', remainder: 'refund' });

it('only lines of which something is missing are told', () => {
  const told = picksOf([line(0, 3, '3'), line(1, 3, ' 2 '), line(2, 5, '0'), line(3, 1, 'two')]);
  expect(told.map((it) => [it.position, it.packed])).toEqual([
    [1, 2],
    [2, 0],
    [3, -1],
  ]);
});
