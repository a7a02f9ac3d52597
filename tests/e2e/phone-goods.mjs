// What a hub's manager does before anybody can order: products, stock, what delivery costs, a train, drivers.

import { hub, visit } from './phone-lib.mjs';

const words = (en, de, fr, es) => ({ en, de, fr, es });

const PRODUCTS = [
  ['juice', 'JUI-1', words('Pear juice', 'Birnensaft', 'Jus de poire', 'Zumo de pera'), 'bottle', 28_000, 12],
  ['bread', 'BRO-1', words('Rye bread', 'Roggenbrot', 'Pain de seigle', 'Pan de centeno'), 'loaf', 45_000, 8],
  ['honey', 'HON-1', words('Honey', 'Honig', 'Miel', 'Miel'), 'jar', 72_500, 2],
  ['lentils', 'LIN-1', words('Green lentils', 'Grüne Linsen', 'Lentilles vertes', 'Lentejas verdes'), 'bag', 31_900, 0],
];

/** Commands of a manager of Quittenhof. */
export function goods() {
  const hub = '@hub:quittenhof';
  const each = PRODUCTS.flatMap(([slug, sku, name, unit, price_e4, units]) => [
    { area: 'inventory', kind: 'add_product', product: `@new:${slug}`, hub, sku, name, unit, price_e4 },
    ...(units > 0 ? [{ area: 'inventory', kind: 'adjust', hub, product: `@new:${slug}`, change: units, reason: 'received', note: '' }] : []),
  ]);
  const hour = 3_600_000;
  const times = {
    opens_at: '@now+0', cutoff_at: `@now+${4 * hour}`, pack_by: `@now+${5 * hour}`, departs_at: `@now+${6 * hour}`, arrives_by: `@now+${9 * hour}`,
  };
  return [
    ...each,
    { area: 'ordering', kind: 'set_terms', hub, delivery_fee_minor: 250, currency: 'EUR' },
    { area: 'ordering', kind: 'add_cycle', cycle: '@new:train', hub, times },
    { area: 'delivery', kind: 'enlist_driver', hub, user: '@resident:mateo-ibarra', name: 'Mateo', vehicle: 'Cargo bike', capacity: 200 },
  ];
}

/** Orders at doors around Kehl, one a resident in turn; the first `cash` are paid at the door. */
export function orders(count) {
  const hub = '@hub:quittenhof';
  const doors = Array.from({ length: count }, (_, at) => {
    const to = {
      fulfilment: 'delivery', recipient: `Household ${at + 1}`, phone: '', notes: at % 5 === 0 ? 'Second bell from the top.' : '',
      address: { street: `Rheinstraße ${at + 1}`, postal_code: '77694', city: 'Kehl', country: 'DE' },
      lat_e6: 48_575_000 + 700 * at, lon_e6: 7_814_000 + (at % 4) * 1_500,
    };
    const order = `@new:order-${at}`;
    const quantity = 1 + (at % 2);
    return [
      { area: 'ordering', kind: 'place', order, hub, customer: '@resident:tomasz-wilk', lines: [{ product: '@new:flour', quantity }], total_minor: 250 + quantity * 200, to, payment: at % 4 === 0 ? 'on_delivery' : 'at_hub', if_late: 'next_train' },
      { area: 'ordering', kind: 'confirm', order },
      { area: 'ordering', kind: 'pack', order, picks: [] },
    ];
  });
  const flour = [
    { area: 'inventory', kind: 'add_product', product: '@new:flour', hub, sku: 'MEH-1', name: words('Flour', 'Mehl', 'Farine', 'Harina'), unit: 'bag', price_e4: 20_000 },
    { area: 'inventory', kind: 'adjust', hub, product: '@new:flour', change: 200, reason: 'received', note: '' },
  ];
  const stops = doors.map((_, at) => ({ order: `@new:order-${at}`, planned_at: `@now+${(at + 1) * 360_000}` }));
  const run = { run: '@new:run', driver: '@resident:mateo-ibarra', departs_at: '@now+600000', stops, manual: true };
  return [...flour, ...doors.flat(), { area: 'delivery', kind: 'plan_runs', hub, runs: [run] }];
}

/** Begins a shift at Quittenhof, and comes to the list of its run. */
export async function startShift(page, base) {
  await visit(page, `${base}/drive`);
  const start = page.getByRole('button', { name: 'Start shift' });
  await start.waitFor();
  const hubs = page.locator('#drive-hub');
  if (await hubs.count()) await hubs.selectOption({ label: hub('quittenhof').name });
  await start.click();
  await page.locator('#leave').waitFor();
}

/** The run leaves, with an answer to whether positions are recorded. */
export async function leave(page, answer) {
  await page.locator('#leave').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: answer, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Go on' }).waitFor();
}
