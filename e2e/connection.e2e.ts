import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, conversationOf, storedThread } from './api.ts';
import { layCable, type Cable } from './cable.ts';
import { answer, begin, rowOf, shownThread, threadOn, untilDelivered, untilShownAsStored } from './inbox.ts';
import { NAMES } from './people.ts';
import { newCustomer } from './phone.ts';
import { openStage, signIn } from './stage.ts';

const stage = openStage();
/** What a browser itself logs when it cannot reach a server. */
const NOT_REACHED = /net::ERR_|WebSocket connection to/;
let cable: Cable;

beforeAll(async () => {
  cable = await layCable();
});
afterAll(() => cable.remove());

async function windowOnCable(): Promise<Page> {
  cable.mend();
  const page = await stage.newcomer();
  await page.goto(cable.url);
  await signIn(page);
  return page;
}

describe('while the connection is gone', () => {
  it('nothing is missed: messages, statuses and edits are there when it is back', async () => {
    stage.mayFail(NOT_REACHED);
    const page = await windowOnCable();
    const customer = await newCustomer('Farid Aziz');
    await begin(page, customer, 'Before the break');
    await answer(page, 'Answered before the break');
    await untilDelivered(page, customer, 1);

    cable.cut();
    await page.getByText('Reconnecting…').waitFor();
    const { id, version } = await conversationOf(customer.phone);
    for (let n = 1; n <= 3; n++) await customer.writes(`During the break ${n}`);
    // A thread stands in the order of arrival: the answer is written when the three have arrived.
    await expect.poll(async () => (await storedThread(id)).length).toBe(5);
    const sent = await call('agent', 'POST', `/v1/conversations/${id}/messages`, {
      type: 'text',
      text: 'A colleague answers during the break',
    });
    expect(sent.status).toBe(202);
    await customer.opensChat();
    const me = (await call('agent', 'GET', '/v1/me')).body as { user: { id: string } };
    const edit = { version, assigneeId: me.user.id };
    expect((await call('owner', 'PATCH', `/v1/conversations/${id}`, edit)).status).toBe(200);
    expect(await shownThread(page)).toHaveLength(2);

    cable.mend();
    await untilShownAsStored(page, customer);
    await page.getByRole('button', { name: `Assigned to ${NAMES.agent}` }).waitFor();
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
    await expect
      .poll(() => shownThread(page))
      .toEqual([
        { text: 'Before the break', status: 'received' },
        { text: 'Answered before the break', status: 'read' },
        { text: 'During the break 1', status: 'received' },
        { text: 'During the break 2', status: 'received' },
        { text: 'During the break 3', status: 'received' },
        { text: 'A colleague answers during the break', status: 'read' },
      ]);
  });

  it('more may arrive than fits a page, in this conversation and in others', async () => {
    stage.mayFail(NOT_REACHED);
    const page = await windowOnCable();
    const customer = await newCustomer('Fatou Diallo');
    const another = await newCustomer('Felix Braun');
    await begin(page, customer, 'Before the flood');
    cable.cut();
    await page.getByText('Reconnecting…').waitFor();
    await customer.writesMany(70, 'Wave {n}');
    await another.writes('And somebody else');
    cable.mend();
    await rowOf(page, another).getByText('And somebody else').waitFor();
    await untilShownAsStored(page, customer);
    expect(await shownThread(page)).toHaveLength(71);
  });

  it('what is written waits, and goes out once', async () => {
    stage.mayFail(NOT_REACHED);
    const page = await windowOnCable();
    const customer = await newCustomer('Fumiko Ito');
    await begin(page, customer, 'Konnichiwa');
    cable.cut();
    await answer(page, 'Written without a connection');
    await threadOn(page).getByText('Not sent.').waitFor();
    cable.mend();
    await threadOn(page).getByRole('button', { name: 'Retry' }).click();
    await untilDelivered(page, customer, 1);
    expect((await customer.sees()).filter((one) => one.isFromBusiness)).toHaveLength(1);
    await untilShownAsStored(page, customer);
  });

  it('a browser that knows itself offline says so, and goes on by itself', async () => {
    stage.mayFail(NOT_REACHED);
    const page = await stage.newcomer();
    await page.goto(cable.url);
    await signIn(page);
    const customer = await newCustomer('Flora Reyes');
    await begin(page, customer, 'Hola');
    await page.context().setOffline(true);
    cable.cut();
    await page.getByText(/Offline\. New messages/).waitFor();
    await customer.writes('Are you still there?');
    cable.mend();
    await page.context().setOffline(false);
    await threadOn(page).getByText('Are you still there?').waitFor();
    await page.getByText(/Offline\. New messages/).waitFor({ state: 'detached' });
    await untilShownAsStored(page, customer);
    expect(await shownThread(page)).toHaveLength(2);
  });
});
