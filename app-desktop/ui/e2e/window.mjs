// The product's true window under a virtual screen, driven over WebDriver. A window manager runs beside it: without
// one no page ever counts as focused, and a focus ring would be tested that nobody sees.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freePort, until } from './world.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Keys as WebDriver writes them. */
export const KEY = { enter: '\uE007', tab: '\uE004', escape: '\uE00C', control: '\uE009', down: '\uE015', shift: '\uE008' };

export class Screen {
  #children = [];

  static async make(folder) {
    const screen = new Screen();
    screen.folder = folder;
    screen.display = await screen.#xvfb();
    screen.#run('openbox', [], { DISPLAY: screen.display });
    const port = await freePort();
    screen.driver = `http://127.0.0.1:${port.toString()}`;
    const inside = `echo "$DBUS_SESSION_BUS_ADDRESS"; exec WebKitWebDriver --port=${port.toString()}`;
    const env = { DISPLAY: screen.display, TAURI_WEBVIEW_AUTOMATION: 'true', LANG: 'en_GB.UTF-8', NO_AT_BRIDGE: '1' };
    const bus = screen.#run('dbus-run-session', ['--', 'sh', '-c', inside], env, 'pipe');
    const [line] = await once(bus.stdout.setEncoding('utf8'), 'data');
    screen.bus = line.split('\n')[0];
    await until(async () => (await fetch(`${screen.driver}/status`).catch(() => undefined))?.ok, 'the driver answers');
    return screen;
  }

  #run(program, args, env = {}, stdout = 'ignore') {
    const log = openSync(join(this.folder, 'screen.log'), 'a');
    // Each leads a group: what it started goes with it.
    const child = spawn(program, args, { stdio: ['ignore', stdout, log], env: { ...process.env, ...env }, detached: true });
    this.#children.push(child);
    return child;
  }

  /** A screen of its own, on a number that the system chooses. */
  async #xvfb() {
    const log = openSync(join(this.folder, 'screen.log'), 'a');
    const args = ['-displayfd', '3', '-screen', '0', '1440x960x24', '-nolisten', 'tcp'];
    const child = spawn('Xvfb', args, { stdio: ['ignore', log, log, 'pipe'], detached: true });
    this.#children.push(child);
    const [number] = await once(child.stdio[3].setEncoding('utf8'), 'data');
    return `:${number.trim()}`;
  }

  /** Starts the app a second time, as a click on a link of the system does; how it ended. */
  async again(binary, args) {
    const env = { DISPLAY: this.display, DBUS_SESSION_BUS_ADDRESS: this.bus };
    const child = this.#run(binary, args, env);
    const [code] = await once(child, 'exit');
    return code;
  }

  async end() {
    for (const child of this.#children.reverse()) {
      for (const pipe of child.stdio) pipe?.destroy();
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      process.kill(-child.pid, 'SIGTERM');
      await gone;
    }
  }
}

/** A window of the app. */
export class Window {
  static async open(screen, binary, args) {
    const window = new Window();
    const options = { binary, args };
    const body = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } };
    const { sessionId } = await send('POST', `${screen.driver}/session`, body);
    window.url = `${screen.driver}/session/${sessionId}`;
    return window;
  }

  script(text, ...args) {
    return send('POST', `${this.url}/execute/sync`, { script: text, args });
  }

  later(text, ...args) {
    return send('POST', `${this.url}/execute/async`, { script: text, args });
  }

  /** The first element of a CSS selector, once it is there. */
  async find(css) {
    let found;
    await until(async () => {
      const value = await send('POST', `${this.url}/element`, { using: 'css selector', value: css }).catch(() => undefined);
      found = value?.[ELEMENT];
      return found !== undefined;
    }, `${css} is there`);
    return found;
  }

  async click(css) {
    await send('POST', `${this.url}/element/${await this.find(css)}/click`, {});
  }

  async type(css, text) {
    await send('POST', `${this.url}/element/${await this.find(css)}/value`, { text });
  }

  /** Keys to whatever has the focus; the first ones are held down. */
  async keys(...keys) {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
    const actions = [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }];
    await send('POST', `${this.url}/actions`, { actions });
  }

  async heading(text) {
    await until(async () => (await this.script('return document.querySelector("h1")?.textContent ?? ""')).includes(text), `“${text}” is shown`);
  }

  async picture(file) {
    writeFileSync(file, Buffer.from(await send('GET', `${this.url}/screenshot`), 'base64'));
  }

  async close() {
    await send('DELETE', this.url);
  }
}

async function send(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}
