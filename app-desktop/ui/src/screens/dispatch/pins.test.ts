import { expect, it } from 'vitest';

import type { BoardView, DriverSpot, StopLineView, WaitingView } from '../../gen/api';
import { laid, pinsOf } from './pins';

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
  const fleet: DriverSpot[] = [
    { user: 'd1', name: 'Dana', spot, fresh: true, heading_deg: null, seen: 'Seen at 10:42', next: 'Next: s1', near: 'At the door' },
    { user: 'd2', name: 'Otto', spot, fresh: false, heading_deg: null, seen: 'Seen at 09:00', next: '', near: '' },
  ];
  expect(pinsOf(board, fleet, 'Hub').map((pin) => [pin.key, pin.kind, pin.mark, pin.label])).toEqual([
    ['hub', 'hub', '⌂', 'Hub'],
    ['w1', 'waiting', '?', 'T1 · Ana · Quay 2'],
    ['s1', 'stop', '1', '1 · Dana · s1 · Planned'],
    ['s3', 'over', '3', '3 · Dana · s3 · Planned'],
    ['driver-d1', 'driver', 'D', 'Dana · Seen at 10:42 · Next: s1 · At the door'],
    ['driver-d2', 'driver old', 'O', 'Otto · Seen at 09:00'],
  ]);
});

it('a plain ground holds every pin, north up, with a scale that fits', () => {
  const pin = (key: string, lat_e6: number, lon_e6: number) => ({ key, kind: 'stop' as const, mark: key, label: key, spot: { lat_e6, lon_e6 } });
  const plain = laid([pin('a', 48_500_000, 7_800_000), pin('b', 48_520_000, 7_850_000)], 800, 400);
  const [a, b] = plain.places;
  expect(a && b && a.left < b.left && a.top > b.top).toBe(true);
  for (const { left, top } of plain.places) expect(left >= 40 && left <= 760 && top >= 40 && top <= 360).toBe(true);
  // 0.05 degrees of longitude are 3.7 km there, 0.02 of latitude 2.2 km: 2.2 km fill 320 pixels.
  expect([plain.metres, Math.round(plain.pixels)]).toEqual([1_000, 144]);
  expect(laid([pin('a', 0, 0)], 800, 400).places[0]).toMatchObject({ left: 400, top: 200 });
});
