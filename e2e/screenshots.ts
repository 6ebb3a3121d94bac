import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { call, conversationOf } from './api.ts';
import { answer, composerOn, openThread, rowOf, threadOn, untilDelivered } from './inbox.ts';
import { openFullThread } from './one-of-each.ts';
import { newCustomer, type Customer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();
const MAX_BYTES = 300 * 1024;
const MINUTE_MS = 60_000;

/** Who writes besides the demo's first customers, the oldest first; the last one's thread is open in the pictures. */
const CUSTOMERS: { name: string; phone: string; minutesAgo: number; texts: string[] }[] = [
  { name: 'Ravi Menon', phone: '919555500187', minutesAgo: 214, texts: ['Could you gift-wrap order 2041?'] },
  {
    name: 'Karl Brandt',
    phone: '4915550100188',
    minutesAgo: 96,
    texts: ['One cup of my order arrived broken.'],
  },
  { name: 'Amélie Laurent', phone: '33655500121', minutesAgo: 71, texts: ['Bonjour, livrez-vous à Lyon ?'] },
  {
    name: 'Thabo Nkosi',
    phone: '27715550119',
    minutesAgo: 48,
    texts: ['Is the oak shelf 80 or 90 cm wide?'],
  },
  {
    name: 'Mei Tanaka',
    phone: '818055500133',
    minutesAgo: 22,
    texts: ['Do the chairs come in ash?', 'We need six.', 'By the end of the month'],
  },
  {
    name: 'Daniel Okoye',
    phone: '2348055500144',
    minutesAgo: 7,
    texts: ['Hello! I saw the *walnut table* on your page.', 'Is it still in stock?'],
  },
];
/** Of the demo's own, the one whose message has an emoji, which not every machine can draw. */
const PUT_AWAY = '4915550100177';

async function write({ name, phone, minutesAgo, texts }: (typeof CUSTOMERS)[number]): Promise<Customer> {
  const customer = await newCustomer(name, phone);
  for (const [index, text] of texts.entries())
    await customer.writes(text, { timestampMs: Date.now() - minutesAgo * MINUTE_MS + index * 25_000 });
  return customer;
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(import.meta.dirname, 'pictures', `${name}.png`);
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: 'disabled' });
  expect({ name, isSmall: statSync(path).size <= MAX_BYTES }).toEqual({ name, isSmall: true });
}

it('takes the pictures of the README', async () => {
  const page = await stage.window('owner');
  const customers = new Map<string, Customer>();
  for (const one of CUSTOMERS) customers.set(one.name, await write(one));
  const of = (name: string): Customer => {
    const customer = customers.get(name);
    if (customer === undefined) throw new Error(`nobody is called ${name}`);
    return customer;
  };

  const members = (await call('owner', 'GET', '/v1/members')).body as {
    items: { id: string; name: string }[];
  };
  const assign = async (customer: Customer, name: string) => {
    const { id, version } = await conversationOf(customer.phone);
    const assigneeId = members.items.find((member) => member.name.startsWith(name))?.id;
    expect((await call('owner', 'PATCH', `/v1/conversations/${id}`, { version, assigneeId })).status).toBe(
      200,
    );
  };
  const away = await conversationOf(PUT_AWAY);
  const resolved = { version: away.version, status: 'resolved' };
  expect((await call('owner', 'PATCH', `/v1/conversations/${away.id}`, resolved)).status).toBe(200);
  for (const [name, colleague] of [
    ['Karl Brandt', 'Bruna'],
    ['Amélie Laurent', 'Tom'],
    ['Thabo Nkosi', 'Bruna'],
    ['Daniel Okoye', 'Helena'],
  ] as const)
    await assign(of(name), colleague);

  // Two that wait for the customer: one has read the answer, the other has not.
  for (const [name, text] of [
    ['Thabo Nkosi', '90 cm, and we can cut it to size.'],
    ['Karl Brandt', 'We are sorry! A new one leaves today.'],
  ] as const) {
    await openThread(page, of(name));
    await answer(page, text);
    await untilDelivered(page, of(name), 1);
  }
  await of('Thabo Nkosi').opensChat();
  await rowOf(page, of('Thabo Nkosi')).getByLabel('Read').waitFor();

  const daniel = of('Daniel Okoye');
  await openThread(page, daniel);
  await answer(page, 'Hello, Daniel! Yes, two are left: one in *natural oil*, one in dark oil.');
  await untilDelivered(page, daniel, 1);
  await daniel.writes('Wonderful. The natural one, please.');
  await daniel.writes('Can you deliver on Saturday?');
  await threadOn(page).getByText('Can you deliver on Saturday?').waitFor();
  await answer(page, 'Saturday between 10:00 and 13:00 works.');
  await untilDelivered(page, daniel, 2);
  await daniel.opensChat();
  await threadOn(page).getByLabel('Read').nth(1).waitFor();
  await answer(page, 'Shall I keep the table for you?');
  await threadOn(page).getByLabel('Read').nth(2).waitFor();
  await of('Amélie Laurent').writes('Et combien de temps faut-il compter ?');
  await page
    .getByRole('textbox', { name: 'Notes' })
    .fill('Furnishing a new flat. Prefers deliveries on Saturdays.');
  await page.getByText('Saved', { exact: true }).waitFor();
  await composerOn(page).focus();

  await take(page, 'inbox-light');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await take(page, 'inbox-dark');

  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const full = await newCustomer('Ines Duarte', '5511955500177');
  await openFullThread(page, full);
  const log = threadOn(page);
  for (const [name, scheme] of [
    ['thread-light', 'light'],
    ['thread-dark', 'dark'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await log.evaluate((element) => {
      element.scrollTop = 0;
    });
    await log
      .getByRole('button', { name: 'Photo: A picture. Open it' })
      .and(page.locator('[data-loaded]'))
      .waitFor();
    await take(page, name);
  }

  const phone = await stage.newcomer();
  await phone.setViewportSize({ width: 1180, height: 820 });
  await phone.goto(inject('simulatorUrl'));
  await phone.getByRole('region', { name: 'Customers' }).getByRole('button', { name: daniel.name }).click();
  await phone
    .getByRole('region', { name: `Phone of ${daniel.name}` })
    .getByText('Shall I keep the table')
    .waitFor();
  await take(phone, 'phone');
});
