// A real server with the demo community, the test host over it, and a browser: everything on loopback, everything
// ended when the test is over.

import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
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

  static async make() {
    const world = new World();
    world.port = await freePort();
    world.server = `http://127.0.0.1:${world.port}`;
    const data = ['--data', join(world.folder, 'server')];
    const seeded = spawnSync(join(bin, 'hubbub-server'), [...data, 'seed-demo', '--password', PASSWORD]);
    if (seeded.status !== 0) throw new Error(`seed-demo: ${seeded.stderr}`);
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

  /** A device of its own; the address of its window. */
  async device(name, language = 'en') {
    const args = ['--data', join(this.folder, name), '--server', this.server, '--ui', ui, '--language', language];
    const child = this.#spawn('hubbub-desktop-host', args);
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

  async end() {
    for (const child of [...this.#children]) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function browser() {
  return chromium.launch({
    executablePath: process.env.HUBBUB_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
}

/** Waits for something to be true; says what it waited for when it never is. */
export async function until(isSo, what = isSo.toString()) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never so: ${what}`);
}

/** What axe finds against WCAG 2.1 A and AA, in short. */
export async function axe(page) {
  const builder = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']);
  const { violations } = await builder.analyze();
  return violations.map((it) => `${it.id}: ${it.help} – ${it.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
}
