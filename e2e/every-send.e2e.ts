import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { call, conversationOf } from './api.ts';
import { everySend } from './sends/every-send.ts';
import type { Send } from './sends/send.ts';
import { approveOffer } from './sends/template-sends.ts';
import { begin, threadOn } from './inbox.ts';
import { control, newCustomer, NUMBER } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

interface Bubble {
  type: string;
  direction: string;
  status: string;
  content: { type?: string; body?: string };
}

/** The message in the thread, drawn and in sight. */
async function shown(page: Page, { name, shows }: Send): Promise<void> {
  const bubble = shows.reduce(
    (found, words) => found.filter({ hasText: words }),
    threadOn(page).locator('[data-message]'),
  );
  try {
    await bubble.last().scrollIntoViewIfNeeded();
    await bubble.last().waitFor();
  } catch (error) {
    throw new Error(`${name} is not shown with ${shows.join(', ')}`, { cause: error });
  }
}

it('everything that can be sent reaches the phone and is shown in the thread as what it is', async () => {
  const page = await stage.window();
  const customer = await newCustomer(`Ivana Kovac ${crypto.randomUUID().slice(0, 4)}`);
  await begin(page, customer, 'Which tables do you have?');
  const { id } = await conversationOf(customer.phone);
  const { body } = await call('owner', 'GET', `/v1/conversations/${id}`);
  const { channelId } = body as { channelId: string };
  const sends = [...everySend(`order-${crypto.randomUUID().slice(0, 8)}`), await approveOffer(channelId)];
  for (const { name, content, shows } of sends) {
    const answer = await call('owner', 'POST', `/v1/conversations/${id}/messages`, content);
    expect({ name, ...answer }).toMatchObject({ name, status: 202 });
    await expect
      .poll(async () => {
        const { items } = await control<{ items: Bubble[] }>('GET', `/threads/${customer.id}/${NUMBER}`);
        return items.filter((one) => one.direction === 'from-business').length;
      })
      .toBe(sends.findIndex((one) => one.name === name) + 1);
    await shown(page, { name, content, shows });
  }
  // The customer pays the order, after a card that was refused.
  const order = (
    await control<{ items: (Bubble & { id: string })[] }>('GET', `/threads/${customer.id}/${NUMBER}`)
  ).items.find(({ content }) => content.type === 'order_details');
  const asked = threadOn(page).locator('[data-message]').filter({ hasText: 'Here is your order' });
  for (const [status, words, state] of [
    ['failed', 'Could not pay R$1,770.00', 'Payment failed'],
    ['captured', 'Paid R$1,770.00', 'Paid'],
  ] as const) {
    await control('POST', `/messages/${encodeURIComponent(order?.id ?? '')}/payments`, { status });
    await threadOn(page).getByText(words).waitFor();
    await asked.getByText(state, { exact: true }).waitFor();
  }

  // On the phone each is what it was sent as, and nothing failed.
  const { items } = await control<{ items: Bubble[] }>('GET', `/threads/${customer.id}/${NUMBER}`);
  const kinds = items
    .filter((one) => one.direction === 'from-business')
    .map(({ type, content }) => (type === 'interactive' ? content.type : type));
  expect(kinds).toEqual(
    sends.map(({ content }) =>
      content['type'] === 'interactive' ? (content['interactive'] as { type: string }).type : content['type'],
    ),
  );
  expect(items.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(await threadOn(page).getByText('Recado does not know yet').count()).toBe(0);
});
