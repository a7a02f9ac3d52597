// The account: made with consent and a letter, a second factor at sign-in, a link by mail, sessions, a copy of one's
// data, the end of it and the way back.

import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { axe, check, finish, picture, step, stop, until } from './lib.mjs';
import { Mailbox, code } from './mailbox.mjs';
import { PASSWORD, World, agree, everyLook, resident, visit } from './phone-lib.mjs';

const mailbox = await Mailbox.open();
// One person signs in here more often in a minute than the server lets anybody.
const world = await World.begin({ flags: [...mailbox.flags, '--limits-times', '10'], legal: true });
const ROBIN = { name: 'Robin Weaver', email: 'robin.weaver@e2e.example', password: 'Bramble-Cart-42' };

const fill = async (page, email, password) => {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};
const home = (page) => page.getByRole('navigation').waitFor();
/** Hands a phone a link from outside, as another app would. */
const hand = (name, link) => appendFileSync(path.join(world.folder, name, 'links'), `${link}\n`);
async function signOut(page, host) {
  await visit(page, `${host.found}/me`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Welcome' }).waitFor();
}

const newcomer = await world.phone('robin');
let page = await world.open(newcomer);
await step('nobody is taken in without agreeing to what is in force', async () => {
  await page.getByRole('link', { name: 'Create account' }).click();
  await page.getByLabel('Your name').fill(ROBIN.name);
  await page.getByLabel('E-mail address').fill(ROBIN.email);
  await page.getByLabel('Password').fill(ROBIN.password);
  await page.locator('summary', { hasText: 'Terms' }).click();
  await page.getByText('What you order you pay for.').waitFor();
  await axe(page, 'register with legal texts');
  await picture(page, 'account-consent');
  const boxes = page.locator('input[type=checkbox]');
  check((await boxes.count()) === 2, 'each text has a box of its own');
  for (const at of [0, 1]) check(!(await boxes.nth(at).isChecked()), 'nothing is agreed to beforehand');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('alert').getByText('agree to each').waitFor();
  await picture(page, 'account-consent-missing');
});
await step('with both agreed to, the address is confirmed by a letter', async () => {
  for (const at of [0, 1]) await page.locator('input[type=checkbox]').nth(at).check();
  await page.getByRole('button', { name: 'Create account' }).click();
  const link = await mailbox.link(ROBIN.email, 'verify');
  hand('robin', link);
  await page.getByText('Your address is confirmed').waitFor();
  await axe(page, 'address confirmed');
  await picture(page, 'account-verified');
});
await step('the newcomer signs in and finds what was agreed to', async () => {
  await visit(page, `${newcomer.found}/sign-in`);
  await fill(page, ROBIN.email, ROBIN.password);
  await home(page);
  await visit(page, `${newcomer.found}/me/consents`);
  await page.locator('.badge', { hasText: 'Agreed, version 3' }).first().waitFor();
  check((await page.locator('.badge', { hasText: 'Agreed, version 3' }).count()) === 2, 'both stand there');
  check(!(await page.locator('#consent-notices').isChecked()), 'what the phone may do is off at first');
  await axe(page, 'consents');
  await picture(page, 'account-consents');
});
await step('a link from outside opens its screen', async () => {
  hand('robin', 'hubbub://votes');
  await page.getByRole('heading', { name: 'Votes', exact: true }).waitFor();
});
await step('a copy of everything is handed over', async () => {
  await visit(page, `${newcomer.found}/me/account`);
  await page.locator('summary', { hasText: 'Your data' }).click();
  await page.getByRole('button', { name: 'Get my copy' }).click();
  await page.getByRole('status').filter({ hasText: 'Handed on.' }).waitFor();
  const copy = JSON.parse(readFileSync(path.join(world.folder, 'robin', 'shared', 'hubbub-export.json'), 'utf8'));
  check(copy.account.email === ROBIN.email && copy.consents.length === 2, JSON.stringify(copy.account));
});
let secret;
await step('a second factor is set up', async () => {
  await visit(page, `${newcomer.found}/me/account`);
  await page.locator('summary', { hasText: 'Second factor' }).click();
  await page.locator('#factor-password').fill(ROBIN.password);
  await page.getByRole('button', { name: 'Set up an authenticator' }).click();
  secret = await page.locator('.secret').textContent();
  await axe(page, 'an authenticator is set up');
  await page.locator('#factor-code').fill(code(secret));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('.codes li').first().waitFor();
  await picture(page, 'account-recovery-codes');
});
const recovery = await page.locator('.codes li').allTextContents();
await step('from then on signing in has a second step', async () => {
  await signOut(page, newcomer);
  await fill(page, ROBIN.email, ROBIN.password);
  await page.getByRole('heading', { name: 'Second step' }).waitFor();
  await axe(page, 'second step');
  await picture(page, 'account-second-step');
  await page.locator('#code').fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('#code').fill(code(secret, 1));
  await page.getByRole('button', { name: 'Continue' }).click();
  await home(page);
});
await step('a recovery code opens the door too, once', async () => {
  await signOut(page, newcomer);
  await fill(page, ROBIN.email, ROBIN.password);
  await page.locator('#code').fill(recovery[0]);
  await page.getByRole('button', { name: 'Continue' }).click();
  await home(page);
});
await step('another device is seen, and signed out from here', async () => {
  const second = await world.phone('robin-2');
  const other = await world.open(second);
  await fill(other, ROBIN.email, ROBIN.password);
  await other.locator('#code').fill(recovery[1]);
  await other.getByRole('button', { name: 'Continue' }).click();
  await home(other);
  await visit(page, `${newcomer.found}/me/sessions`);
  const ends = page.getByRole('button', { name: 'Sign out' });
  await ends.first().waitFor();
  check((await page.locator('.row', { hasText: 'Hubbub Phone (' }).count()) >= 2, 'each device has a name');
  await axe(page, 'sessions');
  await picture(page, 'account-sessions');
  for (let left = await ends.count(); left > 0; left -= 1) {
    await ends.first().click();
    await until('one session less', async () => (await ends.count()) < left);
  }
  await other.getByText('Sign in again').first().waitFor({ timeout: 90_000 });
  await picture(other, 'account-signed-out-elsewhere');
  await stop(second);
});
await step('the account is closed, and says until when it can be opened again', async () => {
  await visit(page, `${newcomer.found}/me/account`);
  await page.locator('summary', { hasText: 'Close the account' }).click();
  await page.locator('#close-password').fill('Not-Mine-77');
  await page.getByRole('button', { name: 'Close my account' }).click();
  await page.getByRole('dialog').waitFor();
  await axe(page, 'close the account?');
  await picture(page, 'account-close');
  await page.getByRole('dialog').getByRole('button', { name: 'Close my account' }).click();
  await page.getByRole('alert').waitFor();
  await page.locator('#close-password').fill(ROBIN.password);
  await page.getByRole('button', { name: 'Close my account' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close my account' }).click();
  await page.getByRole('heading', { name: 'Your account is closed' }).waitFor();
  await axe(page, 'closed');
  await picture(page, 'account-closed');
});
await step('at the door it is told that it is closed, with the way to open it again', async () => {
  await visit(page, `${newcomer.found}/sign-in`);
  await fill(page, ROBIN.email, ROBIN.password);
  await page.getByRole('alert').getByRole('link').click();
  await page.getByRole('heading', { name: 'Open your account again' }).waitFor();
  await axe(page, 'open again');
  await page.getByLabel('E-mail address').fill(ROBIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ROBIN.password);
  await page.getByRole('button', { name: 'Open it again' }).click();
  await page.getByText('Your account is open again.').waitFor();
  await picture(page, 'account-reopened');
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await fill(page, ROBIN.email, ROBIN.password);
  await page.locator('#code').fill(recovery[2]);
  await page.getByRole('button', { name: 'Continue' }).click();
  await home(page);
});
await stop(newcomer);

const margot = resident('margot-lefevre');
const host = await world.phone('margot');
page = await world.open(host);
await step('a link by mail signs in on the device that asked for it', async () => {
  await page.getByRole('link', { name: 'Sign in by mail' }).click();
  await page.getByRole('button', { name: 'Send me a mail' }).waitFor();
  await page.getByLabel('E-mail address').fill(margot.email);
  await page.getByRole('button', { name: 'Send me a mail' }).click();
  await page.getByRole('status').filter({ hasText: 'on its way' }).waitFor();
  await axe(page, 'a mail is on its way');
  await picture(page, 'account-link-sent');
  hand('margot', await mailbox.link(margot.email, 'sign-in'));
});
await step('what changed in the legal texts is read and agreed to before anything else', async () => {
  const dialog = page.getByRole('dialog', { name: 'Our terms have changed' });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  const yes = dialog.getByRole('button', { name: 'Agree and carry on' });
  check((await yes.getAttribute('aria-disabled')) === 'true', 'nobody agrees to what they have not ticked');
  await axe(page, 'new legal texts');
  await picture(page, 'account-legal-new');
  await page.setViewportSize({ width: 320, height: 640 });
  await picture(page, 'account-legal-new-320');
  await page.setViewportSize({ width: 390, height: 844 });
  await agree(page);
  await home(page);
});
await step('a forgotten password is replaced by another one', async () => {
  await signOut(page, host);
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  // The door asks for an address too: what is typed before the screen has changed is lost with it.
  await page.getByRole('button', { name: 'Send me a mail' }).waitFor();
  await page.getByLabel('E-mail address').fill(margot.email);
  await page.getByRole('button', { name: 'Send me a mail' }).click();
  hand('margot', await mailbox.link(margot.email, 'reset'));
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
  await page.locator('#password').fill('Mirabelle-Boat-9');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your new password').waitFor();
  await visit(page, `${host.found}/sign-in`);
  await fill(page, margot.email, 'Mirabelle-Boat-9');
  await home(page);
});
await step('every screen of it, in every look', async () => {
  const screens = { account: '/me/account', consents: '/me/consents', sessions: '/me/sessions', hubs: '/hubs', disputes: '/disputes' };
  const doors = { 'door-sign-in': '/sign-in', 'door-register': '/register', 'door-link': '/link', 'door-forgot': '/forgot', 'door-code': '/code', 'door-reset': '/reset/x', 'door-closed': '/closed/2027-01-02T03:04:05Z', 'door-reopen': '/reopen' };
  await everyLook(page, host.found, { ...screens, ...doors });
});

await stop(host);
await world.end();
mailbox.close();
await finish();
