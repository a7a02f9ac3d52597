// Each flow with the keyboard alone: no pointer touches the page, nothing is filled in by a script. At every stop the
// focus is seen: a ring of three pixels, on the screen and not under a bar.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, finish, step, stop } from './lib.mjs';
import { PASSWORD, World, here, resident, sent, visit } from './phone-lib.mjs';
import { goods, orders } from './phone-goods.mjs';

const world = await World.begin();
await world.play('jonas-weidner', [...goods(), ...orders(1)]);
const STEPS_MAX = 120;
let rings = 0;

/** What a driver of a keyboard may use. */
function keyboard(page) {
  const focused = () => page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const label = at.closest('label') ?? document.querySelector(`label[for="${CSS.escape(at.id)}"]`);
    const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.y + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    // A drawn box stands in for the system's own control.
    const ring = Math.max(parseFloat(style.outlineStyle === 'none' ? 0 : style.outlineWidth), label ? parseFloat(getComputedStyle(label).outlineWidth) || 0 : 0);
    return {
      name: (at.getAttribute('aria-label') ?? label?.textContent ?? at.textContent ?? '').trim().replace(/\s+/g, ' '),
      tag: at.tagName, id: at.id, type: at.type ?? '', ring, high: box.height,
      seen: box.bottom > 0 && box.top < innerHeight && (at.contains(top) || top?.contains(at) || !!label?.contains(top)),
    };
  });
  const press = (key) => page.keyboard.press(key);
  const to = async (what, fits) => {
    for (let at = 0; at < STEPS_MAX; at += 1) {
      await press('Tab');
      const now = await focused();
      if (!now) continue;
      if (now.tag !== 'IFRAME') {
        check(now.ring >= 3, `the ring on ${now.tag} “${now.name}” is ${now.ring} px`);
        check(now.seen, `${now.tag} “${now.name}” has the focus and can't be seen`);
        rings += 1;
      }
      if (fits(now)) return now;
    }
    throw new Error(`the keyboard does not come to ${what}`);
  };
  const named = (name) => to(`“${name}”`, (now) => (name instanceof RegExp ? name.test(now.name) : now.name === name));
  const field = async (id, words) => {
    await to(`#${id}`, (now) => now.id === id);
    await press('Control+A');
    await page.keyboard.type(words);
  };
  return { to, named, field, press, type: (words) => page.keyboard.type(words) };
}

const nia = resident('nia-griffiths');
const host = await world.phone('nia');
const page = await world.open(host);
const keys = keyboard(page);

await step('sign in', async () => {
  await keys.field('email', nia.email);
  await keys.field('password', PASSWORD);
  await keys.press('Enter');
  await page.getByText('Hello, Nia').first().waitFor();
  await sent(page);
});
await step('vote, and take it back', async () => {
  await keys.named('Votes');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  const title = await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.querySelector('.row-title').textContent)[0]);
  await keys.to(`the vote on ${title}`, (now) => now.name.includes(title));
  await keys.press('Enter');
  await page.locator('.screen-back').waitFor();
  await page.locator('section[aria-labelledby="ballot"] button').first().waitFor();
  const join = await page.getByRole('button', { name: 'I’d join' }).count();
  if (join) {
    await keys.named('I’d join');
    await keys.press('Enter');
  } else {
    await keys.to('a choice', (now) => ['radio', 'checkbox'].includes(now.type) || /^More for|^Rank|up$/.test(now.name));
    await keys.press('Space');
    await keys.named(/^Cast|^Vote/);
    await keys.press('Enter');
  }
  await page.getByRole('button', { name: 'Withdraw vote' }).waitFor();
  await keys.named('Withdraw vote');
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keys.named('Withdraw vote');
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await sent(page);
});
await step('search the market, filter it, and bid', async () => {
  await keys.named('Market');
  await keys.press('Enter');
  await page.locator('.row-link').first().waitFor();
  await keys.named('Filters');
  await keys.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await keys.named(/How it is sold/);
  await keys.press('ArrowDown');
  await keys.named('Show');
  await keys.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const title = await page.locator('.row', { hasText: /Ends (tomorrow|\d)/, hasNotText: /Fixed price|Yours|Bids from/ }).first().locator('.row-title').textContent();
  await keys.to(title, (now) => now.name.includes(title));
  await keys.press('Enter');
  await page.locator('#bid').waitFor();
  await keys.to('the bid', (now) => now.id === 'bid');
  await keys.press('Enter');
  await dialog.waitFor();
  await keys.to('the amount', (now) => now.id === 'max');
  await keys.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await sent(page);
  await page.getByText('Your maximum:').waitFor();
});
await step('order', async () => {
  await keys.named('Shop');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Shop', exact: true }).waitFor();
  await keys.named('Put “Rye bread” into the basket');
  await keys.press('Enter');
  await page.getByRole('link', { name: /1 thing/ }).waitFor();
  await keys.named(/1 thing/);
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Basket', exact: true }).waitFor();
  const street = await page.getByLabel('Street and number').getAttribute('id');
  await keys.field(street, 'Gerberweg 7');
  await keys.named(/^Order for/);
  await keys.press('Enter');
  await here(page, '/orders');
  await sent(page);
});
await step('ask the hub', async () => {
  await keys.named('Ask the hub');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Ask something' }).waitFor();
  await keys.field('subject', 'The lift stands still');
  await keys.field('text', 'Since this morning.');
  await keys.named('Send');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'The lift stands still' }).waitFor();
});
await step('change language, theme and back, and sign out', async () => {
  await visit(page, `${host.found}/me/settings`);
  await keys.to('the language', (now) => now.id === 'language');
  await keys.type('Deu');
  await page.locator('html[lang=de]').waitFor();
  const place = await page.locator('#language option').evaluateAll((all) => all.findIndex((it) => it.value === 'en'));
  await keys.press('Home');
  for (let at = 0; at < place; at += 1) await keys.press('ArrowDown');
  await page.locator('html[lang=en]').waitFor();
  await keys.to('the theme', (now) => now.id.startsWith('theme-'));
  await keys.press('ArrowDown');
  await page.locator('html[data-theme]').waitFor();
  await visit(page, `${host.found}/me`);
  await sent(page);
  await keys.named('Sign out');
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keys.named('Sign out');
  await keys.press('Enter');
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
});
await stop(host);

await step('a driver’s stop, with a typed name in the place of a signature', async () => {
  const mateo = await world.of('mateo-ibarra');
  const shot = await mateo.page.context().newPage();
  await shot.setContent('<body style="background: olive">door</body>');
  writeFileSync(path.join(mateo.folder, 'camera.jpg'), await shot.screenshot({ type: 'jpeg' }));
  await shot.close();
  const drive = keyboard(mateo.page);
  await visit(mateo.page, `${mateo.host.found}/drive`);
  await mateo.page.getByRole('button', { name: 'Start shift' }).waitFor();
  if (await mateo.page.locator('#drive-hub').count()) {
    await drive.to('the hub', (now) => now.id === 'drive-hub');
    await drive.type('Quittenhof');
  }
  await drive.named('Start shift');
  await drive.press('Enter');
  await mateo.page.locator('#leave').waitFor();
  await drive.named('All loaded, leave');
  await drive.press('Enter');
  await mateo.page.getByRole('dialog').waitFor();
  await drive.named('No');
  await drive.press('Enter');
  for (const name of ['Go on', 'Set out', 'I’m here', 'Hand over']) {
    await mateo.page.locator('a, button').filter({ hasText: name }).first().waitFor();
    await drive.named(name);
    await drive.press('Enter');
  }
  await mateo.page.getByRole('heading', { name: 'Proof', exact: true }).waitFor();
  await drive.field('proof-recipient', 'Aunt Hilde');
  await drive.named('Take a picture');
  await drive.press('Enter');
  await mateo.page.locator('.pictures-one').waitFor();
  await drive.named('Done');
  await drive.press('Enter');
  await mateo.page.locator('.badge', { hasText: 'Delivered' }).first().waitFor();
  await stop(mateo.host);
});
console.log(`      ${rings} times the focus was looked at`);

await world.end();
await finish();
