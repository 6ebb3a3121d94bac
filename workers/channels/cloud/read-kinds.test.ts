import { describe, expect, it } from 'vitest';
import type { InboundItem } from '../port.ts';
import { readDelivery } from './read-delivery.ts';

const FROM = '5511955550123';
const OURS = '15550100000';
const WHO = {
  phone: FROM,
  userId: 'BR.7',
  parentUserId: 'BR.ENT.8',
  username: 'ana.souza',
  profileName: 'Ana',
};
const CONTACTS = [
  {
    profile: { name: 'Ana', username: 'ana.souza' },
    wa_id: FROM,
    user_id: 'BR.7',
    parent_user_id: 'BR.ENT.8',
  },
];
const read = (field: string, rest: Record<string, unknown>): InboundItem[] =>
  readDelivery(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '81',
          changes: [
            {
              field,
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: `+${OURS}`, phone_number_id: '44' },
                contacts: CONTACTS,
                ...rest,
              },
            },
          ],
        },
      ],
    }),
  );
const news = (items: InboundItem[]) => items.filter(({ kind }) => kind !== 'notice');
const kinds = (items: InboundItem[]) => items.map(({ kind }) => kind);
const text = { type: 'text', text: { body: 'hello' } };
const stamped = { id: 'wamid.1', timestamp: '1750000000' };

describe('a message that is not just a customer’s', () => {
  it.each<[string, string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'of the phone app is ours',
      'smb_message_echoes',
      { message_echoes: [{ from: OURS, to: FROM, ...stamped, ...text }] },
      { direction: 'outbound', origin: 'phone_app', sender: WHO, status: 'sent', content: null },
    ],
    [
      'of the phone app that names us as its receiver is to whom it names as its writer, and says what Meta wrote',
      'smb_message_echoes',
      { message_echoes: [{ from: FROM, to: OURS, ...stamped, ...text }] },
      {
        direction: 'outbound',
        sender: WHO,
        content: JSON.stringify({ from: FROM, to: OURS }),
      },
    ],
    [
      'of an import says how far it had come, also one that the customer wrote',
      'history',
      { messages: [{ from: FROM, ...stamped, ...text, history_context: { status: 'READ' } }] },
      {
        direction: 'inbound',
        origin: 'history',
        status: null,
        content: JSON.stringify({ history_context: { status: 'READ' } }),
      },
    ],
    [
      'of a thread of another app is looked at',
      'standby',
      { standby: { messages: [{ from: FROM, ...stamped, ...text }] } },
      { direction: 'inbound', origin: 'standby', sender: WHO, status: null },
    ],
    [
      'in a group names it, and who wrote',
      'messages',
      { messages: [{ from: FROM, group_id: 'g1', ...stamped, ...text }] },
      { direction: 'inbound', origin: null, groupId: 'g1', sender: WHO },
    ],
    [
      'from an ad says from which, and what it answers',
      'messages',
      {
        messages: [
          {
            from: FROM,
            ...stamped,
            ...text,
            context: { id: 'wamid.0' },
            referral: { source_type: 'ad', source_id: '9', headline: 'Roses', ctwa_clid: 'click' },
          },
        ],
      },
      {
        answersExternalId: 'wamid.0',
        referral: {
          sourceType: 'ad',
          sourceId: '9',
          sourceUrl: null,
          headline: 'Roses',
          body: null,
          mediaType: null,
          clickId: 'click',
          atMs: 1_750_000_000_000,
        },
      },
    ],
    [
      'with a file says which',
      'messages',
      {
        messages: [
          {
            from: FROM,
            ...stamped,
            type: 'document',
            document: { id: 'f1', mime_type: 'text/plain', sha256: 'aa', filename: 'a.txt' },
          },
        ],
      },
      {
        media: {
          kind: 'document',
          providerId: 'f1',
          mimeType: 'text/plain',
          sha256: 'aa',
          filename: 'a.txt',
          voice: false,
          animated: false,
        },
      },
    ],
  ])('%s', (_, field, value, expected) => {
    const items = read(field, value);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      kind: 'message',
      phoneNumberId: '44',
      externalId: 'wamid.1',
      type: expect.any(String),
      sentAtMs: 1_750_000_000_000,
      ...expected,
    });
  });

  it.each<[string, Record<string, unknown>, object | null]>([
    [
      'a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '🌻' } },
      { kind: 'reaction', targetExternalId: 'wamid.0', emoji: '🌻' },
    ],
    [
      'a reaction taken back',
      { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '' } },
      { kind: 'reaction', targetExternalId: 'wamid.0', emoji: null },
    ],
    [
      'a revoke',
      { type: 'revoke', revoke: { original_message_id: 'wamid.0' } },
      { kind: 'revoke', targetExternalId: 'wamid.0' },
    ],
    [
      'an edit',
      {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.0',
          message: { type: 'image', image: { id: 'f', caption: 'new' } },
        },
      },
      {
        kind: 'edit',
        targetExternalId: 'wamid.0',
        type: 'image',
        text: 'new',
        content: '{"image":{"id":"f","caption":"new"}}',
      },
    ],
    ['a reaction to nothing', { type: 'reaction', reaction: { emoji: '🌻' } }, null],
    [
      'an edit of an edit',
      { type: 'edit', edit: { original_message_id: 'wamid.0', message: { type: 'edit' } } },
      null,
    ],
    ['a revoke of an unusable name', { type: 'revoke', revoke: { original_message_id: '\u0000' } }, null],
  ])('says what it does to another: %s', (_, message, amends) => {
    expect(read('messages', { messages: [{ from: FROM, ...stamped, ...message }] })).toMatchObject([
      { kind: 'message', amends },
    ]);
  });

  it('is read of an import: whose it is, how far it came, and what it is a part of', () => {
    const items = read('history', {
      history: [
        {
          metadata: { phase: 1, chunk_order: 3, progress: 40 },
          threads: [
            {
              id: FROM,
              messages: [
                { from: FROM, ...stamped, ...text },
                {
                  from: OURS,
                  ...stamped,
                  id: 'wamid.2',
                  type: 'media_placeholder',
                  history_context: { status: 'PLAYED' },
                },
                7,
              ],
            },
          ],
        },
        { errors: [{ code: 2593109, title: 'History sync is turned off' }] },
      ],
    });
    expect(items).toMatchObject([
      { kind: 'notice', field: 'history', payload: expect.stringContaining('"progress":40') },
      { kind: 'message', direction: 'inbound', origin: 'history', status: null, sender: WHO },
      {
        kind: 'message',
        externalId: 'wamid.2',
        direction: 'outbound',
        origin: 'history',
        status: 'played',
        sender: WHO,
      },
      { kind: 'rejection', reason: 'malformed' },
      { kind: 'notice', field: 'history', name: '2593109' },
    ]);
  });
});

describe('news of a person', () => {
  const AT = { timestamp: 1_750_000_000 };
  it.each<[string, string, Record<string, unknown>, object]>([
    [
      'who stops marketing',
      'user_preferences',
      { user_preferences: [{ wa_id: FROM, category: 'marketing_messages', value: 'stop', ...AT }] },
      { kind: 'preference', person: WHO, wantsMarketing: false },
    ],
    [
      'who has another user id',
      'user_id_update',
      { user_id_update: [{ wa_id: FROM, user_id: { previous: 'BR.7', current: 'BR.9' }, ...AT }] },
      {
        kind: 'identity',
        before: { phone: FROM, userId: 'BR.7', parentUserId: null },
        after: { phone: FROM, userId: 'BR.9', parentUserId: null },
      },
    ],
    [
      'who calls',
      'calls',
      {
        calls: [
          {
            id: 'wacid.1',
            from: FROM,
            to: OURS,
            event: 'terminate',
            direction: 'USER_INITIATED',
            status: 'COMPLETED',
            start_time: '1750000000',
            duration: 12,
            ...AT,
          },
        ],
      },
      {
        kind: 'call',
        externalId: 'wacid.1',
        direction: 'inbound',
        person: WHO,
        event: 'ended',
        outcome: 'answered',
        durationSeconds: 12,
      },
    ],
    [
      'whose phone rings',
      'calls',
      { statuses: [{ id: 'wacid.2', type: 'call', status: 'RINGING', recipient_id: FROM, ...AT }] },
      { kind: 'call', direction: 'outbound', event: 'ringing', outcome: null },
    ],
    [
      'whom another app has',
      'messaging_handovers',
      {
        recipient: { phone_number_id: '44' },
        sender: { phone_number: FROM },
        type: 'control_passed',
        control_passed: { new_owner_role: 'escalation' },
        ...AT,
      },
      { kind: 'handover', takenBy: { app: 'escalation' } },
    ],
    [
      'who is in the address book',
      'smb_app_state_sync',
      {
        state_sync: [
          {
            type: 'contact',
            action: 'add',
            contact: { full_name: 'Ana S.', phone_number: FROM },
            metadata: AT,
          },
        ],
      },
      { kind: 'address_book', person: WHO, name: 'Ana S.' },
    ],
  ])('%s is read, and is an event of the channel too', (_, field, value, expected) => {
    const items = read(field, value);
    expect(news(items)).toMatchObject([{ phoneNumberId: '44', atMs: 1_750_000_000_000, ...expected }]);
    expect(kinds(items)).toContain('notice');
  });

  it('names the call and the field that it is about, in whichever field it comes, also where it names nobody', () => {
    const calls = [{ event: 'CALL_STATUS', wacid: 'wacid.9', status: 'RINGING' }];
    expect(read('messages', { calls })).toMatchObject([
      { kind: 'notice', eventKind: 'account', field: 'messages', name: 'CALL_STATUS', externalId: 'wacid.9' },
    ]);
    const events = [{ id: 'wamid.8', event_name: 'Purchase', timestamp: 1_750_000_000 }];
    expect(read('automatic_events', { automatic_events: events })).toMatchObject([
      { field: 'automatic_events', name: 'Purchase', externalId: 'wamid.8' },
    ]);
  });

  it('comes with a system message that says what they are known by now', () => {
    const system = { type: 'user_changed_number', body: 'changed', wa_id: '5511955550999' };
    expect(
      read('messages', { messages: [{ from: FROM, ...stamped, type: 'system', system }] }),
    ).toMatchObject([
      { kind: 'message', type: 'system', text: 'changed' },
      { kind: 'identity', before: { phone: FROM }, after: { phone: '5511955550999' } },
    ]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    [
      'a preference of another kind',
      'user_preferences',
      { user_preferences: [{ wa_id: FROM, value: 'maybe', ...AT }] },
    ],
    ['a call without a direction', 'calls', { calls: [{ id: 'wacid.1', event: 'connect', ...AT }] }],
    [
      'a call of nobody',
      'calls',
      { calls: [{ id: 'w', event: 'connect', direction: 'USER_INITIATED', ...AT }] },
    ],
    ['rubbish in a list', 'calls', { calls: [7, null, { id: 4 }] }],
    ['an address book of nobody', 'smb_app_state_sync', { state_sync: [{ action: 'add', contact: {} }] }],
  ])('that cannot be understood is still an event: %s', (_, field, value) => {
    const items = read(field, value);
    expect(new Set(kinds(items))).toEqual(new Set(['notice']));
  });
});

it('keeps what Meta charges, wherever it writes it, and the member of a group in either spelling', () => {
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' };
  const status = { id: 'wamid.1', status: 'delivered', timestamp: '1', recipient_id: FROM };
  expect(
    read('messages', {
      statuses: [
        { ...status, pricing },
        { ...status, conversation: { id: 'c', pricing }, participant_recipient_id: 'p' },
        { ...status, pricing: 'free' },
      ],
    }),
  ).toMatchObject([
    { pricing: { billable: true, model: 'PMP', type: 'regular', category: 'utility' }, participant: null },
    { pricing: { model: 'PMP' }, participant: 'p' },
    { kind: 'status', pricing: null },
  ]);
});

it.each(['captured', 'pending', 'failed'])('keeps a payment that is %s apart from its message', (status) => {
  const payment = { reference_id: 'order-17', amount: { value: 900, offset: 100 }, currency: 'BRL' };
  const told = {
    id: 'wamid.1',
    type: 'payment',
    status,
    timestamp: '1750000000',
    recipient_id: FROM,
    payment,
  };
  const [item, note, ...others] = read('messages', { statuses: [told] });
  expect(others).toEqual([]);
  expect(note).toMatchObject({
    kind: 'message',
    type: 'payment',
    sender: { phone: FROM },
    answersExternalId: 'wamid.1',
    content: JSON.stringify({ payment: { ...payment, status } }),
  });
  const { recipient_id: _, ...nameless } = told;
  expect(kinds(read('messages', { statuses: [nameless] }))).toEqual(['notice']);
  expect(item).toMatchObject({
    kind: 'notice',
    name: `payment ${status}`,
    externalId: 'wamid.1',
    occurredAtMs: 1_750_000_000_000,
  });
  expect(item?.kind === 'notice' && item.payload).toContain('order-17');
});

it('says when news happened, where only the news itself does', () => {
  const timesOf = (field: string, rest: Record<string, unknown>) =>
    read(field, rest).flatMap((item) => (item.kind === 'notice' ? [item.occurredAtMs] : []));
  const group = { group_id: 'G1', type: 'group_create' };
  const groups = [
    { ...group, timestamp: '1750000000' },
    { ...group, timestamp: 1_750_000_005 },
  ];
  expect(timesOf('group_lifecycle_update', { groups })).toEqual([1_750_000_000_000, 1_750_000_005_000]);
  expect(timesOf('automatic_events', { automatic_events: [{ timestamp: 1_750_000_000 }] })).toEqual([
    1_750_000_000_000,
  ]);
  expect(timesOf('automatic_events', { automatic_events: [{ timestamp: 'soon' }] })).toEqual([0]);
  expect(timesOf('automatic_events', { timestamp: '9e300' })).toEqual([0]);
});
