import { describe, expect, inject, it } from 'vitest';
import { call, conversationOf, demoChannelId } from './api.ts';
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

describe.each(['viewer', 'agent'] as const)('%s: every place and every link that is offered', (role) => {
  it('leads to something that the role may see', async () => {
    const customer = await newCustomer(`Greta Sund ${role}`);
    await customer.writes('For all roles');
    const { id } = await conversationOf(customer.phone);
    const page = await stage.window(role);
    const places = await page
      .getByRole('navigation')
      .first()
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const waiting = new Set([...places, `/inbox/${id}/contact`, `/channels/${await demoChannelId()}`]);
    const seen = new Set<string>();
    for (const path of waiting) {
      if (seen.has(path)) continue;
      seen.add(path);
      await page.goto(inject('dashboardUrl') + path);
      await page.getByRole('main').first().waitFor();
      // What a page lacks the right for is refused by the server, which the stage takes for a fault.
      await page.waitForLoadState('networkidle');
      for (const words of [
        'This is for administrators',
        'Your role does not allow this',
        'There is no page here',
      ])
        expect({ path, words, shown: await page.getByText(words).count() }).toEqual({
          path,
          words,
          shown: 0,
        });
      const offered = await page
        .locator('main a[href^="/"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const href of offered) if (!/^\/(inbox|media)\//.test(href)) waiting.add(href);
    }
    expect(seen.size).toBeGreaterThan(6);
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
