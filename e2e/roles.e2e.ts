import { describe, expect, inject, it } from 'vitest';
import { call, conversationOf } from './api.ts';
import { composerOn, openThread, rowOf, threadOn } from './inbox.ts';
import { newCustomer } from './phone.ts';
import { openStage } from './stage.ts';

const stage = openStage();

describe('a viewer', () => {
  it('reads everything, is offered nothing that changes it, and is refused by the server', async () => {
    const customer = await newCustomer('Gustav Holm');
    const page = await stage.window('viewer');
    await customer.writes('Only to be read');
    await openThread(page, customer);
    await threadOn(page).getByText('Only to be read').waitFor();
    await page.getByText('You can read here, but not write').waitFor();
    expect(await composerOn(page).count()).toBe(0);
    for (const name of ['Send', 'Assign', 'Resolve', 'Snooze', 'New conversation', 'Edit name']) {
      const offered = await page.getByRole('button', { name, exact: true }).count();
      expect({ name, offered }).toEqual({ name, offered: 0 });
    }
    expect(await page.getByRole('textbox', { name: 'Notes' }).isEditable()).toBe(false);
    await page.keyboard.press('e');
    await page.keyboard.press('n');
    expect(await page.getByRole('dialog').count()).toBe(0);

    const { id, version } = await conversationOf(customer.phone);
    const message = { type: 'text', text: 'Not allowed' };
    const edit = { version, status: 'resolved' };
    expect((await call('viewer', 'POST', `/v1/conversations/${id}/messages`, message)).status).toBe(403);
    expect((await call('viewer', 'PATCH', `/v1/conversations/${id}`, edit)).status).toBe(403);
    expect((await call('owner', 'PATCH', `/v1/conversations/${id}`, edit)).status).toBe(200);
    await page.getByText('Resolved').first().waitFor();
  });
});

describe('another company', () => {
  it('sees nothing of it, in its list or by address', async () => {
    stage.mayFail(/status of 404/);
    const customer = await newCustomer('Gita Rao');
    const [mine, theirs] = [await stage.window('owner'), await stage.window('stranger')];
    await customer.writes('For one company only');
    await rowOf(mine, customer).waitFor();
    expect(await rowOf(theirs, customer).count()).toBe(0);

    const { id } = await conversationOf(customer.phone);
    await theirs.goto(`${inject('dashboardUrl')}/inbox/${id}`);
    await theirs.getByText('It does not exist, or it is not yours to see.').waitFor();
    expect((await call('stranger', 'GET', `/v1/conversations/${id}`)).status).toBe(404);
    expect((await call('owner', 'GET', `/v1/conversations/${id}`)).status).toBe(200);
  });
});
