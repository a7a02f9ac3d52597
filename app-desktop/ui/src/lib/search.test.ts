import { expect, it } from 'vitest';

import { matches } from './search';

it.each([
  ['Résultats du vote', 'resul', true],
  ['Résultats du vote', 'vote res', true],
  ['Straßenfest', 'fest', true],
  ['Straßenfest', 'markt', false],
  ['anything', '', true],
])('%s, looking for %s', (text, wanted, found) => {
  expect(matches(text, wanted)).toBe(found);
});
