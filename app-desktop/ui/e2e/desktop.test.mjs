// A manager's desktop over the real UI, the host, core and a real server. Run by `npm run e2e`.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';

import { axe, browser, open as openIn, PASSWORD, shots, totp, until, World } from './world.mjs';

const SCREENS = ['today', 'content', 'content/new', 'polls', 'polls/new', 'people', 'hub', 'notices', 'sync', 'settings'];
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

const open = (url, options = {}) => openIn(chromium, url, { viewport: { width: 1280, height: 860 }, ...options });

/** Goes to another screen of the same window. */
const at = (page, place) => page.goto(`${page.url().replace(/#.*/, '')}#/${place}`);

test('a second factor is set up, and asked for at the next sign-in', async () => {
  const page = await open(await world.device('claire'));
  const fill = async () => {
    await page.getByLabel('E-mail').fill('claire-humbert@quittenhof.example');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByLabel('Password').press('Enter');
  };
  await page.getByLabel('E-mail').fill('nobody@quittenhof.example');
  await page.getByLabel('Password').fill('wrong');
  await page.getByLabel('Password').press('Enter');
  await page.getByRole('alert').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'sign-in-refused.png') });
  await fill();
  await page.getByRole('heading', { name: 'Good day, Claire Humbert' }).waitFor();
  await at(page, 'settings');
  await page.getByRole('button', { name: 'Set up a second factor' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  const secret = (await dialog.locator('p.secret').textContent()).trim();
  assert.deepEqual(await axe(page), []);
  await dialog.getByLabel('Code').fill(totp(secret));
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByRole('listitem').first().waitFor();
  const recovery = await dialog.getByRole('listitem').first().textContent();
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').waitFor();
  await fill();
  await page.getByRole('heading', { name: 'Second factor' }).waitFor();
  await page.screenshot({ path: join(shots, 'sign-in-code.png') });
  await page.getByLabel('Code').fill(recovery.trim());
  await page.getByRole('button', { name: 'Continue' }).click();
  // The window goes on where it was left.
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.getByText('Claire Humbert').first().waitFor();
});

test('content is published by keyboard, and a vote about it arrives live', async () => {
  const page = await open(await world.signedIn('lotte-brenner'));
  await page.getByRole('heading', { name: /Good day/ }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('c');
  await page.getByLabel('Title').fill('Apple pressing');
  await page.getByLabel('Description').fill('Bring crates.');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('heading', { level: 1, name: 'Apple pressing' }).waitFor();
  await page.getByText('Published', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'Ask about it' }).click();
  await page.getByLabel('Question').fill('When do we press?');
  await page.getByLabel('Option 1', { exact: true }).fill('Saturday');
  await page.getByLabel('Option 2', { exact: true }).fill('Sunday');
  const inAnHour = new Date(Date.now() + 36e5 * 30).toISOString().slice(0, 16);
  await page.getByLabel('Ends').fill(inAnHour);
  await page.getByRole('button', { name: 'Announce' }).click();
  await page.getByRole('heading', { level: 1, name: 'When do we press?' }).waitFor();
  await page.getByText('Open', { exact: true }).waitFor();
  const poll = page.url().split('/').pop();
  const nia = await world.signedIn('nia-griffiths');
  await until(async () => (await world.call(nia, 'poll', { id: poll })) !== null, 'the poll reaches another device');
  await page.screenshot({ path: join(shots, 'poll-open.png') });
});

test('a secret poll is announced, and of a poll with votes only words and a later end can change', async () => {
  const page = await open(`${await world.signedIn('lotte-brenner')}#/polls/new`);
  await page.getByLabel('Question').fill('Who speaks for us?');
  await page.getByLabel('Option 1', { exact: true }).fill('Irma');
  await page.getByLabel('Option 2', { exact: true }).fill('Jonas');
  await page.getByLabel('Secret vote').check();
  assert.equal(await page.getByLabel('Who sees the count').count(), 0);
  await page.getByLabel('Ends').fill(new Date(Date.now() + 36e5 * 30).toISOString().slice(0, 16));
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'poll-new-secret.png') });
  await page.getByRole('button', { name: 'Announce' }).click();
  await page.getByRole('heading', { level: 1, name: 'Who speaks for us?' }).waitFor();
  await page.getByText('Secret vote', { exact: true }).waitFor();

  await at(page, 'polls');
  await page.getByRole('row', { name: /Pressing day in the courtyard/ }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByText('Votes have come in.').waitFor();
  assert.equal(await page.getByLabel('How people vote').count(), 0);
  await page.getByLabel('Ends').fill(new Date(Date.now() + 36e5 * 100).toISOString().slice(0, 16));
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'poll-frozen.png') });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Pressing day in the courtyard' }).waitFor();
  await page.getByRole('button', { name: /Up to date/ }).waitFor();
  assert.equal(await page.getByText(/refused/).count(), 0);
});

test('with a dead line everything goes on, and is sent when the line is back', async (context) => {
  const page = await open(await world.signedIn('lotte-brenner'));
  await page.getByRole('button', { name: /Up to date/ }).waitFor();
  await world.stopServer();
  context.after(() => world.startServer());
  await page.getByRole('button', { name: /Offline since/ }).waitFor();
  await at(page, 'content/new');
  await page.getByLabel('Title').fill('Written offline');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('waiting to send').first().waitFor();
  await page.screenshot({ path: join(shots, 'item-offline.png') });
  await at(page, 'sync');
  await page.getByText('Publishing “Written offline”').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'sync-offline.png') });
  await world.startServer();
  await page.getByRole('button', { name: 'Send now' }).first().click();
  await page.getByRole('button', { name: /Up to date/ }).waitFor({ timeout: 60_000 });
  await page.getByText('Everything has been sent.').waitFor();
});

for (const [locale, theme] of [['en', 'light'], ['en', 'dark'], ['de', 'light'], ['de', 'dark']]) {
  test(`axe finds nothing on any screen: ${locale}, ${theme}`, async () => {
    const url = await world.signedIn('amara-okafor', locale);
    await world.call(url, 'change_settings', { locale, theme });
    const page = await open(url);
    for (const screen of SCREENS) {
      await page.goto(`${url}#/${screen}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await until(async () => (await page.locator('[aria-busy="true"]').count()) === 0, `${screen} is there`);
      await page.screenshot({ path: join(shots, `${screen.replace('/', '-')}-${locale}-${theme}.png`) });
      assert.deepEqual(await axe(page), [], screen);
    }
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await axe(page), [], 'help');
    await page.screenshot({ path: join(shots, `help-${locale}-${theme}.png`) });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await axe(page), [], 'palette');
    await page.screenshot({ path: join(shots, `palette-${locale}-${theme}.png`) });
  });
}

test('who may not do something is told so', async () => {
  const page = await open(`${await world.signedIn('nia-griffiths')}#/content`);
  await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
  await page.screenshot({ path: join(shots, 'forbidden.png') });
});

test('a new version of a legal text is read and agreed to before anything else', async () => {
  const url = await world.signedIn('lotte-brenner');
  const german = await open(await world.signedIn('amara-okafor', 'de'));
  const page = await open(`${url}#/content/new`);
  await page.getByLabel('Title').fill('Begun before');
  await world.publish('terms', 2, {
    en: 'Be kind. What you order you pay for.\n\nNew: what nobody fetches within a week goes to the soup kitchen.',
    de: 'Seien Sie freundlich. Was Sie bestellen, bezahlen Sie.\n\nNeu: Was binnen einer Woche niemand holt, bekommt die Suppenküche.',
  });
  const dialog = page.getByRole('dialog', { name: 'Our terms have changed' });
  await dialog.waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await dialog.getByText('the soup kitchen').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Agree and carry on' }).isDisabled(), true);
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'legal-new.png') });
  // By keyboard alone: the text, its box, signing out, agreeing.
  await dialog.getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await until(async () => (await dialog.count()) === 0, 'the window is free');
  assert.equal(await page.getByLabel('Title').inputValue(), 'Begun before');
  await german.getByRole('dialog').getByText('die Suppenküche').waitFor({ timeout: 60_000 });
  await world.call(german.url().replace(/#.*/, ''), 'change_settings', { theme: 'dark' });
  await german.reload();
  await german.getByRole('dialog').getByText('die Suppenküche').waitFor();
  assert.deepEqual(await axe(german), []);
  await german.screenshot({ path: join(shots, 'legal-new-de-dark.png') });
  const again = await open(url);
  await again.getByRole('heading', { level: 1 }).waitFor();
  assert.deepEqual(await world.call(url, 'legal_waiting', null), []);
});
