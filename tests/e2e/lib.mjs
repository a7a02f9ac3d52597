// What every run needs: processes that are started and ended, a browser, axe, pictures, and a list of what held.

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

const modules = createRequire(path.join(process.env.HUBBUB_E2E_MODULES, 'here.js'));
const { chromium } = modules('playwright-core');
const { default: AxeBuilder } = modules('@axe-core/playwright');

export const out = process.env.HUBBUB_E2E_OUT;
const bin = process.env.HUBBUB_E2E_BIN;
mkdirSync(out, { recursive: true });
// What failed in the run before this one says nothing about this one.
for (const old of readdirSync(out).filter((name) => name.startsWith('failed-'))) rmSync(path.join(out, old));

const children = new Set();
/** What each program that was started here has said so far. */
const logs = [];
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Ends a child with this process. */
function keep(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
}

/** Starts one of the project's programs and waits for the line that `until` finds something in. */
export async function start(name, args, until) {
  const child = spawn(path.join(bin, name), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  keep(child);
  const log = [];
  logs.push({ name, log });
  readline.createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const found = await new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`${name} did not start:\n${log.join('\n')}`)), 90_000);
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      const match = until.exec(line);
      if (match) {
        clearTimeout(patience);
        resolve(match[1]);
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}:\n${log.join('\n')}`)));
  });
  return { child, found, log };
}

/** Starts any program, without waiting for anything; `log` holds what it says. */
export function launch(program, args, { env = {}, display = false } = {}) {
  const stdio = ['ignore', 'pipe', 'pipe', ...(display ? ['pipe'] : [])];
  const child = spawn(program, args, { stdio, env: { ...process.env, ...env } });
  keep(child);
  const log = [];
  for (const stream of [child.stdout, child.stderr]) readline.createInterface({ input: stream }).on('line', (line) => log.push(line));
  child.once('error', (error) => log.push(String(error)));
  return { child, log };
}

/** The path of one of the project's programs. */
export const program = (name) => path.join(bin, name);

/** Asks again and again until the answer is true. */
export async function until(what, ask, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((wake) => setTimeout(wake, 40));
  }
}

/** Runs a program to its end. */
export async function run(name, args) {
  const child = spawn(path.join(bin, name), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}`);
}

/** Ends a process that was started here, and waits for its end. */
export async function stop(started, signal = 'SIGTERM') {
  if (started.child.exitCode !== null || started.child.signalCode !== null) return;
  const gone = new Promise((resolve) => started.child.once('exit', resolve));
  started.child.kill(signal);
  await gone;
}

let chrome;
export async function browser() {
  const executablePath = process.env.HUBBUB_E2E_CHROMIUM ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
  chrome = await chromium.launch({ executablePath, args });
  return chrome;
}

const results = [];

/** One step of a story; what goes wrong in it is told with its name. */
export async function step(name, work) {
  const begin = Date.now();
  try {
    await work();
    results.push({ name, ok: true, ms: Date.now() - begin });
    console.log(`ok    ${name} (${Date.now() - begin} ms)`);
  } catch (error) {
    results.push({ name, ok: false, ms: Date.now() - begin, error: String(error) });
    await told(`failed-${results.length}`);
    console.log(`FAIL  ${name}\n      ${String(error.stack ?? error).split('\n').slice(0, 12).join('\n      ')}`);
  }
}

/** What was on each screen when a step failed, and what the programs had said. */
async function told(name) {
  writeFileSync(path.join(out, `${name}.log`), logs.map((it) => `== ${it.name}\n${it.log.join('\n')}\n`).join('\n'));
  const pages = (chrome?.contexts() ?? []).flatMap((it) => it.pages());
  for (const [at, page] of pages.entries()) {
    await page.screenshot({ path: path.join(out, `${name}-${at}.png`) }).catch((error) => console.log(`      no picture: ${error.message}`));
  }
}

export function check(holds, what) {
  if (!holds) throw new Error(what);
}

/** Axe's findings on a page for WCAG A and AA; a page without findings passes. */
export async function axe(page, name) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.map((it) => `${it.id}: ${it.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  check(violations.length === 0, `axe on ${name}: ${told.join('\n')}`);
}

/** A picture of the whole screen, on a phone that is long enough for it: bars stay where they belong. */
export async function picture(page, name) {
  const before = page.viewportSize();
  const high = await page.evaluate(() => document.documentElement.scrollHeight);
  if (high > before.height) await page.setViewportSize({ width: before.width, height: Math.min(high, 4000) });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  if (high > before.height) await page.setViewportSize(before);
}

/** Nothing sticks out at the side. */
export async function fits(page, name) {
  const { wide, room, who } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll('body *')].filter((it) => {
      const box = it.getBoundingClientRect();
      if (box.width === 0 || box.right <= room + 1) return false;
      for (let up = it.parentElement; up; up = up.parentElement) {
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX) && up !== document.body) return false;
      }
      return true;
    });
    return { wide: document.documentElement.scrollWidth, room, who: over.slice(0, 3).map((it) => `${it.tagName}.${it.className}`) };
  });
  check(wide <= room + 1 && who.length === 0, `${name} is ${wide} px wide in ${room}: ${who.join(', ')}`);
}

/** No words are cut off by the box that they stand in. */
export async function uncut(page, name) {
  const cut = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((it) => {
    const style = getComputedStyle(it);
    const hides = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`) && !it.closest('.unseen, svg, body > script');
    const words = [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    const box = it.getBoundingClientRect();
    return hides && words && box.width > 1 && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1);
  }).map((it) => `${it.tagName}.${it.className}: ${it.textContent.trim().slice(0, 40)}`));
  check(cut.length === 0, `${name} cuts ${cut.join(' | ')}`);
}

/** Ends everything that still runs, writes the list, and gives the exit code. */
export async function finish() {
  for (const child of children) child.kill('SIGKILL');
  writeFileSync(path.join(out, 'results.json'), JSON.stringify(results, null, 2));
  const failed = results.filter((it) => !it.ok);
  console.log(`\n${results.length - failed.length} of ${results.length} steps held. Pictures and results are in ${out}.`);
  process.exit(failed.length === 0 && results.length > 0 ? 0 : 1);
}
