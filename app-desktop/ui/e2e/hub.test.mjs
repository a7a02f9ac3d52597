// What a hub's people decide: auctions and the sales that follow, complaints from the first word to a mediator's
// decision, and figures. Over the real UI, the host, core and a real server; neighbours act over the REST interface,
// as their phones would.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { join } from 'node:path';

import { axe, browser, open as openIn, PASSWORD, shots, totp, until, World } from './world.mjs';

const SCREENS = ['auctions', 'auctions?show=ended', 'auctions?show=sales', 'auctions?show=drafts', 'auctions/new', 'disputes', 'disputes?show=ended', 'figures', 'figures?by=weeks', 'figures?by=months'];
/** How often the server is asked by whoever waits for something there: it counts. */
const POLITE_MS = 500;
const PATIENCE_MS = 30_000;
let world;
let chromium;
/** The complaint that the story makes, for the pictures at its end. */
let complaint = '';
/** A lot with bids. */
let lot = '';
/** The device of who runs the community. It is one for the whole story: a second factor comes on the way. */
let admin;

before(async () => {
  world = await World.make();
  chromium = await browser();
  admin = await shop('amara-okafor');
});

after(async () => {
  await chromium?.close();
  await world?.end();
});

const open = (url) => openIn(chromium, url);

/** A device of a person, with the village shop in front. */
async function shop(person = 'jonas-weidner', locale = 'en') {
  const url = await world.signedIn(person, locale);
  return { url, hub: await world.front(url, 'Dorfladen') };
}

/** What a neighbour does over the REST interface. */
async function neighbour(person) {
  const ask = async (method, path, token, body) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    if (token) headers.authorization = `Bearer ${token}`;
    const response = await fetch(`${world.server}/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.data;
  };
  const device = randomUUID();
  const signedIn = await ask('POST', 'auth/login', undefined, { email: `${person}@quittenhof.example`, password: PASSWORD, device });
  return (method, path, body) => ask(method, path, signedIn.access_token, body);
}

const at = (page, place) => page.goto(`${page.url().replace(/#.*/, '')}#/${place}`);
const sent = (page) => page.getByRole('button', { name: /Up to date/ }).waitFor();
const title = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const inDays = (days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 16);

test('a hub looks at its lots, and at how the price of one came about', async () => {
  const { url, hub } = await shop();
  const page = await open(url);
  await page.getByRole('heading', { name: /Good day/ }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await title(page, 'Auctions');
  await page.getByRole('row', { name: /Not open yet/ }).waitFor();
  await page.getByLabel('Over', { exact: true }).check({ force: true });
  const lots = await world.call(url, 'auctions', { hub, show: 'ended' });
  assert.ok(lots.some((it) => it.bids === '1 bid'), JSON.stringify(lots));
  await page.getByRole('row', { name: /1 bid/ }).first().click();
  await page.getByRole('heading', { name: /Price now/ }).waitFor();
  await page.getByRole('img', { name: /The price from the first bid/ }).waitFor();
  lot = page.url().split('/').pop();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'lot-path.png'), fullPage: true });
  await page.getByLabel('Table', { exact: true }).check({ force: true });
  await page.getByRole('cell', { name: 'Bidder 1' }).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'lot-bids.png') });
  assert.equal(await page.getByRole('button', { name: 'Take bids out' }).count(), 0, 'not for a hub manager');
});

test('a listing is written for the hub, sold, paid and handed over', async () => {
  const { url } = await shop();
  const page = await open(`${url}#/auctions`);
  await title(page, 'Auctions');
  await page.keyboard.press('c');
  await title(page, 'New listing');
  await page.getByRole('button', { name: 'Offer it' }).click();
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'lot-new-wrong.png') });
  await page.getByLabel('Fixed price', { exact: true }).check({ force: true });
  await page.getByLabel('Title').fill('Bread baskets');
  await page.getByLabel('Description').fill('Twelve, woven, two with loose handles.');
  await page.getByLabel('Category').selectOption({ label: 'Home' });
  await page.getByLabel('Fixed price in EUR').fill('24,50');
  await page.getByLabel('Ends').fill(inDays(9));
  await page.screenshot({ path: join(shots, 'lot-new.png') });
  await page.getByRole('button', { name: 'Offer it' }).click();
  await title(page, 'Bread baskets');
  await page.getByText('On sale', { exact: true }).first().waitFor();
  await sent(page);
  const listing = page.url().split('/').pop();
  const nia = await neighbour('nia-griffiths');
  await until(async () => nia('GET', `listings/${listing}`).then(() => true, () => false), 'the neighbour sees the listing', PATIENCE_MS, POLITE_MS);
  await nia('POST', `listings/${listing}/purchase`, { price: { amount: '24.50', currency: 'EUR' }, seen_listing_rev: 1 });
  await page.getByRole('heading', { name: 'Sold to Nia Griffiths for €24.50' }).waitFor();
  await page.getByText('To be paid', { exact: true }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'lot-sold.png') });
  await page.getByRole('button', { name: 'Call the sale off' }).click();
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press('Escape');
  // He sells it himself: the money is taken by somebody else who runs the hub, or the community. Then it waits for him.
  const other = await open(`${admin.url}#/auctions/${listing}`);
  await other.getByRole('button', { name: 'The money is here' }).click();
  await other.getByText('Paid', { exact: true }).waitFor();
  await sent(other);
  await page.getByText('Paid', { exact: true }).waitFor();
  await at(page, 'today');
  await page.getByRole('link', { name: 'Sales waiting for money or goods' }).click();
  await page.getByRole('row', { name: /Bread baskets/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Handed over to the buyer' }).click();
  await page.getByText('Handed over', { exact: true }).waitFor();
  await sent(page);
  const sale = (await nia('GET', `sales?listing=${listing}`)).items[0].id;
  const { id } = await nia('POST', 'disputes', { subject: sale, reason: 'not_as_described', text: 'Four of the handles are loose, not two.' });
  complaint = id;
  await nia('POST', `disputes/${complaint}/submit`, {});
});

test('a complaint is answered with a dead line, and the answer goes when it is back', async (context) => {
  const { url } = await shop();
  const page = await open(url);
  await page.getByRole('link', { name: 'Complaints waiting for you' }).waitFor();
  await page.screenshot({ path: join(shots, 'today-complaint.png') });
  await sent(page);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await title(page, 'Complaints');
  await page.getByRole('row', { name: /Bread baskets.*Waits for you/ }).waitFor();
  await page.screenshot({ path: join(shots, 'complaints.png') });
  await page.getByRole('row', { name: /Bread baskets/ }).focus();
  await page.keyboard.press('Enter');
  await title(page, 'Complaint: Bread baskets');
  await page.getByText('Four of the handles are loose, not two.').waitFor();
  await page.getByRole('heading', { name: 'What the listing said' }).waitFor();
  await page.getByText('To disagree, add evidence first.').waitFor();
  await world.stopServer();
  context.after(() => world.startServer());
  await page.getByRole('button', { name: /Offline since/ }).waitFor();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In words').fill('The listing names two loose handles; the picture shows the others whole.');
  assert.deepEqual(await axe(page), []);
  await dialog.getByRole('button', { name: 'Add evidence' }).click();
  await page.getByText('the picture shows the others whole').waitFor();
  await page.keyboard.press('o');
  await dialog.getByLabel('Amount in EUR').fill('90');
  await dialog.getByRole('button', { name: 'Make an offer' }).click();
  await dialog.getByRole('alert').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'complaint-offer-wrong.png') });
  await dialog.getByLabel('Amount in EUR').fill('4');
  await dialog.getByRole('button', { name: 'Make an offer' }).click();
  await page.getByText('€4.00 back').waitFor();
  await page.getByText('waiting to send').first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'complaint-offline.png'), fullPage: true });
  // What moves money takes a code, and so a connection: said, not promised.
  const { can } = await world.call(url, 'dispute', { id: complaint });
  assert.ok(!can.some((it) => it.act === 'accept'), JSON.stringify(can));
  await world.startServer();
  await page.getByRole('button', { name: 'Send now' }).first().click();
  await page.getByRole('button', { name: /Up to date/ }).waitFor({ timeout: 60_000 });
  await until(async () => (await page.getByText('waiting to send').count()) === 0, 'the server has agreed');
});

test('a mediator takes the case and decides it with a second factor', async (context) => {
  const nia = await neighbour('nia-griffiths');
  await until(async () => (await nia('GET', `disputes/${complaint}`)).state === 'offer_review', 'the offer is there', PATIENCE_MS, POLITE_MS);
  await nia('POST', `disputes/${complaint}/turn-down`, {});
  const { url } = admin;
  const page = await open(`${url}#/disputes/${complaint}`);
  await page.getByRole('button', { name: 'Take the case' }).click();
  await page.getByText('A mediator is looking at it', { exact: true }).first().waitFor();
  await sent(page);
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').fill('The listing names two loose handles; four are loose.');
  await dialog.getByLabel('Code').fill('123456');
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await dialog.getByText('You have no second factor yet.', { exact: false }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'complaint-no-factor.png') });
  const { secret } = await world.call(url, 'begin_second_factor', { password: PASSWORD });
  const codes = await world.call(url, 'confirm_second_factor', { code: totp(secret) });
  assert.ok(codes.length > 0);
  await world.stopServer();
  context.after(() => world.startServer());
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await dialog.getByText("The server can't be reached", { exact: false }).waitFor();
  await world.startServer();
  // Each code counts once: the next one.
  await dialog.getByLabel('Code').fill(totp(secret, Date.now() + 30_000));
  await dialog.getByRole('button', { name: 'Decide' }).click();
  await page.getByText('A mediator decided').waitFor();
  await page.getByText('All the money goes back to the buyer', { exact: false }).first().waitFor();
  await sent(page);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'complaint-decided.png'), fullPage: true });
  const state = (await nia('GET', `disputes/${complaint}`)).state;
  assert.equal(state, 'closed');
});

test('admins keep somebody from bidding and let them bid again', async () => {
  const page = await open(`${admin.url}#/auctions?show=bidders`);
  await page.getByText('Nothing is held against anybody').waitFor();
  await page.screenshot({ path: join(shots, 'bidders-empty.png') });
  await page.getByRole('button', { name: 'Bar from bidding' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').first().fill('dieter');
  await page.keyboard.press('Enter');
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'bidder-bar.png') });
  await dialog.getByRole('button', { name: 'Bar from bidding' }).click();
  await page.getByRole('cell', { name: 'Dieter Kolb' }).waitFor();
  await sent(page);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'bidders.png') });
  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByText('Nothing is held against anybody').waitFor();
  await sent(page);
});

test('the audit log is read over the line, and says so when there is none', async (context) => {
  const page = await open(admin.url);
  await page.getByRole('heading', { name: /Good day/ }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await title(page, 'Audit log');
  await page.getByRole('row', { name: /auction\.set_bidder/ }).first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'audit-log.png') });
  await page.getByLabel('Area').selectOption({ label: 'Complaints' });
  await page.getByRole('row', { name: /Nia Griffiths.*dispute\.submit/ }).waitFor();
  assert.equal(await page.getByRole('row', { name: /auction\./ }).count(), 0);
  await world.stopServer();
  context.after(() => world.startServer());
  await page.getByRole('button', { name: 'Read again' }).click();
  await page.getByText('The log needs a connection').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'audit-offline.png') });
  await world.startServer();
  await page.getByRole('row', { name: /Nia Griffiths.*dispute\.submit/ }).waitFor({ timeout: 60_000 });
});

test('figures are drawn, and their tables say the same', async () => {
  const { url } = await shop();
  const page = await open(`${url}#/figures`);
  await page.getByRole('heading', { name: 'Deliveries in time' }).waitFor();
  const orders = page.getByRole('region', { name: 'Orders' });
  await orders.getByRole('img', { name: /orders came in/ }).waitFor();
  assert.deepEqual(await axe(page), []);
  await orders.getByLabel('Table', { exact: true }).check({ force: true });
  await orders.getByRole('columnheader', { name: 'Cancelled' }).waitFor();
  assert.equal(await orders.getByRole('row').count(), 29);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'figures-table.png') });
  const sales = page.getByRole('region', { name: 'Market sales' });
  assert.match(await sales.textContent(), /\d+ sales? for €/);
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(shots, 'figures-print.png'), fullPage: true });
});

for (const [locale, theme] of [['en', 'light'], ['de', 'dark'], ['de', 'light'], ['en', 'dark']]) {
  test(`axe finds nothing on any screen of what is decided: ${locale}, ${theme}`, async () => {
    const { url } = await shop('jonas-weidner', locale);
    await world.call(url, 'change_settings', { locale, theme });
    const page = await open(url);
    for (const screen of [...SCREENS, `auctions/${lot}`, `disputes/${complaint}`]) {
      await page.goto(`${url}#/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await until(async () => (await page.locator('[aria-busy="true"]').count()) === 0, `${screen} is there`);
      const name = screen.replace(lot, 'one').replace(complaint, 'one').replaceAll(/[^a-z]+/g, '-');
      await page.screenshot({ path: join(shots, `${name}-${locale}-${theme}.png`) });
      assert.deepEqual(await axe(page), [], screen);
    }
    await world.call(admin.url, 'change_settings', { locale, theme });
    const other = await open(admin.url);
    for (const screen of ['audit', 'auctions?show=bidders']) {
      await other.goto(`${admin.url}#/${screen}`);
      await other.getByRole('heading', { level: 1 }).waitFor();
      await until(async () => (await other.locator('[aria-busy="true"]').count()) === 0, `${screen} is there`);
      await other.screenshot({ path: join(shots, `${screen.replaceAll(/[^a-z]+/g, '-')}-${locale}-${theme}.png`) });
      assert.deepEqual(await axe(other), [], screen);
    }
  });
}

test('who runs no hub is told so, and sees no complaint of others', async () => {
  const url = await world.signedIn('dieter-kolb');
  const page = await open(`${url}#/auctions`);
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
  await at(page, 'figures');
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
  await at(page, 'disputes');
  await page.getByText('No complaints here').waitFor();
  await at(page, `disputes/${complaint}`);
  await page.getByText('Nothing here').waitFor();
});
