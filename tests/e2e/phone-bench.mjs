// Figures of the phone with 100,000 rows in its store. Method and figures: docs/benchmarks-phone.md. Each figure is
// measured where a person would see it: in the page, from the touch to the frame that shows what came of it.

import { readdirSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { check, finish, out, run, step, stop, until } from './lib.mjs';
import { World, visit } from './phone-lib.mjs';
import { display, freePort, openWindow } from './window.mjs';

const LISTINGS = 10_000;
const PRODUCTS = 41_000;
const ROWS = 100_000;
const STARTS = 10;
const TOUCHES = 40;
const RELEASE = /release$/.test(process.env.HUBBUB_E2E_BIN);
const figures = { build: RELEASE ? 'release' : 'debug', cores: os.cpus().length, cpu: os.cpus()[0].model };

const quantile = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
};
const told = (values) => ({ runs: values.length, p50: Math.round(quantile(values, 0.5) * 10) / 10, p95: Math.round(quantile(values, 0.95) * 10) / 10, worst: Math.round(Math.max(...values) * 10) / 10 });
function note(name, values) {
  figures[name] = told(values);
  console.log(`      ${name}: p50 ${figures[name].p50} ms, p95 ${figures[name].p95} ms, worst ${figures[name].worst} ms of ${values.length}`);
}

const world = await World.begin({ before: (data) => run('hubbub-fill', [data, String(LISTINGS), String(PRODUCTS)]) });
let nia = await world.of('nia-griffiths', 'en', 900_000);
let { page } = nia;
await step(`the store holds ${ROWS} rows`, async () => {
  await until('the first fetch', async () => (await page.locator('.sync-good').count()) > 0, 600_000);
  const rows = Number(await fetch(`${nia.host.found}/-/rows`).then((it) => it.text()));
  figures.rows = rows;
  const bytes = readdirSync(path.join(nia.folder, 'store')).filter((it) => !it.startsWith('files')).reduce((sum, name) => sum + statSync(path.join(nia.folder, 'store', name)).size, 0);
  figures.store_mib = Math.round(bytes / 1024 / 1024);
  console.log(`      ${rows} rows, ${figures.store_mib} MiB`);
  check(rows >= ROWS, `${rows} rows`);
});

/** The time from the start of the process to a home screen that answers, in a browser that is open already. */
await step('cold start to a usable screen, in a browser', async () => {
  const times = [];
  for (let at = 0; at < STARTS; at += 1) {
    await stop(nia.host, 'SIGKILL');
    const begin = performance.now();
    nia = { ...nia, host: await world.phone('nia-griffiths') };
    await page.goto(nia.host.found);
    await page.getByText('Hello, Nia').first().waitFor();
    await page.locator('.row-link').first().waitFor();
    times.push(performance.now() - begin);
  }
  note('cold start, browser', times);
});

/** Measures in the page: from the event to the second frame after the change that `seen` waits for. */
async function measured(act, seen) {
  await page.evaluate((seen) => {
    window.measured = new Promise((done) => {
      let begin = null;
      const note = () => { begin ??= performance.now(); };
      for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, note, { capture: true, once: true });
      const holds = new Function(`return (${seen})`);
      const observer = new MutationObserver(() => {
        if (begin === null || !holds()) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  }, seen);
  await act();
  return page.evaluate(() => window.measured);
}

await step('input to paint', async () => {
  const [basket, search, tabs] = [[], [], []];
  await visit(page, `${nia.host.found}/shop`);
  await page.locator('.row').first().waitFor();
  await page.locator('.row').first().getByRole('button').last().click();
  const more = page.locator('.row').first().getByRole('button', { name: /One more/ });
  await more.waitFor();
  for (let at = 0; at < 4; at += 1) {
    const now = await page.locator('.row').first().evaluate((it) => it.textContent);
    basket.push(await measured(() => more.click(), `document.querySelector('.row').textContent !== ${JSON.stringify(now)}`));
  }
  note('one more into the basket', basket);
  for (let at = 0; at < TOUCHES; at += 1) {
    const [to, title] = at % 2 ? ['Votes', 'Votes'] : ['You', 'You'];
    tabs.push(await measured(() => page.getByRole('navigation').getByRole('link', { name: to, exact: true }).click(), `document.querySelector('h1')?.textContent === ${JSON.stringify(title)}`));
  }
  note('from tab to tab', tabs);
  await visit(page, `${nia.host.found}/market`);
  await page.locator('#market-list').waitFor();
  await page.getByLabel('Search the market').focus();
  for (const letter of 'ladder 99') {
    const now = await page.locator('[role=status]').evaluateAll((all) => all.map((it) => it.textContent).join('|'));
    const list = await page.locator('#market-list, .empty').first().evaluate((it) => it.textContent);
    const changed = `(document.querySelector('#market-list') ?? document.querySelector('.empty')).textContent !== ${JSON.stringify(list)} || [...document.querySelectorAll('[role=status]')].map((it) => it.textContent).join('|') !== ${JSON.stringify(now)}`;
    const value = await Promise.race([measured(() => page.keyboard.type(letter), changed), new Promise((done) => setTimeout(() => done(null), 3_000))]);
    if (value !== null) search.push(value);
  }
  note('a letter in the search over 10,000 listings', search);
});

const SCROLL = `new Promise((done) => {
  const frames = [];
  const pace = 40;
  let last = performance.now();
  let bottom = 0;
  const turn = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy(0, pace);
    bottom = scrollY + innerHeight >= document.documentElement.scrollHeight - 2 ? bottom + 1 : 0;
    if (frames.length < 900 && bottom < 5) requestAnimationFrame(turn);
    else done(JSON.stringify({ frames: frames.slice(1), at: scrollY, rows: Number(document.querySelector('#market-list').dataset.from), shown: document.querySelectorAll('#market-list .row').length }));
  };
  requestAnimationFrame(turn);
})`;

await step('a list of 10,000 scrolls, in a browser', async () => {
  await visit(page, `${nia.host.found}/market`);
  await page.locator('#market-list .row').first().waitFor();
  const total = Number(await page.locator('#market-list').getAttribute('data-total'));
  check(total >= LISTINGS, `${total} listings`);
  const { frames, rows, shown } = JSON.parse(await page.evaluate(SCROLL));
  check(rows > 50, `the list stayed at ${rows}`);
  figures.rows_in_page = shown;
  note('frame while scrolling, browser', frames);
  // To any place of it: the end is there too.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(`#market-list .row[aria-posinset="${total}"]`).waitFor({ timeout: 90_000 });
});
await stop(nia.host);

await step('the same in the true window', async () => {
  const shown = await display();
  const times = [];
  let app;
  for (let at = 0; at < STARTS; at += 1) {
    if (app) await app.kill();
    const begin = performance.now();
    app = await openWindow(shown, nia.folder, world.url, await freePort());
    await until('home', () => app.page.evaluate('!!document.querySelector(".row-link") && document.body.innerText.includes("Hello, Nia")'), 60_000);
    times.push(performance.now() - begin);
  }
  note('cold start, window (inspector included)', times);
  await app.page.evaluate('document.querySelector(".tabbar a[href$=\\"/market\\"]").click(); 0');
  await until('the list', () => app.page.evaluate('!!document.querySelector("#market-list .row")'), 30_000);
  await app.page.evaluate(`window.__scroll = null; ${SCROLL}.then((it) => { window.__scroll = it; }); 0`);
  const { frames } = JSON.parse(await until('the scroll', () => app.page.evaluate('window.__scroll'), 120_000));
  note('frame while scrolling, window', frames);
  await app.kill();
  await shown.close();
});
await world.end();
console.log(JSON.stringify(figures));
writeFileSync(path.join(out, 'figures.json'), JSON.stringify(figures, null, 2));
await finish();
