import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboundItem } from '../port.ts';
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
describe('bad parts of a delivery', () => {
  const good = { from: FROM, id: 'wamid.good', timestamp: '1', type: 'text', text: { body: 'good' } };

  it.each<[string, unknown]>([
    ['a message that is no object', 7],
    ['a message without an id', { ...good, id: undefined }],
    ['an id that is too long', { ...good, id: 'x'.repeat(257) }],
    ['an id with a NUL', { ...good, id: 'a\u0000b' }],
    ['an id with half a surrogate pair', { ...good, id: '\ud83d' }],
    ['a time that is no number', { ...good, timestamp: 'soon' }],
    ['a negative time', { ...good, timestamp: -1 }],
    ['no type', { ...good, type: undefined }],
    ['nothing', null],
  ])('cost their neighbours nothing: %s', (_, bad) => {
    expect(read({ contacts: CONTACTS, messages: [good, bad, { ...good, id: 'wamid.2' }] })).toMatchObject([
      { kind: 'message', externalId: 'wamid.good', text: 'good' },
      { kind: 'rejection', reason: 'malformed', phoneNumberId: '44' },
      { kind: 'message', externalId: 'wamid.2' },
    ]);
  });

  it.each([
    ['not JSON', 'not JSON', 'not_json'],
    ['nothing', '', 'not_json'],
    ['a list', '[]', 'wrong_object'],
    ['another object', '{"object":"page","entry":[]}', 'wrong_object'],
    ['no entry', '{"object":"whatsapp_business_account"}', 'wrong_object'],
    ['an entry that is none', '{"object":"whatsapp_business_account","entry":[1]}', 'malformed'],
    [
      'a change without a value',
      '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages"}]}]}',
      'malformed',
    ],
    ['a value without a number', deliveryOf({ messages: [good] }), 'malformed'],
    ['messages that are no list', deliveryOf(value({ messages: { 0: good } })), 'malformed'],
    ['statuses that are no list', deliveryOf(value({ statuses: 'x' })), 'malformed'],
  ])('are counted: %s', (_, raw, reason) => {
    expect(readDelivery(raw)).toMatchObject([{ kind: 'rejection', reason }]);
  });

  it('never throw, whatever the JSON', () => {
    const keys = fc.constantFrom(
      'object',
      'entry',
      'id',
      'changes',
      'field',
      'value',
      'metadata',
      'messages',
      'statuses',
      'errors',
      'contacts',
      '__proto__',
      'phone_number_id',
      'timestamp',
      'type',
    );
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue(),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(keys, tie('any'), { maxKeys: 6 }),
      ),
    })).any;
    fc.assert(
      fc.property(json, json, (anything, inside) => {
        for (const body of [
          anything,
          {
            object: 'whatsapp_business_account',
            entry: [{ id: '1', changes: [{ field: 'messages', value: anything }] }],
          },
          {
            object: 'whatsapp_business_account',
            entry: [
              {
                id: '1',
                changes: [
                  {
                    field: 'messages',
                    value: value({ messages: [inside], statuses: inside, other: inside }),
                  },
                ],
              },
            ],
          },
        ]) {
          for (const item of readDelivery(JSON.stringify(body)))
            expect(JSON.parse(JSON.stringify(item))).toEqual(item);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it('never throw for nesting that can be read and not be written', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const raw = deliveryOf(value({ messages: [good] })).replace('"good"}', `"good"},"deep":${deep}`);
    expect(readDelivery(raw)).toMatchObject([{ kind: 'message', text: 'good', wholeContent: null }]);
    expect(readDelivery(deliveryOf({ a: 1 }, 'account_update').replace('1}', `${deep}}`))).toMatchObject([
      { kind: 'notice', field: 'account_update' },
    ]);
  });

  it('do not take a key for more than a key', () => {
    const raw = deliveryOf(value({ messages: [good] })).replace(
      '"good"}',
      '"good"},"__proto__":{"type":"image"}',
    );
    expect(readDelivery(raw)).toMatchObject([{ type: 'text', text: 'good' }]);
    const twice = deliveryOf(value({ messages: [good] })).replace(
      '"type":"text"',
      '"type":"image","type":"text"',
    );
    expect(readDelivery(twice)).toMatchObject([{ type: 'text', text: 'good' }]);
  });
});
