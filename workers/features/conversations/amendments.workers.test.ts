import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { customerMessages, edit, reaction, revoke, text } from '../../testing/customer-messages.ts';
import { openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});

let count = 0;
/** A customer of whom nobody has heard, and what is seen of their conversation. */
function newCustomer() {
  const phone = `55119777${String(++count).padStart(5, '0')}`;
  const { deployment, owner, number } = office;
  const says = customerMessages(number, phone);
  const conversation = async () => {
    const page = await deployment.json<Page<Conversation>>(owner, 'GET', `/v1/conversations?q=${phone}`);
    return page.items[0];
  };
  return {
    says,
    conversation,
    async take(...bodies: unknown[]) {
      for (const body of bodies) {
        await deployment.deliver(body);
        await deployment.drain();
      }
    },
    async message(externalId: string) {
      const id = (await conversation())?.id ?? '';
      const page = await deployment.json<Page<Message>>(
        owner,
        'GET',
        `/v1/conversations/${id}/messages?limit=100`,
      );
      return page.items.find((one) => one.externalId === externalId);
    },
    /** Everything that is stored of the conversation, but when it was written down. */
    async stored() {
      const id = (await conversation())?.id ?? '';
      const row = await conversation();
      return [
        await tenantRows(
          `SELECT external_id, type, text, content, reactions, edits, edited_at_ms, revoked_at_ms FROM messages
           WHERE company_id = ? AND conversation_id = ? ORDER BY external_id`,
          owner.companyId,
          id,
        ),
        row?.unreadCount,
        row?.lastMessage?.text,
        await tenantRows('SELECT * FROM pending_amendments WHERE company_id = ?', owner.companyId),
      ];
    },
  };
}

const seen = (message: Message | undefined) => ({
  text: message?.text,
  reactions: message?.reactions.map(({ emoji }) => emoji),
  edits: message?.edits.map((one) => one.text),
  isEdited: message?.editedAtMs !== null,
  isRevoked: message?.revokedAtMs !== null,
});
const AS_SENT = { text: 'one', reactions: [], edits: [], isEdited: false, isRevoked: false };

describe('what amends a message', () => {
  it.each<[string, (target: string) => { type: string }, object]>([
    ['a reaction', (target) => reaction(target, '🎉'), { ...AS_SENT, reactions: ['🎉'] }],
    ['an edit', (target) => edit(target, 'two'), { ...AS_SENT, text: 'two', edits: ['one'], isEdited: true }],
    ['a revoke', revoke, { ...AS_SENT, text: null, isRevoked: true }],
  ])('shows in it, whichever comes first, once however often it comes: %s', async (_, amends, after) => {
    const stored: unknown[] = [];
    for (const isTargetFirst of [true, false]) {
      const customer = newCustomer();
      const target = customer.says.writes({ id: 'wamid.T', ...text('one') });
      const amendment = customer.says.writes({ id: 'wamid.A', at: 5, ...amends('wamid.T') });
      await customer.take(...(isTargetFirst ? [target, amendment] : [amendment, target]));
      expect(seen(await customer.message('wamid.T'))).toEqual(after);
      const once = await customer.stored();
      await customer.take(amendment, target, amendment);
      expect(await customer.stored()).toEqual(once);
      stored.push(JSON.parse(JSON.stringify(once).replaceAll(/contact:ct_\w+/g, 'contact')));
      await tenantRows(`DELETE FROM messages WHERE company_id = ?`, office.owner.companyId);
    }
    expect(stored[0]).toEqual(stored[1]);
  });

  it('raises no unread, is not the last message, and opens nothing', async () => {
    const customer = newCustomer();
    await customer.take(customer.says.writes({ id: 'wamid.U1', ...text('one') }));
    const { deployment, owner } = office;
    const before = await customer.conversation();
    await deployment.json(owner, 'PATCH', `/v1/conversations/${before?.id}`, {
      version: before?.version,
      status: 'resolved',
    });
    await customer.take(
      customer.says.writes(
        { id: 'wamid.U2', at: 5, ...reaction('wamid.U1', '👍') },
        { id: 'wamid.U3', at: 6, ...edit('wamid.U1', 'two') },
      ),
    );
    expect(await customer.conversation()).toMatchObject({
      status: 'resolved',
      unreadCount: 1,
      windowEndsAtMs: before?.windowEndsAtMs,
      lastMessage: { id: before?.lastMessage?.id, text: 'two', type: 'text' },
    });
    await customer.take(customer.says.writes({ id: 'wamid.U4', at: 7, ...revoke('wamid.U1') }));
    expect((await customer.conversation())?.lastMessage).toMatchObject({ text: null, type: 'revoke' });
  });

  it('is the newest by its time: of reactions of one person, and of edits, which keep every earlier text', async () => {
    const customer = newCustomer();
    await customer.take(
      customer.says.writes({ id: 'wamid.N1', ...text('one') }),
      customer.says.writes({ id: 'wamid.N4', at: 9, ...edit('wamid.N1', 'four') }),
      customer.says.writes({ id: 'wamid.N2', at: 3, ...edit('wamid.N1', 'two') }),
      customer.says.writes({ id: 'wamid.N3', at: 6, ...edit('wamid.N1', 'three') }),
      customer.says.writes({ id: 'wamid.N6', at: 9, ...reaction('wamid.N1', '👍') }),
      customer.says.writes({ id: 'wamid.N5', at: 8, ...reaction('wamid.N1') }),
    );
    expect(seen(await customer.message('wamid.N1'))).toEqual({
      text: 'four',
      reactions: ['👍'],
      edits: ['one', 'two', 'three'],
      isEdited: true,
      isRevoked: false,
    });
    await customer.take(customer.says.writes({ id: 'wamid.N7', at: 10, ...reaction('wamid.N1') }));
    expect((await customer.message('wamid.N1'))?.reactions).toEqual([]);
  });

  it('keeps every earlier text of a message that comes after its edits, in whatever order those came', async () => {
    for (const isNewestFirst of [true, false]) {
      const customer = newCustomer();
      const edits = [
        customer.says.writes({ id: 'wamid.E2', at: 3, ...edit('wamid.E1', 'two') }),
        customer.says.writes({ id: 'wamid.E3', at: 6, ...edit('wamid.E1', 'three') }),
        customer.says.writes({ id: 'wamid.E4', at: 9, ...edit('wamid.E1', 'four') }),
      ];
      if (isNewestFirst) edits.reverse();
      await customer.take(...edits, customer.says.writes({ id: 'wamid.E1', ...text('one') }));
      expect(seen(await customer.message('wamid.E1'))).toMatchObject({
        text: 'four',
        edits: ['one', 'two', 'three'],
      });
      await tenantRows(`DELETE FROM messages WHERE company_id = ?`, office.owner.companyId);
    }
  });

  it('leaves nothing of a deleted message, nor of what it was edited to, in whatever order they come', async () => {
    const orders = [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ];
    for (const order of orders) {
      const customer = newCustomer();
      const bodies = [
        customer.says.writes({ id: 'wamid.G1', ...text('secret one') }),
        customer.says.writes({ id: 'wamid.G2', at: 3, ...edit('wamid.G1', 'secret two') }),
        customer.says.writes({ id: 'wamid.G3', at: 6, ...revoke('wamid.G1') }),
      ];
      await customer.take(...order.map((index) => bodies[index]));
      const stored = JSON.stringify(await customer.stored());
      expect([order, stored.includes('secret'), stored.includes('wamid.G1')]).toEqual([order, false, true]);
      await tenantRows(`DELETE FROM messages WHERE company_id = ?`, office.owner.companyId);
    }
  });

  it('is only for the author of a message to change: not for others, nor for the other side', async () => {
    const author = newCustomer();
    const other = newCustomer();
    await author.take(
      author.says.writes({ id: 'wamid.O1', ...text('theirs') }),
      author.says.isAnsweredByPhone({ id: 'wamid.O2', at: 1, ...text('ours') }),
      other.says.writes({ id: 'wamid.O3', at: 2, ...edit('wamid.O1', 'forged') }),
      other.says.writes({ id: 'wamid.O4', at: 2, ...revoke('wamid.O1') }),
      author.says.isAnsweredByPhone({ id: 'wamid.O5', at: 3, ...revoke('wamid.O1') }),
      author.says.writes({ id: 'wamid.O6', at: 3, ...edit('wamid.O2', 'forged') }),
    );
    expect([(await author.message('wamid.O1'))?.text, (await author.message('wamid.O2'))?.text]).toEqual([
      'theirs',
      'ours',
    ]);
    await author.take(
      author.says.isAnsweredByPhone({ id: 'wamid.O7', at: 4, ...edit('wamid.O2', 'ours, better') }),
      author.says.isAnsweredByPhone({ id: 'wamid.O8', at: 4, ...reaction('wamid.O1', '👀') }),
    );
    expect(seen(await author.message('wamid.O2'))).toMatchObject({ text: 'ours, better', edits: ['ours'] });
    expect((await author.message('wamid.O1'))?.reactions).toMatchObject([
      { emoji: '👀', contactId: null, userId: null },
    ]);
  });

  it('is not lost when two consumers hold it and its message, and neither sees the other’s', async () => {
    const { deployment } = office;
    const customer = newCustomer();
    await customer.take(customer.says.writes({ id: 'wamid.P0', ...text('known') }));
    await deployment.deliver(customer.says.writes({ id: 'wamid.P1', ...text('one') }));
    await deployment.deliver(customer.says.writes({ id: 'wamid.P2', at: 3, ...edit('wamid.P1', 'two') }));
    const [one, two] = deployment.queues.waiting.splice(0);
    if (one === undefined || two === undefined) throw new Error('two deliveries were queued');
    let held = 0;
    let open = () => {};
    const bothHaveRead = new Promise<void>((resolve) => (open = resolve));
    deployment.tenant.beforeBatch = async () => {
      if (++held === 4) open();
      if (held > 2) await bothHaveRead;
    };
    const ends = await Promise.all([
      deployment.consumeMessages('webhooks', [one]),
      deployment.consumeMessages('webhooks', [two]),
    ]);
    deployment.tenant.beforeBatch = null;
    expect(ends).toEqual([
      { acked: 1, retried: 0 },
      { acked: 1, retried: 0 },
    ]);
    expect(held).toBeGreaterThan(4);
    expect(seen(await customer.message('wamid.P1'))).toMatchObject({ text: 'two', edits: ['one'] });
  });
});

describe('a message of ours', () => {
  it('shows a reaction that was faster than the provider’s answer to its send, and our own reactions', async () => {
    const { deployment, owner } = office;
    const customer = newCustomer();
    await customer.take(
      customer.says.writes({ id: 'wamid.Q1', ...text('one') }),
      customer.says.writes({ id: 'wamid.Q2', at: 8, ...reaction('wamid.OURS', '💚') }),
    );
    const path = `/v1/conversations/${(await customer.conversation())?.id}/messages`;
    const send = async (externalId: string, body: object) => {
      deployment.graph.answers.push({ status: 200, body: { messages: [{ id: externalId }] } });
      await deployment.json(owner, 'POST', path, body);
      await deployment.drain();
    };
    await send('wamid.OURS', { type: 'text', text: 'answer' });
    const question = await customer.message('wamid.Q1');
    await send('wamid.OURS2', { type: 'reaction', reaction: { messageId: question?.id, emoji: '👏' } });
    const reactionsOf = async (externalId: string) => (await customer.message(externalId))?.reactions;
    expect(await reactionsOf('wamid.OURS')).toMatchObject([{ emoji: '💚', userId: null }]);
    expect(await reactionsOf('wamid.Q1')).toMatchObject([
      { emoji: '👏', userId: owner.userId, contactId: null },
    ]);
    expect((await customer.stored()).at(-1)).toEqual([]);
    await send('wamid.OURS3', { type: 'reaction', reaction: { messageId: question?.id, emoji: '' } });
    expect(await reactionsOf('wamid.Q1')).toEqual([]);
  });
});

describe('an amendment of somebody with whom there is no conversation', () => {
  it('makes none, and shows in its message when that comes, after others and however often it came', async () => {
    const customer = newCustomer();
    const edited = customer.says.writes({ id: 'wamid.V2', at: 5, ...edit('wamid.V1', 'two') });
    const liked = customer.says.writes({ id: 'wamid.V3', at: 6, ...reaction('wamid.V1', '🎉') });
    await customer.take(edited, liked, edited);
    expect(await customer.conversation()).toBeUndefined();
    await customer.take(
      customer.says.writes({ id: 'wamid.V0', at: 7, ...text('hello') }),
      edited,
      customer.says.writes({ id: 'wamid.V1', ...text('one') }),
    );
    const after = { ...AS_SENT, text: 'two', reactions: ['🎉'], edits: ['one'], isEdited: true };
    expect(seen(await customer.message('wamid.V1'))).toEqual(after);
    const once = await customer.stored();
    await customer.take(liked, edited);
    expect(await customer.stored()).toEqual(once);
    expect(once[1]).toBe(2);
    const waiting = await tenantRows('SELECT 1 FROM pending_amendments WHERE external_id = ?', 'wamid.V1');
    expect(waiting).toEqual([]);
  });
});

describe('what waits for a message', () => {
  it('is guarded exactly: another text of the same second takes no place unseen', async () => {
    const { deployment } = office;
    const customer = newCustomer();
    await customer.take(
      customer.says.writes({ id: 'wamid.W0', ...text('known') }),
      customer.says.writes({ id: 'wamid.W2', at: 5, ...edit('wamid.W1', 'two') }),
    );
    await deployment.deliver(customer.says.writes({ id: 'wamid.W1', ...text('one') }));
    const [held] = deployment.queues.waiting.splice(0);
    if (held === undefined) throw new Error('the delivery was queued');
    let batches = 0;
    deployment.tenant.beforeBatch = async () => {
      if (++batches !== 2) return;
      // Between the message's reading and its writing, what waits changes, and its time does not.
      await tenantRows(
        `UPDATE pending_amendments SET payload = json_set(payload, '$.text', 'three') WHERE external_id = ?`,
        'wamid.W1',
      );
    };
    await deployment.consumeMessages('webhooks', [held]);
    deployment.tenant.beforeBatch = null;
    expect(seen(await customer.message('wamid.W1'))).toMatchObject({ text: 'three', edits: ['one'] });
  });
});
