// A proof of delivery, killed with signal 9 at many moments: whatever the screen had called saved is there again, and
// a delivery is either still being filled in or delivered, never lost.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, finish, step, stop } from './lib.mjs';
import { World, sent, visit } from './phone-lib.mjs';
import { goods, leave, orders, startShift } from './phone-goods.mjs';

/** When the process ends after the last touch, in ms: before, within and after what is written for it. */
const MOMENTS = [0, 3, 8, 15, 30, 60, 120, 250, 400];
const world = await World.begin();
await world.play('jonas-weidner', [...goods(), ...orders(MOMENTS.length + 2)]);
let mateo = await world.of('mateo-ibarra');
const { page } = mateo;
let pictures = 0;

async function camera() {
  pictures += 1;
  const shot = await page.context().newPage();
  await shot.setViewportSize({ width: 320, height: 240 });
  await shot.setContent(`<body style="background: hsl(${pictures * 29} 60% 50%); font: 90px sans-serif">${pictures}</body>`);
  writeFileSync(path.join(mateo.folder, 'camera.jpg'), await shot.screenshot({ type: 'jpeg', quality: 80 }));
  await shot.close();
}

/** The process ends at once, and another one takes its place. */
async function kill() {
  await stop(mateo.host, 'SIGKILL');
  mateo = { ...mateo, host: await world.phone('mateo-ibarra') };
}

const wait = (ms) => new Promise((wake) => setTimeout(wake, ms));
const SAVED = 'Saved on this phone';
/** Does what changes the form, and waits until the screen calls that saved: what it said before is about before. */
async function saved(change) {
  await page.evaluate((saved) => {
    const says = () => document.querySelector('main').textContent.includes(saved);
    window.unsaved = !says();
    const watcher = new MutationObserver(() => {
      if (says()) return;
      window.unsaved = true;
      watcher.disconnect();
    });
    watcher.observe(document.querySelector('main'), { childList: true, characterData: true, subtree: true });
  }, SAVED);
  await change();
  await page.waitForFunction((saved) => window.unsaved && document.querySelector('main').textContent.includes(saved), SAVED);
}
/** What stands in the form: pictures by number, the name, whether it is signed. */
const form = async () => ({
  pictures: await page.locator('.pictures-one').count(),
  name: await page.getByLabel('Who took it?').inputValue(),
  signed: (await page.locator('img.signature').count()) > 0,
});

async function sign() {
  const pad = page.locator('#signature-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  await page.mouse.move(box.x + 30, box.y + 60);
  await page.mouse.down();
  for (let at = 0; at < 8; at += 1) await page.mouse.move(box.x + 30 + at * 25, box.y + 60 + (at % 2) * 30);
  // Half a signature is not called saved.
  await page.getByText(SAVED).waitFor({ state: 'detached' });
  await page.mouse.up();
}

let stopAddress;
await step('the run leaves, and the first door is reached', async () => {
  await startShift(page, mateo.host.found);
  await sent(page);
  await world.tunnel();
  await leave(page, 'No');
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.locator('#next').click();
  await page.getByRole('button', { name: 'I’m here' }).click();
  await page.getByRole('link', { name: 'Hand over' }).click();
  await page.getByRole('heading', { name: 'Proof', exact: true }).waitFor();
  stopAddress = new URL(page.url()).pathname;
});
for (const [turn, after] of MOMENTS.entries()) {
  await step(`killed ${after} ms after a touch, nothing that was called saved is missing`, async () => {
    const name = `Hand number ${turn}`;
    await saved(() => page.getByLabel('Who took it?').fill(name));
    if (turn % 2 === 0 && pictures < 3) {
      await camera();
      const before = await page.locator('.pictures-one').count();
      await page.getByRole('button', { name: 'Take a picture' }).click();
      await page.locator('.pictures-one').nth(before).waitFor();
      // Drawn with the picture, so that it speaks of the picture too.
      await page.getByText(SAVED).waitFor();
    }
    if (turn === 3) await saved(sign);
    const known = { ...(await form()), signed: turn >= 3 };
    // One touch more, whose fate is open.
    const later = `${name} and a half`;
    await page.getByLabel('Who took it?').fill(later);
    await wait(after);
    await kill();
    await visit(page, mateo.host.found + stopAddress);
    await page.getByLabel('Who took it?').waitFor();
    const found = await form();
    check([known.name, later].includes(found.name), `the name is “${found.name}”, saved was “${known.name}”`);
    check(found.pictures === known.pictures, `${found.pictures} of ${known.pictures} pictures are there`);
    check(found.signed === known.signed, 'the signature is there');
  });
}
for (const [turn, after] of MOMENTS.entries()) {
  await step(`killed ${after} ms after “Done”, stop ${turn + 1} is being filled in or delivered`, async () => {
    if (turn > 0) {
      await page.locator('#next').click();
      await page.getByRole('button', { name: 'I’m here' }).click();
      await page.getByRole('link', { name: 'Hand over' }).click();
      await page.getByRole('heading', { name: 'Proof', exact: true }).waitFor();
      stopAddress = new URL(page.url()).pathname;
      await camera();
      await page.getByRole('button', { name: 'Take a picture' }).click();
      await page.locator('.pictures-one').waitFor();
    }
    await saved(() => page.getByLabel('Who took it?').fill(`Neighbour ${turn}`));
    await page.locator('#done').click({ noWaitAfter: true });
    await wait(after);
    const told = (await page.locator('.badge', { hasText: 'Delivered' }).count()) > 0;
    await kill();
    const stopScreen = stopAddress.replace(/\/proof$/, '');
    await visit(page, mateo.host.found + stopScreen);
    await page.locator('.badge').first().waitFor();
    const delivered = (await page.locator('.badge', { hasText: 'Delivered' }).count()) > 0;
    check(delivered || !told, 'the screen had said that it was delivered');
    console.log(`      ${delivered ? 'delivered' : 'still being filled in'}`);
    if (!delivered) {
      await visit(page, mateo.host.found + stopAddress);
      await page.locator('.pictures-one').first().waitFor();
      check((await page.getByLabel('Who took it?').inputValue()) === `Neighbour ${turn}`, 'what was filled in is there');
      await page.locator('#done').click();
      await page.locator('.badge', { hasText: 'Delivered' }).first().waitFor();
    }
    const next = page.getByRole('link', { name: /On to stop/ });
    if (await next.count()) await next.click();
  });
}
await step('with the server back every delivery arrives, once', async () => {
  await world.serve();
  await visit(page, `${mateo.host.found}/sync`);
  await page.getByText('Everything has been sent.').waitFor({ timeout: 60_000 });
  check((await page.getByRole('heading', { name: 'Not accepted' }).count()) === 0, 'nothing was refused');
});

await stop(mateo.host);
await world.end();
await finish();
