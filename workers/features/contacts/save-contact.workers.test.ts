import { beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../contracts/api/contacts.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

const deployment = createDeployment();
let owner: Person;
beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('saves'), 'owner');
  await deployment.connectNumber(owner, '4931');
});

const save = async (body: unknown) => {
  const response = await deployment.call(owner, 'POST', '/v1/contacts', body);
  return { status: response.status, contact: await response.json<Contact>() };
};
const edit = (contact: Contact, change: object) =>
  deployment.json<Contact>(owner, 'PATCH', `/v1/contacts/${contact.id}`, {
    version: contact.version,
    ...change,
  });

describe('saving a contact', () => {
  it('makes one of a number, and the next message of that number is theirs', async () => {
    const { status, contact } = await save({ name: 'Ida Roth', phone: '+55 11 5555-0801', notes: 'Roses' });
    expect([status, contact.name, contact.notes]).toEqual([201, 'Ida Roth', 'Roses']);
    await deployment.deliver(texts('4931', { id: 'wamid.saves.1', from: '551155550801' }));
    await deployment.drain();
    const { items } = await deployment.json<{ items: Contact[] }>(owner, 'GET', '/v1/contacts?q=ida');
    expect(items.map(({ id }) => id)).toEqual([contact.id]);
  });

  it('gives back the one that is known, in every way of writing the number, and names only the nameless', async () => {
    await deployment.deliver(texts('4931', { id: 'wamid.saves.2', from: '551195555802', name: 'ana 🌷' }));
    await deployment.drain();
    const first = await save({ name: 'Ana Prado', phone: '+55 11 99555-5802' });
    expect([first.status, first.contact.name, first.contact.profileName]).toEqual([
      200,
      'Ana Prado',
      'ana 🌷',
    ]);
    const second = await save({ name: 'Somebody else', phone: '55 11 9555 5802' });
    expect([second.status, second.contact.id, second.contact.name]).toEqual([
      200,
      first.contact.id,
      'Ana Prado',
    ]);
  });

  it('refuses what is no number', async () => {
    expect((await save({ name: 'Nobody', phone: 'call me' })).status).toBe(422);
  });
});

it('an agent notes that somebody wants no marketing, and that they want it again', async () => {
  const { contact } = await save({ phone: '+55 11 95555-0803' });
  const out = await edit(contact, { wantsMarketing: false });
  expect([out.marketingOptOutAtMs, out.marketingOptOutSource]).toEqual([deployment.clock.now, 'agent']);
  const again = await edit(out, { notes: 'Prefers calls' });
  expect(again.marketingOptOutSource).toBe('agent');
  const back = await edit(again, { wantsMarketing: true });
  expect([back.marketingOptOutAtMs, back.marketingOptOutSource, back.notes]).toEqual([
    null,
    null,
    'Prefers calls',
  ]);
});
