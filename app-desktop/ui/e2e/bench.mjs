// `cargo xtask bench desktop`: the desktop with a hundred thousand orders, in Chromium over the test host and in the
// product's own window. Prints one JSON object a line. Each figure stands beside a raw baseline of the same run.

import { readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import { browser, PASSWORD, until, World } from './world.mjs';
import { dice, INSIDE, spread } from './measure.mjs';
import { Screen, Window } from './window.mjs';

const ORDERS = Number(process.env.HUBBUB_ORDERS ?? 100_000);
const SEED = 8;
const binary = process.env.HUBBUB_WINDOW;
const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${process.env.HUBBUB_BUILD ?? ''}`;

function tell(where, name, unit, figures, baseline) {
  process.stdout.write(`${JSON.stringify({ where, name, unit, ...figures, baseline, orders: ORDERS, machine })}\n`);
}

/** Memory that belongs to processes alone, and their share of what they hold together, in MiB. */
function memory(pids) {
  const kib = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0));
  return Math.round(kib.reduce((sum, one) => sum + one, 0) / 1024);
}

/** A process and all that it has started. */
function family(pid) {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => {
    // A process may end while it is looked at.
    try { return [Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1])]; } catch { return [0, 0]; }
  });
  const found = [pid];
  for (const one of found) found.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  return found;
}

function processOf(program, mark) {
  const is = (pid) => {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return line.startsWith(program) && line.includes(mark);
    } catch { return false; }
  };
  return Number(readdirSync('/proc').find((name) => /^\d+$/.test(name) && is(name)));
}

/** What both shells do: `run` does a measuring function in the page and gives its result. */
async function table(where, run, baselines) {
  const rows = await run('rows');
  const roll = dice(SEED);
  const scrolls = [];
  for (let count = 0; count < 200; count += 1) scrolls.push(await run('scroll', roll(rows - 60)));
  tell(where, 'scroll to any row', 'ms', spread(scrolls), baselines.page);
  const [states, searches] = [[], []];
  for (let count = 0; count < 20; count += 1) states.push(await run('state', count % 2 === 0 ? 1 + (count % 4) : 0));
  tell(where, 'filter by state', 'ms', spread(states), baselines.index);
  for (let count = 0; count < 20; count += 1) searches.push(await run('search', count % 2 === 0 ? `Sauter ${1 + roll(ORDERS / 24 - 2)}` : ''));
  tell(where, 'filter by words, with the 80 ms in which the next letter may come', 'ms', spread(searches), baselines.search);
}

/** The same questions without any window: what core and the way to it take. */
async function raw(world, url, hub) {
  const filter = { hub, statuses: [], search: '', train: null, driver: null, sort: 'placed_at', ascending: false };
  const timed = async (name, args) => {
    const begun = performance.now();
    const result = await world.call(url, name, args);
    return [performance.now() - begun, result];
  };
  const [, index] = await timed('orders_index', filter);
  const roll = dice(SEED);
  const pages = [];
  for (let count = 0; count < 100; count += 1) {
    pages.push((await timed('orders_page', { filter, after: index.ends[roll(index.ends.length)] }))[0]);
  }
  const [indexes, searches, nothing] = [[], [], []];
  for (let count = 0; count < 20; count += 1) {
    indexes.push((await timed('orders_index', { ...filter, statuses: ['delivered'] }))[0]);
    searches.push((await timed('orders_index', { ...filter, search: `Sauter ${1 + roll(ORDERS / 24 - 2)}` }))[0]);
    nothing.push((await timed('settings', null))[0]);
  }
  const median = (values) => spread(values).median;
  const found = { page: median(pages), index: median(indexes), search: median(searches) };
  tell('no window', 'a page of 200 rows, anywhere', 'ms', spread(pages), median(nothing));
  tell('no window', 'all orders in a state, counted', 'ms', spread(indexes), median(nothing));
  tell('no window', 'all orders with words, counted', 'ms', spread(searches), median(nothing));
  return found;
}

/** Turns from screen to screen until everything is fetched. */
async function turns(run, isDone) {
  const [took, places] = [[], ['#/today', '#/content', '#/polls', '#/orders']];
  for (let count = 0; !(await isDone()); count += 1) {
    took.push(await run('turn', places[count % places.length]));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return took;
}

async function inChromium(world) {
  const chromium = await browser();
  const url = await world.device('jonas');
  const host = world.host.pid;
  await world.call(url, 'sign_in', { email: 'jonas-weidner@quittenhof.example', password: PASSWORD });
  const begun = performance.now();
  const page = await (await chromium.newContext({ viewport: { width: 1360, height: 900 } })).newPage();
  const run = (name, ...args) => page.evaluate(([inside, what, given]) => {
    window.eval(inside);
    if (what === 'rows') return Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1;
    return window.measured[what](...given);
  }, [INSIDE, name, args]);
  await page.goto(`${url}#/orders`);
  await run('again');
  const done = async () => (await world.call(url, 'sync_line', null)).kind === 'up_to_date';
  const turned = await turns(run, done);
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  tell('Chromium', 'first sync', 's', { median: seconds });
  const frames = await run('frames');
  tell('Chromium', 'longest time between two frames during the first sync', 'ms', { most: Math.round(frames.longest), over_100_ms: frames.slow, frames: frames.all });
  tell('Chromium', 'turning to another screen during the first sync', 'ms', spread(turned));
  const hub = await world.front(url, 'Dorfladen');
  const baselines = await raw(world, url, hub);
  const [usable, plain] = [[], []];
  for (let count = 0; count < 10; count += 1) {
    await page.goto('about:blank');
    await page.goto(`${url}#/orders`);
    usable.push(await run('usable'));
    await page.goto('about:blank');
    const before = performance.now();
    await page.setContent(`<table>${'<tr><td>TRK-123456789<td>Hedwig Sauter<td>Delivered</tr>'.repeat(30)}</table>`);
    plain.push(performance.now() - before);
  }
  tell('Chromium', 'window to usable table', 'ms', spread(usable), spread(plain).median);
  await page.goto(`${url}#/orders`);
  await run('usable');
  await table('Chromium', run, baselines);
  tell('Chromium', 'memory of core in the host', 'MiB', { median: memory([host]) });
  tell('Chromium', 'memory of the browser, all processes', 'MiB', { median: memory(family(process.pid).filter((pid) => /chrom/.test(readFileSync(`/proc/${pid}/comm`, 'utf8')))) });
  await chromium.close();
  return baselines;
}

async function inTheWindow(world, baselines) {
  const screen = await Screen.make(world.folder);
  const args = ['--server', world.server, '--data', join(world.folder, 'window'), '--key-file', join(world.folder, 'key')];
  let window = await Window.open(screen, binary, args);
  const run = (name, ...given) => window.later(`
    const done = arguments[arguments.length - 1];
    ${INSIDE};
    if (arguments[0] === 'rows') return done(Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount')) - 1);
    Promise.resolve(window.measured[arguments[0]](...arguments[1])).then(done, (error) => done(String(error)));`, name, given);
  const asks = (name, given) => window.later(`
    const done = arguments[arguments.length - 1];
    window.__TAURI_INTERNALS__.invoke('call', { name: arguments[0], args: arguments[1] }).then(done, (error) => done(error));`, name, given);
  await asks('sign_in', { email: 'jonas-weidner@quittenhof.example', password: PASSWORD });
  const begun = performance.now();
  await window.script('location.hash = "#/orders"; location.reload()');
  await window.heading('Orders');
  await run('again');
  const turned = await turns(run, async () => (await asks('sync_line', null)).kind === 'up_to_date');
  tell('true window', 'first sync', 's', { median: Math.round((performance.now() - begun) / 100) / 10 });
  const frames = await run('frames');
  tell('true window', 'longest time between two frames during the first sync', 'ms', { most: Math.round(frames.longest), over_100_ms: frames.slow, frames: frames.all });
  tell('true window', 'turning to another screen during the first sync', 'ms', spread(turned));
  const session = await asks('session', null);
  await asks('change_settings', { hub: session.communities[0].hubs.find((it) => it.name.startsWith('Dorfladen')).id });
  const usable = [];
  for (let count = 0; count < 5; count += 1) {
    await window.close();
    await until(() => Number.isNaN(processOf(binary, world.folder)), 'the app has ended');
    const start = performance.now();
    window = await Window.open(screen, binary, [...args, 'hubbub://orders']);
    await run('usable');
    usable.push(performance.now() - start);
  }
  tell('true window', 'start of the program to usable table, with the driver’s own start', 'ms', spread(usable));
  await table('true window', run, baselines);
  const program = processOf(binary, world.folder);
  tell('true window', 'memory of the program: core and shell', 'MiB', { median: memory([program]) });
  tell('true window', 'memory of its web view, all processes', 'MiB', { median: memory(family(program).filter((pid) => pid !== program)) });
  await window.close();
  await screen.end();
}

const world = await World.make({ orders: ORDERS });
try {
  const baselines = await inChromium(world);
  await inTheWindow(world, baselines);
} finally {
  await world.end();
}
