import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { call, conversationOf } from './api.ts';
import { storeDeadLetters, type StoredLetter } from './dead-letters.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
let companyId: string;

beforeAll(async () => {
  const me = await call('owner', 'GET', '/v1/me');
  companyId = (me.body as { company: { id: string } }).company.id;
});

/** A job that will succeed when it goes back. */
const indexing = (code: string): StoredLetter => ({
  companyId,
  lane: 'jobs',
  kind: 'search.index',
  code,
  detail: 'The job took longer than 30 seconds.',
  body: { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq: 0 } },
});
/** One that will fail at once, as often as it goes back. */
const broken = (code: string, whose: string | null): StoredLetter => ({
  companyId: whose,
  lane: 'webhooks',
  kind: 'meta.delivery',
  code,
  detail: 'It cannot be read.',
  body: { v: 7, kind: 'meta.delivery', raw: '{"from":"5511955550395","text":{"body":"Hello"}}' },
});

async function openLetters(page: Page) {
  await page.getByRole('link', { name: 'Operations' }).click();
  await page.getByRole('tab', { name: 'Dead letters' }).click();
  const letters = page.getByRole('list', { name: 'Letters' }).getByRole('listitem');
  await page.getByLabel('Lane').waitFor();
  return letters;
}

describe('dead letters of a company', () => {
  it('are found by their reason, put back together after a question, and tell what became of them', async () => {
    const code = `slow_${crypto.randomUUID().slice(0, 8)}`;
    await storeDeadLetters(inject('state'), [indexing(code), indexing(code), indexing(code)]);
    const page = await stage.window();
    const letters = await openLetters(page);
    await page.getByLabel('Reason').selectOption(code);
    await expect.poll(() => letters.count()).toBe(3);
    await page.getByRole('button', { name: 'Put all back' }).click();
    const question = page.getByRole('dialog', { name: 'Put 3 jobs back?' });
    await question.getByText('Nothing is done twice').waitFor();
    await question.getByText('Making messages findable').waitFor();
    await question.getByRole('button', { name: 'Put 3 back' }).click();
    await expect.poll(() => letters.getByText('It was done this time.').count()).toBe(3);
    await page.getByLabel('State').selectOption('Done');
    await expect.poll(() => letters.count()).toBe(3);
  });

  it('are put back one by one, fail again in their place, and are discarded with a reason', async () => {
    const code = `odd_${crypto.randomUUID().slice(0, 8)}`;
    const customer = await newCustomer('Nils Holmberg');
    await customer.writes('Did you get my order?');
    const { id: conversationId } = await conversationOf(customer.phone);
    const ref = { conversationId, messageId: 'msg_gone' };
    await storeDeadLetters(inject('state'), [{ ...broken(code, companyId), ref }]);
    const page = await stage.window();
    const letters = await openLetters(page);
    await page.getByLabel('Reason').selectOption(code);
    await expect.poll(() => letters.count()).toBe(1);
    await letters.getByRole('button').click();
    const letter = page.getByRole('dialog', { name: 'News from Meta' });
    const payload = letter.getByLabel('Payload');
    await payload.getByText('"[phone]"').waitFor();
    expect(await payload.textContent()).not.toMatch(/5511|Hello/);
    await expect
      .poll(() => letter.getByRole('link', { name: 'Open its conversation' }).getAttribute('href'))
      .toBe(`/inbox/${conversationId}`);
    await letter.getByRole('button', { name: 'Put back' }).click();
    await letters.getByText('It failed again:').waitFor();

    await letters.getByRole('button').click();
    await letter.getByRole('button', { name: 'Discard…' }).click();
    await expect.poll(() => letter.getByRole('button', { name: 'Discard' }).isDisabled()).toBe(true);
    await letter.getByLabel('Why it shall not be done').fill('The customer was called.');
    await letter.getByRole('button', { name: 'Discard' }).click();
    await letters.getByText('It will not be done.').waitFor();
    // It failed for another reason than before.
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('State').selectOption('Discarded');
    await letters.getByRole('button').first().click();
    await letter.getByText('The customer was called.').waitFor();
    await letter.getByText('Helena Prado').waitFor();
    expect(await letter.getByRole('button', { name: 'Put back' }).count()).toBe(0);
  });
});

describe('dead letters of the deployment', () => {
  it('are for operators, who see and discard also what is nobody’s', async () => {
    const code = `lost_${crypto.randomUUID().slice(0, 8)}`;
    await storeDeadLetters(inject('state'), [broken(code, null)]);
    const page = await stage.window();
    const letters = await openLetters(page);
    expect(await page.getByLabel('Reason').locator(`option[value="${code}"]`).count()).toBe(0);
    await page.getByLabel('Whose').selectOption('The whole deployment');
    await page.getByLabel('Reason').selectOption(code);
    await expect.poll(() => letters.count()).toBe(1);
    await letters.getByRole('button').click();
    const letter = page.getByRole('dialog', { name: 'News from Meta' });
    await letter.getByRole('button', { name: 'Put back' }).click();
    await letters.getByText('It failed again:').waitFor();
    await letters.getByRole('button').click();
    await letter.getByRole('button', { name: 'Discard…' }).click();
    await letter.getByLabel('Why it shall not be done').fill('Nobody sent this.');
    await letter.getByRole('button', { name: 'Discard' }).click();
    await letters.getByText('It will not be done.').waitFor();

    const stranger = await stage.window('stranger');
    await openLetters(stranger);
    expect(await stranger.getByLabel('Whose').count()).toBe(0);
    expect((await call('stranger', 'GET', '/v1/operator/dead-letters')).status).toBe(403);
    const refused = await call('agent', 'GET', '/v1/dead-letters');
    expect(refused.status).toBe(403);
  });
});
