import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { ask } from './ask.ts';
import { call, demoChannelId } from './api.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const PICTURES = process.env['RECADO_PICTURES'];

describe('events from a shop', () => {
  it('that failed are listed alone where an alert leads to', async () => {
    const page = await stage.window();
    const { body } = await call('owner', 'POST', '/v1/event-sources', { name: 'Failing form' });
    const { id, url } = body as { id: string; url: string };
    const place = (field: string) => `/body/${field}`;
    await call('owner', 'PATCH', `/v1/event-sources/${id}`, {
      version: 1,
      mapping: {
        eventId: place('id'),
        type: place('event'),
        phone: place('phone'),
        name: null,
        email: null,
        amount: null,
        country: null,
      },
      actions: [],
    });
    const customer = await newCustomer('Nils Berg');
    const posts = [
      { id: 'a', event: 'form.sent', phone: `+${customer.phone}` },
      { id: 'b', event: 'form.broken', phone: 'call me' },
    ];
    for (const post of posts) await ask(url, { method: 'POST', body: JSON.stringify(post) });
    await page.goto(`${inject('dashboardUrl')}/events/${id}?state=failed`);
    const came = page.getByRole('list', { name: 'What came' }).getByRole('listitem');
    await came.filter({ hasText: 'form.broken' }).waitFor();
    expect(await came.allTextContents()).toEqual([expect.stringContaining('cannot be read')]);
    if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, 'events-failed.png') });
    await page.getByLabel('Show', { exact: true }).selectOption({ label: 'Everything' });
    await came.filter({ hasText: 'form.sent' }).waitFor();
    expect(await came.count()).toBe(2);
    if (PICTURES === undefined) return;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: join(PICTURES, 'events-small.png') });
    await page.goto(`${inject('dashboardUrl')}/alerts`);
    await page.getByRole('tab', { name: 'Rules and people' }).click();
    await page.getByRole('group', { name: 'Events of a shop or form fail' }).waitFor();
    await page.screenshot({ path: join(PICTURES, 'alert-rules-small.png'), fullPage: true });
  });

  it('are read by clicking on an example, told on the timeline, and answered with a template', async () => {
    const page = await stage.window();
    const picture = async (name: string) => {
      if (PICTURES !== undefined)
        await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: false });
    };
    const customer = await newCustomer('Lia Duarte');
    await approvedTemplate('course_thanks');
    await page.getByRole('link', { name: 'Events in' }).click();
    await page.getByRole('button', { name: 'New source' }).click();
    const form = page.getByRole('dialog', { name: 'New source' });
    await form.getByLabel('Name').fill('Course shop');
    await form.getByRole('button', { name: 'Create' }).click();
    const shown = page.getByRole('dialog', { name: 'Where Course shop posts' });
    const address = (await shown.locator('code').first().textContent()) ?? '';
    await picture('events-address');
    await shown.getByRole('button', { name: 'I have copied it' }).click();

    const purchase = (id: string) => ({
      id,
      event: 'purchase.approved',
      amount: 'R$ 97,00',
      buyer: { name: 'Lia Duarte', email: 'lia@buyers.test', phone: `+${customer.phone}` },
    });
    const post = async (body: unknown) => {
      const { status } = await ask(address, { method: 'POST', body: JSON.stringify(body) });
      expect(status).toBe(202);
    };
    await post(purchase('order-1'));
    const came = page.getByRole('list', { name: 'What came' });
    // Without anybody asking for it.
    await expect.poll(() => came.getByRole('listitem').count()).toBe(1);

    const payload = page.getByRole('list', { name: 'Payload' });
    // One press, then click after click: the next field that has no place asks by itself.
    await page.getByText('Contacts hold no e-mail addresses').waitFor();
    await page.getByRole('button', { name: 'Choose Phone number' }).click();
    for (const value of [
      customer.phone,
      'name Lia Duarte',
      'lia@buyers.test',
      'approved',
      'order-1',
      'R$ 97,00',
    ])
      await payload.getByRole('button', { name: value }).click();
    await page.getByRole('button', { name: 'Send a template' }).click();
    await page.getByLabel('When this type comes').fill('purchase.approved');
    await page.getByLabel('Template', { exact: true }).selectOption({ label: 'course_thanks (en_US)' });
    await page
      .getByRole('button', { name: /^Choose \{\{/ })
      .first()
      .waitFor();
    const variables = page.getByRole('button', { name: /^Choose \{\{/ });
    for (let at = 0; at < (await variables.count()); at++) {
      await variables.nth(at).click();
      await payload.getByRole('button', { name: 'name Lia Duarte' }).click();
    }
    await page.getByRole('button', { name: 'Try with the example' }).click();
    const trial = page.getByLabel('What would happen');
    await trial.getByText('would be sent').waitFor();
    await picture('events-mapping');
    expect(await customer.sees()).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved. The next event is handled like this.').waitFor();

    await post(purchase('order-2'));
    await post(purchase('order-2'));
    await expect.poll(async () => (await customer.sees()).length).toBe(1);
    await expect.poll(() => came.getByText('Done').count()).toBe(1);
    await came.getByRole('link', { name: 'Open conversation' }).click();
    const timeline = page.getByRole('list', { name: 'Timeline' });
    await timeline.getByText('purchase.approved').waitFor();
    await picture('events-timeline');
    expect((await customer.sees()).length).toBe(1);

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${new URL(page.url()).origin}/events`);
    await page.getByRole('list', { name: 'Sources' }).waitFor();
    await page.goto(`${new URL(page.url()).origin}/operations/events`);
    await page.getByRole('list', { name: 'Sources' }).getByRole('link', { name: 'Course shop' }).click();
    await page.getByRole('button', { name: 'Choose Phone number' }).waitFor();
    await picture('events-small');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
  });
});

/** Written by the owner, and approved by the simulated review. */
async function approvedTemplate(name: string): Promise<void> {
  const body = {
    channelId: await demoChannelId(),
    name,
    language: 'en_US',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, thank you for joining {{2}}, see you soon.',
        example: { body_text: [['Sofia', 'the course']] },
      },
    ],
  };
  expect((await call('owner', 'POST', '/v1/templates', body)).status).toBe(201);
  await expect
    .poll(async () => {
      const found = (await call('owner', 'GET', `/v1/templates?q=${name}`)).body as {
        items: { status: string }[];
      };
      return found.items[0]?.status;
    })
    .toBe('APPROVED');
}
