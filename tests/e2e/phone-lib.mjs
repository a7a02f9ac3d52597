// What the phone's stories share: a server with the demo community, phones of people, and a look at every screen in
// both looks, two languages and two widths.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { axe, browser, fits, picture, run, start, stop, uncut } from './lib.mjs';

export const PASSWORD = 'Quince-Orchard-7';
const community = JSON.parse(readFileSync(process.env.HUBBUB_E2E_COMMUNITY, 'utf8'));

/** A resident of the demo by slug. */
export const resident = (slug) => community.residents.find((it) => it.slug === slug);

/** A hub of the demo by slug. */
export const hub = (slug) => community.hubs.find((it) => it.slug === slug);

/** A server, a browser and as many phones as a story needs, in a folder of their own. */
export class World {
  static async begin({ flags = [], legal = false, before = null } = {}) {
    const world = new World();
    world.flags = flags;
    world.folder = mkdtempSync(path.join(tmpdir(), 'hubbub-e2e-'));
    world.data = path.join(world.folder, 'server');
    await run('hubbub-server', ['--data', world.data, 'seed-demo', '--password', PASSWORD]);
    if (legal) await world.publish();
    if (before) await before(world.data);
    await world.serve();
    world.chrome = await browser();
    return world;
  }

  /** Puts legal texts in force that people have to agree to. */
  async publish() {
    this.legal = true;
    for (const [kind, en, de] of [
      ['terms', 'Be kind. What you order you pay for.', 'Seien Sie freundlich. Was Sie bestellen, bezahlen Sie.'],
      ['privacy', 'We keep what the hub needs, and no longer than it needs it.', 'Wir behalten, was der Treffpunkt braucht, und nicht länger.'],
    ]) {
      for (const [locale, words] of [['en', en], ['de', de]]) {
        const file = path.join(this.folder, `${kind}-${locale}.txt`);
        writeFileSync(file, words);
        await run('hubbub-server', ['--data', this.data, 'legal', 'publish', '--kind', kind, '--version', '3', '--locale', locale, file]);
      }
    }
  }

  /** Starts the server, or starts it again where it was. */
  async serve() {
    const listen = this.url ? new URL(this.url).host : '127.0.0.1:0';
    this.server = await start('hubbub-server', ['--data', this.data, '--listen', listen, ...this.flags], /listening on (http:\S+)/);
    this.url = this.server.found;
  }

  /** The server goes away, as in a tunnel. */
  async tunnel() {
    await stop(this.server);
  }

  async phone(name, locale = 'en') {
    const args = ['--data', path.join(this.folder, name), '--server', this.url, '--locale', locale];
    return start('hubbub-phone-host', args, /listening on (http:\S+)/);
  }

  /** A page of a phone's browser. */
  async open(host) {
    const context = await this.chrome.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await visit(page, host.found);
    return page;
  }

  /** A phone of somebody who is signed in and up to date, with its page. */
  async of(slug, locale = 'en', before = 40_000) {
    const host = await this.phone(slug, locale);
    const page = await this.open(host);
    await page.locator('input[type=email]').fill(resident(slug).email);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('form button[type=submit]').click();
    await page.getByRole('navigation').waitFor({ timeout: before });
    if (this.legal) await agree(page);
    await page.locator('.sync-good').first().waitFor({ timeout: before });
    return { host, page, folder: path.join(this.folder, slug) };
  }

  /** Lets somebody do things without a screen, one after the other. */
  async play(slug, commands) {
    const file = path.join(this.folder, `${slug}.commands`);
    writeFileSync(file, commands.map((it) => JSON.stringify(it)).join('\n'));
    const data = mkdtempSync(path.join(this.folder, `${slug}-play-`));
    await run('hubbub-phone-play', ['--data', data, '--server', this.url, '--email', resident(slug).email, '--password', PASSWORD, file]);
  }

  async end() {
    await this.chrome.close();
    await stop(this.server);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Who has not agreed to the legal texts in force reads them and does; then the rest of the app is free. */
export async function agree(page) {
  const dialog = page.getByRole('dialog').filter({ has: page.locator('[id^=agree-]') });
  await dialog.waitFor();
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await dialog.locator('.button-primary').click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Goes to an address and waits until the components have taken the page over. */
export async function visit(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => history.state !== null);
}

/** Where the page is, once it has come to one thing below an address: the address bar follows the screen. */
export async function here(page, below) {
  await page.waitForURL((url) => url.pathname.startsWith(`${below}/`) && url.pathname.length > below.length + 30);
  return new URL(page.url()).pathname;
}

/** Waits until what was done has reached the server. */
export const sent = (page) => page.locator('.sync-good').first().waitFor({ timeout: 90_000 });

/** Looks at screens in both looks and two languages, at two widths and with large text: axe, nothing cut, a picture. */
export async function everyLook(page, base, screens) {
  const set = async (id, value) => {
    await visit(page, `${base}/me/settings`);
    await page.locator(id).selectOption(value);
  };
  for (const language of ['de', 'en']) {
    await set('#language', language);
    await page.locator(`html[lang=${language}]`).waitFor();
    for (const look of ['light', 'dark']) {
      await visit(page, `${base}/me/settings`);
      await page.locator(`#theme-${look}`).check();
      await page.locator(`html[data-theme=${look}]`).waitFor();
      for (const [name, address] of Object.entries(screens)) await lookAt(page, base + address, `${name}-${look}-${language}`, language === 'de');
    }
  }
  await set('#text-size', '200');
  for (const [name, address] of Object.entries(screens)) {
    await visit(page, base + address);
    await page.locator('h1:not(:empty)').waitFor();
    await fits(page, `${name} at 200 %`);
    await uncut(page, `${name} at 200 %`);
    await picture(page, `${name}-text-200`);
  }
  await set('#text-size', '100');
  await page.waitForFunction(() => document.documentElement.style.fontSize === '100%');
}

async function lookAt(page, address, name, narrow) {
  await visit(page, address);
  await page.locator('h1:not(:empty)').waitFor();
  await page.evaluate(() => document.fonts.ready);
  await axe(page, name);
  await fits(page, name);
  await picture(page, name);
  await page.setViewportSize({ width: 320, height: 640 });
  await fits(page, `${name} at 320 px`);
  if (narrow) await picture(page, `${name}-320`);
  await page.setViewportSize({ width: 390, height: 844 });
}
