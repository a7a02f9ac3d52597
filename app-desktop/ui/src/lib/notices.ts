// Where a notice leads.

interface Place {
  screen: string;
  /** Whether the notice's thing is what that screen opens. */
  own: boolean;
}

const PLACES: readonly (readonly [prefix: string, place: Place])[] = [
  ['poll-', { screen: 'polls', own: true }],
  ['order-', { screen: 'orders', own: true }],
  ['stock-', { screen: 'stock', own: true }],
  ['review-', { screen: 'dispatch', own: false }],
  ['ticket-', { screen: 'tickets', own: true }],
  ['dispute-', { screen: 'disputes', own: true }],
  ['sale-', { screen: 'auctions', own: true }],
  ['listing-', { screen: 'auctions', own: true }],
  ['role-', { screen: 'people', own: false }],
];

export function screenOf(kind: string): Place | undefined {
  return PLACES.find(([prefix]) => kind.startsWith(prefix))?.[1];
}
