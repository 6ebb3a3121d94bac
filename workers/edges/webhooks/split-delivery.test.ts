import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../channels/cloud/read-delivery.ts';
import { fits, MAX_PART_BYTES, splitDelivery, type DeliveryPart } from './split-delivery.ts';

const QUEUE_MESSAGE_BYTES = 128_000;

interface Value {
  metadata: { phone_number_id: string };
  contacts?: { wa_id: string }[];
  messages?: { id: string; from: string }[];
  statuses?: { id: string }[];
  errors?: { code: number }[];
}
const deliveryOf = (...values: Value[]) => ({
  object: 'whatsapp_business_account',
  entry: values.map((value) => ({ id: '81', changes: [{ field: 'messages', value }] })),
});
const valuesOf = (parts: readonly DeliveryPart[]): Value[] =>
  parts.flatMap(({ raw }) =>
    (JSON.parse(raw) as ReturnType<typeof deliveryOf>).entry.flatMap(({ changes }) =>
      changes.map(({ value }) => value),
    ),
  );
const idsOf = (values: readonly Value[], list: 'messages' | 'statuses') =>
  values.flatMap((value) => (value[list] ?? []).map(({ id }) => id));
const message = (index: number, text = 'x') => ({
  id: `m${index}`,
  from: `55119555${String(index).padStart(5, '0')}`,
  timestamp: '1',
  type: 'text',
  text: { body: text },
});

const values = fc.array(
  fc.record(
    {
      messages: fc.array(fc.nat({ max: 60_000 }), { maxLength: 12 }),
      statuses: fc.nat({ max: 40 }),
      errors: fc.nat({ max: 3 }),
      character: fc.constantFrom('x', '"', 'ã', '\u0001', '😀'),
    },
    { requiredKeys: ['messages', 'statuses', 'errors', 'character'] },
  ),
  { maxLength: 4 },
);

describe('a delivery that is cut', () => {
  it('is never cut inside of one message, however long its lists', () => {
    const products = Array.from({ length: 3_000 }, (_, n) => ({
      product_retailer_id: `screw-${n}`,
      quantity: n,
    }));
    const order = { ...message(1), type: 'order', order: { catalog_id: '31', product_items: products } };
    const whole = { metadata: { phone_number_id: '44' }, messages: [order, message(2)] };
    const found = valuesOf(splitDelivery(JSON.stringify(deliveryOf(whole)))).flatMap(
      ({ messages }) => messages,
    );
    expect(found).toEqual([order, message(2)]);
  });

  it('gives every item exactly once, in order, on its lane, in parts that fit', () => {
    fc.assert(
      fc.property(values, (specs) => {
        let count = 0;
        const whole = specs.map(({ messages, statuses, errors, character }): Value => {
          const list = messages.map((size) => message(++count, character.repeat(size)));
          return {
            metadata: { phone_number_id: '44' },
            contacts: list.map(({ from }) => ({ wa_id: from })),
            messages: list,
            statuses: Array.from({ length: statuses }, () => ({ id: `s${++count}` })),
            errors: Array.from({ length: errors }, (_, code) => ({ code })),
          };
        });
        const parts = splitDelivery(JSON.stringify(deliveryOf(...whole)));
        const onLane = (lane: string) => valuesOf(parts.filter((part) => part.lane === lane));
        expect(idsOf(onLane('webhooks'), 'messages')).toEqual(idsOf(whole, 'messages'));
        expect(idsOf(valuesOf(parts), 'statuses')).toEqual(idsOf(whole, 'statuses'));
        expect(idsOf(onLane('statuses'), 'messages')).toEqual([]);
        const errorsOf = (list: readonly Value[]) => list.flatMap((value) => value.errors ?? []);
        expect(errorsOf(valuesOf(parts))).toEqual(errorsOf(whole));
        for (const { raw } of parts) {
          const items = valuesOf([{ lane: 'webhooks', raw }]).flatMap((value) => [
            ...(value.messages ?? []),
            ...(value.statuses ?? []),
          ]);
          // Only a single item may be too large: it is kept elsewhere.
          expect(items.length === 1 || fits(raw)).toBe(true);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('keeps each message together with its contact, also where wa_id and from differ in a prefix', () => {
    const messages = Array.from({ length: 400 }, (_, index) => message(index, 'y'.repeat(900)));
    const contacts = messages.map(({ from }) => ({
      wa_id: from.replace('55119', '5511'),
      profile: { name: from },
    }));
    const parts = splitDelivery(
      JSON.stringify(deliveryOf({ metadata: { phone_number_id: '44' }, contacts, messages })),
    );
    expect(parts.length).toBeGreaterThan(3);
    for (const value of valuesOf(parts)) {
      expect(value.contacts).toHaveLength(value.messages?.length ?? 0);
    }
    const names = parts.flatMap(({ raw }) =>
      readDelivery(raw).map((item) => (item.kind === 'message' ? item.sender.profileName : item.kind)),
    );
    expect(names).toEqual(messages.map(({ from }) => from));
  });
});

describe('an import of old messages that is cut', () => {
  const old = (thread: number, index: number) => ({
    from: `55119666${String(thread).padStart(5, '0')}`,
    id: `h${thread}.${index}`,
    timestamp: '1',
    type: 'text',
    text: { body: 'x'.repeat(2_000) },
  });
  it.each([
    ['one long thread', [500]],
    ['many threads', Array.from({ length: 120 }, () => 5)],
    ['both', [1, 400, 3, 2, 90]],
  ])('gives every message once, in its thread, and says once what it is a part of: %s', (_, sizes) => {
    const threads = sizes.map((size, thread) => ({
      id: `55119666${String(thread).padStart(5, '0')}`,
      messages: Array.from({ length: size }, (__, index) => old(thread, index)),
    }));
    const raw = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '81',
          changes: [
            {
              field: 'history',
              value: {
                metadata: { phone_number_id: '44', display_phone_number: '15550100000' },
                history: [{ metadata: { phase: 1, chunk_order: 2, progress: 30 }, threads }],
              },
            },
          ],
        },
      ],
    });
    const parts = splitDelivery(raw);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => !fits(part.raw))).toEqual([]);
    const items = parts.flatMap((part) => readDelivery(part.raw));
    const seen = (list: typeof items) =>
      list.map((item) =>
        item.kind === 'message' ? [item.externalId, item.sender.phone, item.origin] : item.kind,
      );
    expect(seen(items)).toEqual(seen(readDelivery(raw)));
    expect(items.filter(({ kind }) => kind === 'notice')).toHaveLength(1);
  });
});

it('keeps the names of an import and of what was written on the phone with what is theirs', () => {
  const people = Array.from({ length: 90 }, (_, index) => `55119777${String(index).padStart(5, '0')}`);
  const contacts = people.map((phone) => ({ wa_id: phone, profile: { name: `Name ${phone}` } }));
  const long = { timestamp: '1', type: 'text', text: { body: 'x'.repeat(4_000) } };
  const threads = people.map((phone, index) => ({
    id: phone,
    messages: [{ from: index % 2 === 0 ? phone : '15550100000', id: `h${phone}`, ...long }],
  }));
  const message_echoes = people.map((to) => ({ from: '15550100000', to, id: `e${to}`, ...long }));
  const metadata = { phone_number_id: '44', display_phone_number: '15550100000' };
  for (const [field, lists] of [
    ['history', { history: [{ metadata: { phase: 1 }, threads }] }],
    ['smb_message_echoes', { message_echoes }],
  ] as const) {
    const changes = [{ field, value: { metadata, contacts, ...lists } }];
    const parts = splitDelivery(
      JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '81', changes }] }),
    );
    expect(parts.length).toBeGreaterThan(2);
    const names = parts.flatMap(({ raw }) =>
      readDelivery(raw).flatMap((item) => (item.kind === 'message' ? [item.sender.profileName] : [])),
    );
    expect([field, names]).toEqual([field, people.map((phone) => `Name ${phone}`)]);
  }
});

describe('a delivery in Meta’s own writing', () => {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100000', phone_number_id: '44' },
  };
  /** What people may write, to look like something else. */
  const words = fc.constantFrom(
    'x',
    '[a]',
    '],"',
    '"statuses":[{',
    '"messages":',
    '"field":',
    '😀',
    'statuses',
  );
  const contacts = fc.array(
    words.map((name) => ({ profile: { name }, wa_id: '5511955500001' })),
    { maxLength: 2 },
  );
  const status = fc.record(
    { id: words, recipient_id: words, errors: fc.array(fc.record({ title: words }), { maxLength: 2 }) },
    { requiredKeys: ['id', 'recipient_id'] },
  );
  const statuses = fc.array(status, { maxLength: 3 });
  const messages = fc.array(
    words.map((body) => ({ id: 'm', from: '5511955500001', timestamp: '1', type: 'text', text: { body } })),
    { maxLength: 2 },
  );
  const errors = fc.array(fc.record({ code: fc.nat() }), { maxLength: 1 });
  const lists = fc.oneof(
    fc.record({ statuses }),
    fc.record({ messages }),
    fc.record({ contacts, statuses, messages, errors }, { requiredKeys: [] }),
  );
  const changes = fc.array(fc.tuple(lists, fc.constantFrom('messages', 'messages', 'account_update')), {
    minLength: 1,
    maxLength: 3,
  });
  const written = (specs: readonly [object, string][]) =>
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '81', changes: specs.map(([list, field]) => ({ value: { ...value, ...list }, field })) }],
    });

  it('is told apart by its text as it is by its meaning', () => {
    fc.assert(
      fc.property(changes, (specs) => {
        const raw = written(specs);
        // Blanks take it off the short way, and mean nothing.
        const spaced = JSON.stringify(JSON.parse(raw), null, 1);
        const meaningOf = (parts: DeliveryPart[]) =>
          parts.map((part) => ({ ...part, raw: JSON.parse(part.raw) as unknown }));
        expect(meaningOf(splitDelivery(raw))).toEqual(meaningOf(splitDelivery(spaced)));
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  it('is not even read when it holds nothing but statuses', () => {
    const raw = written([[{ statuses: [{ id: 's', status: 'read' }] }, 'messages']]);
    const broken = raw.replace('"read"', 'read');
    expect(splitDelivery(broken)).toEqual([{ lane: 'statuses', raw: broken }]);
  });
});

describe('a delivery that is not cut', () => {
  it.each([
    [
      'fits and holds messages',
      deliveryOf({ metadata: { phone_number_id: '4' }, messages: [message(1)] }),
      'webhooks',
    ],
    [
      'fits and holds statuses',
      deliveryOf({ metadata: { phone_number_id: '4' }, statuses: [{ id: 's' }] }),
      'statuses',
    ],
    ['is of another object', { object: 'page', entry: [] }, 'webhooks'],
    ['has an entry without changes', { object: 'whatsapp_business_account', entry: [{}] }, 'webhooks'],
    ['is empty', { object: 'whatsapp_business_account', entry: [] }, 'webhooks'],
  ])('passes as the very text that came when it %s', (_, body, lane) => {
    const raw = ` ${JSON.stringify(body, null, 1).replaceAll('/', '\\/')}\n`;
    expect(splitDelivery(raw)).toEqual([{ lane, raw }]);
  });

  it('passes whole when it is not JSON, however large', () => {
    const raw = 'x'.repeat(300_000);
    expect(splitDelivery(raw)).toEqual([{ lane: 'webhooks', raw }]);
  });

  it('passes whole when its nesting can be read and not be written again', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const raw = `{"object":"whatsapp_business_account","entry":[{"id":"8","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"4"},"messages":[${deep}],"statuses":[{"id":"s"}]}}]}]}`;
    expect(splitDelivery(raw)).toEqual([{ lane: 'webhooks', raw }]);
  });
});

describe('a text', () => {
  it('fits exactly up to the limit, measured as the queue will write it', () => {
    for (const [character, bytes] of [
      ['x', 1],
      ['"', 2],
      ['ã', 2],
      ['\u0001', 6],
      ['😀', 4],
    ] as const) {
      const most = Math.floor((MAX_PART_BYTES - 2) / bytes);
      expect([character, fits(character.repeat(most)), fits(character.repeat(most + 1))]).toEqual([
        character,
        true,
        false,
      ]);
    }
  });

  it('leaves room for the envelope of a queue message', () => {
    const envelope = {
      v: 1,
      kind: 'meta.delivery',
      lane: 'webhooks',
      companyId: null,
      ref: 'x'.repeat(64),
      app: 'x'.repeat(64),
      receivedAtMs: Date.UTC(2026, 10, 26),
      raw: '',
    };
    expect(JSON.stringify(envelope).length + MAX_PART_BYTES + 100).toBeLessThan(QUEUE_MESSAGE_BYTES);
  });
});
