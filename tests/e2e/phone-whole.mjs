// The whole of it, in the order in which a newcomer lives it: register, sign in, agree, vote, go without a server, vote
// and bid, be killed, come back, find one applied and one refused with its remedy, order, and follow the driver to the
// door. (The driver's own shift of twenty stops is the story of the road.)

import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { axe, check, finish, picture, step, stop, until } from './lib.mjs';
import { World, here, sent, visit } from './phone-lib.mjs';
import { goods, leave, startShift } from './phone-goods.mjs';

const world = await World.begin({ legal: true });
await world.play('jonas-weidner', goods());
// Two votes that those who join later may answer too.
const VOTES = ['Baking together on Sunday', 'A walk along the river'];
await world.play('lotte-brenner', VOTES.flatMap((title, at) => {
  const poll = `@new:poll-${at}`;
  const terms = {
    title: { en: title, de: title, fr: title, es: title }, method: { kind: 'single' }, outcome: { kind: 'plurality', by: 'ballots', seats: 1, tie_break: null },
    opens_at: '@now+2000', closes_at: '@now+172800000', grace_ms: 3_600_000, later_joiners: true, result_mode: 'live',
  };
  const words = { en: 'I’d join', de: 'Ich bin dabei', fr: 'J’en suis', es: 'Me apunto' };
  return [
    { area: 'voting', kind: 'create_poll', poll, community: '@community', terms, options: [{ option: `@new:option-${at}`, title: words }] },
    { area: 'voting', kind: 'schedule', poll },
  ];
}));
const ROBIN = { name: 'Robin Weaver', email: 'robin.weaver@e2e.example', password: 'Bramble-Cart-42' };
let host = await world.phone('robin');
const page = await world.open(host);
const seen = {};

const again = async () => {
  await stop(host, 'SIGKILL');
  host = await world.phone('robin');
};

await step('register, and agree to what is in force', async () => {
  await page.getByRole('link', { name: 'Create account' }).click();
  await page.getByLabel('Your name').fill(ROBIN.name);
  await page.getByLabel('E-mail address').fill(ROBIN.email);
  await page.getByLabel('Password').fill(ROBIN.password);
  for (const at of [0, 1]) await page.locator('input[type=checkbox]').nth(at).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Hello, Robin').first().waitFor({ timeout: 90_000 });
  await picture(page, 'whole-home');
});
await step('sign out, and in again', async () => {
  await sent(page);
  await visit(page, `${host.found}/me`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  await page.getByLabel('E-mail address').fill(ROBIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ROBIN.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('Hello, Robin').first().waitFor();
  await sent(page);
});

/** Opens one of the two votes. */
async function openVote(title) {
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  await page.locator('.row-link', { hasText: title }).first().click();
  await page.getByRole('heading', { name: title }).first().waitFor();
  await page.getByRole('button', { name: 'I’d join' }).waitFor();
  return { title, address: await here(page, '/votes') };
}
async function openAuction() {
  await page.getByRole('link', { name: 'Market', exact: true }).click();
  const auctions = page.locator('.row', { hasText: /Ends (tomorrow|\d)/, hasNotText: /Fixed price|Yours|Bids from/ }).locator('.row-link');
  await auctions.first().waitFor();
  await auctions.first().click();
  await page.locator('#bid').waitFor();
  return here(page, '/market');
}

await step('vote', async () => {
  seen.first = await openVote(VOTES[0]);
  await page.getByRole('button', { name: 'I’d join' }).click();
  await page.getByRole('button', { name: 'Withdraw vote' }).waitFor();
  await sent(page);
  await page.locator('.count-pending').waitFor({ state: 'detached' });
});
await step('while others vote, the screen speaks at most every five seconds and says the sum', async () => {
  await page.evaluate(() => {
    window.spoken = [];
    for (const region of document.querySelectorAll('[role=status]')) {
      new MutationObserver(() => window.spoken.push({ at: performance.now(), words: region.textContent.trim() })).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  const poll = seen.first.address.split('/').at(-1);
  const others = ['priya-raman', 'noa-rosen', 'linh-tran', 'rafael-queiroz', 'tomasz-wilk', 'bjorn-ekdahl'];
  const before = await page.locator('.figure').first().textContent();
  await Promise.allSettled(others.map((slug) => world.play(slug, [{ area: 'voting', kind: 'cast', poll, selections: '@join' }])));
  await until('the count moved', async () => (await page.locator('.figure').first().textContent()) !== before, 120_000);
  await until('it was spoken', () => page.evaluate(() => window.spoken.some((it) => /\d/.test(it.words))), 120_000);
  const spoken = (await page.evaluate(() => window.spoken)).filter((it) => /\d/.test(it.words) && /vote/i.test(it.words));
  for (let at = 1; at < spoken.length; at += 1) check(spoken[at].at - spoken[at - 1].at > 4_800, `spoken twice within ${spoken[at].at - spoken[at - 1].at} ms`);
  console.log(`      spoken: ${spoken.map((it) => it.words).join(' | ')}`);
});
await step('go without a server, vote and bid', async () => {
  seen.second = await openVote(VOTES[1]);
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  await page.getByRole('button', { name: 'I’d join' }).click();
  await page.locator('.count-pending').waitFor();
  seen.auction = await openAuction();
  await page.locator('#bid').click();
  const dialog = page.getByRole('dialog');
  seen.bid = Number(await dialog.locator('#max').inputValue());
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Not placed.').waitFor();
  await page.getByText('2 changes waiting').first().waitFor();
  await axe(page, 'two changes wait');
  await picture(page, 'whole-offline');
});
await step('killed and started again, both still wait', async () => {
  await again();
  await visit(page, `${host.found}/sync`);
  await page.locator('.row', { hasText: seen.second.title }).waitFor();
  check((await page.locator('section[aria-labelledby=outbox] .row').count()) === 2, 'both stand in the outbox');
  await axe(page, 'outbox');
  await picture(page, 'whole-outbox');
});
await step('come back: the vote is applied, the bid was overtaken and refused, with a remedy', async () => {
  await stop(host, 'SIGKILL');
  await world.serve();
  // Two neighbours drive the price above what was wanted.
  const bid = (slug, amount) => world.play(slug, [{ area: 'auction', kind: 'place_bid', listing: seen.auction.split('/').at(-1), bid: `@new:bid-${slug}`, max_minor: amount, seen_listing_rev: 1 }]);
  await bid('rafael-queiroz', Math.round(seen.bid * 200 + 500));
  await bid('kwame-asante', Math.round(seen.bid * 200));
  host = await world.phone('robin');
  await visit(page, `${host.found}/sync`);
  await page.getByRole('heading', { name: 'Not accepted' }).waitFor({ timeout: 90_000 });
  check((await page.locator('.refused').count()) === 1, 'one was refused');
  await axe(page, 'one refused');
  await picture(page, 'whole-refused');
  await visit(page, host.found + seen.second.address);
  await page.getByRole('button', { name: 'Withdraw vote' }).waitFor();
  check((await page.locator('.count-pending').count()) === 0, 'the vote counts');
});
await step('the remedy bids the next amount', async () => {
  await visit(page, `${host.found}/sync`);
  await page.getByRole('button', { name: 'Bid the next amount' }).click();
  await page.getByRole('heading', { name: 'Not accepted' }).waitFor({ state: 'detached' });
  await sent(page);
  await page.getByText('Everything has been sent.').waitFor();
});
await step('order', async () => {
  await page.getByRole('link', { name: 'Shop', exact: true }).click();
  const hubs = page.locator('#shop-hub');
  await hubs.waitFor();
  const quittenhof = await hubs.locator('option', { hasText: 'Quittenhof' }).first().getAttribute('value');
  await hubs.selectOption(quittenhof);
  await page.locator('.row', { hasText: 'Rye bread' }).getByRole('button', { name: 'Put “Rye bread” into the basket' }).click();
  await page.getByRole('link', { name: /1 thing/ }).click();
  await page.getByLabel('Street and number').fill('Gerberweg 7');
  for (const [label, words] of [['Postal code', '77694'], ['Town', 'Kehl']]) {
    const field = page.getByLabel(label);
    if (!(await field.inputValue())) await field.fill(words);
  }
  await page.getByRole('button', { name: /Order for/ }).click();
  seen.order = await here(page, '/orders');
  await sent(page);
  await page.getByText('requested, not reserved yet').waitFor({ state: 'detached', timeout: 90_000 });
});
const order = () => seen.order.split('/').at(-1);
let mateo;
await step('follow it: the driver’s position is on the map while the run is out', async () => {
  await world.play('jonas-weidner', [
    { area: 'ordering', kind: 'confirm', order: order() },
    { area: 'ordering', kind: 'pack', order: order(), picks: [] },
    { area: 'delivery', kind: 'plan_runs', hub: '@hub:quittenhof', runs: [{ run: '@new:run', driver: '@resident:mateo-ibarra', departs_at: '@now+60000', stops: [{ order: order(), planned_at: '@now+1800000' }] }] },
  ]);
  mateo = await world.of('mateo-ibarra');
  await startShift(mateo.page, mateo.host.found);
  await leave(mateo.page, 'Yes, during runs');
  await mateo.page.getByText('Your position is recorded until you are back.').waitFor();
  await picture(mateo.page, 'whole-recording');
  await visit(page, host.found + seen.order);
  await page.locator('.way-step[aria-current]', { hasText: 'On its way' }).waitFor({ timeout: 90_000 });
  const track = path.join(mateo.folder, 'positions.csv');
  writeFileSync(track, '48574000,7812000\n');
  await until('the driver on the map', async () => {
    appendFileSync(track, `${48_574_000 + Math.floor((Date.now() / 10) % 5_000)},7813000\n`);
    return (await page.locator('.map-driver').count()) > 0;
  }, 120_000);
  await page.locator('.order-driver', { hasText: 'Mateo was here at' }).waitFor();
  await axe(page, 'the driver on the map');
  await picture(page, 'whole-driver');
});
await step('delivered: the proof is there, and the driver’s position is nobody’s any more', async () => {
  const drive = mateo.page;
  await drive.getByRole('link', { name: 'Go on' }).click();
  await drive.locator('#next').click();
  await drive.getByRole('button', { name: 'I’m here' }).click();
  await drive.getByRole('link', { name: 'Hand over' }).click();
  const shot = await drive.context().newPage();
  await shot.setContent('<body style="background: teal">door</body>');
  writeFileSync(path.join(mateo.folder, 'camera.jpg'), await shot.screenshot({ type: 'jpeg' }));
  await shot.close();
  await drive.getByRole('button', { name: 'Take a picture' }).click();
  await drive.locator('.pictures-one').waitFor();
  await drive.locator('#done').click();
  await drive.locator('.badge', { hasText: 'Delivered' }).first().waitFor();
  await sent(drive);
  await page.locator('.badge', { hasText: 'Delivered' }).first().waitFor({ timeout: 90_000 });
  await page.locator('summary', { hasText: 'Who took it' }).click();
  await page.locator('.order-proof img, details img').first().waitFor({ timeout: 90_000 });
  check((await page.locator('.map-driver').count()) === 0, 'the driver is on no map any more');
  await axe(page, 'delivered');
  await picture(page, 'whole-delivered');
});

await stop(mateo.host);
await stop(host);
await world.end();
await finish();
