import { describe, expect, it } from 'vitest';
import type { QuickReply } from '../../contracts/api/quick-replies.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import type { Page } from '../../testing/thread.ts';

const deployment = createDeployment();
const PATH = '/v1/quick-replies';

let count = 0;
async function newOwner(): Promise<Person> {
  count += 1;
  return deployment.signUp(await deployment.createCompany(`quick-${count}`), 'owner');
}
const create = (person: Person, shortcut: string, text = 'Thank you!') =>
  deployment.json<QuickReply>(person, 'POST', PATH, { shortcut, text });
const problemOf = async (response: Response) => {
  const { code, fields } = await response.json<{ code: string; fields?: { path: string }[] }>();
  return [response.status, code, ...(fields ?? []).map(({ path }) => path)];
};

describe('quick replies', () => {
  it('are kept, listed by their shortcuts page by page, changed and deleted', async () => {
    const owner = await newOwner();
    for (const shortcut of ['thanks', 'hours', '/Bye'.slice(1)]) await create(owner, shortcut);
    const first = await deployment.json<Page<QuickReply>>(owner, 'GET', `${PATH}?limit=2`);
    expect(first.items.map((one) => one.shortcut)).toEqual(['bye', 'hours']);
    const cursor = encodeURIComponent(first.nextCursor ?? '');
    const second = await deployment.json<Page<QuickReply>>(owner, 'GET', `${PATH}?limit=2&cursor=${cursor}`);
    expect([second.items.map((one) => one.shortcut), second.nextCursor]).toEqual([['thanks'], null]);

    const [bye] = first.items;
    deployment.clock.now += 1_000;
    const edited = await deployment.json<QuickReply>(owner, 'PATCH', `${PATH}/${bye?.id}`, {
      version: 1,
      text: 'See you, {{contact.first_name}}',
    });
    expect(edited).toEqual({
      ...bye,
      text: 'See you, {{contact.first_name}}',
      version: 2,
      updatedAtMs: deployment.clock.now,
    });
    expect((await deployment.call(owner, 'DELETE', `${PATH}/${bye?.id}`)).status).toBe(204);
    const rest = await deployment.json<Page<QuickReply>>(owner, 'GET', PATH);
    expect(rest.items.map((one) => one.shortcut)).toEqual(['hours', 'thanks']);
    expect((await deployment.call(owner, 'DELETE', `${PATH}/${bye?.id}`)).status).toBe(404);
  });

  it('have shortcuts of their own, whoever writes first, and each company its own', async () => {
    const [owner, stranger] = [await newOwner(), await newOwner()];
    const thanks = await create(owner, 'thanks');
    await create(stranger, 'thanks');
    const again = await deployment.call(owner, 'POST', PATH, { shortcut: 'THANKS', text: 'x' });
    expect(await problemOf(again)).toEqual([422, 'invalid', 'shortcut']);
    const bye = await create(owner, 'bye');
    const renamed = await deployment.call(owner, 'PATCH', `${PATH}/${bye.id}`, {
      version: 1,
      shortcut: 'thanks',
    });
    expect(await problemOf(renamed)).toEqual([422, 'invalid', 'shortcut']);
    // Its own shortcut is no conflict with itself.
    const same = { version: 1, shortcut: 'thanks', text: 'Many thanks!' };
    expect((await deployment.call(owner, 'PATCH', `${PATH}/${thanks.id}`, same)).status).toBe(200);
  });

  it('are not overwritten by somebody who saw an older text', async () => {
    const owner = await newOwner();
    const { id } = await create(owner, 'hours', 'Until 18:00');
    await deployment.json(owner, 'PATCH', `${PATH}/${id}`, { version: 1, text: 'Until 19:00' });
    const late = await deployment.call(owner, 'PATCH', `${PATH}/${id}`, { version: 1, text: 'Until 20:00' });
    expect(await problemOf(late)).toEqual([409, 'conflict']);
    const { items } = await deployment.json<Page<QuickReply>>(owner, 'GET', PATH);
    expect(items.map((one) => one.text)).toEqual(['Until 19:00']);
  });

  it.each([
    ['a variable that does not exist', { shortcut: 'a', text: 'Hello {{contact.nickname}}' }, 'text'],
    ['a shortcut with a blank', { shortcut: 'a b', text: 'x' }, 'shortcut'],
    ['no text', { shortcut: 'a', text: ' \n ' }, 'text'],
    ['more than WhatsApp takes', { shortcut: 'a', text: 'x'.repeat(4_097) }, 'text'],
  ])('refuse %s', async (_, body, field) => {
    const owner = await newOwner();
    const refused = await problemOf(await deployment.call(owner, 'POST', PATH, body));
    expect([refused[0] === 422 || refused[0] === 400, refused.at(-1)]).toEqual([true, field]);
    expect((await create(owner, 'a', 'x'.repeat(4_096))).text).toHaveLength(4_096);
  });
});
