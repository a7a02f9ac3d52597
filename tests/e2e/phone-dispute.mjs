// A complaint about a sale: begun and sent without a server, with a picture; answered with an offer; another offer;
// accepted with a second factor, because money moves.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { axe, check, finish, fits, picture, step, stop } from './lib.mjs';
import { code } from './mailbox.mjs';
import { PASSWORD, World, everyLook, here, sent, visit } from './phone-lib.mjs';

const world = await World.begin();
const listing = '@new:shelf';
await world.play('tomasz-wilk', [
  { area: 'auction', kind: 'create_listing', listing, community: '@community', terms: { as: 'fixed', title: 'Bookshelf, oak', description: 'Two metres, five boards.', category: 'home', condition: 'good', handover: 'pickup', hub: '@hub:quittenhof', start_minor: 4000, ends_at: '@now+259200000' } },
  { area: 'auction', kind: 'activate', listing },
]);
await world.play('nia-griffiths', [{ area: 'auction', kind: 'buy', listing, bid: '@new:purchase', price_minor: 4000, seen_listing_rev: 1 }]);
const sale = '@sale:shelf/nia-griffiths';
await world.play('jonas-weidner', [{ area: 'auction', kind: 'step_sale', sale, step: 'pay' }]);
await world.play('tomasz-wilk', [{ area: 'auction', kind: 'step_sale', sale, step: 'hand_over' }]);

let nia = await world.of('nia-griffiths');
let { page } = nia;
const seen = {};
let secret;

async function photograph(phone, colour) {
  const shot = await phone.page.context().newPage();
  await shot.setViewportSize({ width: 640, height: 480 });
  await shot.setContent(`<body style="background: ${colour}; font: 80px sans-serif">crack</body>`);
  writeFileSync(path.join(phone.folder, 'camera.jpg'), await shot.screenshot({ type: 'jpeg', quality: 80 }));
  await shot.close();
}

await step('a second factor is set up, for money will move', async () => {
  await visit(page, `${nia.host.found}/me/account`);
  await page.locator('summary', { hasText: 'Second factor' }).click();
  await page.locator('#factor-password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up an authenticator' }).click();
  secret = await page.locator('.secret').textContent();
  await page.locator('#factor-code').fill(code(secret));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('.codes li').first().waitFor();
});
await step('the purchase leads to a complaint', async () => {
  await visit(page, `${nia.host.found}/market/mine`);
  await page.getByRole('tab', { name: 'Sales' }).click();
  await page.locator('.row-link', { hasText: 'Bookshelf, oak' }).first().click();
  await page.getByRole('link', { name: 'Something is wrong with it' }).click();
  await page.getByRole('heading', { name: 'What is wrong?' }).waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('alert').getByText('Choose first what is wrong.').waitFor();
  await axe(page, 'a complaint without a reason');
  await picture(page, 'dispute-begin-problem');
  await page.getByLabel('It is broken').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#dispute-text[aria-invalid=true]').waitFor();
  seen.begin = new URL(page.url()).pathname;
});
await step('it is written and sent without a server, with a picture, and survives a kill', async () => {
  await photograph(nia, '#964');
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  await page.getByLabel('In your words').fill('Two boards are cracked.');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Nobody else sees this yet.').waitFor();
  seen.case = await here(page, '/disputes');
  await axe(page, 'a draft');
  await picture(page, 'dispute-draft');
  await stop(nia.host, 'SIGKILL');
  nia = { ...nia, host: await world.phone('nia-griffiths') };
  await visit(page, nia.host.found + seen.case);
  await page.getByText('Two boards are cracked.').waitFor();
  await page.locator('summary', { hasText: 'Add evidence' }).click();
  await page.getByRole('button', { name: 'Add a picture' }).click();
  await page.locator('.pictures-one').waitFor();
  await page.locator('form', { has: page.locator('#evidence-text') }).locator('button[type=submit]').click();
  await page.locator('.said-one', { hasText: 'Picture' }).waitFor();
  await picture(page, 'dispute-draft-picture');
});
await step('it is sent to the seller, which waits for a network', async () => {
  await page.locator('#act-submit').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await axe(page, 'send the complaint?');
  await picture(page, 'dispute-submit');
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.badge', { hasText: 'Waits for the seller' }).waitFor();
  await page.getByText('3 changes waiting').first().waitFor();
  await picture(page, 'dispute-sent-offline');
  await world.serve();
  await sent(page);
  await page.getByText('An answer is due by').waitFor();
});
const tomasz = await world.of('tomasz-wilk');
await step('the seller is told, sees the evidence and offers a part of the money', async () => {
  const { page: other, host } = tomasz;
  await visit(other, `${host.found}/disputes`);
  await other.locator('html[lang]').waitFor();
  await other.locator('.row', { hasText: 'Bookshelf, oak' }).locator('.badge-strong').waitFor();
  await other.locator('.row-link', { hasText: 'Bookshelf, oak' }).click();
  await other.locator('.said-one img').first().waitFor({ timeout: 90_000 });
  const form = other.locator('details', { has: other.locator('#offer-partial') });
  await form.locator('summary').click();
  await form.locator('button[type=submit]').click();
  await form.getByRole('alert').waitFor();
  await axe(other, 'an offer without an amount');
  await form.locator('#offer-amount').fill('10');
  await form.locator('button[type=submit]').click();
  await sent(other);
  await picture(other, 'dispute-seller');
});
await step('the buyer wants more, and says so with an offer of their own', async () => {
  await visit(page, nia.host.found + seen.case);
  await page.getByText('On the table:').waitFor({ timeout: 90_000 });
  await page.locator('.badge', { hasText: 'Your turn' }).waitFor();
  await page.getByText('Your answer is due by').waitFor();
  await axe(page, 'an offer on the table');
  await picture(page, 'dispute-offer');
  const form = page.locator('details', { has: page.locator('#offer-partial') });
  await form.locator('summary').click();
  await form.locator('#offer-amount').fill('15');
  await form.locator('button[type=submit]').click();
  await sent(page);
});
await step('the seller offers other goods; the buyer takes that, with a code', async () => {
  const { page: other } = tomasz;
  await other.locator('.badge-strong').first().waitFor({ timeout: 90_000 });
  const form = other.locator('details', { has: other.locator('#offer-replace') });
  if (!(await form.evaluate((it) => it.open))) await form.locator('summary').click();
  await form.locator('#offer-return').check();
  await form.locator('button[type=submit]').click();
  await sent(other);
  await page.getByText('On the table: Goods back, money back').waitFor({ timeout: 90_000 });
  await page.locator('#act-accept').click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#dispute-code').waitFor();
  await axe(page, 'a code, for money moves');
  await picture(page, 'dispute-code');
  await dialog.locator('#dispute-code').fill('000000');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByRole('alert').waitFor();
  await dialog.locator('#dispute-code').fill(code(secret, 1));
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await sent(page);
  await page.getByText('Both sides agreed').waitFor({ timeout: 90_000 });
  check((await page.locator('.timeline li').count()) >= 5, 'every step stands there');
  await picture(page, 'dispute-over');
});
await step('every screen of it, in every look', async () => {
  await everyLook(page, nia.host.found, { disputes: '/disputes', dispute: seen.case, 'dispute-begin': seen.begin });
  await fits(page, 'complaints');
});

await stop(tomasz.host);
await stop(nia.host);
await world.end();
await finish();
