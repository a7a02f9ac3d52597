// The phone's own components in Chromium, over a socket, against a real server and a real store: register, sign in,
// vote, go without a server, vote, restart, come back; then every screen in both looks and two languages.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { axe, browser, check, finish, fits, picture, run, start, step, stop, uncut } from './lib.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'hubbub-e2e-'));
const data = path.join(folder, 'server');
const PASSWORD = 'Quince-Orchard-7';

await run('hubbub-server', ['--data', data, 'seed-demo', '--password', PASSWORD]);

let server;
let url;
async function serve() {
  const listen = url ? new URL(url).host : '127.0.0.1:0';
  server = await start('hubbub-server', ['--data', data, '--listen', listen], /listening on (http:\S+)/);
  url = server.found;
}

async function phone(name, locale = 'en') {
  return start('hubbub-phone-host', ['--data', path.join(folder, name), '--server', url, '--locale', locale], /listening on (http:\S+)/);
}

await serve();
const chrome = await browser();

/** Goes to an address and waits until the components have taken the page over. */
async function visit(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => history.state !== null);
}

async function open(host) {
  const context = await chrome.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await visit(page, host.found);
  return page;
}

async function signIn(page, email) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('navigation').waitFor();
}

// A newcomer.
const newcomer = await phone('newcomer');
let page = await open(newcomer);
await step('a newcomer sees the door', async () => {
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await axe(page, 'door');
  await picture(page, 'door-light-en');
});
await step('a weak password is told at its field', async () => {
  await page.getByRole('link', { name: 'Create account' }).click();
  await page.getByLabel('Your name').fill('Robin Weaver');
  await page.getByLabel('E-mail address').fill('robin.weaver@e2e.example');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').waitFor();
  const field = page.getByLabel('Password');
  check((await field.getAttribute('aria-invalid')) === 'true', 'the field is marked');
  await axe(page, 'register with a problem');
  await picture(page, 'register-problem-light-en');
});
await step('the newcomer registers and is let in', async () => {
  await page.getByLabel('Password').fill('Bramble-Cart-42');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('navigation').waitFor();
  await page.getByText('Hello, Robin').first().waitFor();
});
await stop(newcomer);

// A resident of the demo.
let host = await phone('nia');
page = await open(host);
await step('a wrong password is refused in words', async () => {
  await page.getByLabel('E-mail address').fill('nia-griffiths@quittenhof.example');
  await page.getByLabel('Password', { exact: true }).fill('Not-The-One-1');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
});
const community = JSON.parse(readFileSync(process.env.HUBBUB_E2E_COMMUNITY, 'utf8'));
const nia = community.residents.find((it) => it.slug === 'nia-griffiths').email;
await step('a resident signs in and has everything', async () => {
  await signIn(page, nia);
  await page.locator('.sync-good').waitFor();
  await page.getByText('Hello, Nia').first().waitFor();
});
await step('the keyboard alone opens a vote', async () => {
  await page.getByRole('link', { name: 'Votes', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  const first = page.locator('.row-link').first();
  await first.focus();
  const ring = await first.evaluate((it) => getComputedStyle(it).outlineWidth);
  check(ring === '3px', `the focus ring is ${ring}`);
  await page.keyboard.press('Enter');
  await page.locator('.screen-back').waitFor();
});

/** Opens the first running vote that is answered with one touch and was not answered. */
async function openJoin() {
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  const titles = await page.locator('.row').evaluateAll((rows) =>
    rows.filter((row) => !row.textContent.includes('You voted') && !row.textContent.includes('waiting')).map((row) => row.querySelector('.row-title').textContent));
  for (const title of titles) {
    await page.locator('.row-link', { hasText: title }).first().click();
    await page.getByRole('heading', { name: title }).first().waitFor();
    if (await page.getByRole('button', { name: 'I’d join' }).count()) return title;
    await page.locator('.screen-back').click();
    await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  }
  throw new Error('no vote left that takes one touch');
}

let paint = 0;
await step('a vote is cast, waits in its own piece, and is counted', async () => {
  await openJoin();
  const begin = Date.now();
  await page.getByRole('button', { name: 'I’d join' }).click();
  await page.getByRole('button', { name: 'Withdraw vote' }).waitFor();
  paint = Date.now() - begin;
  await page.locator('.count-pending').waitFor({ state: 'detached' });
  await page.locator('.sync-good').waitFor();
  console.log(`      touch to a changed screen, socket and browser included: ${paint} ms`);
});

let offline;
await step('without a server a vote is kept and says that it waits', async () => {
  offline = await openJoin();
  await stop(server);
  await page.locator('.sync-offline').waitFor();
  await page.getByRole('button', { name: 'I’d join' }).click();
  await page.locator('.count-pending').waitFor();
  await page.getByText('1 change waiting').waitFor();
  await axe(page, 'a vote that waits');
  await picture(page, 'vote-waiting-light-en');
});
await step('killed and started again, the phone has it still', async () => {
  await stop(host, 'SIGKILL');
  host = await phone('nia');
  await visit(page, `${host.found}/sync`);
  await page.getByText(`Your vote on “${offline}”`).waitFor();
  await axe(page, 'outbox');
  await picture(page, 'sync-offline-light-en');
});
await step('the outbox can be saved as a copy', async () => {
  await page.getByRole('button', { name: 'Save a copy' }).click();
  await page.getByRole('status').filter({ hasText: 'Handed on.' }).waitFor();
  const copy = JSON.parse(readFileSync(path.join(folder, 'nia', 'shared', 'hubbub-outbox.json'), 'utf8'));
  check(copy.waiting.length === 1, JSON.stringify(copy));
});
await step('signing out now warns about what is unsent', async () => {
  await visit(page, `${host.found}/me`);
  const button = page.getByRole('button', { name: 'Sign out' });
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 change has not been sent yet').waitFor();
  await axe(page, 'sign-out dialog');
  await picture(page, 'sign-out-light-en');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  check(await button.evaluate((it) => it === document.activeElement), 'the focus went back to the button');
});
await step('with the server back the vote arrives by itself', async () => {
  await serve();
  await visit(page, `${host.found}/sync`);
  await page.getByText('Everything has been sent.').waitFor({ timeout: 90_000 });
});

// Two phones of one person: what one changed offline meets what the other changed meanwhile.
await step('a vote that another phone overtook is refused, with a remedy that works', async () => {
  const second = await phone('nia-2');
  const other = await open(second);
  await signIn(other, nia);
  await other.locator('.sync-good').waitFor();
  // The first phone goes without a server and withdraws; the second withdraws while it is away.
  await stop(host, 'SIGKILL');
  await other.getByRole('link', { name: 'Votes', exact: true }).click();
  await other.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  await other.locator('.row-link', { hasText: offline }).first().click();
  await stop(server);
  await other.locator('.sync-offline').waitFor();
  await other.getByRole('button', { name: 'Withdraw vote' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Withdraw vote' }).click();
  await other.getByText('1 change waiting').waitFor();
  await stop(second, 'SIGKILL');
  await serve();
  host = await phone('nia');
  await visit(page, host.found);
  await page.locator('.sync-good').waitFor({ timeout: 90_000 });
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  await page.locator('.row-link', { hasText: offline }).first().click();
  await page.getByRole('button', { name: 'Withdraw vote' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw vote' }).click();
  await page.getByRole('button', { name: 'I’d join' }).waitFor();
  await page.locator('.sync-good').waitFor();
  const third = await phone('nia-2');
  await visit(other, `${third.found}/sync`);
  await other.getByRole('heading', { name: 'Not accepted' }).waitFor({ timeout: 90_000 });
  await other.getByText('You changed this on another device in the meantime').waitFor();
  await axe(other, 'inbox');
  await picture(other, 'inbox-light-en');
  await other.getByRole('button', { name: 'Discard' }).click();
  await other.getByRole('heading', { name: 'Not accepted' }).waitFor({ state: 'detached' });
  await stop(third);
});

// Every kind of ballot.
await step('each kind of ballot can be filled in', async () => {
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  const titles = await page.locator('.row-title').allTextContents();
  const seen = new Set();
  for (const title of titles) {
    await page.locator('.row-link', { hasText: title }).first().click();
    await page.getByRole('heading', { name: title }).first().waitFor();
    const form = page.locator('section[aria-labelledby="ballot"]');
    if (await form.count()) {
      const kind = (await form.locator('.stepper').count()) ? 'points' : (await form.locator('.rank').count()) ? 'ranked' : (await form.locator('input[type=radio]').count()) ? 'single' : (await form.locator('input[type=checkbox]').count()) ? 'several' : 'join';
      if (!seen.has(kind) && kind !== 'join') {
        seen.add(kind);
        if (kind === 'points') await form.locator('.stepper button').nth(1).click();
        if (kind === 'ranked') for (const at of [0, 1]) await form.locator('.rank-mark').nth(at).click();
        if (kind === 'single') await form.locator('input[type=radio]').first().check();
        if (kind === 'several') await form.locator('input[type=checkbox]').first().check();
        await axe(page, `ballot ${kind}`);
        await fits(page, `ballot ${kind}`);
        await picture(page, `ballot-${kind}-light-en`);
      }
    }
    await page.locator('.screen-back').click();
    await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  }
  check(seen.size >= 2, `kinds seen: ${[...seen]}`);
  console.log(`      kinds filled in: ${[...seen].join(', ')}`);
});
const published = async (page) => {
  const over = page.locator('h2', { hasText: /Over|Vorbei/ });
  if (!(await over.count())) return null;
  return page.locator('h2:has-text("Over") ~ .rows .row-link, h2:has-text("Vorbei") ~ .rows .row-link').first().getAttribute('href');
};

// Every screen, in both looks and two languages, at two widths.
let resultPath = null;
await step('a published result is explained', async () => {
  await visit(page, `${host.found}/votes`);
  await page.locator('.row-link').first().waitFor();
  resultPath = await published(page);
  check(resultPath, 'a result is in the demo');
  await visit(page, host.found + resultPath);
  await page.locator('summary').first().click();
  await axe(page, 'result');
  await picture(page, 'result-light-en');
});
const openVote = await (async () => {
  await visit(page, `${host.found}/votes`);
  return page.locator('.row-link').first().getAttribute('href');
})();
const screens = {
  start: '/', votes: '/votes', vote: openVote, result: resultPath, sync: '/sync', me: '/me', settings: '/me/settings',
  account: '/me/account', sessions: '/me/sessions', about: '/me/about', notices: '/notices', gallery: '/gallery', lost: '/nowhere/at/all',
};
for (const [language, own] of [['de', 'Deutsch'], ['en', 'English']]) {
  await step(`the language changes without a restart: ${own}`, async () => {
    await visit(page, `${host.found}/me/settings`);
    await page.locator('#language').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
  });
  for (const look of ['light', 'dark']) {
    await step(`every screen: ${language}, ${look}`, async () => {
      await visit(page, `${host.found}/me/settings`);
      await page.locator(`#theme-${look}`).check();
      await page.locator(`html[data-theme=${look}]`).waitFor();
      for (const [name, address] of Object.entries(screens)) {
        if (!address) continue;
        await visit(page, host.found + address);
        await page.locator('h1').waitFor();
        await page.locator('h1:not(:empty)').waitFor();
        if (name === 'sessions') await page.locator('.row').first().waitFor();
        await page.evaluate(() => document.fonts.ready);
        await page.setViewportSize({ width: 390, height: 844 });
        await axe(page, `${name} ${language} ${look}`);
        await fits(page, name);
        await picture(page, `${name}-${look}-${language}`);
        await page.setViewportSize({ width: 320, height: 640 });
        await fits(page, `${name} at 320 px`);
        if (language === 'de') await picture(page, `${name}-${look}-de-320`);
      }
      await page.setViewportSize({ width: 390, height: 844 });
    });
  }
}
await step('the parts, in both themes and four languages', async () => {
  for (const language of ['en', 'de', 'fr', 'es']) {
    await visit(page, `${host.found}/me/settings`);
    await page.locator('#language').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const look of ['light', 'dark']) {
      await page.locator(`#theme-${look}`).check();
      await page.locator(`html[data-theme=${look}]`).waitFor();
      await visit(page, `${host.found}/gallery`);
      await page.locator('h1:not(:empty)').waitFor();
      await axe(page, `gallery ${language} ${look}`);
      await fits(page, `gallery ${language} ${look}`);
      await picture(page, `gallery-${look}-${language}`);
      await page.setViewportSize({ width: 320, height: 640 });
      await fits(page, `gallery ${language} ${look} at 320 px`);
      await page.setViewportSize({ width: 390, height: 844 });
      await visit(page, `${host.found}/me/settings`);
    }
  }
  await page.locator('#language').selectOption('en');
  await page.locator('html[lang=en]').waitFor();
});
await step('text at 200 % loses nothing', async () => {
  await visit(page, `${host.found}/me/settings`);
  await page.locator('#text-size').selectOption('200');
  for (const [name, address] of Object.entries(screens)) {
    if (!address) continue;
    await visit(page, host.found + address);
    await page.locator('h1:not(:empty)').waitFor();
    await page.evaluate(() => document.fonts.ready);
    await fits(page, `${name} at 200 %`);
    await uncut(page, `${name} at 200 %`);
    await picture(page, `${name}-text-200`);
  }
  await visit(page, `${host.found}/me/settings`);
  await page.locator('#text-size').selectOption('100');
});
await step('dialogs and sheets keep the focus and give it back', async () => {
  await visit(page, `${host.found}/gallery`);
  for (const id of ['open-dialog', 'open-sheet', 'open-confirm']) {
    await page.locator(`#${id}`).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await axe(page, id);
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      // The browser's own frame may take its turn between the last and the first control.
      check(await page.evaluate(() => document.activeElement === document.body || document.querySelector('dialog[open]').contains(document.activeElement)), `the focus left ${id}`);
    }
    await picture(page, `gallery-${id}`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    check(await page.locator(`#${id}`).evaluate((it) => it === document.activeElement), `the focus came back to #${id}`);
  }
});
await step('signing out clears the phone', async () => {
  await visit(page, `${host.found}/me`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  check(readdirSync(path.join(folder, 'nia', 'store', 'files')).length === 0, 'no file is left');
});

await chrome.close();
await stop(host);
await stop(server);
rmSync(folder, { recursive: true, force: true });
await finish();
