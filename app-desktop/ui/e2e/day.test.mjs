// A hub manager's whole day as the project asks for it, in one go: with a hundred thousand orders in the books, a
// driver on the road, and a line that goes dead and comes back. Over the real UI, the host, core and a real server.

import assert from 'node:assert/strict';
import { after, before, test as step } from 'node:test';
import { join } from 'node:path';

import { axe, browser, fillOrder, Line, open as openIn, PASSWORD, realData, shots, totp, until, World } from './world.mjs';

const ORDERS = Number(process.env.HUBBUB_ORDERS ?? 100_000);
/** A first fetch of everything on a busy machine. */
const FETCH_MS = 20 * 60_000;
/** Whatever a person waits for, on a machine that does much else. */
const PATIENCE_MS = 60_000;
let world;
let chromium;
let line;
let page;
let jonas;
let tracking;

before(async () => {
  world = await World.make({ orders: ORDERS });
  line = await Line.to(world.port);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  line?.end();
  await world?.end();
});

async function open(url) {
  const opened = await openIn(chromium, url);
  opened.setDefaultTimeout(PATIENCE_MS);
  return opened;
}

const at = (place) => page.goto(`${page.url().replace(/#.*/, '')}#/${place}`);
const sent = () => page.getByRole('button', { name: /Up to date/ }).waitFor({ timeout: 60_000 });
const title = (name) => page.getByRole('heading', { level: 1, name }).waitFor();
/** While a dialog is open, the screen's keys rest. */
const closed = () => page.getByRole('dialog').waitFor({ state: 'hidden' });
const picture = (name) => page.screenshot({ path: join(shots, `day-${name}.png`) });
const clean = async (what) => assert.deepEqual(await axe(page), [], what);

/** A step of the day. One that fails ends it: the next would only fail for its reason. */
let over = false;
function test(name, ...rest) {
  const work = rest.pop();
  step(name, ...rest, async (context) => {
    if (over) {
      context.skip('the day ended before');
      return;
    }
    over = true;
    await work(context);
    over = false;
  });
}

/** Tab until something has the focus: what the mouse can do, the keyboard can. */
async function tabTo(locator) {
  for (let count = 0; count < 400; count += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail('Tab never came there');
}

/** Two keys in a row, as `g o`. */
async function keys(...pressed) {
  for (const key of pressed) await page.keyboard.press(key);
}

test('nobody is let in without the second factor', async () => {
  jonas = await world.device('jonas', 'en', line.url);
  await world.call(jonas, 'sign_in', { email: 'jonas-weidner@quittenhof.example', password: PASSWORD });
  const { secret } = await world.call(jonas, 'begin_second_factor', { password: PASSWORD });
  await world.call(jonas, 'confirm_second_factor', { code: totp(secret) });
  await world.call(jonas, 'sign_out', { force: true });
  page = await open(jonas);
  await page.getByLabel('E-mail').fill('jonas-weidner@quittenhof.example');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  await page.getByLabel('Code').fill('000000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await clean('second factor');
  // A code is good once: the next half minute's is taken early.
  await page.getByLabel('Code').fill(totp(secret, Date.now() + 30_000));
  await page.keyboard.press('Enter');
  await title(/Good day, Jonas Weidner/);
});

test(`${ORDERS} orders are fetched, and the window answers meanwhile`, { timeout: FETCH_MS }, async () => {
  await world.front(jonas, 'Dorfladen');
  await page.reload();
  await title(/Good day/);
  await keys('g', 'o');
  await title('Orders');
  await until(async () => (await world.call(jonas, 'sync_line', null)).kind === 'up_to_date', 'everything is here', FETCH_MS);
});

test('one order is found among all, by name, by state and from the other end', async () => {
  await page.reload();
  await page.getByRole('grid').waitFor();
  await page.getByRole('status').filter({ hasText: /orders$/ }).first().waitFor();
  let all = 0;
  await until(async () => {
    all = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
    return all > ORDERS;
  }, `more than ${ORDERS} rows`);
  await picture('orders');
  await page.getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await page.locator(`[aria-rowindex="${all}"]:not([aria-busy])`).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('/');
  await page.keyboard.type(ORDERS > 0 ? `Household ${ORDERS}` : 'nia');
  await page.getByText('1 order', { exact: true }).waitFor();
  await picture('orders-found');
  await clean('a filtered list');
  await page.getByLabel('Tracking number or recipient').fill('');
  await page.getByLabel('State').selectOption({ index: 1 });
  await page.getByText(/^\d+ orders?$/).first().waitFor();
  await at('orders');
});

test('somebody telephones; the order is packed', async () => {
  await page.getByRole('row').nth(1).focus();
  await page.keyboard.press('c');
  await fillOrder(page);
  await page.getByRole('button', { name: 'Place the order' }).click();
  await title(/Dieter Kolb/);
  tracking = (await page.getByRole('heading', { level: 1 }).textContent()).split(' ')[0];
  await sent();
  // The server gives the tracking number that stays.
  tracking = (await page.getByRole('heading', { level: 1 }).textContent()).split(' ')[0];
  await page.keyboard.press('n');
  await page.getByText('Confirmed', { exact: true }).first().waitFor();
  await sent();
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('button', { name: 'Packed' }).click();
  await page.getByText('Packed', { exact: true }).first().waitFor();
  await sent();
  await picture('packed');
});

test('it is given to a driver without a mouse', async () => {
  await keys('g', 'd');
  await title('Dispatch');
  const give = page.getByRole('button', { name: `Give ${tracking} to a driver` });
  await give.waitFor();
  await tabTo(give);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: /Mateo/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-stop]').filter({ has: give }).waitFor();
  await sent();
  await picture('assigned');
});

test('the driver moves on the map and in the list', { timeout: 300_000 }, async (context) => {
  const trace = realData('gps/delivery-drivers-goal.csv.gz');
  context.diagnostic(trace ? 'a recorded way of GOAL, 20 times faster' : 'no recorded ways here: a made-up one, 60 times faster');
  await page.keyboard.press('m');
  await page.getByRole('group', { name: 'Map' }).waitFor();
  let over = false;
  const drive = world.drive('mateo-ibarra', trace, trace ? 20 : 60).finally(() => (over = true));
  const pin = page.locator('[data-pin^="driver-"]');
  await pin.waitFor({ timeout: 120_000 });
  await page.getByText(/^Seen at/).first().waitFor();
  const [places, words] = [new Set(), new Set()];
  let shown = 0;
  while (!over) {
    places.add(await pin.evaluate((element) => element.style.transform));
    words.add(await page.locator('[data-seen]').first().textContent());
    if (places.size === 8 && shown++ === 0) await picture('driver-on-the-map');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await drive;
  assert.ok(places.size >= 8 && words.size >= 4, `the pin had ${places.size} places, the list ${words.size} texts`);
  assert.match(await pin.getAttribute('aria-label'), /^Mateo · Seen at .*km\/h · Next: /);
  // What the map can do, the list can: it finds the driver, and the map's pin leads back to the list.
  await page.getByRole('button', { name: 'Find Mateo' }).click();
  await until(() => pin.evaluate((element) => element === document.activeElement), 'the pin is found');
  await page.keyboard.press('Enter');
  await until(() => page.evaluate(() => document.activeElement?.matches('[data-driver-card]')), 'the driver is found');
  await clean('the map with a driver');
});

test('stock is changed for a reason', async () => {
  await keys('g', 'i');
  await page.getByRole('row', { name: /Pretzel/ }).click();
  await title('Pretzel');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Change', { exact: true }).fill('-5');
  await dialog.getByLabel('Why').selectOption({ label: 'Damaged' });
  await dialog.getByLabel('Note').fill('fell off the rack');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('fell off the rack').waitFor();
  await sent();
});

test('content is published, and votes about it are seen arriving', async () => {
  const mine = page;
  page = await open(await world.signedIn('lotte-brenner'));
  await title(/Good day/);
  await keys('g', 'c');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('c');
  await page.getByLabel('Title').fill('Apple pressing');
  await page.getByRole('button', { name: 'Publish' }).click();
  await title('Apple pressing');
  await sent();
  await page.getByRole('link', { name: 'Ask about it' }).click();
  await page.getByLabel('Question').fill('When do we press?');
  await page.getByLabel('Option 1', { exact: true }).fill('Saturday');
  await page.getByLabel('Option 2', { exact: true }).fill('Sunday');
  await page.getByLabel('Who sees the count').selectOption({ index: 0 });
  await page.getByLabel('Ends').fill(new Date(Date.now() + 36e5 * 30).toISOString().slice(0, 16));
  await page.getByRole('button', { name: 'Announce' }).click();
  await title('When do we press?');
  await page.getByText('Open', { exact: true }).waitFor();
  await sent();
  const poll = page.url().split('/').pop();
  const { choices } = await world.call(page.url(), 'poll', { id: poll });
  const count = page.getByRole('heading', { level: 2 }).filter({ hasText: /vote/i });
  const told = [await count.textContent()];
  for (const person of ['nia-griffiths', 'tomasz-wilk', 'priya-raman']) {
    const token = await world.token(person);
    await world.rest('POST', `polls/${poll}/ballot`, { selections: [{ option: choices[0].id, value: 1 }] }, token);
    await until(async () => (await count.textContent()) !== told.at(-1), 'the vote arrives');
    told.push(await count.textContent());
  }
  assert.match(told.at(-1), /3/);
  await picture('votes-arrived');
  await page.context().close();
  page = mine;
});

test('a ticket is answered', async () => {
  await keys('g', 'r');
  await page.getByRole('row', { name: /Bread order/ }).click();
  await title(/Bread order/);
  await page.keyboard.press('r');
  await page.keyboard.type('Twelve loaves are set aside.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('Twelve loaves are set aside.').first().waitFor();
  await sent();
  await clean('a ticket');
  await picture('ticket');
});

test('without a line the whole day goes on, and what was refused meanwhile is read and settled', { timeout: 240_000 }, async () => {
  const amara = await world.signedIn('amara-okafor');
  line.cut();
  await page.getByRole('button', { name: /Offline since/ }).waitFor();
  // Packed here, called off there: one of the two will be refused.
  await at('orders?status=confirmed&text=priya');
  await page.getByRole('row', { name: /Priya Raman/ }).click();
  await title(/Priya Raman/);
  const order = page.url().split('/').pop();
  await page.keyboard.press('n');
  await page.getByRole('dialog').getByRole('button', { name: 'Packed' }).click();
  await page.getByText('waiting to send').first().waitFor();
  await world.call(amara, 'order_step', { id: order, step: 'cancel', driver: null, reason: null, note: 'not needed', train: null });
  await until(async () => (await world.call(amara, 'sync_line', null)).kind === 'up_to_date', 'it is called off');

  await at('orders/new');
  await page.getByRole('searchbox', { name: 'Who is ordering?' }).fill('aoife');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Add a product' }).fill('sour');
  await page.getByText(/Sourdough loaf/).first().waitFor();
  await page.getByRole('searchbox', { name: 'Add a product' }).press('Enter');
  await page.getByLabel('Pick up').check({ force: true });
  await page.getByRole('button', { name: 'Place the order' }).click();
  await title(/Aoife/);
  await page.getByText('waiting to send').first().waitFor();
  await picture('offline-order');
  await at('dispatch');
  const give = page.getByRole('button', { name: /^Give TRK-.* to a driver$/ }).first();
  if ((await give.count()) > 0) {
    await give.click();
    await page.getByRole('dialog').getByRole('button', { name: /Mateo/ }).click();
    await closed();
  }
  await keys('g', 'i');
  await page.getByRole('row', { name: /Pretzel/ }).click();
  await title('Pretzel');
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByLabel('Change', { exact: true }).fill('12');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await closed();
  await keys('g', 'r');
  await page.getByRole('row', { name: /Bread order/ }).click();
  await title(/Bread order/);
  await page.keyboard.press('r');
  await page.keyboard.type('And twelve more.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('And twelve more.').first().waitFor();
  await keys('g', 'y');
  await title('Sending');
  assert.ok((await world.call(jonas, 'outbox', null)).length >= 4, 'four changes wait');
  await clean('the outbox');
  await picture('offline-outbox');

  line.mend();
  await page.getByRole('button', { name: 'Send now' }).first().click();
  await page.getByRole('button', { name: '1 change was refused' }).waitFor({ timeout: 60_000 });
  const refused = page.getByRole('region', { name: 'Not accepted' });
  await refused.getByRole('heading', { level: 3 }).waitFor();
  await clean('the refusal');
  await picture('refused');
  assert.equal((await world.call(jonas, 'outbox', null)).length, 0, 'everything else was sent');
  // Read what is true now, then settle it.
  await refused.getByRole('link', { name: 'See what is true now' }).click();
  await page.getByText('Cancelled', { exact: true }).first().waitFor();
  await keys('g', 'y');
  await refused.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('Nothing was refused.').waitFor();
  await sent();
});
