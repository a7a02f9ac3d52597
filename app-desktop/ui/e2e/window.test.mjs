// The desktop's true window: started, signed in, driven by keyboard, led by a link, closed and opened again. What the
// screens do is played in a browser (`desktop.test.mjs`); here it is seen that they do it in the product's own web view.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';

import { PASSWORD, realData, shots, until, World } from './world.mjs';
import { KEY, Screen, Window } from './window.mjs';

const binary = process.env.HUBBUB_WINDOW;
if (!binary) throw new Error('start this with `cargo xtask e2e desktop`');
let world;
let screen;
let window;
let args;

before(async () => {
  world = await World.make();
  screen = await Screen.make(world.folder);
  args = ['--server', world.server, '--data', join(world.folder, 'window'), '--key-file', join(world.folder, 'key')];
  window = await Window.open(screen, binary, args);
});

after(async () => {
  await window?.close();
  await screen?.end();
  await world?.end();
});

/** Whether a process of the app is left that was started on this folder. */
function isRunning(folder) {
  const lines = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    // A process may end while it is looked at.
    try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch { return ''; }
  });
  return lines.some((line) => line.startsWith(binary) && line.includes(folder));
}

/** A call of the web side. */
function asks(name, given) {
  return window.later(`
    const done = arguments[arguments.length - 1];
    window.__TAURI_INTERNALS__.invoke('call', { name: arguments[0], args: arguments[1] }).then(done, done);`, name, given);
}

/** What axe finds against WCAG 2.1 A and AA in the true web view. */
async function axe() {
  const source = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  await window.script(`${source}; window.axe = axe;`);
  return window.later(`
    const done = arguments[arguments.length - 1];
    axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(
      (result) => done(result.violations.map((it) => it.id + ': ' + it.nodes.map((node) => node.target.join(' ')).join(' | '))),
      (error) => done([String(error)]),
    );`);
}

test('a manager signs in', async () => {
  await window.type('input[type=email]', 'jonas-weidner@quittenhof.example');
  await window.picture(join(shots, 'window-sign-in.png'));
  assert.deepEqual(await axe(), []);
  await window.type('input[type=password]', `${PASSWORD}${KEY.enter}`);
  await window.heading('Good day, Jonas Weidner');
  await until(async () => (await window.script('return document.body.innerText')).includes('Up to date'), 'everything is here');
  await window.find('.card li a');
  await window.picture(join(shots, 'window-today.png'));
  assert.deepEqual(await axe(), []);
});

test('the keyboard leads, and its ring is seen', async () => {
  await window.keys('g');
  await window.keys('v');
  await window.heading('Votes');
  await window.find('[role=grid] [data-index="0"]');
  await window.keys(KEY.tab);
  const ring = await window.script(`
    const style = getComputedStyle(document.activeElement);
    return [style.outlineStyle, parseFloat(style.outlineWidth), document.activeElement.matches(':focus-visible')];`);
  assert.deepEqual(ring, ['solid', 3, true]);
  await window.picture(join(shots, 'window-polls.png'));
  assert.deepEqual(await axe(), []);
});

test('a dialog keeps the focus inside and gives it back', async () => {
  const before = await window.script('return document.activeElement.outerHTML.slice(0, 80)');
  await window.keys(KEY.control, 'k');
  await window.find('dialog[open]');
  for (let count = 0; count < 60; count += 1) {
    await window.keys(KEY.tab);
    assert.ok(await window.script('return document.activeElement === document.body || document.querySelector("dialog[open]").contains(document.activeElement)'));
  }
  assert.deepEqual(await axe(), []);
  await window.picture(join(shots, 'window-palette.png'));
  await window.keys(KEY.escape);
  await until(() => window.script('return !document.querySelector("dialog[open]")'), 'the dialog is closed');
  assert.equal(await window.script('return document.activeElement.outerHTML.slice(0, 80)'), before);
});

test('the shop’s orders are there, and its driver’s stops on the map', async (context) => {
  await asks('change_settings', { hub: (await asks('session', null)).communities[0].hubs.find((it) => it.name.startsWith('Dorfladen')).id });
  await window.script('location.hash = "#/orders"; location.reload()');
  await window.heading('Orders');
  await window.find('[role=grid] [data-index="0"][data-id]');
  await window.picture(join(shots, 'window-orders.png'));
  assert.deepEqual(await axe(), []);
  await window.keys('g');
  await window.keys('d');
  await window.heading('Dispatch');
  await window.find('[data-stop]');
  await window.keys('m');
  await window.find('[data-pin]');
  assert.ok(await window.script('return document.querySelectorAll("[data-pin]").length') >= 7);
  const drawn = await window.script('return document.querySelector("canvas.maplibregl-canvas") !== null');
  context.diagnostic(drawn ? 'the web view draws the map' : 'the web view draws no maps here: the plain ground');
  await window.picture(join(shots, 'window-map.png'));
  assert.deepEqual(await axe(), []);
});

test('the driver of a real way is seen in the window', { timeout: 240_000 }, async (context) => {
  const trace = realData('gps/delivery-drivers-goal.csv.gz');
  context.diagnostic(trace ? 'a recorded way of GOAL, 20 times faster' : 'no recorded ways here: a made-up one, 60 times faster');
  const drive = world.drive('mateo-ibarra', trace, trace ? 20 : 60);
  await window.find('[data-pin^="driver-"]');
  const seen = new Set();
  const where = () => window.script('const it = document.querySelector("[data-pin^=driver-]"); return it.style.transform + it.style.left + it.style.top');
  await until(async () => seen.add(await where()).size > 5, 'the driver moves', 120_000);
  await window.picture(join(shots, 'window-map-driver.png'));
  await drive;
});

test('with a dead line the window goes on', async () => {
  await world.stopServer();
  await until(async () => (await window.script('return document.body.innerText')).includes('Offline since'), 'the line is dead');
  await window.script('location.hash = "#/stock"');
  await window.heading('Stock');
  await window.find('[role=grid] [data-index="0"][data-id]');
  await window.picture(join(shots, 'window-offline.png'));
  await world.startServer();
  await asks('sync_now', null);
  await until(async () => (await window.script('return document.body.innerText')).includes('Up to date'), 'the line is back', 60_000);
});

test('a second start hands its link to the window and ends', async () => {
  assert.equal(await screen.again(binary, [...args, 'hubbub://orders']), 0);
  await window.heading('Orders');
});

test('the window may ask for the listed calls and nothing else', async () => {
  const told = await window.later(`
    const done = arguments[arguments.length - 1];
    window.__TAURI_INTERNALS__.invoke('plugin:window-state|restore_state', {}).then(() => done('allowed'), (error) => done(String(error)));`);
  assert.match(told, /not allowed/);
  const elsewhere = await window.later(`
    const done = arguments[arguments.length - 1];
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
    fetch(arguments[0] + '/health').then(() => done('reached'), () => undefined);`, world.server);
  assert.equal(elsewhere, 'connect-src');
});

test('opened again, the window goes on where it was left, without a sign-in', async () => {
  await window.close();
  await until(() => !isRunning(join(world.folder, 'window')), 'the app has ended');
  window = await Window.open(screen, binary, args);
  await window.heading('Good day, Jonas Weidner');
});
