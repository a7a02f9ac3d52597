// WebKit's own inspector, spoken from outside: reads and does things in the page of a true window. Messages to a page
// are wrapped; a frame above 128 KiB would be dropped without a word, so that long scripts go in pieces.

import { createRequire } from 'node:module';
import path from 'node:path';
import { until } from './lib.mjs';

const modules = createRequire(path.join(process.env.HUBBUB_E2E_MODULES, 'here.js'));
const WebSocket = modules('ws');

const PIECE = 60_000;

export class Inspector {
  /** Waits until the window's page can be inspected at `port`, and connects. */
  static async connect(port) {
    const address = await until('a page to inspect', async () => {
      const list = await fetch(`http://127.0.0.1:${port}/`).then((it) => it.text(), () => '');
      return /\/socket\/\d+\/\d+\/WebPage/.exec(list)?.[0];
    }, 30_000);
    const socket = new WebSocket(`ws://127.0.0.1:${port}${address}`);
    const inspector = new Inspector(socket);
    await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.on('message', (data) => inspector.hear(JSON.parse(String(data)), resolve));
    });
    return inspector;
  }

  constructor(socket) {
    this.socket = socket;
    this.next = 1;
    this.open = new Map();
  }

  hear(message, ready) {
    if (message.method === 'Target.targetCreated' && message.params.targetInfo.type === 'page') {
      this.target = message.params.targetInfo.targetId;
      ready();
    }
    if (message.method === 'Target.dispatchMessageFromTarget') {
      const inner = JSON.parse(message.params.message);
      this.open.get(inner.id)?.(inner);
      this.open.delete(inner.id);
    }
  }

  async call(method, params) {
    const id = this.next++;
    const answer = new Promise((resolve) => this.open.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    this.socket.send(JSON.stringify({ id: this.next++, method: 'Target.sendMessageToTarget', params: { targetId: this.target, message } }));
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** The value of an expression in the page. */
  async evaluate(expression) {
    const { result, wasThrown } = await this.call('Runtime.evaluate', { expression, returnByValue: true });
    if (wasThrown) throw new Error(`in the page: ${result.description ?? result.value}`);
    return result.value;
  }

  /** Runs a long script in the page. */
  async inject(script) {
    await this.evaluate('window.__pieces = ""');
    for (let at = 0; at < script.length; at += PIECE) {
      await this.evaluate(`window.__pieces += ${JSON.stringify(script.slice(at, at + PIECE))}; 0`);
    }
    await this.evaluate('(0, eval)(window.__pieces); delete window.__pieces; 0');
  }

  /** A picture of the window's page, as PNG. */
  async picture() {
    const { width, height } = JSON.parse(await this.evaluate('JSON.stringify({ width: innerWidth, height: innerHeight })'));
    const { dataURL } = await this.call('Page.snapshotRect', { x: 0, y: 0, width, height, coordinateSystem: 'Viewport' });
    return Buffer.from(dataURL.split(',')[1], 'base64');
  }

  close() {
    this.socket.close();
  }
}
