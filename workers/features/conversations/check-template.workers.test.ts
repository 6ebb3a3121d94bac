import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';
import { recordPreferences } from '../identities/index.ts';

const deployment = createDeployment();
const PHONE = '5511955550650';
let owner: Person;
let path: string;

beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('checked'), 'owner');
  const channel = await deployment.connectNumber(owner, '4921');
  const body = { type: 'BODY', text: 'Hi {{1}}, your {{2}} is ready.' };
  const button = { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}' };
  deployment.graph.answers.push(
    templatePage([
      listedTemplate('71', { name: 'ready', components: [body, { type: 'BUTTONS', buttons: [button] }] }),
      listedTemplate('72', { name: 'spring', category: 'MARKETING' }),
      listedTemplate('73', { name: 'waiting', status: 'PENDING' }),
      listedTemplate('74', { name: 'flagged', status: 'FLAGGED' }),
      listedTemplate('75', { name: 'locked', status: 'LOCKED' }),
    ]),
  );
  await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
  await deployment.deliver(texts('4921', { id: 'wamid.checked', from: PHONE }));
  await deployment.drain();
  const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
  path = `/v1/conversations/${items[0]?.id}/messages`;
});

async function send(name: string, components?: unknown[]) {
  const template = { name, language: { code: 'en_US' }, ...(components === undefined ? {} : { components }) };
  const response = await deployment.call(owner, 'POST', path, { type: 'template', template });
  return {
    status: response.status,
    body: await response.json<Message & { code?: string; detail?: string }>(),
  };
}

const bodyOf = (...texts: string[]) => ({
  type: 'body',
  parameters: texts.map((text) => ({ type: 'text', text })),
});
const track = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '9' }] };

describe('a template that is known here', () => {
  it('is stored as what people will read, and found by it', async () => {
    const { status, body } = await send('ready', [bodyOf('Rosa', 'lamp'), track]);
    expect([status, body.text]).toEqual([202, 'Hi Rosa, your lamp is ready.']);
  });

  it('is refused with every place that nothing was given for', async () => {
    const { status, body } = await send('ready', [bodyOf('Rosa')]);
    expect([status, body.code]).toEqual([422, 'template_incomplete']);
    expect(body.detail).toContain('body {{2}}, button 1');
  });

  it('is refused while Meta has not approved it', async () => {
    const { status, body } = await send('waiting');
    expect([status, body.code]).toEqual([422, 'template_not_approved']);
  });

  it('that is flagged or locked is Meta’s to judge, and can be chosen', async () => {
    for (const name of ['flagged', 'locked']) expect((await send(name)).status).toBe(202);
    const { items } = await deployment.json<{ items: { name: string }[] }>(
      owner,
      'GET',
      '/v1/templates?sendable=true',
    );
    expect(items.map(({ name }) => name)).toEqual(['flagged', 'locked', 'ready', 'spring']);
  });

  it('is not sent as marketing to somebody who wants none, until they want it again', async () => {
    const person = { phone: PHONE, userId: null, parentUserId: null, username: null, profileName: null };
    const prefer = (wantsMarketing: boolean, atMs: number) =>
      recordPreferences(deployment.context(), owner.companyId, [
        { kind: 'preference', phoneNumberId: '4921', person, wantsMarketing, atMs },
      ]);
    await prefer(false, deployment.clock.now);
    expect(await send('spring')).toMatchObject({ status: 422, body: { code: 'contact_opted_out' } });
    expect((await send('ready', [bodyOf('Rosa', 'lamp'), track])).status).toBe(202);
    await prefer(true, deployment.clock.now + 1);
    expect((await send('spring')).status).toBe(202);
  });
});

it('a template that was never compared with Meta is Meta’s to judge', async () => {
  expect((await send('unheard_of')).status).toBe(202);
});
