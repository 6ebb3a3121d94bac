import { expect, test } from 'vitest';
import { asObject, books, createTestWorld, errorOf, garden } from '../testing/test-world.ts';

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
