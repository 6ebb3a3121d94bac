import { describe, expect, it } from 'vitest';
import type { InboundItem } from '../port.ts';
import { MAX_CONTENT_BYTES } from '../port.ts';
import { readDelivery } from './read-delivery.ts';

const FROM = '5511955550123';
const CONTACTS = [{ profile: { name: 'Ana Souza' }, wa_id: FROM }];
const deliveryOf = (value: unknown, field = 'messages') =>
  JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '81', changes: [{ field, value }] }] });
const value = (rest: Record<string, unknown>) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '15550100000', phone_number_id: '44' },
  ...rest,
});
const read = (rest: Record<string, unknown>): InboundItem[] => readDelivery(deliveryOf(value(rest)));
const readOne = (type: string, content: Record<string, unknown>) =>
  read({
    contacts: CONTACTS,
    messages: [{ from: FROM, id: 'wamid.1', timestamp: '1749416383', type, ...content }],
  })[0];

const MEDIA = { id: 'media1', mime_type: 'image/jpeg', sha256: 'aGFzaA==' };

describe('a message of each type', () => {
  it.each<[string, Record<string, unknown>, string | null]>([
    ['text', { text: { body: 'Olá' } }, 'Olá'],
    ['image', { image: { ...MEDIA, caption: 'the receipt' } }, 'the receipt'],
    ['image', { image: MEDIA }, null],
    ['video', { video: { ...MEDIA, caption: 'look' } }, 'look'],
    ['audio', { audio: { ...MEDIA, voice: true } }, null],
    ['document', { document: { ...MEDIA, filename: 'a.pdf', caption: 'the contract' } }, 'the contract'],
    ['sticker', { sticker: { ...MEDIA, animated: false } }, null],
    ['location', { location: { latitude: -23.5, longitude: -46.6, name: 'Sé' } }, null],
    ['contacts', { contacts: [{ name: { formatted_name: 'Bia' } }] }, null],
    [
      'interactive',
      { interactive: { type: 'button_reply', button_reply: { id: 'b', title: 'Yes' } } },
      'Yes',
    ],
    ['interactive', { interactive: { type: 'list_reply', list_reply: { id: 'l', title: 'Blue' } } }, 'Blue'],
    [
      'interactive',
      { interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{}' } } },
      'Sent',
    ],
    ['interactive', {}, null],
    ['button', { button: { payload: 'p', text: 'Confirm' } }, 'Confirm'],
    ['reaction', { reaction: { message_id: 'wamid.0', emoji: '👍' } }, null],
    ['order', { order: { catalog_id: 'c', text: 'two please', product_items: [] } }, 'two please'],
    [
      'system',
      { system: { body: 'changed number', type: 'user_changed_number', wa_id: '1' } },
      'changed number',
    ],
    [
      'edit',
      { edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'new' } } } },
      'new',
    ],
    ['edit', { edit: { message: { type: 'edit', edit: { message: { type: 'edit' } } } } }, null],
    ['revoke', { revoke: { original_message_id: 'wamid.0' } }, null],
    [
      'unsupported',
      { errors: [{ code: 131051, title: 'Unsupported' }], unsupported: { type: 'poll_creation' } },
      null,
    ],
    ['a_type_of_next_year', { a_type_of_next_year: { body: 'x' } }, null],
  ])('is read: %s %j', (type, content, text) => {
    const { text: _, ...kept } = content;
    expect(readOne(type, content)).toMatchObject({
      kind: 'message',
      phoneNumberId: '44',
      externalId: 'wamid.1',
      sender: { phone: FROM, userId: null, parentUserId: null, username: null, profileName: 'Ana Souza' },
      type,
      text,
      content: Object.keys(kept).length === 0 ? null : JSON.stringify(kept),
      sentAtMs: 1_749_416_383_000,
      error: type === 'unsupported' ? { code: 131051 } : null,
    });
  });

  it('keeps who was shared where that is more than a row holds, as many as fit', () => {
    const card = (n: number, street: string) => ({
      name: { formatted_name: `Person ${n}` },
      phones: [{ phone: `+55 11 95555-${n}`, type: 'CELL' }],
      addresses: [{ street }],
    });
    const sharing = (count: number, street: string) => {
      const item = readOne('contacts', {
        contacts: Array.from({ length: count }, (_, n) => card(n, street)),
      });
      const content = item?.kind === 'message' ? (item.content ?? 'null') : 'null';
      expect(content.length).toBeLessThanOrEqual(MAX_CONTENT_BYTES);
      const { contacts, contacts_left_out: leftOut } = JSON.parse(content) as {
        contacts: unknown[];
        contacts_left_out?: number;
      };
      return { first: contacts[0], kept: contacts.length, leftOut };
    };
    const { addresses: _, ...who } = card(0, '');
    expect(sharing(20, 'a')).toEqual({ first: card(0, 'a'), kept: 20, leftOut: undefined });
    expect(sharing(20, 'x'.repeat(1_000))).toEqual({ first: who, kept: 20, leftOut: 0 });
    const many = sharing(1_000, 'x');
    expect(many.first).toEqual(who);
    expect([many.kept > 100, many.kept + (many.leftOut ?? 0)]).toEqual([true, 1_000]);
  });

  it('keeps the beginning of content beyond what a row holds, and says how much there is', () => {
    const fits = 'x'.repeat(MAX_CONTENT_BYTES - '{"note":""}'.length);
    expect(readOne('text', { text: { body: 'a' }, note: fits })).toMatchObject({
      content: JSON.stringify({ note: fits }),
      wholeContent: null,
    });
    for (const note of [`${fits}x`, `${fits.slice(1)}ã`]) {
      expect(readOne('text', { text: { body: 'a' }, note })).toMatchObject({
        content: JSON.stringify({
          note: `${'x'.repeat(399)}…`,
          whole: { sizeBytes: MAX_CONTENT_BYTES + 1, isKept: true, entryCount: null, order: null },
        }),
        wholeContent: JSON.stringify({ note }),
        text: 'a',
      });
    }
  });

  it('says that content is only in the archive where it is nested too deeply to be written', () => {
    const message = {
      from: FROM,
      id: 'wamid.1',
      timestamp: '1749416383',
      type: 'order',
      order: { deep: 'D' },
    };
    const deep = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`;
    const raw = deliveryOf(value({ contacts: CONTACTS, messages: [message] })).replace('"D"', deep);
    const [item] = readDelivery(raw);
    const { content, wholeContent } = item?.kind === 'message' ? item : {};
    expect([JSON.parse(content ?? 'null'), wholeContent]).toMatchObject([
      { whole: { sizeBytes: 0, isKept: false, entryCount: null, order: null } },
      null,
    ]);
  });
});

describe('a sender', () => {
  const senderOf = (contacts: unknown, message: Record<string, unknown>) => {
    const [item] = read({ contacts, messages: [{ id: 'wamid.1', timestamp: 1, type: 'text', ...message }] });
    return item?.kind === 'message' ? item.sender : item?.kind;
  };

  it.each([
    [
      'by user id alone',
      [{ user_id: 'BR.1', profile: { name: 'Ana', username: '@ana' } }],
      { from_user_id: 'BR.1' },
      { phone: null, userId: 'BR.1', parentUserId: null, username: '@ana', profileName: 'Ana' },
    ],
    [
      'by both',
      [{ user_id: 'BR.1', wa_id: FROM, profile: { name: 'Ana' } }],
      { from: FROM, from_user_id: 'BR.1' },
      { phone: FROM, userId: 'BR.1', parentUserId: null, username: null, profileName: 'Ana' },
    ],
    [
      'with a wa_id in another spelling of the same number',
      [{ wa_id: '551155550123', profile: { name: 'Ana' } }],
      { from: FROM },
      { phone: FROM, userId: null, parentUserId: null, username: null, profileName: 'Ana' },
    ],
    [
      'whose contact comes second',
      [{ wa_id: '15550000000', profile: { name: 'Bob' } }, ...CONTACTS],
      { from: FROM },
      { phone: FROM, userId: null, parentUserId: null, username: null, profileName: 'Ana Souza' },
    ],
    [
      'without any contact',
      undefined,
      { from: FROM },
      { phone: FROM, userId: null, parentUserId: null, username: null, profileName: null },
    ],
    [
      'whose contact is rubbish',
      [7, null, { wa_id: 4 }],
      { from: FROM },
      { phone: FROM, userId: null, parentUserId: null, username: null, profileName: null },
    ],
    ['of no name at all', CONTACTS, {}, 'rejection'],
    ['with a number that is none', CONTACTS, { from: 'abc' }, 'rejection'],
  ])('is known %s', (_, contacts, message, expected) => {
    expect(senderOf(contacts, message)).toEqual(expected);
  });
});

describe('a status', () => {
  const NAMES = { conversationId: `conv_${'0'.repeat(26)}`, messageId: `msg_${'1'.repeat(26)}` };
  const statusOf = (rest: Record<string, unknown>) =>
    read({ statuses: [{ id: 'wamid.1', status: 'delivered', timestamp: '10', ...rest }] })[0];

  it('names our message only by callback data that is ours', () => {
    expect(
      statusOf({ biz_opaque_callback_data: `${NAMES.conversationId}/${NAMES.messageId}` }),
    ).toMatchObject({
      kind: 'status',
      status: 'delivered',
      atMs: 10_000,
      ours: NAMES,
      error: null,
    });
    for (const data of [
      '',
      'x',
      'conv_1/msg_2',
      `${NAMES.messageId}/${NAMES.conversationId}`,
      `${NAMES.conversationId}/${NAMES.messageId}/x`,
    ]) {
      expect(statusOf({ biz_opaque_callback_data: data })).toMatchObject({ kind: 'status', ours: null });
    }
  });

  it('says why it failed, also where Meta does not', () => {
    expect(statusOf({ status: 'failed', errors: [{ code: 131047, title: 'Re-engagement' }] })).toMatchObject({
      error: { code: 131047, title: 'Re-engagement', detail: expect.stringContaining('24 hours') },
    });
    expect(statusOf({ status: 'failed' })).toMatchObject({ error: { code: 0 } });
  });

  it('that is not known is listed, not applied', () => {
    expect(statusOf({ status: 'warning' })).toMatchObject({
      kind: 'notice',
      name: 'warning',
      externalId: 'wamid.1',
    });
  });
});
