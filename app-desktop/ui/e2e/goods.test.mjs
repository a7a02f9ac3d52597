// A hub manager's morning with orders, stock and drivers, over the real UI, the host, core and a real server.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';

import { axe, browser, fillOrder, open as openIn, shots, until, World } from './world.mjs';

const SCREENS = ['orders', 'orders?status=cancelled&text=zzz', 'orders/new', 'orders/packing', 'dispatch', 'dispatch?view=map', 'stock', 'stock?shelf=low', 'stock/new', 'stock/history', 'tickets'];
let world;
let chromium;

before(async () => {
  world = await World.make();
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  await world?.end();
});

const open = (url) => openIn(chromium, url);

/** A device of the shop's manager, with the shop in front. */
async function shop(locale = 'en') {
  const url = await world.signedIn('jonas-weidner', locale);
  const session = await world.call(url, 'session', null);
  const hub = session.communities[0].hubs.find((it) => it.name.startsWith('Dorfladen'));
  await world.call(url, 'change_settings', { hub: hub.id });
  return url;
}

const at = (page, place) => page.goto(`${page.url().replace(/#.*/, '')}#/${place}`);
const sent = (page) => page.getByRole('button', { name: /Up to date/ }).waitFor();
const title = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

test('an order is found by keyboard, confirmed, packed short and paid', async () => {
  const page = await open(await shop());
  await page.getByRole('heading', { name: /Good day/ }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('nia');
  await page.getByText('1 order', { exact: true }).waitFor();
  await page.getByRole('row', { name: /Nia Griffiths/ }).focus();
  await page.keyboard.press('Enter');
  await title(page, /Nia Griffiths/);
  await page.getByText('Requested', { exact: true }).first().waitFor();
  await page.keyboard.press('n');
  await page.getByText('Confirmed', { exact: true }).first().waitFor();
  await sent(page);
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In the crate, of 4').fill('3');
  await dialog.getByLabel('Why').selectOption({ label: 'What was there was broken' });
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'order-pack.png') });
  await dialog.getByRole('button', { name: 'Packed' }).click();
  await page.getByText('What was there was broken', { exact: false }).first().waitFor();
  await sent(page);
  await page.getByLabel('As a record').check({ force: true });
  await page.getByRole('columnheader', { name: 'Decided at' }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'order-record.png'), fullPage: true });
});

test('many orders take a step at once, and the choice stays when rows change', async () => {
  const page = await open(`${await shop()}#/orders?status=confirmed`);
  await page.getByRole('row', { name: /Inés Carballo/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('row', { name: /Priya Raman/ }).focus();
  await page.keyboard.press('Space');
  await page.getByText('2 selected', { exact: true }).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'orders-bulk.png') });
  await page.keyboard.press('Shift+P');
  await page.getByText('Done for 2 orders.').waitFor();
  await until(async () => (await page.getByRole('row', { name: /Inés Carballo/ }).count()) === 0, 'the packed order has left the list');
  await sent(page);
});

test('somebody telephones and orders', async () => {
  const page = await open(`${await shop()}#/orders`);
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('c');
  await fillOrder(page);
  await page.getByText('€12.10').first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'order-new-filled.png') });
  await page.getByRole('button', { name: 'Place the order' }).click();
  await title(page, /Dieter Kolb/);
  await sent(page);
  await page.getByText('2 × 1 kg').waitFor();
});

test('an order is given to a driver by keyboard and by mouse, and a stop is moved', async () => {
  const page = await open(`${await shop()}#/dispatch`);
  const waiting = page.getByRole('button', { name: /^Give TRK-.* to a driver$/ }).first();
  await waiting.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Mateo/ }).waitFor();
  assert.deepEqual(await axe(page), []);
  // The first driver has the focus, and not the cross.
  await page.keyboard.press('Enter');
  await until(async () => (await page.locator('[data-stop]').count()) >= 7, 'the order has a stop');
  await sent(page);
  const names = () => page.locator('[data-stop] a').allTextContents();
  const [first, second] = await names();
  await page.getByRole('button', { name: `${first} later` }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await until(async () => (await names())[0] === second, 'the stop has moved');
  await page.getByText('Order chosen by hand').waitFor();
  await sent(page);
  await page.screenshot({ path: join(shots, 'dispatch-board.png') });
  await page.keyboard.press('b');
  await page.getByRole('dialog').getByRole('heading', { name: 'Proposed runs' }).waitFor();
  await until(async () => (await page.getByRole('dialog').locator('ol li').count()) > 0, 'the planner proposes');
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'dispatch-proposal.png') });
});

test('stock is changed for a reason, and the history tells it', async () => {
  const page = await open(`${await shop()}#/stock`);
  await page.getByRole('row', { name: /Pretzel/ }).click();
  await title(page, 'Pretzel');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Change', { exact: true }).fill('-5');
  await dialog.getByLabel('Why').selectOption({ label: 'Damaged' });
  await dialog.getByLabel('Note').fill('fell off the rack');
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('fell off the rack').waitFor();
  await sent(page);
  await page.getByRole('cell', { name: '-5', exact: true }).or(page.getByRole('cell', { name: '−5', exact: true })).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'product.png') });
  await page.keyboard.press('e');
  await page.getByLabel(/Price in/).fill('1,05');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('€1.05 each').first().waitFor();
});

test('with a dead line orders go on, and a refusal is read and acted on', async (context) => {
  const page = await open(await shop());
  await sent(page);
  await world.stopServer();
  context.after(() => world.startServer());
  await page.getByRole('button', { name: /Offline since/ }).waitFor();
  await at(page, 'orders?status=packed');
  await page.getByRole('row', { name: /Rafael Queiroz/ }).click();
  await page.getByRole('button', { name: 'Give over the counter' }).click();
  await page.getByText('waiting to send').first().waitFor();
  await page.getByText('Delivered', { exact: true }).first().waitFor();
  await page.screenshot({ path: join(shots, 'order-offline.png') });
  await world.startServer();
  await page.getByRole('button', { name: 'Send now' }).first().click();
  await page.getByRole('button', { name: /Up to date/ }).waitFor({ timeout: 60_000 });
  await until(async () => (await page.getByText('waiting to send').count()) === 0, 'the server has agreed');
});

for (const [locale, theme] of [['en', 'light'], ['de', 'dark'], ['de', 'light'], ['en', 'dark']]) {
  test(`axe finds nothing on any screen of goods: ${locale}, ${theme}`, async () => {
    const url = await shop(locale);
    await world.call(url, 'change_settings', { locale, theme });
    const page = await open(url);
    for (const screen of SCREENS) {
      await page.goto(`${url}#/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await until(async () => (await page.locator('[aria-busy="true"]').count()) === 0, `${screen} is there`);
      if (screen.endsWith('map')) await page.locator('[data-pin="hub"]').waitFor();
      const name = screen.replaceAll(/[^a-z]+/g, '-');
      await page.screenshot({ path: join(shots, `${name}-${locale}-${theme}.png`) });
      assert.deepEqual(await axe(page), [], screen);
    }
  });
}
