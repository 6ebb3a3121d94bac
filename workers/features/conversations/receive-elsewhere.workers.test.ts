import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation, Participant } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { customerMessages, text } from '../../testing/customer-messages.ts';
import { delivery, statuses, value } from '../../testing/meta-payloads.ts';
import { openSocket } from '../../testing/socket.ts';
import { openOffice, tenantRows, type Office, type Page } from '../../testing/thread.ts';

const DAY_SECONDS = 24 * 60 * 60;
let office: Office;
beforeAll(async () => {
  office = await openOffice();
});

let count = 0;
function newCustomer() {
  const phone = `55119888${String(++count).padStart(5, '0')}`;
  const { deployment, owner, number } = office;
  const conversation = async (q = phone) => {
    const page = await deployment.json<Page<Conversation>>(owner, 'GET', `/v1/conversations?q=${q}`);
    return page.items[0];
  };
  return {
    phone,
    says: customerMessages(number, phone),
    conversation,
    async take(...bodies: unknown[]) {
      for (const body of bodies) {
        await deployment.deliver(body);
        await deployment.drain();
      }
    },
    /** The thread, the oldest first. */
    async thread(q?: string) {
      const id = (await conversation(q))?.id ?? '';
      const page = await deployment.json<Page<Message>>(
        owner,
        'GET',
        `/v1/conversations/${id}/messages?limit=100`,
      );
      return page.items.toReversed();
    },
    async resolve() {
      const before = await conversation();
      await deployment.json(owner, 'PATCH', `/v1/conversations/${before?.id}`, {
        version: before?.version,
        status: 'resolved',
      });
      return before;
    },
  };
}

const rowsOf = async () => {
  const { companyId } = office.owner;
  return [
    await tenantRows('SELECT * FROM messages WHERE company_id = ? ORDER BY id', companyId),
    await tenantRows('SELECT * FROM conversations WHERE company_id = ? ORDER BY id', companyId),
    await tenantRows('SELECT * FROM contacts WHERE company_id = ? ORDER BY id', companyId),
    await tenantRows('SELECT max(seq) FROM company_log WHERE company_id = ?', companyId),
  ];
};

describe('what was written elsewhere', () => {
  it('changes nothing when it comes again, of whatever kind', async () => {
    const customer = newCustomer();
    const { says } = customer;
    const bodies = [
      says.writes({ id: 'wamid.R1', ...text('hello') }),
      says.isAnsweredByPhone({ id: 'wamid.R2', at: 1, ...text('from the phone') }),
      says.hadWritten({ id: 'wamid.R3', at: -DAY_SECONDS, ...text('long ago') }),
      says.standsBy({ id: 'wamid.R4', at: 2, ...text('to the other app') }),
      says.isHandedOver('control_passed', 1),
      says.calls({ id: 'wacid.R5', event: 'connect' }, 3),
      says.calls({ id: 'wacid.R5', event: 'terminate', status: 'COMPLETED' }, 9),
    ];
    await customer.take(...bodies);
    const once = await rowsOf();
    await customer.take(...bodies, ...bodies.toReversed());
    expect(await rowsOf()).toEqual(once);
    expect((await customer.thread()).map((message) => message.externalId)).toEqual([
      'wamid.R3',
      'wamid.R1',
      'wamid.R2',
      'wamid.R4',
      'wacid.R5',
    ]);
  });

  it('on the phone app is ours: it is sent, pauses automations, and is nobody’s news', async () => {
    const customer = newCustomer();
    await customer.take(customer.says.writes({ id: 'wamid.E1', ...text('question') }));
    const before = await customer.resolve();
    await customer.take(
      // Its delivery was reported faster than itself.
      statuses(office.number, { id: 'wamid.E2', status: 'delivered' }),
      customer.says.isAnsweredByPhone({
        id: 'wamid.E2',
        at: 5,
        ...text('answer'),
        context: { id: 'wamid.E1' },
      }),
    );
    const [question, answer] = await customer.thread();
    expect(answer).toMatchObject({
      direction: 'outbound',
      origin: 'phone_app',
      status: 'delivered',
      authorId: null,
      context: { externalId: 'wamid.E1', messageId: question?.id },
    });
    expect(await customer.conversation()).toMatchObject({
      status: 'resolved',
      unreadCount: 1,
      automationsPausedAtMs: answer?.sentAtMs,
      windowEndsAtMs: before?.windowEndsAtMs,
      lastMessage: { text: 'answer', direction: 'outbound' },
    });
  });

  it('long ago is history: it opens nothing, and is the last message only where none is newer', async () => {
    const customer = newCustomer();
    const { says } = customer;
    const picture = (id: string, at: number) => ({
      id,
      at,
      type: 'image',
      image: { id: `file${id}`, mime_type: 'image/jpeg' },
    });
    await customer.take(
      says.hadWritten({ id: 'wamid.H1', at: -2 * DAY_SECONDS, ...text('older') }),
      says.hadSent('READ', { id: 'wamid.H2', at: -DAY_SECONDS, ...text('newer') }),
    );
    expect(await customer.conversation()).toMatchObject({
      status: 'resolved',
      unreadCount: 0,
      windowEndsAtMs: null,
      automationsPausedAtMs: null,
      lastMessage: { text: 'newer', direction: 'outbound', status: 'read' },
    });
    await customer.take(
      says.writes({ id: 'wamid.H3', ...text('now') }),
      says.hadWritten(picture('wamid.H4', -3 * DAY_SECONDS), picture('wamid.H5', -20 * DAY_SECONDS)),
      says.hadWritten({ id: 'wamid.H6', at: -DAY_SECONDS, type: 'media_placeholder' }),
    );
    expect(await customer.conversation()).toMatchObject({
      status: 'open',
      unreadCount: 1,
      lastMessage: { text: 'now' },
    });
    // The file of a placeholder comes apart from it.
    await customer.take(
      delivery({
        field: 'history',
        value: value(office.number, {
          messages: [
            {
              from: customer.phone,
              timestamp: '1',
              ...picture('wamid.H6', 0),
              image: { id: 'late', caption: 'it' },
            },
          ],
        }),
      }),
    );
    const byId = new Map((await customer.thread()).map((message) => [message.externalId, message]));
    expect(['wamid.H4', 'wamid.H5', 'wamid.H6'].map((id) => byId.get(id)?.media?.state)).toEqual([
      'pending',
      'gone',
      'pending',
    ]);
    expect(byId.get('wamid.H6')).toMatchObject({ type: 'image', text: 'it', media: { id: 'late' } });
  });

  it('long ago is told by its conversation alone, and by no message, alert, notification or job', async () => {
    const customer = newCustomer();
    const { says } = customer;
    const { deployment, owner } = office;
    await customer.take(says.writes({ id: `wamid.${customer.phone}`, ...text('now') }));
    await deployment.drainJobs();
    /** What is to be done beside following the log. */
    const beyondSearch = () =>
      deployment.jobs.waiting.filter(({ queue }) => queue !== 'jobs').map(({ id }) => id);
    const waiting = beyondSearch();
    const { id = '' } = (await customer.conversation()) ?? {};
    const [hub, room] = [await openSocket(deployment, owner), await openSocket(deployment, owner, id)];
    const old = Array.from({ length: 40 }, (_, index) => ({
      id: `wamid.OLD${customer.phone}.${index}`,
      at: -DAY_SECONDS - index,
      ...text(`old ${index}`),
    }));
    await customer.take(says.hadWritten(...old));
    await customer.take(says.writes({ id: `wamid.AFTER${customer.phone}`, ...text('afterwards') }));
    const frames = [...(await room.sees({ type: 'message.created' })), ...hub.frames];
    expect(JSON.stringify(frames)).toContain('afterwards');
    expect(JSON.stringify(frames)).not.toContain('old 1');
    expect(await customer.conversation()).toMatchObject({
      unreadCount: 2,
      lastMessage: { text: 'afterwards' },
    });
    expect((await customer.thread()).filter(({ origin }) => origin === 'history')).toHaveLength(40);
    expect((await deployment.json<Page<unknown>>(owner, 'GET', '/v1/alerts')).items).toEqual([]);
    expect(beyondSearch()).toEqual(waiting);
    hub.close();
    room.close();
  });

  it('before Recado gets its file too when placeholder and file come at once, whichever is first', async () => {
    for (const isFileFirst of [false, true]) {
      const customer = newCustomer();
      const bodies = [
        customer.says.hadWritten({ id: 'wamid.H7', at: -DAY_SECONDS, type: 'media_placeholder' }),
        customer.says.hadWritten({
          id: 'wamid.H7',
          at: -DAY_SECONDS,
          type: 'image',
          image: { id: 'at-once', caption: 'the file' },
        }),
      ];
      if (isFileFirst) bodies.reverse();
      for (const body of bodies) await office.deployment.deliver(body);
      await office.deployment.drain();
      expect(await customer.thread()).toMatchObject([
        { type: 'image', text: 'the file', media: { id: 'at-once', state: 'pending' } },
      ]);
      await tenantRows(`DELETE FROM messages WHERE company_id = ?`, office.owner.companyId);
    }
  });

  it('to another app of ours is only looked at, until the thread is given back', async () => {
    const customer = newCustomer();
    const { says } = customer;
    await customer.take(
      says.standsBy({ id: 'wamid.S1', at: 10, ...text('anyone there?') }),
      says.isHandedOver('control_passed', 12),
    );
    expect(await customer.conversation()).toMatchObject({
      status: 'resolved',
      unreadCount: 0,
      windowEndsAtMs: null,
      handover: { app: 'escalation' },
      lastMessage: { text: 'anyone there?' },
    });
    await customer.take(says.isHandedOver('control_taken', 20), says.isHandedOver('control_passed', 11));
    expect(await customer.conversation()).toMatchObject({ status: 'open', handover: null });
  });

  it('to another app is ours again when it is given back within the second that Meta’s times can tell', async () => {
    const customer = newCustomer();
    const { says } = customer;
    await customer.take(
      says.writes({ id: 'wamid.S2', at: 10, ...text('quick question') }),
      says.isHandedOver('control_passed', 12),
      says.isHandedOver('control_taken', 12),
    );
    expect(await customer.conversation()).toMatchObject({ handover: null });
    // Meta tells of the first again.
    await customer.take(says.isHandedOver('control_passed', 12));
    expect(await customer.conversation()).toMatchObject({ handover: null });
  });

  it('in a group is one conversation, with the member on each message, and the group’s name', async () => {
    const customer = newCustomer();
    const { deployment, number } = office;
    const named = (subject: string, at: number, isDone = true) =>
      delivery({
        field: 'group_settings_update',
        value: value(number, {
          groups: [
            {
              group_id: 'group-1',
              group_subject: { text: subject, update_successful: isDone },
              timestamp: String(1_778_578_000 + at),
              type: 'group_settings_update',
            },
          ],
        }),
      });
    await customer.take(
      named('Gardeners', 0),
      delivery({
        value: value(number, {
          contacts: [
            { profile: { name: 'Ana' }, wa_id: '5511966600001' },
            { profile: { name: 'Bia' }, wa_id: '5511966600002' },
          ],
          messages: ['5511966600001', '5511966600002'].map((from, n) => ({
            from,
            group_id: 'group-1',
            id: `wamid.GROUP${n}`,
            timestamp: String(1_778_578_100 + n),
            ...text(`from ${n}`),
          })),
        }),
      }),
    );
    const thread = await customer.thread('gardeners');
    expect(thread.map((message) => [message.text, message.sender?.name])).toEqual([
      // The note of its name.
      [null, undefined],
      ['from 0', 'Ana'],
      ['from 1', 'Bia'],
    ]);
    const group = await customer.conversation('gardeners');
    expect(group?.lastMessage).toMatchObject({ text: 'from 1', facts: { sender: 'Bia' } });
    const path = `/v1/conversations/${group?.id}/participants`;
    const { items } = await deployment.json<Page<Participant>>(office.owner, 'GET', path);
    expect(items.map(({ name, phone }) => [name, phone])).toEqual([
      ['Bia', '5511966600002'],
      ['Ana', '5511966600001'],
    ]);
    const socket = await openSocket(deployment, office.owner);
    await customer.take(named('Refused by WhatsApp', 190, false));
    expect((await customer.conversation('gardeners'))?.contact.name).toBe('Gardeners');
    await customer.take(named('Night gardeners', 200));
    await socket.sees({ type: 'changes', contacts: [{ shown: { name: 'Night gardeners', phone: null } }] });
    expect(await customer.conversation('night')).toMatchObject({
      contact: { kind: 'group', name: 'Night gardeners' },
      unreadCount: 2,
    });
    await deployment.drainJobs();
  });
});

describe('a call', () => {
  const call = (events: ReturnType<typeof customerMessages>) => ({
    rings: events.calls({ id: 'wacid.1', event: 'connect' }, 10),
    ends: (rest: object) => events.calls({ id: 'wacid.1', event: 'terminate', ...rest }, 40),
  });
  const callOf = (thread: Message[]) => thread.find(({ type }) => type === 'call');

  it.each([[[0, 1]], [[1, 0]]])(
    'that nobody takes is missed, unread once, and opens the window: %j',
    async (order) => {
      const customer = newCustomer();
      const { rings, ends } = call(customer.says);
      const bodies = [rings, ends({ status: 'COMPLETED' })];
      await customer.take(...order.map((index) => bodies[index]), ...bodies);
      const message = callOf(await customer.thread());
      expect(message).toMatchObject({
        direction: 'inbound',
        content: {
          direction: 'inbound',
          outcome: 'missed',
          events: [{ event: 'connected' }, { event: 'ended' }],
        },
      });
      const conversation = await customer.conversation();
      expect(conversation).toMatchObject({ status: 'open', unreadCount: 1, lastMessage: { type: 'call' } });
      expect(conversation?.windowEndsAtMs).toBeGreaterThan(office.deployment.clock.now);
      await tenantRows('DELETE FROM messages WHERE company_id = ?', office.owner.companyId);
    },
  );

  it('is where and when it began, whichever of its news come first', async () => {
    const began = 1_778_578_152;
    const shown = [];
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const customer = newCustomer();
      const { rings, ends } = call(customer.says);
      const bodies = [rings, ends({ status: 'COMPLETED', start_time: String(began), duration: 18 })];
      await customer.take(customer.says.writes({ id: 'wamid.C1', at: 20, ...text('during the call') }));
      for (const index of order) await customer.take(bodies[index]);
      const thread = await customer.thread();
      shown.push(thread.map(({ type, sentAtMs, content }) => ({ type, sentAtMs, content })));
      await tenantRows('DELETE FROM messages WHERE company_id = ?', office.owner.companyId);
    }
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[0]?.map(({ type, sentAtMs }) => [type, sentAtMs])).toEqual([
      ['call', (1_778_578_140 + 10) * 1_000],
      ['text', (1_778_578_140 + 20) * 1_000],
    ]);
  });

  it('that is taken has its length, and is nothing to read', async () => {
    const customer = newCustomer();
    const { rings, ends } = call(customer.says);
    const began = String(1_778_578_000);
    await customer.take(rings, ends({ status: 'COMPLETED', start_time: began, duration: 42 }));
    expect(callOf(await customer.thread())?.content).toMatchObject({
      outcome: 'answered',
      durationSeconds: 42,
    });
    expect(await customer.conversation()).toMatchObject({ unreadCount: 0 });
  });
});

it('what was sent to a group is as far as the first of its members, and one’s trouble is not everybody’s', async () => {
  const customer = newCustomer();
  await customer.take(customer.says.isAnsweredByPhone({ id: 'wamid.M1', ...text('to all') }));
  const of = (status: string, participant: string, rest = {}) => ({
    id: 'wamid.M1',
    status,
    timestamp: '1778578100',
    recipient_type: 'group',
    recipient_participant_id: participant,
    ...rest,
  });
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' };
  await customer.take(
    delivery({
      value: value(office.number, {
        statuses: [
          of('failed', '1'),
          of('delivered', '2', { pricing }),
          of('read', '3'),
          of('delivered', '3'),
        ],
      }),
    }),
  );
  const [message] = await customer.thread();
  expect(message).toMatchObject({
    status: 'read',
    failedAtMs: null,
    pricing: { billable: true, model: 'PMP', type: 'regular', category: 'utility' },
  });
});
