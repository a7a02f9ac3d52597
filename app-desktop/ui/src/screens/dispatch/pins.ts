// What the map shows of the board: each pin has its mark and its words, so that colour never stands alone.

import type { BoardView, DriverSpot, Spot, StopLineView, WaitingView } from '../../gen/api';

export interface Pin {
  key: string;
  kind: 'hub' | 'waiting' | 'stop' | 'over' | 'driver' | 'driver old';
  mark: string;
  label: string;
  spot: Spot;
  waiting?: WaitingView;
  stop?: StopLineView;
  driver?: DriverSpot;
}

export const driverKey = (user: string) => `driver-${user}`;

export function pinsOf(board: BoardView, fleet: readonly DriverSpot[], hub: string): Pin[] {
  const pins: Pin[] = [{ key: 'hub', kind: 'hub', mark: '⌂', label: hub, spot: board.hub }];
  for (const waiting of board.waiting) {
    if (!waiting.spot) continue;
    const label = [waiting.row.tracking, waiting.row.recipient, waiting.address].filter(Boolean).join(' · ');
    pins.push({ key: waiting.row.id, kind: 'waiting', mark: '?', label, spot: waiting.spot, waiting });
  }
  for (const run of board.runs) {
    for (const stop of run.stops) {
      if (!stop.spot || stop.phase === 'cancelled') continue;
      // What is read begins with what is seen.
      const label = [stop.number, run.driver_name, stop.recipient, stop.phase_text, stop.planned].filter(Boolean).join(' · ');
      const kind = stop.to_come ? 'stop' : 'over';
      pins.push({ key: stop.id, kind, mark: stop.number.toString(), label, spot: stop.spot, stop });
    }
  }
  for (const driver of fleet) {
    const label = [driver.name, driver.seen, driver.next, driver.near].filter(Boolean).join(' · ');
    const kind = driver.fresh ? 'driver' : 'driver old';
    pins.push({ key: driverKey(driver.user), kind, mark: driver.name.slice(0, 1), label, spot: driver.spot, driver });
  }
  return pins;
}

/** The pin as a button: marks on the map are reached by the keyboard, too. */
export function buttonOf(pin: Pin, press: (pin: Pin) => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  dress(button, pin);
  button.addEventListener('click', () => press(pin));
  return button;
}

/** Puts a pin's words and looks onto its button. */
export function dress(button: HTMLElement, pin: Pin): void {
  for (const kind of ['hub', 'waiting', 'stop', 'over', 'driver', 'old']) button.classList.toggle(kind, pin.kind.split(' ').includes(kind));
  button.classList.add('pin');
  button.dataset['pin'] = pin.key;
  button.textContent = pin.mark;
  button.title = pin.label;
  button.setAttribute('aria-label', pin.label);
}

/** Where pins lie on a plain ground of some pixels, and the length of its scale. */
export interface Plain {
  places: { pin: Pin; left: number; top: number }[];
  /** A round length in metres. */
  metres: number;
  /** The same in pixels. */
  pixels: number;
}

const METRES_PER_DEGREE = 111_195;
const STEPS = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];
/** Room around the outermost pins, and the least width of a ground, in pixels and metres. */
const ROOM = 40;
const LEAST = 400;

/** Lays pins on a plain ground, north up, all in sight. */
export function laid(pins: readonly Pin[], width: number, height: number): Plain {
  const north = pins.map((pin) => (pin.spot.lat_e6 / 1e6) * METRES_PER_DEGREE);
  const shrink = Math.cos(((pins[0]?.spot.lat_e6 ?? 0) / 1e6) * (Math.PI / 180));
  const east = pins.map((pin) => (pin.spot.lon_e6 / 1e6) * METRES_PER_DEGREE * shrink);
  const [west, right, south, top] = [Math.min(...east), Math.max(...east), Math.min(...north), Math.max(...north)];
  const free = { x: Math.max(1, width - 2 * ROOM), y: Math.max(1, height - 2 * ROOM) };
  const scale = Math.min(free.x / Math.max(LEAST, right - west), free.y / Math.max(LEAST, top - south));
  const middle = { x: (west + right) / 2, y: (south + top) / 2 };
  const places = pins.map((pin, index) => ({
    pin,
    left: width / 2 + ((east[index] ?? 0) - middle.x) * scale,
    top: height / 2 - ((north[index] ?? 0) - middle.y) * scale,
  }));
  const metres = [...STEPS].reverse().find((step) => step * scale <= width / 4) ?? STEPS[0] ?? 0;
  return { places, metres, pixels: metres * scale };
}
