import { expect, it } from 'vitest';
import type { Conversation, Participant } from '../../contracts/api/conversations.ts';
import { text } from '../../testing/customer-messages.ts';
import { delivery, value } from '../../testing/meta-payloads.ts';
import { openOffice, tenantRows, type Page } from '../../testing/thread.ts';

const DAY_SECONDS = 86_400;
const AT_SECONDS = 1_778_578_000;

/** A group in which anybody may write, as often as wanted. */
async function openGroup() {
  const { deployment, owner, number } = await openOffice();
  let written = 0;
  return {
    deployment,
    number,
    write: async (from: string, atSeconds: number, count = 1) => {
      const messages = Array.from({ length: count }, () => ({
        from,
        group_id: `group-${number}`,
        id: `wamid.GROUP${number}.${++written}`,
        timestamp: String(atSeconds),
        ...text('hello'),
      }));
      await deployment.deliver(delivery({ value: value(number, { messages }) }));
      await deployment.drain();
    },
    participants: async () => {
      const inbox = await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations');
      const path = `/v1/conversations/${inbox.items[0]?.id}/participants`;
      const { items } = await deployment.json<Page<Participant>>(owner, 'GET', path);
      return items.map(({ phone, lastWroteAtMs }) => [phone, (lastWroteAtMs ?? 0) / 1_000 - AT_SECONDS]);
    },
    noted: () =>
      tenantRows<{ contact_id: string; wrote_at_ms: number }>(
        'SELECT contact_id, wrote_at_ms FROM conversation_authors WHERE company_id = ?',
        owner.companyId,
      ),
  };
}

it('who wrote in a group once is listed, however much others have written since', async () => {
  const { write, participants } = await openGroup();
  await write('5511955501501', AT_SECONDS);
  await write('5511955501502', AT_SECONDS + 10, 1_000);
  await write('5511955501502', AT_SECONDS + 20);
  expect(await participants()).toEqual([
    ['5511955501502', 20],
    ['5511955501501', 0],
  ]);
});

it('a member who writes much costs a row a day', async () => {
  const { deployment, write, noted, participants } = await openGroup();
  await write('5511955501503', AT_SECONDS);
  const [first] = await noted();
  for (let n = 1; n <= 3; n += 1) await write('5511955501503', AT_SECONDS + n * 1_000);
  expect(await noted()).toEqual([first]);
  const rows = deployment.tenant.statements
    .filter(({ sql }) => sql.includes('INTO conversation_authors'))
    .map(({ rowsWritten }) => rowsWritten);
  expect(rows).toEqual([1, 0, 0, 0]);
  expect(await participants()).toEqual([['5511955501503', 3_000]]);
  await write('5511955501503', AT_SECONDS + DAY_SECONDS);
  expect(await noted()).toEqual([{ ...first, wrote_at_ms: (AT_SECONDS + DAY_SECONDS) * 1_000 }]);
});
