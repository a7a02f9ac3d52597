import { expect, it } from 'vitest';

import { draftOf, formOf } from './form';

it('an empty editor offers every language and hands nothing back that was not typed', () => {
  const draft = draftOf(null, ['en', 'de'], 'de');
  expect(Object.keys(draft.words)).toEqual(['en', 'de']);
  const form = formOf(draft, null, 'c');
  expect(form).toMatchObject({ id: null, tags: [], hub: null, capacity: null, default_locale: 'de' });
});

it('tags are cut at commas and numbers are read', () => {
  const draft = { ...draftOf(null, ['en'], 'en'), tags: ' soup, , winter ', capacity: '12', hub: 'h' };
  expect(formOf(draft, 'i', 'c')).toMatchObject({ id: 'i', tags: ['soup', 'winter'], capacity: 12, hub: 'h' });
});
