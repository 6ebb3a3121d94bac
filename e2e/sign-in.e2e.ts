import { describe, expect, inject, it } from 'vitest';
import { begin, composerOn } from './inbox.ts';
import { PASSWORD } from './people.ts';
import { newCustomer } from './phone.ts';
import { openStage, signIn } from './stage.ts';

const stage = openStage();
const REFUSED = /status of 401/;

describe('signing in', () => {
  it('asks the server for nothing where nobody was signed in', async () => {
    const page = await stage.newcomer();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(inject('dashboardUrl'));
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(asked.filter((path) => path.startsWith('/v1/'))).toEqual([]);
  });

  it('says in plain words what was wrong, and lets one try again', async () => {
    stage.mayFail(REFUSED);
    const page = await stage.newcomer();
    await page.goto(inject('dashboardUrl'));
    const [email, password] = [
      page.getByRole('textbox', { name: 'E-mail' }),
      page.getByRole('textbox', { name: 'Password' }),
    ];
    const submit = page.getByRole('button', { name: 'Sign in' });
    await submit.click();
    await page.getByRole('alert').getByText('Please enter your e-mail and your password.').waitFor();
    await expect.poll(() => email.evaluate((field) => field === document.activeElement)).toBe(true);

    await email.fill('nobody@demo.test');
    await password.fill('not the password');
    await submit.click();
    await page
      .getByRole('alert')
      .getByText(/do not belong together/)
      .waitFor();
    await expect.poll(() => password.evaluate((field) => field === document.activeElement)).toBe(true);

    await page.getByRole('button', { name: 'Show characters' }).click();
    await expect.poll(() => password.getAttribute('type')).toBe('text');
    await signIn(page, 'agent');
  });

  it('holds over a reload', async () => {
    const page = await stage.window('agent');
    await page.reload();
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Your account, Bruna Lima' }).count()).toBe(1);
  });
});

describe('signing out', () => {
  it('reaches the other windows of the browser, and leaves no draft behind', async () => {
    const customer = await newCustomer('Greta Olsen');
    const page = await stage.newcomer();
    await page.goto(inject('dashboardUrl'));
    await signIn(page, 'agent');
    await begin(page, customer, 'Hei');
    await composerOn(page).fill('A draft that nobody else may read');
    const other = await page.context().newPage();
    await other.goto(inject('dashboardUrl'));
    await other.getByRole('heading', { name: 'Inbox' }).waitFor();

    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByText('Your team’s conversations are waiting.').waitFor();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => other.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await other.reload();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('by the server closes the window’s work and says so', async () => {
    stage.mayFail(REFUSED);
    const page = await stage.newcomer();
    await page.goto(inject('dashboardUrl'));
    await signIn(page, 'agent');
    await begin(page, await newCustomer('Gunnar Lund'), 'God dag');
    // The same cookie in other hands, as when an owner ends a session.
    const answer = await page.context().request.post(`${inject('dashboardUrl')}/v1/auth/logout`);
    expect(answer.ok()).toBe(true);
    await page.getByText('You were signed out. Sign in again to go on.').waitFor();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('bruna@demo.test');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('textbox', { name: 'Password' }).press('Enter');
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  });
});
