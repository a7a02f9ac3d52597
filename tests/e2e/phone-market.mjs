// The market: found without a network, bid on with and without a server, refused with a remedy that works, bought,
// sold.

import { axe, check, finish, picture, step, stop } from './lib.mjs';
import { World, everyLook, here, sent, visit } from './phone-lib.mjs';

const world = await World.begin();
let nia = await world.of('nia-griffiths');
let { page } = nia;
const seen = {};

/** Opens the first running auction that fits. */
async function openAuction(at = 0) {
  await visit(page, `${nia.host.found}/market`);
  await page.locator('.row-link').first().waitFor();
  // One that ends while it is looked at would be another story.
  const auctions = page.locator('.row', { hasText: /Ends (tomorrow|\d)/, hasNotText: /Fixed price|Yours|Bids from/ }).locator('.row-link');
  check((await auctions.count()) > at, 'the demo has running auctions');
  const title = await auctions.nth(at).locator('.row-title').textContent();
  await auctions.nth(at).click();
  await page.getByRole('heading', { name: title }).waitFor();
  return { title, address: await here(page, '/market') };
}

/** What the button of the open sheet would bid. */
async function bid(amount) {
  await page.locator('#bid').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (amount) await dialog.locator('#max').fill(amount);
  const shown = await dialog.locator('#max').inputValue();
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  return Number(shown);
}

await step('the market is searched and narrowed without a server', async () => {
  await visit(page, `${nia.host.found}/market`);
  await page.locator('.row-link').first().waitFor();
  const all = await page.locator('.row-link').count();
  const word = (await page.locator('.row-title').first().textContent()).split(' ').at(-1);
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  await page.getByLabel('Search the market').fill(word.slice(0, 4));
  await page.waitForFunction((all) => document.querySelectorAll('.row-link').length < all, all);
  check((await page.locator('.row-link').count()) >= 1, 'the word finds its listing');
  await axe(page, 'a search');
  await picture(page, 'market-search');
  await page.getByLabel('Search the market').fill('');
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('dialog').waitFor();
  await axe(page, 'filters');
  await picture(page, 'market-filters');
  await page.getByRole('dialog').getByLabel('How it is sold').selectOption({ label: 'Auction' });
  await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '1 filter on' }).waitFor();
  check((await page.locator('.row', { hasText: 'Fixed price' }).count()) === 0, 'only auctions are left');
  await page.getByLabel('Search the market').fill('qqqqqq');
  await page.getByText('Nothing here', { exact: true }).waitFor();
  await picture(page, 'market-empty');
  await world.serve();
  await sent(page);
});
await step('a bid is placed and leads or is beaten, at once in sight', async () => {
  seen.first = await openAuction();
  await page.locator('#bid').click();
  await page.getByRole('dialog').waitFor();
  await axe(page, 'bid sheet');
  await picture(page, 'market-bid-sheet');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  seen.bid = await bid();
  await sent(page);
  await page.getByText(/In the lead|Outbid/).first().waitFor();
  await page.getByText('Your maximum:').waitFor();
  await axe(page, 'a listing with a bid');
  await picture(page, 'market-listing-bid');
});
await step('an amount that is none is told in words', async () => {
  await page.locator('#bid').click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('#max').fill('much');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});
await step('without a server a bid says that it is not placed, and survives a kill', async () => {
  seen.second = await openAuction(1);
  await world.tunnel();
  await page.locator('.sync-offline').waitFor();
  seen.offline = await bid();
  await page.getByText('Not placed.').waitFor();
  await page.getByText('Bids made offline count when they arrive.').first().waitFor();
  await axe(page, 'a bid that waits');
  await picture(page, 'market-bid-offline');
  await stop(nia.host, 'SIGKILL');
  nia = { ...nia, host: await world.phone('nia-griffiths') };
  await visit(page, nia.host.found + seen.second.address);
  await page.getByText('Not placed.').waitFor();
});
await step('overtaken meanwhile it is refused, and the next bid is one touch away', async () => {
  await stop(nia.host, 'SIGKILL');
  await world.serve();
  const rival = await world.of('rafael-queiroz');
  await visit(rival.page, rival.host.found + seen.second.address);
  await rival.page.locator('#bid').click();
  await rival.page.getByRole('dialog').locator('#max').fill(String(seen.offline * 2 + 5));
  await rival.page.getByRole('dialog').locator('button[type=submit]').click();
  await sent(rival.page);
  await rival.page.getByText('In the lead').first().waitFor();
  await rival.page.locator('#bid').click();
  await rival.page.keyboard.press('Escape');
  await stop(rival.host);
  // A second bidder drives the price above what the first wanted.
  const third = await world.of('kwame-asante');
  await visit(third.page, third.host.found + seen.second.address);
  await third.page.locator('#bid').click();
  await third.page.getByRole('dialog').locator('#max').fill(String(seen.offline * 2));
  await third.page.getByRole('dialog').locator('button[type=submit]').click();
  await sent(third.page);
  await third.page.getByText('Outbid').first().waitFor();
  await stop(third.host);
  nia = { ...nia, host: await world.phone('nia-griffiths') };
  await visit(page, `${nia.host.found}/sync`);
  await page.getByRole('heading', { name: 'Not accepted' }).waitFor({ timeout: 90_000 });
  await axe(page, 'a refused bid');
  await picture(page, 'market-bid-refused');
  await page.getByRole('button', { name: 'Bid the next amount' }).click();
  await page.getByRole('heading', { name: 'Not accepted' }).waitFor({ state: 'detached' });
  await sent(page);
  await visit(page, nia.host.found + seen.second.address);
  await page.getByText('Your maximum:').waitFor();
});
await step('something is offered for a price, and bought by a neighbour', async () => {
  await visit(page, `${nia.host.found}/market/sell`);
  await page.getByLabel('Title').fill('A rocking chair');
  await page.getByLabel('Description').fill('Cherry wood, my grandmother’s. It creaks in C.');
  await page.getByLabel('Fixed price').check();
  await page.getByLabel('Price, in EUR').fill('35');
  await axe(page, 'the form to sell');
  await page.getByRole('button', { name: 'Put on sale' }).click();
  await page.getByRole('heading', { name: 'A rocking chair' }).waitFor();
  seen.chair = await here(page, '/market');
  await sent(page);
  const buyer = await world.of('aoife-brannigan');
  await visit(buyer.page, buyer.host.found + seen.chair);
  await buyer.page.getByRole('button', { name: 'Buy for' }).click();
  await buyer.page.getByRole('dialog').getByRole('button', { name: 'Buy', exact: true }).click();
  await buyer.page.getByText('To be paid').first().waitFor({ timeout: 90_000 });
  await axe(buyer.page, 'a purchase');
  await picture(buyer.page, 'market-bought');
  await stop(buyer.host);
  await visit(page, nia.host.found + seen.chair);
  await page.getByText('Sold to').waitFor({ timeout: 90_000 });
});
await step('every screen of it, in every look', async () => {
  await everyLook(page, nia.host.found, {
    market: '/market', listing: seen.first.address, 'my-market': '/market/mine', sell: '/market/sell', sold: seen.chair,
  });
});

await stop(nia.host);
await world.end();
await finish();
