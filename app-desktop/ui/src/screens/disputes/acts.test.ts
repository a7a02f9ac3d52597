import { expect, it } from 'vitest';

import { isDirect, sorted } from './acts';

const act = (name: string, confirm = false) => ({ act: name, text: name, confirm });

it.each([
  ['take_up', false, true],
  ['submit', false, true],
  ['decide', true, false],
  ['withdraw', true, false],
  ['withdraw', false, false],
  ['reopen', true, false],
  ['something_new', false, false],
])('%s, moving money: %s, is done at once: %s', (name, confirm, direct) => {
  expect(isDirect(act(name, confirm))).toBe(direct);
});

it('what is asked of the person comes last, what is new first', () => {
  const acts = ['decide', 'add_evidence', 'something_new', 'step_back'].map((it) => act(it));
  expect(sorted(acts).map((it) => it.act)).toEqual(['something_new', 'step_back', 'add_evidence', 'decide']);
});
