import { expect, test } from 'vitest';
import { asObject, books, createTestWorld, errorOf, garden, parseObject } from '../testing/test-world.ts';
import type { RenderedTemplate } from '../world/types.ts';

const path = `/${garden.wabaId}/message_templates`;
const template = {
  name: 'order_ready',
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Your order {{1}} is ready.', example: { body_text: [['7']] } }],
};

test('templates are listed page by page, with the fields that were asked for', async () => {
  const world = await createTestWorld();
  const names: unknown[] = [];
  let after = '';
  for (let pages = 0; pages < 10; pages++) {
    const page = await world.graph('GET', `${path}?fields=name,status&limit=3${after}`);
    for (const item of page.body['data'] as object[]) {
      expect(Object.keys(item).toSorted()).toEqual(['id', 'name', 'status']);
      names.push(asObject(item)['name']);
    }
    const paging = asObject(page.body['paging']);
    if (!('next' in paging)) break;
    after = `&after=${String(asObject(paging['cursors'])['after'])}`;
  }
  expect(names).toEqual(['hello_world', 'order_update', 'spring_offer', 'sign_in_code']);
});

test('a new template is pending, then approved by webhook, then it can be sent and deleted', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const sending = {
    type: 'template',
    template: {
      name: 'order_ready',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: '7' }] }],
    },
  };
  const created = await world.graph('POST', path, template);
  expect(created.body).toEqual({
    id: expect.stringMatching(/^\d+$/),
    status: 'PENDING',
    category: 'UTILITY',
  });
  expect(errorOf(await world.send(sending)).code).toBe(132001);
  await world.clock.advance(1020);
  expect(JSON.parse(world.received[0]?.body ?? '')).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: garden.wabaId,
        time: expect.any(Number),
        changes: [
          {
            value: {
              event: 'APPROVED',
              message_template_id: Number(created.body['id']),
              message_template_name: 'order_ready',
              message_template_language: 'en_US',
              reason: 'NONE',
              message_template_category: 'UTILITY',
            },
            field: 'message_template_status_update',
          },
        ],
      },
    ],
  });
  expect((await world.send(sending)).status).toBe(200);
  expect((await world.graph('DELETE', `${path}?name=order_ready`)).body).toEqual({ success: true });
  expect(errorOf(await world.send(sending)).code).toBe(132001);
});

test('the same name in the same language is refused, a second language is not', async () => {
  const world = await createTestWorld();
  await world.graph('POST', path, template);
  expect((await world.graph('POST', path, template)).body['error']).toMatchObject({
    code: 100,
    error_subcode: 2388024,
  });
  expect((await world.graph('POST', path, { ...template, language: 'pt_BR' })).status).toBe(200);
});

test('a template is edited after its review, not during it', async () => {
  const world = await createTestWorld();
  const id = String((await world.graph('POST', path, template)).body['id']);
  const edit = { components: [{ type: 'BODY', text: 'Your order is ready.' }] };
  expect((await world.graph('POST', `/${id}`, edit)).body['error']).toMatchObject({ error_subcode: 2388039 });
  await world.clock.advance(1000);
  expect((await world.graph('POST', `/${id}`, edit)).body).toEqual({ success: true });
  expect((await world.graph('GET', `/${id}?fields=components`)).body).toEqual({ id, ...edit });
});

test('another account’s templates are out of reach', async () => {
  const world = await createTestWorld();
  expect(errorOf(await world.graph('GET', path, undefined, books.accessToken))).toMatchObject({
    status: 403,
    code: 200,
  });
  expect((await world.graph('GET', path)).status).toBe(200);
});

test('a paused template and a disabled one are refused with their codes', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const list = (await world.graph('GET', `${path}?name=hello_world`)).body['data'] as { id: string }[];
  const sending = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
  for (const [status, code] of [
    ['PAUSED', 132015],
    ['DISABLED', 132016],
  ]) {
    await world.control('POST', `/templates/${list[0]?.id}/status`, { status });
    expect(errorOf(await world.send(sending)).code).toBe(code);
  }
});

test('a carousel and an offer that ends are sent whole, and refused in parts', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const upload = await world.graph('POST', `/${garden.appId}/uploads?file_length=4&file_type=image/png`);
  const filled = await world.simulator.app.request(`/v24.0/${String(upload.body['id'])}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${garden.accessToken}`, file_offset: '0' },
    body: new Uint8Array([137, 80, 78, 71]),
  });
  const handle = parseObject(await filled.text())['h'];
  const card = {
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
      { type: 'BODY', text: 'Only {{1}} each.', example: { body_text: [['9']] } },
    ],
  };
  const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Sale', has_expiration: true } };
  const buttons = [
    { type: 'COPY_CODE', example: 'SPRING' },
    { type: 'URL', text: 'Buy', url: 'https://garden.example' },
  ];
  const body = { type: 'BODY', text: 'Look at this.' };
  for (const [name, components] of [
    ['cards', [body, { type: 'CAROUSEL', cards: [card, card] }]],
    ['offer', [offer, body, { type: 'BUTTONS', buttons }]],
  ]) {
    const created = await world.graph('POST', path, { ...template, name, category: 'MARKETING', components });
    expect(created.status).toBe(200);
  }
  await world.clock.advance(1020);
  const send = (name: string, components: object[]) =>
    world.send({ type: 'template', template: { name, language: { code: 'en_US' }, components } });
  const sentCard = (card_index: number, ...texts: string[]) => ({
    card_index,
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://files.test/a.png' } }] },
      { type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) },
    ],
  });
  const cards = (...list: object[]) => send('cards', [{ type: 'carousel', cards: list }]);
  expect([
    errorOf(await send('cards', [])).code,
    errorOf(await cards(sentCard(0, '5'), sentCard(2, '6'))).code,
    errorOf(await cards(sentCard(0, '5'), sentCard(1))).code,
    (await cards(sentCard(1, '6'), sentCard(0, '5'))).status,
  ]).toEqual([132000, 131008, 132000, 200]);
  const code = {
    type: 'button',
    sub_type: 'copy_code',
    index: 0,
    parameters: [{ type: 'coupon_code', coupon_code: 'MAY' }],
  };
  const end = {
    type: 'limited_time_offer',
    parameters: [
      { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_800_000_000_000 } },
    ],
  };
  expect([errorOf(await send('offer', [code])).code, (await send('offer', [code, end])).status]).toEqual([
    131008, 200,
  ]);
  const thread = await world.control('GET', `/threads/${ana.id}/${garden.phoneNumberId}`);
  const shown = (thread.body['items'] as { rendered: RenderedTemplate | null }[]).map(({ rendered }) => [
    rendered?.cards?.map((one) => [one.headerMedia, one.body]),
    rendered?.offer,
  ]);
  expect(shown.slice(-2)).toEqual([
    [
      [
        ['image', 'Only 5 each.'],
        ['image', 'Only 6 each.'],
      ],
      undefined,
    ],
    [undefined, { text: 'Sale', endsAtMs: 1_800_000_000_000 }],
  ]);
});

test('the button of a code is given back as a link, and takes the code as one', async () => {
  const world = await createTestWorld();
  await world.withAna();
  const supported_apps = ['K8a/AINcGX7', 'U4hoZi+kgMN'].map((signature_hash, index) => ({
    package_name: `com.garden.app${index}`,
    signature_hash,
  }));
  const button = { type: 'OTP', otp_type: 'ONE_TAP', autofill_text: 'Fill in', supported_apps };
  const components = [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [button] }];
  const created = await world.graph('POST', path, { ...template, category: 'AUTHENTICATION', components });
  const given = (await world.graph('GET', `/${String(created.body['id'])}?fields=components`)).body;
  expect(given['components']).toMatchObject([
    { type: 'BODY' },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'URL',
          text: 'Copy code',
          url: 'https://www.whatsapp.com/otp/code/?otp_type=ONE_TAP&cta_display_name=Fill+in&package_name=com.garden.app0%2Ccom.garden.app1&signature_hash=K8a%2FAINcGX7%2CU4hoZi%2BkgMN&code=otp{{1}}',
        },
      ],
    },
  ]);
  await world.clock.advance(1020);
  const text = [{ type: 'text', text: '1234' }];
  const send = (...more: object[]) =>
    world.send({
      type: 'template',
      template: {
        name: 'order_ready',
        language: { code: 'en_US' },
        components: [{ type: 'body', parameters: text }, ...more],
      },
    });
  expect([
    errorOf(await send()).code,
    (await send({ type: 'button', sub_type: 'url', index: 0, parameters: text })).status,
  ]).toEqual([131008, 200]);
});
