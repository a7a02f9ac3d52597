import { expect, it } from 'vitest';

import { moved } from './stops';

it.each([
  ['b', -1, ['b', 'a', 'c']],
  ['b', 1, ['a', 'c', 'b']],
  ['a', 2, ['b', 'c', 'a']],
  ['a', -1, undefined],
  ['c', 1, undefined],
  ['x', 1, undefined],
])('%s by %i', (stop, by, expected) => {
  expect(moved(['a', 'b', 'c'], stop, by)).toEqual(expected);
});
