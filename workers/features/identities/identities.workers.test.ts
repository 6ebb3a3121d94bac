import { describe, expect, it } from 'vitest';
import type { IdentityChange, MarketingPreference, Sender } from '../../channels/port.ts';
import type { Contact } from '../../contracts/api/contacts.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { changeIdentities, recordAddressBook, recordPreferences } from './index.ts';

const OLD = '5511955550701';
const NEW = '5511955550702';
const MINUTE_MS = 60_000;

async function office(name: string, number: string) {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany(name), 'owner');
  await deployment.connectNumber(owner, number);
  const start = deployment.clock.now;
  const write = async (from: { from?: string; userId?: string }, atMs: number, text = 'Hi') => {
    const id = `wamid.${name}.${crypto.randomUUID()}`;
    await deployment.deliver(texts(number, { id, ...from, text, atSeconds: Math.floor(atMs / 1_000) }));
    await deployment.drain();
  };
  const people = async () =>
    (await deployment.json<{ items: Contact[] }>(owner, 'GET', '/v1/contacts')).items.toSorted(
      (a, b) => a.createdAtMs - b.createdAtMs,
    );
  const moves = (atMs: number, before: Partial<Sender>, after: Partial<Sender>): IdentityChange => ({
    kind: 'identity',
    phoneNumberId: number,
    before: { phone: null, userId: null, parentUserId: null, ...before },
    after: { phone: null, userId: null, parentUserId: null, ...after },
    atMs,
  });
  return {
    deployment,
    owner,
    start,
    write,
    people,
    change: (...changes: Parameters<typeof moves>[]) =>
      changeIdentities(
        deployment.context(),
        owner.companyId,
        changes.map((one) => moves(...one)),
      ),
    prefer: (...list: { wantsMarketing: boolean; atMs: number; phone?: string }[]) =>
      recordPreferences(
        deployment.context(),
        owner.companyId,
        list.map(({ phone = OLD, ...rest }): MarketingPreference => ({
          kind: 'preference',
          phoneNumberId: number,
          person: { phone, userId: null, parentUserId: null, username: null, profileName: null },
          ...rest,
        })),
      ),
    name: (name: string | null, phone = OLD) =>
      recordAddressBook(deployment.context(), owner.companyId, [
        {
          kind: 'address_book',
          phoneNumberId: number,
          person: { phone, userId: null, parentUserId: null, username: null, profileName: null },
          name,
          atMs: start,
        },
      ]),
  };
}

describe('a person who changes their number', () => {
  it('stays one contact; late messages of the old number are theirs, and its next owner is somebody else', async () => {
    const { start, write, people, change, deployment } = await office('moves', '4911');
    await write({ from: OLD }, start);
    const [person] = await people();
    await change([start + MINUTE_MS, { phone: OLD }, { phone: NEW }]);
    deployment.clock.now += 1_000;
    await write({ from: NEW }, start + 2 * MINUTE_MS);
    await write({ from: OLD }, start + MINUTE_MS / 2, 'Sent before, late to come');
    expect((await people()).map(({ id, phone }) => ({ id, phone }))).toEqual([
      { id: person?.id, phone: NEW },
    ]);
    await write({ from: OLD }, start + 3 * MINUTE_MS, 'I have this number now');
    const after = await people();
    expect(after.map(({ phone }) => phone)).toEqual([NEW, OLD]);
    // The same news again takes nothing from the number's next owner.
    await change([start + MINUTE_MS, { phone: OLD }, { phone: NEW }]);
    expect(await people()).toEqual(after);
  });

  it('is joined with whoever had written from the new number before it was told', async () => {
    const { start, write, people, change } = await office('first', '4912');
    await write({ from: OLD }, start);
    await write({ from: NEW }, start + MINUTE_MS);
    expect((await people()).length).toBe(2);
    await change([start + MINUTE_MS / 2, { phone: OLD }, { phone: NEW }]);
    expect((await people()).map(({ phone }) => phone)).toEqual([NEW]);
  });

  it('keeps the contact when their user id changes, also several times in one batch, in any order', async () => {
    const { start, write, people, change } = await office('ids', '4913');
    await write({ from: OLD, userId: 'BR.ONE' }, start);
    await change(
      [start + 2 * MINUTE_MS, { userId: 'BR.TWO' }, { userId: 'BR.THREE' }],
      [start + MINUTE_MS, { userId: 'BR.ONE' }, { userId: 'BR.TWO' }],
    );
    await write({ userId: 'BR.THREE' }, start + 3 * MINUTE_MS);
    expect((await people()).map(({ phone, userId }) => ({ phone, userId }))).toEqual([
      { phone: OLD, userId: 'BR.THREE' },
    ]);
  });
});

describe('what people want', () => {
  it('is their newest word, in whatever order it comes, and however often', async () => {
    const { start, write, people, prefer } = await office('wants', '4914');
    await write({ from: OLD }, start);
    await prefer({ wantsMarketing: false, atMs: start + 5 });
    expect((await people())[0]).toMatchObject({
      marketingOptOutAtMs: start + 5,
      marketingOptOutSource: 'customer',
    });
    await prefer({ wantsMarketing: true, atMs: start + 9 }, { wantsMarketing: false, atMs: start + 7 });
    await prefer({ wantsMarketing: false, atMs: start + 5 });
    expect((await people())[0]).toMatchObject({ marketingOptOutAtMs: null, marketingOptOutSource: null });
  });

  it('is remembered of somebody who has never written', async () => {
    const { start, people, prefer } = await office('unknown', '4915');
    await prefer({ wantsMarketing: false, atMs: start, phone: NEW });
    expect(await people()).toMatchObject([{ phone: NEW, marketingOptOutSource: 'customer' }]);
  });
});

it('the phone’s address book names whom no agent has named, and takes no name back', async () => {
  const { deployment, start, write, people, name } = await office('book', '4916');
  await write({ from: OLD }, start);
  await name('Rosa from the market');
  expect((await people())[0]?.name).toBe('Rosa from the market');
  await name('Another name');
  await name(null);
  expect((await people())[0]?.name).toBe('Rosa from the market');
  await name('Somebody new', NEW);
  expect((await people()).map((one) => one.name)).toContain('Somebody new');
  expect(deployment.queues.waiting).toEqual([]);
});

it('people are found by their username, also after an agent took the same word out of their name', async () => {
  const { deployment, owner, start, people } = await office('handles', '4917');
  const person = {
    phone: NEW,
    userId: null,
    parentUserId: null,
    username: '@marta.vidal',
    profileName: null,
  };
  await recordAddressBook(deployment.context(), owner.companyId, [
    { kind: 'address_book', phoneNumberId: '4917', person, name: 'Marta', atMs: start },
  ]);
  const [contact] = await people();
  await deployment.json(owner, 'PATCH', `/v1/contacts/${contact?.id}`, {
    version: contact?.version,
    name: 'Florist',
  });
  for (const q of ['@marta.vidal', 'marta', 'vid', 'florist']) {
    const { items } = await deployment.json<{ items: Contact[] }>(
      owner,
      'GET',
      `/v1/contacts?q=${encodeURIComponent(q)}`,
    );
    expect([q, items.map(({ id }) => id)]).toEqual([q, [contact?.id]]);
  }
});
