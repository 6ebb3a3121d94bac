import { expect, it } from 'vitest';
import type { Contact, KnownIdentifier } from '../../contracts/api/contacts.ts';
import type { Replay } from '../../contracts/api/replays.ts';
import { createDeployment } from '../../testing/deployment.ts';
import { delivery, texts, value } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

const [ANA, BENTO] = ['5511955501201', '5511955501202'];
const HOUR_MS = 60 * 60 * 1_000;

const groupCalled = (number: string, subject: string, atSeconds: number) =>
  delivery({
    field: 'group_settings_update',
    value: value(number, {
      groups: [{ type: 'group_settings_update', group_id: 'group-1', subject, timestamp: String(atSeconds) }],
    }),
  });
const bookSays = (number: string, name: string, atSeconds: number) =>
  delivery({
    field: 'smb_app_state_sync',
    value: value(number, {
      state_sync: [
        {
          type: 'contact',
          action: 'add',
          contact: { full_name: name, phone_number: BENTO },
          metadata: { timestamp: String(atSeconds) },
        },
      ],
    }),
  });

async function take({ deployment }: Office, ...bodies: unknown[]) {
  for (const body of bodies) {
    await deployment.deliver(body);
    await deployment.drain();
  }
}
const people = async ({ deployment, owner }: Office) =>
  (await deployment.json<Page<Contact>>(owner, 'GET', '/v1/contacts')).items;
const namesOf = async (office: Office) =>
  (await people(office)).map(({ name, username }) => [name, username]);

it('people are called what they were called last, however late older messages come', async () => {
  const office = await openOffice();
  const { number } = office;
  const person = { from: ANA, userId: 'BR.1201' };
  await take(
    office,
    texts(number, {
      ...person,
      id: 'wamid.1',
      name: 'Ana Reis',
      username: 'ana.reis',
      atSeconds: 1_778_578_100,
    }),
    texts(number, { ...person, id: 'wamid.2', name: 'Ana Souza', username: 'ana', atSeconds: 1_778_570_000 }),
  );
  expect(await namesOf(office)).toEqual([['Ana Reis', 'ana.reis']]);
  await take(office, texts(number, { ...person, id: 'wamid.3', name: 'Ana R.', atSeconds: 1_778_578_150 }));
  expect(await namesOf(office)).toEqual([['Ana R.', 'ana.reis']]);
});

it('a user name is kept as WhatsApp writes it, and is the same with and without its sign', async () => {
  const office = await openOffice();
  const { deployment, owner, number } = office;
  const person = { from: ANA, userId: 'BR.1203', name: 'Ana' };
  const called = (id: string, username: string, atSeconds: number) =>
    texts(number, { ...person, id, username, atSeconds });
  await take(office, called('wamid.1', '@ana.reis', 1_778_578_100));
  expect(await namesOf(office)).toEqual([['Ana', '@ana.reis']]);
  const [before] = await people(office);
  await take(office, called('wamid.2', 'ana.reis', 1_778_578_110));
  expect(await people(office)).toEqual([before]);
  await take(office, called('wamid.3', 'ana.souza', 1_778_578_120));
  await take(office, called('wamid.4', '@ana.reis', 1_778_578_130));
  const { items } = await deployment.json<{ items: KnownIdentifier[] }>(
    owner,
    'GET',
    `/v1/contacts/${before?.id}/identifiers`,
  );
  const names = items.flatMap(({ kind, value, isPast }) => (kind === 'username' ? [[value, isPast]] : []));
  expect(names).toEqual([
    ['@ana.reis', false],
    ['ana.souza', true],
  ]);
});

it('a replay of an earlier time takes back nothing that was said or done since', async () => {
  const deployment = createDeployment();
  const office = await openOffice(deployment);
  const { number, owner } = office;
  const atSeconds = Math.floor(deployment.clock.now / 1_000) - 600;
  await take(office, groupCalled(number, 'Old name', atSeconds), bookSays(number, 'Bento Lima', atSeconds));
  await take(office, groupCalled(number, 'New name', atSeconds + 60));
  const bento = (await people(office)).find(({ phone }) => phone === BENTO);
  await deployment.json(owner, 'PATCH', `/v1/contacts/${bento?.id}`, { version: bento?.version, name: '' });
  const rows = () => tenantRows('SELECT * FROM contacts WHERE company_id = ? ORDER BY id', owner.companyId);
  const before = await rows();
  const range = { fromMs: deployment.clock.now - HOUR_MS, toMs: deployment.clock.now + HOUR_MS };
  for (let times = 0; times < 2; times++) {
    const replay = await deployment.json<Replay>(owner, 'POST', '/v1/replays', range);
    await deployment.drainJobs();
    expect(await deployment.json(owner, 'GET', `/v1/replays/${replay.id}`)).toMatchObject({ state: 'done' });
    expect(await rows()).toEqual(before);
  }
  // An older rename that comes only now, and an entry that the phone made after the name was taken away.
  await take(office, groupCalled(number, 'Oldest name', atSeconds - 60));
  await take(office, bookSays(number, 'Bento L.', Math.ceil(deployment.clock.now / 1_000) + 1));
  expect(new Set((await namesOf(office)).map(([name]) => name))).toEqual(new Set(['Bento L.', 'New name']));
});
