// What people say and ask: the feed, an item with comments and reactions, news, and a request to the hub that is
// written without a server.

import { axe, check, finish, picture, step, stop } from './lib.mjs';
import { World, everyLook, here, sent, visit } from './phone-lib.mjs';

const world = await World.begin();
let nia = await world.of('nia-griffiths');
let { page } = nia;
const seen = {};

await step('a vote leads to what people say', async () => {
  await page.getByRole('link', { name: 'Votes', exact: true }).click();
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
  await page.locator('.row-link', { hasText: 'Pressing day' }).first().click();
  await page.getByRole('link', { name: 'What people say' }).click();
  await page.locator('#comments').waitFor();
  seen.item = await here(page, '/items');
});
await step('a reaction counts, and a second touch takes it back', async () => {
  const heart = page.locator('.reaction').nth(1);
  await heart.click();
  await page.locator('.reaction-mine').waitFor();
  await sent(page);
  await page.locator('.reaction-mine', { hasText: '1' }).waitFor();
  await heart.click();
  await page.locator('.reaction-mine').waitFor({ state: 'detached' });
  await heart.click();
  await page.locator('.reaction-mine', { hasText: '1' }).waitFor();
});
await step('a comment is written, and an empty one is told at once', async () => {
  await page.getByRole('button', { name: 'Say it', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await axe(page, 'an empty comment');
  await page.getByLabel('Your comment').fill('I bring two crates of apples.');
  await page.getByRole('button', { name: 'Say it', exact: true }).click();
  await page.locator('.comment', { hasText: 'two crates' }).waitFor();
  check((await page.getByLabel('Your comment').inputValue()) === '', 'the field is empty again');
  await sent(page);
});
await step('somebody answers, and the feed says so', async () => {
  const margot = await world.of('margot-lefevre');
  await visit(margot.page, margot.host.found + seen.item);
  await margot.page.locator('.comment', { hasText: 'two crates' }).getByRole('button', { name: 'Answer' }).click();
  await margot.page.getByLabel('Your comment').fill('Then I bring the jars.');
  await margot.page.getByRole('button', { name: 'Say it', exact: true }).click();
  // There, and no more waiting: the line at the top speaks of a moment before until the screen has drawn the comment.
  await margot.page.locator('.comment', { hasText: 'jars', hasNotText: 'waiting to send' }).waitFor();
  await stop(margot.host);
  await visit(page, nia.host.found);
  await page.locator('.row', { hasText: 'Margot Lefèvre has answered you' }).first().waitFor({ timeout: 90_000 });
  await axe(page, 'home with a feed');
  await picture(page, 'talk-home');
});
await step('a comment can be reported, with the keyboard alone', async () => {
  await visit(page, nia.host.found + seen.item);
  const other = page.locator('.comment', { hasText: 'jars' });
  await other.getByRole('button', { name: 'Report' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await axe(page, 'report sheet');
  await picture(page, 'talk-report');
  await dialog.getByLabel('It advertises').focus();
  await page.keyboard.press('ArrowDown');
  await dialog.getByRole('button', { name: 'Tell the moderators' }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('You have reported this.').waitFor();
});
await step('without a server a request is kept, and survives a kill', async () => {
  await world.tunnel();
  await visit(page, `${nia.host.found}/tickets/new`);
  await page.getByLabel('In one line').fill('The lift stands still');
  await page.getByLabel('What is it about?').fill('Since this morning. It hums and does not move.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('waiting to send').first().waitFor();
  await axe(page, 'a request that waits');
  await picture(page, 'talk-request-waiting');
  seen.ticket = await here(page, '/tickets');
  await stop(nia.host, 'SIGKILL');
  nia = { ...nia, host: await world.phone('nia-griffiths') };
  await visit(page, nia.host.found + seen.ticket);
  await page.getByRole('heading', { name: 'The lift stands still' }).waitFor();
  await page.getByText('waiting to send').first().waitFor();
});
await step('it arrives by itself, and the hub answers', async () => {
  await world.serve();
  await page.getByText('waiting to send').waitFor({ state: 'detached', timeout: 90_000 });
  const ticket = seen.ticket.split('/').at(-1);
  await world.play('jonas-weidner', [{ area: 'support', kind: 'reply', ticket, reply: '@new:answer', text: 'The mechanic comes at two.' }]);
  await page.getByText('The mechanic comes at two.').waitFor({ timeout: 90_000 });
  await picture(page, 'talk-request-answered');
});
await step('a request is settled by who asked', async () => {
  await page.getByRole('button', { name: 'It is solved' }).click();
  await page.getByText('This is settled.').waitFor();
  await visit(page, `${nia.host.found}/tickets`);
  await page.getByRole('heading', { name: 'Settled' }).waitFor();
});
await step('every screen of it, in every look', async () => {
  await everyLook(page, nia.host.found, { item: seen.item, tickets: '/tickets', ask: '/tickets/new', ticket: seen.ticket, home: '/' });
});

await stop(nia.host);
await world.end();
await finish();
