import { beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';

const deployment = createDeployment();
let owner: Person;
let path: string;

beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('types'), 'owner');
  await deployment.connectNumber(owner, '4811');
  await deployment.deliver(
    texts('4811', { id: 'wamid.question', from: '5511955550210', text: 'Which lamp?' }),
  );
  await deployment.drain();
  const { items } = await deployment.json<{ items: Conversation[] }>(owner, 'GET', '/v1/conversations');
  path = `/v1/conversations/${items[0]?.id}/messages`;
});

/** Sends it and gives what Meta was asked, without what every send has. */
async function asked(content: unknown): Promise<Record<string, unknown>> {
  const before = deployment.graph.calls.length;
  await deployment.json<Message>(owner, 'POST', path, content);
  await deployment.drain();
  const [call, ...others] = deployment.graph.calls.slice(before);
  expect(others).toEqual([]);
  const body = (call?.body ?? {}) as Record<string, unknown>;
  const { messaging_product, recipient_type, to, biz_opaque_callback_data, ...rest } = body;
  expect([messaging_product, recipient_type, to]).toEqual(['whatsapp', 'individual', '+5511955550210']);
  expect(biz_opaque_callback_data).toMatch(/^conv_\w{26}\/msg_\w{26}$/);
  return rest;
}

const question = async () => {
  const { items } = await deployment.json<{ items: Message[] }>(owner, 'GET', path);
  return items.find(({ externalId }) => externalId === 'wamid.question')?.id ?? '';
};

const list = {
  type: 'list',
  body: { text: 'Which size?' },
  action: { button: 'Sizes', sections: [{ rows: [{ id: 's', title: 'Small' }] }] },
};

const body = { text: 'Shall we?' };
const money = (value: number) => ({ value, offset: 100 });
const INTERACTIVE = {
  buttons: {
    type: 'button',
    header: { type: 'image', image: { link: 'https://files.test/l.jpg' } },
    body,
    footer: { text: 'Until six' },
    action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
  },
  callToAction: {
    type: 'cta_url',
    body,
    action: { name: 'cta_url', parameters: { display_text: 'Look', url: 'https://lamps.test' } },
  },
  locationRequest: { type: 'location_request_message', body, action: { name: 'send_location' } },
  flow: {
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '917',
        flow_cta: 'Book',
        flow_token: 'visit-17',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'DAY', data: { shop: 'north' } },
      },
    },
  },
  product: { type: 'product', body, action: { catalog_id: '31', product_retailer_id: 'lamp-7' } },
  productList: {
    type: 'product_list',
    header: { type: 'text', text: 'Lamps' },
    body,
    action: {
      catalog_id: '31',
      sections: [{ title: 'Table', product_items: [{ product_retailer_id: 'lamp-7' }] }],
    },
  },
  catalog: {
    type: 'catalog_message',
    body,
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'lamp-7' } },
  },
  contactRequest: { type: 'contact_request', body, action: { name: 'request_contact_info' } },
  callPermission: { type: 'call_permission_request', body, action: { name: 'call_permission_request' } },
  address: {
    type: 'address_message',
    body,
    action: { name: 'address_message', parameters: { country: 'SG' } },
  },
  productCarousel: {
    type: 'carousel',
    body,
    action: {
      cards: [0, 1].map((index) => ({
        card_index: index,
        type: 'product',
        action: { catalog_id: '31', product_retailer_id: `lamp-${index}` },
      })),
    },
  },
  callButton: {
    type: 'voice_call',
    body,
    action: { name: 'voice_call', parameters: { display_text: 'Call us', ttl_minutes: 60, payload: 'a-17' } },
  },
  orderDetails: {
    type: 'order_details',
    header: { type: 'image', image: { link: 'https://files.test/l.jpg' } },
    body,
    footer: { text: 'Until six' },
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'order-17',
        type: 'physical-goods',
        payment_settings: [
          { type: 'payment_link', payment_link: { uri: 'https://lamps.test/pay/17' } },
          {
            type: 'pix_dynamic_code',
            pix_dynamic_code: {
              code: '000201',
              merchant_name: 'Lamps',
              key: 'a@lamps.test',
              key_type: 'EMAIL',
            },
          },
        ],
        currency: 'BRL',
        total_amount: money(4_900),
        order: {
          status: 'pending',
          items: [
            {
              retailer_id: 'lamp-7',
              name: 'Lamp',
              amount: money(2_500),
              sale_amount: money(2_000),
              quantity: 2,
            },
          ],
          subtotal: money(4_000),
          tax: { ...money(400), description: 'Included' },
          shipping: money(1_000),
          discount: { ...money(500), discount_program_name: 'SPRING' },
        },
      },
    },
  },
  orderStatus: {
    type: 'order_status',
    body,
    action: {
      name: 'review_order',
      parameters: { reference_id: 'order-17', order: { status: 'shipped', description: 'With the courier' } },
    },
  },
  carousel: {
    type: 'carousel',
    body,
    action: {
      cards: [0, 1].map((index) => ({
        card_index: index,
        type: 'cta_url',
        header: { type: 'image', image: { link: `https://files.test/${index}.jpg` } },
        body: { text: `Lamp ${index}` },
        action: { name: 'cta_url', parameters: { display_text: 'Look', url: 'https://lamps.test' } },
      })),
    },
  },
};

const card = (index: number) => ({
  card_index: index,
  components: [
    { type: 'header', parameters: [{ type: 'image', image: { link: `https://files.test/${index}.jpg` } }] },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: `lamp-${index}` }] },
  ],
});
const SPRING = {
  name: 'spring',
  language: { code: 'pt_BR', policy: 'deterministic' },
  components: [
    {
      type: 'header',
      parameters: [{ type: 'location', location: { latitude: 1, longitude: 2, name: 'Shop' } }],
    },
    {
      type: 'body',
      parameters: [
        { type: 'text', parameter_name: 'name', text: 'Rui' },
        {
          type: 'currency',
          parameter_name: 'price',
          currency: { fallback_value: 'R$ 9,50', code: 'BRL', amount_1000: 9_500 },
        },
      ],
    },
    { type: 'carousel', cards: [card(0), card(1)] },
    {
      type: 'limited_time_offer',
      parameters: [
        { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_795_000_000_000 } },
      ],
    },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: '0',
      parameters: [{ type: 'coupon_code', coupon_code: 'MAY' }],
    },
  ],
};

describe('each type goes to Meta in its documented shape', () => {
  it.each([
    [
      'text',
      { body: 'See https://lamps.test', preview_url: true },
      { type: 'text', text: 'See https://lamps.test' },
    ],
    [
      'text',
      { body: 'See https://lamps.test', preview_url: false },
      { type: 'text', text: 'See https://lamps.test', previewUrl: false },
    ],
    ['image', { link: 'https://files.test/l.jpg', caption: 'Sand' }, null],
    ['video', { link: 'https://files.test/l.mp4' }, null],
    ['audio', { link: 'https://files.test/l.ogg', voice: true }, null],
    ['document', { link: 'https://files.test/l.pdf', filename: 'offer.pdf' }, null],
    ['sticker', { link: 'https://files.test/l.webp' }, null],
    ['location', { latitude: -23.55, longitude: -46.63, name: 'Shop' }, null],
    ['contacts', [{ name: { formatted_name: 'Ida Roth' }, phones: [{ phone: '+41445550100' }] }], null],
    ['image', { id: '1166846181421424' }, null],
    ['interactive', list, null],
    ['interactive', INTERACTIVE.buttons, null],
    ['interactive', INTERACTIVE.callToAction, null],
    ['interactive', INTERACTIVE.locationRequest, null],
    ['interactive', INTERACTIVE.flow, null],
    ['interactive', INTERACTIVE.product, null],
    ['interactive', INTERACTIVE.productList, null],
    ['interactive', INTERACTIVE.catalog, null],
    ['interactive', INTERACTIVE.contactRequest, null],
    ['interactive', INTERACTIVE.callPermission, null],
    ['interactive', INTERACTIVE.address, null],
    ['interactive', INTERACTIVE.carousel, null],
    ['interactive', INTERACTIVE.productCarousel, null],
    ['interactive', INTERACTIVE.callButton, null],
    ['interactive', INTERACTIVE.orderDetails, null],
    ['interactive', INTERACTIVE.orderStatus, null],
    ['template', { name: 'order_update', language: { code: 'pt_BR' } }, null],
    ['template', SPRING, null],
  ])('%s', async (type, body, content) => {
    expect(await asked(content ?? { type, [type]: body })).toEqual({ type, [type]: body });
  });

  it('a reply names the message that it answers', async () => {
    expect(await asked({ type: 'text', text: 'The sand one', replyTo: await question() })).toEqual({
      type: 'text',
      text: { body: 'The sand one', preview_url: false },
      context: { message_id: 'wamid.question' },
    });
  });

  it('a reaction is put on a message, and taken back', async () => {
    const messageId = await question();
    for (const emoji of ['👍', '']) {
      expect(await asked({ type: 'reaction', reaction: { messageId, emoji } })).toEqual({
        type: 'reaction',
        reaction: { message_id: 'wamid.question', emoji },
      });
    }
  });
});

it('a message that is not there, or not in this conversation, cannot be answered', async () => {
  await deployment.deliver(texts('4811', { id: 'wamid.elsewhere', from: '5511955550211' }));
  await deployment.drain();
  const { items } = await deployment.json<{ items: Conversation[] }>(
    owner,
    'GET',
    '/v1/conversations?q=5511955550211',
  );
  const elsewhere = items[0]?.lastMessage?.id;
  for (const replyTo of [elsewhere, `msg_${'0'.repeat(26)}`]) {
    const response = await deployment.call(owner, 'POST', path, { type: 'text', text: 'x', replyTo });
    expect([response.status, await response.json()]).toMatchObject([422, { fields: [{ path: 'replyTo' }] }]);
  }
});

it('a template is the one thing that can be sent when the customer’s 24 hours are over', async () => {
  deployment.clock.now += 4 * 60 * 1_000;
  const started = await deployment.json<Conversation>(owner, 'POST', '/v1/conversations', {
    channelId: (await deployment.json<Conversation>(owner, 'GET', path.replace('/messages', ''))).channelId,
    phone: '+55 11 95555-0299',
  });
  const newPath = `/v1/conversations/${started.id}/messages`;
  const refused = await deployment.call(owner, 'POST', newPath, { type: 'text', text: 'Hello' });
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { code: 'window_closed', windowEndsAtMs: null },
  ]);
  const template = { type: 'template', template: { name: 'hello', language: { code: 'en' } } };
  expect((await deployment.call(owner, 'POST', newPath, template)).status).toBe(202);
  await deployment.drain();
  expect(deployment.graph.calls.at(-1)?.body).toMatchObject({ to: '+5511955550299', type: 'template' });
});

it('shows in thread and inbox what a person reads of it', async () => {
  await asked({ type: 'image', image: { link: 'https://files.test/x.jpg', caption: 'In sand' } });
  const { items } = await deployment.json<{ items: Message[] }>(owner, 'GET', `${path}?limit=1`);
  expect(items).toMatchObject([{ type: 'image', text: 'In sand', status: 'sent' }]);
});
