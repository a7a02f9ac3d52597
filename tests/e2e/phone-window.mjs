// The true window: the system's own web view on a display that nobody sees, with real keys and a real pointer. A short
// run: sign in, vote, be killed, come back.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check, finish, out, run, start, step, stop, until } from './lib.mjs';
import { display, freePort, openWindow } from './window.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'hubbub-window-'));
const PASSWORD = 'Quince-Orchard-7';
const community = JSON.parse(readFileSync(process.env.HUBBUB_E2E_COMMUNITY, 'utf8'));
const nia = community.residents.find((it) => it.slug === 'nia-griffiths').email;
const axe = readFileSync(createRequire(path.join(process.env.HUBBUB_E2E_MODULES, 'here.js')).resolve('axe-core/axe.min.js'), 'utf8');

const data = path.join(folder, 'server');
await run('hubbub-server', ['--data', data, 'seed-demo', '--password', PASSWORD]);
const server = await start('hubbub-server', ['--data', data, '--listen', '127.0.0.1:0'], /listening on (http:\S+)/);

const shown = await display();

async function open() {
  const begin = Date.now();
  const window = await openWindow(shown, path.join(folder, 'phone'), server.found, await freePort());
  await until('something on the screen', () => window.page.evaluate('!!document.querySelector("h1")'));
  console.log(`      start of the process to the first title, inspector included: ${Date.now() - begin} ms`);
  return window;
}

const xdotool = (...args) => execFileSync('xdotool', args, { env: { ...process.env, ...shown.env }, encoding: 'utf8' }).trim();

/** The window of the app, in front and with the focus. */
async function front() {
  const id = await until('the window', () => {
    try {
      return xdotool('search', '--onlyvisible', '--name', 'Hubbub').split('\n').at(-1);
    } catch {
      return null;
    }
  });
  xdotool('windowactivate', '--sync', id);
  return id;
}

/** Presses the pointer on the first element that `find` (an expression) gives, once it stands still and nothing lies on it:
 * rows that come into sight get their true height, and move what is below them. */
async function press({ page }, find) {
  const place = () => page.evaluate(`(() => {
    const it = ${find};
    if (!it) return null;
    it.scrollIntoView({ block: "center" });
    const box = it.getBoundingClientRect();
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    return it.contains(document.elementFromPoint(x, y)) ? x + "," + y : null;
  })()`);
  let before;
  const at = await until(`a place to press ${find}`, async () => {
    const now = await place();
    const still = now !== null && now === before;
    before = now;
    return still && now;
  });
  xdotool('mousemove', '--window', await front(), ...at.split(','), 'click', '1');
}

async function type(app, find, words) {
  await press(app, find);
  await until('the focus', () => app.page.evaluate(`document.activeElement === (${find})`));
  xdotool('type', '--delay', '15', words);
  let typed;
  await until(`the words; there is ${typed}`, async () => (typed = await app.page.evaluate(`(${find}).value`)) === words, 6000).catch(() => check(false, `typed ${words}, there is ${typed}`));
}

const has = ({ page }, words) => until(`“${words}”`, () => page.evaluate(`document.body.innerText.includes(${JSON.stringify(words)})`));
const button = (words) => `[...document.querySelectorAll("button, a")].find((it) => it.innerText.trim() === ${JSON.stringify(words)})`;

async function picture({ page }, name) {
  writeFileSync(path.join(out, `${name}.png`), await page.picture());
}

async function clean({ page }, name) {
  await page.inject(axe);
  await page.evaluate('window.__axe = null; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then((it) => { window.__axe = JSON.stringify(it.violations.map((one) => one.id + " " + one.nodes.map((node) => node.target).join(","))); }); 0');
  const found = JSON.parse(await until('axe', () => page.evaluate('window.__axe')));
  check(found.length === 0, `axe on ${name}: ${found.join('; ')}`);
}

let app = await open();
await step('the window shows the door', async () => {
  await has(app, 'Welcome');
  check((await app.page.evaluate('document.documentElement.lang')) === 'en', 'the language stands in the page');
  await clean(app, 'the door');
  await picture(app, 'window-door');
});
await step('real keys sign a resident in', async () => {
  await type(app, 'document.querySelector("input[type=email]")', nia);
  await type(app, 'document.querySelector("input[type=password]")', PASSWORD);
  xdotool('key', 'Return');
  await has(app, 'Hello, Nia');
  await picture(app, 'window-start');
});
await step('the focus ring of the keyboard is three pixels wide', async () => {
  xdotool('key', 'Tab');
  const ring = await until('a ring', () => app.page.evaluate('document.activeElement !== document.body && document.activeElement.matches(":focus-visible") && getComputedStyle(document.activeElement).outlineWidth'));
  check(ring === '3px', `the ring is ${ring}`);
});
let title;
await step('a real pointer casts a vote', async () => {
  await press(app, 'document.querySelector(".tabbar a[href$=\'/votes\']")');
  await until('the list', () => app.page.evaluate('!!document.querySelector(".row-link")'));
  const join = 'I’d join';
  // By their texts, not by what is drawn of them: rows out of sight are not drawn at all.
  const titles = JSON.parse(await app.page.evaluate('JSON.stringify([...document.querySelectorAll(".row")].filter((it) => !it.textContent.includes("You voted")).map((it) => it.querySelector(".row-title").textContent))'));
  for (title of titles) {
    await press(app, `[...document.querySelectorAll(".row-link")].find((it) => it.querySelector(".row-title").textContent === ${JSON.stringify(title)})`);
    await until('the vote', () => app.page.evaluate('!!document.querySelector(".screen-back")'));
    if (await app.page.evaluate(`!!(${button(join)})`)) break;
    await press(app, 'document.querySelector(".screen-back")');
    await until('the list', () => app.page.evaluate('!document.querySelector(".screen-back")'));
  }
  await press(app, button(join));
  await has(app, 'Withdraw vote');
  await picture(app, 'window-voted');
  await clean(app, 'a vote');
});
await step('killed and started again, the vote stands', async () => {
  await app.kill();
  app = await open();
  await has(app, 'Hello, Nia');
  await press(app, 'document.querySelector(".tabbar a[href$=\'/votes\']")');
  await until('the list', () => app.page.evaluate('!!document.querySelector(".row-link")'));
  const row = await app.page.evaluate(`[...document.querySelectorAll(".row")].find((it) => it.textContent.includes(${JSON.stringify(title)})).textContent`);
  check(row.includes('You voted'), row);
});

app.page.close();
await stop(app);
await shown.close();
await stop(server);
rmSync(folder, { recursive: true, force: true });
await finish();
