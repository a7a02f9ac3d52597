import { expect, it } from 'vitest';

import type { BoardView, StopLineView, WaitingView } from '../../gen/api';
import { pinsOf } from './pins';

const spot = { lat_e6: 1, lon_e6: 2 };
const stop = (id: string, more: Partial<StopLineView>) =>
  ({ id, number: 1, phase: 'planned', phase_text: 'Planned', recipient: id, planned: '', to_come: true, spot, ...more }) as StopLineView;

it('only what has a place is on the map, and what was taken out is not', () => {
  const board = {
    hub: spot,
    waiting: [
      { row: { id: 'w1', tracking: 'T1', recipient: 'Ana' }, address: 'Quay 2', spot },
      { row: { id: 'w2', tracking: 'T2', recipient: 'Ben' }, address: '', spot: null },
    ] as WaitingView[],
    runs: [{ driver_name: 'Dana', stops: [stop('s1', {}), stop('s2', { phase: 'cancelled' }), stop('s3', { to_come: false, number: 3 }), stop('s4', { spot: null })] }],
  } as BoardView;
  expect(pinsOf(board, 'Hub').map((pin) => [pin.key, pin.kind, pin.mark, pin.label])).toEqual([
    ['hub', 'hub', '⌂', 'Hub'],
    ['w1', 'waiting', '?', 'T1 · Ana · Quay 2'],
    ['s1', 'stop', '1', 'Dana · s1 · Planned'],
    ['s3', 'over', '3', 'Dana · s3 · Planned'],
  ]);
});
