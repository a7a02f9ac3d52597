// Ordering: a basket that survives a kill, a request made without a server, refused for want of stock with a remedy,
// tracked on its way.

import { axe, check, finish, picture, step, stop } from './lib.mjs';
import { World, everyLook, here, sent, visit } from './phone-lib.mjs';
import { goods } from './phone-goods.mjs';

const world = await World.begin();
await world.play('jonas-weidner', goods());
let nia = await world.of('nia-griffiths');
let { page } = nia;
const seen = {};

const row = (name) => page.locator('.row', { hasText: name });

await step('the shelf is in the pocket, with what is left of it', async () => {
  await page.getByRole('link', { name: 'Shop', exact: true }).click();
  await page.getByRole('heading', { name: 'Shop', exact: true }).waitFor();
  await row('Pear juice').waitFor();
  await row('Pear juice').getByText('12 left').waitFor();
  await axe(page, 'shop');
  await picture(page, 'shop');
});
await step('a basket is filled, and is still there after a kill', async () => {
  await row('Pear juice').getByRole('button', { name: 'Put “Pear juice” into the basket' }).click();
  await row('Pear juice').getByRole('button', { name: 'One more' }).click();
  await row('Rye bread').getByRole('button', { name: 'Put “Rye bread” into the basket' }).click();
  await page.getByRole('link', { name: /3 things/ }).waitFor();
  await stop(nia.host, 'SIGKILL');
  nia = { ...nia, host: await world.phone('nia-griffiths') };
  await visit(page, `${nia.host.found}/shop`);
  await page.getByRole('link', { name: /3 things/ }).click();
  await page.getByRole('heading', { name: 'Basket', exact: true }).waitFor();
});
await step('an address that is missing is told at its field', async () => {
  await page.getByRole('button', { name: /Order for/ }).click();
  await page.getByRole('alert').waitFor();
  check((await page.getByLabel('Street and number').getAttribute('aria-invalid')) === 'true', 'the field is marked');
  await axe(page, 'a basket with a problem');
  await picture(page, 'shop-basket-problem');
});
await step('without a server an order is a request, and says so', async () => {
  await page.getByLabel('Street and number').fill('Gerberweg 7');
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  await page.getByRole('button', { name: /Order for/ }).click();
  await page.getByText('requested, not reserved yet').waitFor();
  seen.order = await here(page, '/orders');
  await axe(page, 'an order that waits');
  await picture(page, 'shop-requested');
});
await step('with the server back it is reserved', async () => {
  await world.serve();
  await page.getByText('requested, not reserved yet').waitFor({ state: 'detached', timeout: 90_000 });
  await page.getByText('Requested', { exact: true }).first().waitFor();
});
await step('what is gone meanwhile is refused, and the basket comes back', async () => {
  await visit(page, `${nia.host.found}/shop`);
  await row('Honey').getByRole('button', { name: 'Put “Honey” into the basket' }).click();
  await row('Honey').getByRole('button', { name: 'One more' }).click();
  await page.getByRole('link', { name: /2 things/ }).click();
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  await page.getByRole('button', { name: /Order for/ }).click();
  await page.getByText('requested, not reserved yet').waitFor();
  await stop(nia.host, 'SIGKILL');
  await world.serve();
  await world.play('jonas-weidner', [{ area: 'inventory', kind: 'adjust', hub: '@hub:quittenhof', product: '@new:honey', change: -1, reason: 'damaged', note: '' }]);
  nia = { ...nia, host: await world.phone('nia-griffiths') };
  await visit(page, `${nia.host.found}/sync`);
  await page.getByRole('heading', { name: 'Not accepted' }).waitFor({ timeout: 90_000 });
  await axe(page, 'a refused order');
  await picture(page, 'shop-refused');
  await page.locator('.refused .button-primary').click();
  await page.getByRole('heading', { name: 'Basket', exact: true }).waitFor();
  await page.getByText('Only 1 left').waitFor();
  await picture(page, 'shop-basket-short');
  await page.getByRole('button', { name: 'One less: Honey' }).click();
  await page.getByRole('button', { name: /Order for/ }).click();
  await sent(page);
});
await step('an order is followed on its way', async () => {
  const order = seen.order.split('/').at(-1);
  await world.play('jonas-weidner', [
    { area: 'ordering', kind: 'confirm', order },
    { area: 'ordering', kind: 'pack', order, picks: [] },
    { area: 'delivery', kind: 'plan_runs', hub: '@hub:quittenhof', runs: [{ run: '@new:run', driver: '@resident:mateo-ibarra', departs_at: '@now+60000', stops: [{ order, planned_at: '@now+1800000' }] }] },
  ]);
  await world.play('mateo-ibarra', [
    { area: 'delivery', kind: 'start_shift', shift: '@new:shift', hub: '@hub:quittenhof' },
    { area: 'delivery', kind: 'start_run', run: '@new:run' },
  ]);
  await visit(page, nia.host.found + seen.order);
  await page.locator('.way-step[aria-current]', { hasText: 'On its way' }).waitFor({ timeout: 90_000 });
  await page.getByText('Mateo').first().waitFor();
  await axe(page, 'tracking');
  await picture(page, 'shop-tracking');
});
await step('every screen of it, in every look', async () => {
  await visit(page, `${nia.host.found}/shop`);
  await row('Rye bread').getByRole('button', { name: /Put/ }).click();
  await page.getByRole('link', { name: /1 thing/ }).waitFor();
  await everyLook(page, nia.host.found, { shop: '/shop', basket: '/shop/basket', orders: '/orders', order: seen.order });
});

await stop(nia.host);
await world.end();
await finish();
