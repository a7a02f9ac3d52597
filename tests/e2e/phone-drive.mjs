// A driver's whole shift of twenty stops without a server: photos and signatures, a part delivery, cash, a failed door,
// an undo, a kill in the middle of a proof; then everything arrives and nothing is lost.

import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { axe, check, finish, fits, picture, step, stop } from './lib.mjs';
import { World, everyLook, sent, visit } from './phone-lib.mjs';
import { goods, leave, orders, startShift } from './phone-goods.mjs';

const STOPS = 20;
const world = await World.begin();
await world.play('jonas-weidner', [...goods(), ...orders(STOPS)]);
let mateo = await world.of('mateo-ibarra');
let { page } = mateo;

/** What the camera sees at a door: a picture of its own each time. */
async function camera(door) {
  const file = path.join(mateo.folder, 'camera.jpg');
  const shot = await page.context().newPage();
  await shot.setViewportSize({ width: 320, height: 240 });
  await shot.setContent(`<body style="background: hsl(${door * 18} 40% 60%); font: 80px sans-serif">${door}</body>`);
  await shot.screenshot({ path: `${file}.new`, type: 'jpeg', quality: 70 });
  await shot.close();
  copyFileSync(`${file}.new`, file);
}

/** Draws a line in the field for signatures, with a finger's way of moving. */
async function sign() {
  const pad = page.locator('#signature-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  await page.mouse.move(box.x + 30, box.y + 90);
  await page.mouse.down();
  for (let at = 0; at < 12; at += 1) await page.mouse.move(box.x + 30 + at * 20, box.y + 90 + (at % 2) * 30);
  await page.mouse.up();
}

const next = () => page.locator('#next');

await step('the shift begins and the run is loaded', async () => {
  await startShift(page, mateo.host.found);
  await page.getByRole('heading', { name: `${STOPS} stops` }).waitFor();
  await axe(page, 'run before it leaves');
  await picture(page, 'drive-planned');
  await sent(page);
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  await page.locator('#leave').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await axe(page, 'may positions be recorded?');
  await picture(page, 'drive-consent');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await leave(page, 'No');
  await page.getByText('Your position is not recorded.').waitFor();
  await picture(page, 'drive-run');
});
await step('another order of stops is warned about and allowed', async () => {
  await page.locator('.drive-route .row-link').nth(4).click();
  await next().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Planned is stop 1.').waitFor();
  await axe(page, 'another order');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.screen-back').click();
  await page.getByRole('link', { name: 'Go on' }).waitFor();
});

/** From the list to the open proof of a stop. */
async function toProof() {
  await next().click();
  await page.getByRole('button', { name: 'I’m here' }).click();
  await page.getByRole('link', { name: 'Hand over' }).click();
  await page.getByRole('heading', { name: 'Proof', exact: true }).waitFor();
}

async function done() {
  await page.locator('#done').click();
  await page.locator('.badge', { hasText: /Delivered|Part delivered/ }).first().waitFor();
}

await step('one stop fills the screen, the next action is at the bottom', async () => {
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Stop 1', exact: true }).waitFor();
  await axe(page, 'stop');
  await picture(page, 'drive-stop');
  const button = await next().boundingBox();
  check(button.height >= 64, `the button is ${button.height} px high`);
  check(button.y + button.height > 844 / 3 * 2, 'the button is in the lowest third');
  const size = await page.locator('.drive-door .drive-address').evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
  check(size >= 24, `the address is ${size} px`);
});
await step('a proof without evidence is told in words', async () => {
  await toProof();
  await page.locator('#done').click();
  await page.getByRole('alert').waitFor();
  await axe(page, 'a proof without evidence');
  await picture(page, 'drive-proof-problem');
});
await step('killed in the middle of a proof, what was saved is there', async () => {
  await camera(1);
  await page.getByRole('button', { name: 'Take a picture' }).click();
  await page.locator('.pictures-one').waitFor();
  await page.getByLabel('Who took it?').fill('Aunt Hilde');
  await sign();
  await page.getByText('Saved on this phone').waitFor();
  await picture(page, 'drive-proof');
  const stopped = page.url();
  await stop(mateo.host, 'SIGKILL');
  mateo = { ...mateo, host: await world.phone('mateo-ibarra') };
  await visit(page, mateo.host.found + new URL(stopped).pathname);
  await page.locator('.pictures-one').waitFor();
  check((await page.getByLabel('Who took it?').inputValue()) === 'Aunt Hilde', 'the name is there');
  await page.locator('img.signature').waitFor();
});
await step('cash is taken, and the delivery is done', async () => {
  check((await page.getByLabel('Taken, in EUR').inputValue()) !== '', 'what is due stands in the field');
  await axe(page, 'a whole proof');
  await done();
  await axe(page, 'a stop that is done');
  await picture(page, 'drive-done');
});
await step('an undo within seconds opens the stop again', async () => {
  await page.getByRole('link', { name: 'On to stop 2' }).click();
  await toProof();
  await camera(2);
  await page.getByRole('button', { name: 'Take a picture' }).click();
  await page.locator('.pictures-one').waitFor();
  await done();
  const undo = page.locator('#undo');
  if (await undo.count()) {
    await undo.click();
    await page.getByRole('link', { name: 'Hand over' }).waitFor();
    await page.getByRole('link', { name: 'Hand over' }).click();
    await camera(22);
    await page.getByRole('button', { name: 'Take a picture' }).click();
    await page.locator('.pictures-one').waitFor();
    await done();
  } else {
    console.log('      no steady clock since the last contact: the proof is final, as the rule says');
  }
});
await step('one door stays shut', async () => {
  await page.getByRole('link', { name: 'On to stop 3' }).click();
  await next().click();
  await page.getByRole('button', { name: 'I’m here' }).click();
  await page.getByRole('button', { name: 'It could not be handed over' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nobody opened.').check();
  await axe(page, 'reasons');
  await picture(page, 'drive-fail');
  await dialog.getByRole('button', { name: 'That is how it was' }).click();
  await page.getByText('Not handed over').first().waitFor();
});
await step('one household takes a part', async () => {
  await page.getByRole('link', { name: 'On to stop 4' }).click();
  await toProof();
  await page.getByRole('button', { name: 'One less: Flour' }).click();
  await camera(4);
  await page.getByRole('button', { name: 'Take a picture' }).click();
  await page.locator('.pictures-one').waitFor();
  await picture(page, 'drive-proof-part');
  await done();
  await page.locator('.badge', { hasText: 'Part delivered' }).first().waitFor();
});
await step('the other stops follow, each with a picture and every other with a signature', async () => {
  for (let door = 5; door <= STOPS; door += 1) {
    await page.getByRole('link', { name: `On to stop ${door}` }).click();
    await page.getByRole('heading', { name: `Stop ${door}`, exact: true }).waitFor();
    await toProof();
    await camera(door);
    await page.getByRole('button', { name: 'Take a picture' }).click();
    await page.locator('.pictures-one').waitFor();
    if (door % 2) await sign();
    await done();
  }
  await page.getByRole('link', { name: 'To the list' }).click();
  await page.getByText(`${STOPS} of ${STOPS} done`).waitFor();
  await picture(page, 'drive-all-done');
});
await step('the day is summed up before anything was sent', async () => {
  await page.getByRole('button', { name: 'I am back at the hub' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'I am back at the hub' }).click();
  await visit(page, `${mateo.host.found}/drive/day`);
  await page.locator('.figure', { hasText: '18' }).first().waitFor();
  await axe(page, 'the day');
  await picture(page, 'drive-day');
});
await step('with the server back all of it arrives, and nothing is refused', async () => {
  await world.serve();
  await visit(page, `${mateo.host.found}/sync`);
  await page.getByText('Everything has been sent.').waitFor({ timeout: 60_000 });
  check((await page.getByRole('heading', { name: 'Not accepted' }).count()) === 0, 'nothing was refused');
  await page.locator('.sync-figure', { hasText: '0 files to send' }).or(page.locator('.sync-figure').nth(2).locator('.figure', { hasText: /^0$/ })).first().waitFor({ timeout: 60_000 });
});
await step('a second phone of the hub sees every proof', async () => {
  const other = await world.of('tomasz-wilk');
  await visit(other.page, `${other.host.found}/orders`);
  await other.page.locator('.row', { hasText: 'Delivered' }).first().waitFor();
  const delivered = await other.page.locator('.row', { hasText: 'Delivered' }).count();
  check(delivered === STOPS - 1, `${delivered} of ${STOPS - 1} orders say that they were delivered`);
  await stop(other.host);
});
await step('sunlight, night and gloves', async () => {
  await visit(page, `${mateo.host.found}/drive`);
  await page.locator('summary', { hasText: 'Look and gloves' }).click();
  for (const look of ['sunlight', 'night', 'day']) {
    await page.locator(`#look-${look}`).check();
    await page.locator(`html[data-driver=${look}]`).waitFor();
    await axe(page, `drive in ${look}`);
    await picture(page, `drive-${look}`);
  }
  await page.locator('#gloves').check();
  await page.locator('html[data-gloves]').waitFor();
  await fits(page, 'gloves');
  await picture(page, 'drive-gloves');
  await page.locator('#gloves').uncheck();
});
await step('every screen of it, in every look', async () => {
  await everyLook(page, mateo.host.found, { drive: '/drive', 'drive-day': '/drive/day' });
});

await stop(mateo.host);
await world.end();
await finish();
