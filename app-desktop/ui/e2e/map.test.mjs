// The map under the dispatch board: a region from a file of the person's own, a real way driven on it, the plain ground
// for another place, and for computers that draw no maps at all.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';

import { axe, browser, open as openIn, realData, shots, until, World } from './world.mjs';

/** A square in Florence, and the hub by the Rhine. */
const FLORENCE = { lat_e6: 43_769_600, lon_e6: 11_255_800 };
const region = realData('map/firenze.pmtiles');
let world;
let chromium;

before(async () => {
  world = await World.make();
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  await world?.end();
});

const open = (url, drawing = chromium) => openIn(drawing, url);

/**
 * How much of the map has one colour, from 0 to 1. What is seen is counted, in a page of its own: a canvas of WebGL is
 * empty for whoever reads it after the frame.
 */
async function plainness(page) {
  const seen = await page.locator('canvas.maplibregl-canvas').screenshot();
  const other = await chromium.newPage();
  const share = await other.evaluate(async (base64) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${base64}`;
    await picture.decode();
    const probe = new OffscreenCanvas(picture.width, picture.height);
    const pen = probe.getContext('2d');
    pen.drawImage(picture, 0, 0);
    const points = new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer);
    const shares = new Map();
    for (const point of points) shares.set(point, (shares.get(point) ?? 0) + 1);
    return Math.max(...shares.values()) / points.length;
  }, seen.toString('base64'));
  await other.close();
  return share;
}

test('a file that is no map is refused, in words', async () => {
  const page = await open(`${await world.signedIn('claire-humbert')}#/settings`);
  await page.getByLabel('Place of the file').fill(join(import.meta.dirname, 'map.test.mjs'));
  await page.getByRole('button', { name: 'Use this map' }).click();
  await page.getByText('This is no PMTiles file of version 3.').waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByLabel('Place of the file').fill('/nowhere.pmtiles');
  await page.getByRole('button', { name: 'Use this map' }).click();
  await page.getByText('This file cannot be read.').waitFor();
});

test('a computer that draws no maps shows the places all the same', async () => {
  const bare = await browser(['--disable-3d-apis']);
  const url = await world.signedIn('jonas-weidner');
  await world.front(url, 'Dorfladen');
  const page = await open(`${url}#/dispatch?view=map`, bare);
  await page.getByText('This computer draws the places without a map.').waitFor();
  await page.getByRole('button', { name: /Mateo · Hedwig Sauter/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /Mateo/ }).waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'map-plain.png') });
  await bare.close();
});

test('a region lies under the pins, and a driver moves on it', { skip: region ? false : 'no map file here: data/map/firenze.pmtiles is absent', timeout: 240_000 }, async (context) => {
  const url = await world.signedIn('claire-humbert');
  const hub = await world.front(url, 'Quai 21');
  await world.call(url, 'choose_map', { path: region });
  const page = await open(`${url}#/dispatch?view=map`);
  await page.getByText('The map file shows another place.', { exact: false }).waitFor();
  await page.locator('[data-pin="hub"]').waitFor();
  assert.ok((await plainness(page)) > 0.9, 'a plain ground is plain');
  assert.deepEqual(await axe(page), []);
  await page.screenshot({ path: join(shots, 'map-elsewhere.png') });
  const token = await world.token('claire-humbert');
  await world.rest('PATCH', `hubs/${hub}`, FLORENCE, token);
  await until(async () => Math.abs((await world.call(url, 'board', { id: hub })).hub.lat_e6 - FLORENCE.lat_e6) < 10, 'the hub has moved');
  for (const theme of ['light', 'dark']) {
    await world.call(url, 'change_settings', { theme });
    await page.reload();
    await page.getByText('© OpenStreetMap contributors').waitFor();
    await until(async () => (await plainness(page)) < 0.6, 'streets, houses and the river are drawn');
    assert.deepEqual(await axe(page), []);
    await page.screenshot({ path: join(shots, `map-region-${theme}.png`) });
  }
  const trace = realData('gps/delivery-drivers-goal.csv.gz');
  context.diagnostic(trace ? 'a recorded way of GOAL' : 'no recorded ways here: the driver stands at the hub');
  if (!trace) return;
  const drive = world.drive('samira-benali', trace, 30);
  const pin = page.locator('[data-pin^="driver-"]');
  await pin.waitFor({ timeout: 60_000 });
  await until(async () => /[1-9]\d* km\/h/.test(await pin.getAttribute('aria-label')), 'the driver drives');
  await page.screenshot({ path: join(shots, 'map-region-driver.png') });
  await drive;
});
