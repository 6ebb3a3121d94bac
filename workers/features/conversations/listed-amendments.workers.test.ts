import { expect, it } from 'vitest';
import type { ChannelEvent } from '../../contracts/api/channels.ts';
import { customerMessages, edit, reaction, revoke, text } from '../../testing/customer-messages.ts';
import { delivery, value } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

const PHONE = '5511955501401';

async function take({ deployment }: Office, ...bodies: unknown[]) {
  for (const body of bodies) {
    await deployment.deliver(body);
    await deployment.drain();
  }
}
async function listed({ deployment, owner, channel }: Office) {
  const path = `/v1/channels/${channel.id}/events?kind=amendment`;
  const { items } = await deployment.json<Page<ChannelEvent>>(owner, 'GET', path);
  return items.map(({ field, name, externalId, payload }) => ({ field, name, externalId, payload }));
}

it('what changes a message that is not here is listed under the channel, once, until the message comes', async () => {
  const office = await openOffice();
  const says = customerMessages(office.number, PHONE);
  const bodies = [
    says.writes({ id: 'wamid.2', ...reaction('wamid.1', '👍') }),
    says.writes({ id: 'wamid.3', ...edit('wamid.1', 'Three lamps') }),
    says.isAnsweredByPhone({ id: 'wamid.4', ...revoke('wamid.0') }),
  ];
  await take(office, ...bodies);
  const change = { from: PHONE, timestamp: '1778578140' };
  const once = await listed(office);
  expect(new Set(once)).toEqual(
    new Set([
      {
        field: 'messages',
        name: 'reaction',
        externalId: 'wamid.2',
        payload: { id: 'wamid.2', ...change, ...reaction('wamid.1', '👍') },
      },
      {
        field: 'messages',
        name: 'edit',
        externalId: 'wamid.3',
        payload: { id: 'wamid.3', ...change, ...edit('wamid.1', 'Three lamps') },
      },
      {
        field: 'smb_message_echoes',
        name: 'revoke',
        externalId: 'wamid.4',
        payload: { id: 'wamid.4', timestamp: change.timestamp, to: PHONE, ...revoke('wamid.0') },
      },
    ]),
  );
  const log = () =>
    tenantRows('SELECT max(seq) FROM company_log WHERE company_id = ?', office.owner.companyId);
  const before = await log();
  await take(office, ...bodies, ...bodies.toReversed());
  expect([await listed(office), await log()]).toEqual([once, before]);
  await take(office, says.writes({ id: 'wamid.1', at: -1, ...text('Two lamps') }));
  expect((await listed(office)).map(({ name }) => name)).toEqual(['revoke']);
});

it('what changes a message that is not here is listed with Meta’s own sides, where those are the other way round', async () => {
  const office = await openOffice();
  const said = {
    id: 'wamid.9',
    from: PHONE,
    to: '15550100000',
    timestamp: '1778578140',
    ...revoke('wamid.0'),
  };
  const contacts = [{ profile: { name: 'Ana Souza' }, wa_id: PHONE }];
  const change = {
    field: 'smb_message_echoes',
    value: value(office.number, { contacts, message_echoes: [said] }),
  };
  await take(office, delivery(change));
  expect(await listed(office)).toEqual([
    { field: 'smb_message_echoes', name: 'revoke', externalId: 'wamid.9', payload: said },
  ]);
});

it.each([
  ['before', edit('wamid.A', 'my card number'), revoke('wamid.A')],
  ['after', revoke('wamid.A'), edit('wamid.A', 'my card number')],
])('what a message was edited to %s it was deleted is not listed', async (_, one, other) => {
  const office = await openOffice();
  const says = customerMessages(office.number, PHONE);
  await take(office, says.writes({ id: 'wamid.B', ...one }), says.writes({ id: 'wamid.C', at: 1, ...other }));
  expect((await listed(office)).map(({ name }) => name)).toEqual(['revoke']);
});
