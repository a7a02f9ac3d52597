// What the map shows of the board: each pin has its mark and its words, so that colour never stands alone.

import type { BoardView, Spot, StopLineView, WaitingView } from '../../gen/api';

export interface Pin {
  key: string;
  kind: 'hub' | 'waiting' | 'stop' | 'over';
  mark: string;
  label: string;
  spot: Spot;
  waiting?: WaitingView;
  stop?: StopLineView;
}

export function pinsOf(board: BoardView, hub: string): Pin[] {
  const pins: Pin[] = [{ key: 'hub', kind: 'hub', mark: '⌂', label: hub, spot: board.hub }];
  for (const waiting of board.waiting) {
    if (!waiting.spot) continue;
    const label = [waiting.row.tracking, waiting.row.recipient, waiting.address].filter(Boolean).join(' · ');
    pins.push({ key: waiting.row.id, kind: 'waiting', mark: '?', label, spot: waiting.spot, waiting });
  }
  for (const run of board.runs) {
    for (const stop of run.stops) {
      if (!stop.spot || stop.phase === 'cancelled') continue;
      const label = [run.driver_name, stop.recipient, stop.phase_text, stop.planned].filter(Boolean).join(' · ');
      const kind = stop.to_come ? 'stop' : 'over';
      pins.push({ key: stop.id, kind, mark: stop.number.toString(), label, spot: stop.spot, stop });
    }
  }
  return pins;
}
