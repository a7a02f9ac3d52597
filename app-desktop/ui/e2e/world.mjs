// A real server with the demo community, the test host over it, and a browser: everything on loopback, everything
// ended when the test is over.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const PASSWORD = 'Quince-Orchard-7';
const PATIENCE_MS = 30_000;

/** Where the programs were built. */
const bin = process.env.HUBBUB_BIN;
const ui = process.env.HUBBUB_UI_DIST;
/** Where screenshots go. */
export const shots = process.env.HUBBUB_SHOTS ?? join(tmpdir(), 'hubbub-desktop-shots');
if (!bin || !ui) throw new Error('start this with `cargo xtask e2e desktop`');
mkdirSync(shots, { recursive: true });

/** Real traces and maps that lie beside the repository on some machines; undefined where a file is absent. */
export function realData(file) {
  const path = join(process.env.HUBBUB_DATA ?? join(import.meta.dirname, '../../../../shared/data'), file);
  return existsSync(path) ? path : undefined;
}

/** A code of an authenticator (RFC 6238: SHA-1, 30 s, six digits). */
export function totp(secret, at = Date.now()) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return (number % 1_000_000).toString().padStart(6, '0');
}

/** A device's own line to the server, which can be cut while others talk on. */
export class Line {
  #sockets = new Set();
  #whole = true;

  static async to(port) {
    const line = new Line();
    line.server = createServer((near) => {
      if (!line.#whole) return near.destroy();
      const far = connect(port, '127.0.0.1');
      for (const [one, other] of [[near, far], [far, near]]) {
        line.#sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => { line.#sockets.delete(one); other.destroy(); });
        one.pipe(other);
      }
    }).listen(0, '127.0.0.1');
    await once(line.server, 'listening');
    line.url = `http://127.0.0.1:${line.server.address().port.toString()}`;
    return line;
  }

  cut() {
    this.#whole = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#whole = true;
  }

  end() {
    this.cut();
    this.server.close();
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export class World {
  #children = new Set();
  folder = mkdtempSync(join(tmpdir(), 'hubbub-e2e-'));

  /** A server with the demo community, and `orders` orders of the past in the village shop's books. */
  static async make({ orders = 0 } = {}) {
    const world = new World();
    world.port = await freePort();
    world.server = `http://127.0.0.1:${world.port}`;
    const data = ['--data', join(world.folder, 'server')];
    const seeded = spawnSync(join(bin, 'hubbub-server'), [...data, 'seed-demo', '--password', PASSWORD]);
    if (seeded.status !== 0) throw new Error(`seed-demo: ${seeded.stderr}`);
    if (orders > 0) {
      const filled = spawnSync(join(bin, 'hubbub-demo'), ['--fill', orders.toString(), ...data]);
      if (filled.status !== 0) throw new Error(`--fill: ${filled.stderr}`);
    }
    await world.startServer();
    return world;
  }

  #spawn(name, args) {
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    const child = spawn(join(bin, name), args, { stdio: ['ignore', 'pipe', log] });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  async startServer() {
    if (this.serverProcess && this.serverProcess.exitCode === null && this.serverProcess.signalCode === null) return;
    const listen = `127.0.0.1:${this.port}`;
    this.serverProcess = this.#spawn('hubbub-server', ['--data', join(this.folder, 'server'), '--listen', listen]);
    this.serverProcess.stdout.resume();
    await until(async () => (await fetch(`${this.server}/health`).catch(() => undefined)) !== undefined);
  }

  /** The line goes dead. */
  async stopServer() {
    const gone = once(this.serverProcess, 'exit');
    this.serverProcess.kill('SIGKILL');
    await gone;
  }

  /** Puts a legal text in force; the server is down meanwhile. */
  async publish(kind, version, texts) {
    await this.stopServer();
    for (const [locale, text] of Object.entries(texts)) {
      const file = join(this.folder, `${kind}-${locale}.txt`);
      writeFileSync(file, text);
      const args = ['--data', join(this.folder, 'server'), 'legal', 'publish', '--kind', kind, '--version', String(version), '--locale', locale, file];
      const done = spawnSync(join(bin, 'hubbub-server'), args);
      if (done.status !== 0) throw new Error(`publish: ${done.stderr}`);
    }
    await this.startServer();
  }

  /** A device of its own; the address of its window. */
  async device(name, language = 'en', server = this.server) {
    const args = ['--data', join(this.folder, name), '--server', server, '--ui', ui, '--language', language];
    const child = this.#spawn('hubbub-desktop-host', args);
    this.host = child;
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    return line.trim();
  }

  /** Asks a device's host as its window would. */
  async call(url, name, args) {
    const headers = { origin: new URL(url).origin };
    const response = await fetch(new URL(`/call/${name}`, url), { method: 'POST', headers, body: JSON.stringify(args) });
    const result = await response.json();
    if (!response.ok) throw new Error(`${name}: ${JSON.stringify(result)}`);
    return result;
  }

  /** A device whose person is signed in and has everything. */
  async signedIn(person, language = 'en') {
    const url = await this.device(`${person}-${Math.random().toString(36).slice(2, 8)}`, language);
    await this.call(url, 'sign_in', { email: `${person}@quittenhof.example`, password: PASSWORD });
    await until(async () => (await this.call(url, 'sync_line', null)).kind === 'up_to_date');
    return url;
  }

  /** A driver sets out, along a recorded way or a made-up one; resolves when they have arrived. */
  async drive(who, trace, times) {
    const args = ['--drive', who, '--server', this.server, '--data', join(this.folder, `phone-${who}`), '--times', times.toString()];
    const child = this.#spawn('hubbub-demo', trace ? [...args, '--trace', trace] : args);
    const [code] = await once(child.stdout.resume(), 'end').then(() => (child.exitCode === null ? once(child, 'exit') : [child.exitCode]));
    if (code !== 0) throw new Error(`${who} did not arrive: see hubbub-demo.log`);
  }

  /** A token of the server's own interface, for people who have no desktop. */
  async token(person) {
    const body = { email: `${person}@quittenhof.example`, password: PASSWORD, device: crypto.randomUUID() };
    return (await this.rest('POST', 'auth/login', body)).access_token;
  }

  async rest(method, path, body, token) {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${this.server}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text ? JSON.parse(text).data : undefined;
  }

  /** Puts a hub in front of a device. */
  async front(url, name) {
    const session = await this.call(url, 'session', null);
    const hub = session.communities[0].hubs.find((it) => it.name.startsWith(name));
    await this.call(url, 'change_settings', { hub: hub.id });
    return hub.id;
  }

  async end() {
    for (const child of [...this.#children]) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const DRAWN = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** A browser that draws in software, or whatever `drawing` says. */
export function browser(drawing = DRAWN) {
  return chromium.launch({
    executablePath: process.env.HUBBUB_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...drawing],
  });
}

/** A window of a browser at an address; a fault of the page fails the test. */
export async function open(drawing, url, options = {}) {
  const context = await drawing.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(error));
  await page.goto(url);
  return page;
}

/** Fills the form of an order by telephone: Dieter wants two loaves. */
export async function fillOrder(page) {
  await page.getByRole('searchbox', { name: 'Who is ordering?' }).fill('dieter');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Add a product' }).fill('sour');
  await page.getByText(/Sourdough loaf/).first().waitFor();
  await page.getByRole('searchbox', { name: 'Add a product' }).press('Enter');
  await page.getByLabel(/Quantity of Sourdough/).fill('2');
  await page.getByLabel('Street and number').fill('Quittenweg 7');
  await page.getByLabel('Postal code').fill('77704');
  await page.getByLabel('Town').fill('Oberkirch');
  await page.getByLabel('Country, two letters').fill('DE');
}

/** Waits for something to be true; says what it waited for when it never is. */
export async function until(isSo, what = isSo.toString(), patience = PATIENCE_MS, pace = 50) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, pace));
  }
  throw new Error(`never so: ${what}`);
}

/**
 * What axe finds against WCAG 2.1 A and AA, in short. Buttons that were busy are free by then, and colours that were on
 * their way to others have arrived.
 */
export async function axe(page) {
  await page.waitForFunction(() => document.querySelector('button[aria-busy="true"]') === null);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((it) => it instanceof CSSTransition).map((it) => it.finished)));
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']);
  const { violations } = await builder.analyze();
  return violations.map((it) => `${it.id}: ${it.help} – ${it.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
}
