// The true window on a display that nobody sees, with a window manager: without one no page ever has the focus.

import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { Inspector } from './inspector.mjs';
import { launch, program, stop } from './lib.mjs';

export async function freePort() {
  const probe = net.createServer();
  await new Promise((ready) => probe.listen(0, '127.0.0.1', ready));
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** A display of our own; its variables, and how it ends. */
export async function display() {
  const screen = launch('Xvfb', ['-displayfd', '3', '-screen', '0', '700x960x24', '-nolisten', 'tcp'], { display: true });
  const number = await new Promise((resolve, reject) => {
    screen.child.stdio[3].once('data', (text) => resolve(String(text).trim()));
    screen.child.once('exit', () => reject(new Error(screen.log.join('\n'))));
  });
  const env = { DISPLAY: `:${number}`, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1', LC_ALL: 'C.UTF-8' };
  const manager = launch('openbox', [], { env });
  const close = async () => {
    await stop(manager);
    await stop(screen);
  };
  return { env, close };
}

/** The app's window on a display; `page` speaks with it, `kill` ends it as signal 9 does. */
export async function openWindow({ env }, folder, server, port) {
  const args = ['--', program('hubbub-phone'), '--data', folder, '--server', server];
  const window = launch('dbus-run-session', args, { env: { ...env, WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` } });
  const page = await Inspector.connect(port).catch((error) => {
    throw new Error(`${error.message}\n${window.log.join('\n')}`);
  });
  const kill = async () => {
    page.close();
    // The phone is the only program on that bus: it is found as its child.
    const phone = execFileSync('pgrep', ['-P', String(window.child.pid), '-x', 'hubbub-phone'], { encoding: 'utf8' }).trim();
    const gone = new Promise((resolve) => window.child.once('exit', resolve));
    process.kill(Number(phone), 'SIGKILL');
    await gone;
  };
  return { ...window, page, kill };
}
