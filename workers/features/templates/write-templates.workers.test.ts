import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../contracts/api/channels.ts';
import type { Problem } from '../../contracts/api/problem.ts';
import type { CreateTemplateRequest, Template, TemplateList } from '../../contracts/api/templates.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';

const deployment = createDeployment();
const { graph, clock } = deployment;

let owner: Person;
let agent: Person;
let channel: Channel;

beforeAll(async () => {
  const companyId = await deployment.createCompany('write');
  owner = await deployment.signUp(companyId, 'owner');
  agent = await deployment.signUp(companyId, 'agent');
  channel = await deployment.connectNumber(owner, '4811');
});

beforeEach(() => {
  clock.now += 2_000;
  graph.answers.length = 0;
  graph.calls.length = 0;
});

const BODY = {
  type: 'BODY' as const,
  text: 'Hello {{1}}, your order is on its way.',
  example: { body_text: [['Ana']] },
};
const draft = (change: Partial<CreateTemplateRequest> = {}) => ({
  channelId: channel.id,
  name: 'order_update',
  language: 'en_US',
  category: 'UTILITY',
  components: [BODY],
  ...change,
});
const create = (body: unknown) => deployment.call(owner, 'POST', '/v1/templates', body);
const accept = (id: string): GraphAnswer => ({
  status: 200,
  body: { id, status: 'PENDING', category: 'UTILITY' },
});
const idsOf = async () =>
  (await deployment.json<TemplateList>(owner, 'GET', '/v1/templates')).items.map(({ id }) => id);

async function refusalOf(response: Response) {
  const problem: Problem = await response.json();
  return { status: response.status, fields: problem.fields };
}

describe('a new template', () => {
  it('goes to Meta in Meta’s shape and is listed as pending', async () => {
    graph.answers.push(accept('101'));
    const response = await create(draft());
    expect(response.status).toBe(201);
    const created: Template = await response.json();
    const calls = graph.calls.map(({ url, method, authorization, body }) => ({
      url,
      method,
      authorization,
      body,
    }));
    expect(calls).toEqual([
      {
        url: expect.stringContaining('/v25.0/84811/message_templates'),
        method: 'POST',
        authorization: 'Bearer token-of-4811',
        body: {
          name: 'order_update',
          language: 'en_US',
          category: 'UTILITY',
          parameter_format: 'POSITIONAL',
          components: [BODY],
        },
      },
    ]);
    expect(created).toEqual({
      id: '101',
      wabaId: '84811',
      name: 'order_update',
      language: 'en_US',
      status: 'PENDING',
      statusReason: null,
      statusDetail: null,
      category: 'UTILITY',
      nextCategory: null,
      nextCategoryAtMs: null,
      quality: 'UNKNOWN',
      parameterFormat: 'POSITIONAL',
      components: [BODY],
      canEdit: false,
    });
    expect(await deployment.json(owner, 'GET', '/v1/templates/101')).toEqual(created);
  });

  it.each<[string, string, object[]]>([
    [
      'a carousel',
      'MARKETING',
      [
        { type: 'BODY', text: 'New lamps' },
        {
          type: 'CAROUSEL',
          cards: ['4::aW', '4::bW'].map((handle) => ({
            components: [
              { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
              { type: 'BODY', text: 'For {{1}} only', example: { body_text: [['R$ 9']] } },
              {
                type: 'BUTTONS',
                buttons: [
                  { type: 'QUICK_REPLY', text: 'More' },
                  { type: 'URL', text: 'Buy', url: 'https://a.test/{{1}}', example: ['https://a.test/7'] },
                ],
              },
            ],
          })),
        },
      ],
    ],
    [
      'an offer that ends',
      'MARKETING',
      [
        { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Spring sale', has_expiration: true } },
        { type: 'BODY', text: 'Everything is cheaper.' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'COPY_CODE', example: 'SPRING25' },
            { type: 'URL', text: 'Buy', url: 'https://a.test' },
          ],
        },
      ],
    ],
    [
      'a request to call',
      'UTILITY',
      [{ type: 'BODY', text: 'May we call about your order?' }, { type: 'CALL_PERMISSION_REQUEST' }],
    ],
    [
      'a code that takes no tap',
      'AUTHENTICATION',
      [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'OTP',
              otp_type: 'ZERO_TAP',
              zero_tap_terms_accepted: true,
              supported_apps: [{ package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' }],
            },
          ],
        },
      ],
    ],
  ])('goes to Meta whole when it is %s', async (_, category, components) => {
    graph.answers.push(accept('103'));
    expect((await create({ ...draft({ name: 'of_a_kind' }), category, components })).status).toBe(201);
    expect(graph.calls[0]?.body).toMatchObject({ category, components });
    graph.answers.push({ status: 200, body: { success: true } });
    await deployment.call(owner, 'DELETE', '/v1/templates/103');
  });

  it('that breaks a rule never reaches Meta, and every field at fault is named', async () => {
    const response = await create(
      draft({ name: 'Order', components: [{ type: 'BODY', text: '{{1}} is on its way' }] }),
    );
    const { status, fields } = await refusalOf(response);
    expect([status, fields?.map(({ path }) => path)]).toEqual([422, ['name', 'body.text', 'body.samples.1']]);
    expect(graph.calls).toEqual([]);
  });

  it('whose body text is no text is refused at the door', async () => {
    const components = [{ type: 'BODY' as const, text: 'broken \u0000 text' }];
    expect((await create(draft({ components }))).status).toBe(422);
    expect(graph.calls).toEqual([]);
  });

  it.each([
    [
      'the variables’ ratio',
      { error: { code: 100, error_subcode: 2388293, message: 'Invalid parameter' } },
      'body.text',
      'There are too many variables for so short a text. Write more around them, or use fewer.',
    ],
    [
      'the language',
      {
        error: {
          code: 100,
          error_subcode: 2388024,
          message: 'Invalid parameter',
          error_user_msg: 'There is already English content for this template.',
        },
      },
      'language',
      'There is already a template with this name in this language. Meta says: There is already English content for this template.',
    ],
    [
      'what only its own sentence says',
      {
        error: {
          code: 100,
          error_subcode: 1,
          message: 'Invalid parameter',
          error_user_msg: 'The FOOTER is odd.',
        },
      },
      'footer.text',
      'Meta says: The FOOTER is odd.',
    ],
    [
      'nothing that is known',
      { error: { code: 100, message: '(#100) Invalid parameter' } },
      'template',
      'Meta says: (#100) Invalid parameter',
    ],
  ])('that Meta refuses is 422 and names the field: %s', async (_, body, path, message) => {
    graph.answers.push({ status: 400, body });
    expect(await refusalOf(await create(draft({ name: 'refused' })))).toEqual({
      status: 422,
      fields: [{ path, message }],
    });
    expect(await idsOf()).toEqual(['101']);
  });

  it('whose answer was lost is found again when Meta has it', async () => {
    const found = listedTemplate('102', { name: 'lost', status: 'PENDING' });
    graph.answers.push('reset', templatePage([found, listedTemplate('103', { name: 'lost_too' })]));
    const response = await create(draft({ name: 'lost' }));
    expect([response.status, (await response.json<Template>()).id]).toEqual([201, '102']);
    expect(new URL(graph.calls[1]?.url ?? '').searchParams.get('name')).toBe('lost');
  });

  it('whose answer was lost and that Meta does not have can be sent again', async () => {
    graph.answers.push('reset', templatePage([]));
    expect((await create(draft({ name: 'never_came' }))).status).toBe(503);
    expect(await idsOf()).toEqual(['102', '101']);
  });

  it('is for owners and admins', async () => {
    expect((await deployment.call(agent, 'POST', '/v1/templates', draft())).status).toBe(403);
    expect((await deployment.call(agent, 'GET', '/v1/templates')).status).toBe(200);
  });
});

describe('an edit', () => {
  const edit = (id: string, body: unknown) => deployment.call(owner, 'PATCH', `/v1/templates/${id}`, body);
  const sync = async (...templates: unknown[]) => {
    graph.answers.push(templatePage(templates));
    await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
    graph.calls.length = 0;
    clock.now += 2_000;
  };
  const components = [{ type: 'BODY', text: 'A better text' }];

  it('of an approved, rejected or paused template goes to Meta and waits for its review', async () => {
    await sync(
      listedTemplate('201'),
      listedTemplate('202', { status: 'REJECTED', rejected_reason: 'SCAM', category: 'MARKETING' }),
      listedTemplate('203', { status: 'PAUSED' }),
    );
    for (const id of ['201', '202', '203']) {
      graph.answers.push({ status: 200, body: { success: true } });
      const response = await edit(id, { components, ...(id === '202' ? { category: 'UTILITY' } : {}) });
      expect(await response.json()).toMatchObject({
        id,
        status: 'PENDING',
        statusReason: null,
        category: 'UTILITY',
        components,
      });
    }
    expect(graph.calls.map(({ method, url, body }) => [method, new URL(url).pathname, body])).toEqual([
      ['POST', '/v25.0/201', { components }],
      ['POST', '/v25.0/202', { category: 'UTILITY', components }],
      ['POST', '/v25.0/203', { components }],
    ]);
    expect(await deployment.json(owner, 'GET', '/v1/templates/201')).toMatchObject({
      status: 'PENDING',
      components,
    });
  });

  it('of any other, of an approved one’s category, or against a rule, never reaches Meta', async () => {
    await sync(listedTemplate('211', { status: 'DISABLED' }), listedTemplate('212'));
    for (const [id, body, path] of [
      ['211', { components }, 'status'],
      ['212', { components, category: 'MARKETING' }, 'category'],
      ['212', { components: [{ type: 'BODY', text: '{{1}}' }] }, 'body.text'],
    ] as const) {
      const { status, fields } = await refusalOf(await edit(id, body));
      expect([status, fields?.[0]?.path]).toEqual([422, path]);
    }
    expect(graph.calls).toEqual([]);
  });

  it('that Meta refuses changes nothing here', async () => {
    await sync(listedTemplate('221'));
    graph.answers.push({
      status: 400,
      body: { error: { code: 100, error_subcode: 2388039, message: 'locked' } },
    });
    expect((await edit('221', { components })).status).toBe(422);
    expect(await deployment.json(owner, 'GET', '/v1/templates/221')).toMatchObject({ status: 'APPROVED' });
  });
});

describe('a deletion', () => {
  const remove = (path: string) => deployment.call(owner, 'DELETE', path);
  const success: GraphAnswer = { status: 200, body: { success: true } };
  const queryOf = (n: number) => Object.fromEntries(new URL(graph.calls[n]?.url ?? '').searchParams);

  beforeEach(async () => {
    const named = (id: string, language: string) => listedTemplate(id, { name: 'hello', language });
    graph.answers.push(templatePage([named('301', 'en_US'), named('302', 'pt_BR'), listedTemplate('303')]));
    await deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
    graph.calls.length = 0;
    clock.now += 2_000;
  });

  it('of one language leaves the others', async () => {
    graph.answers.push(success);
    expect((await remove('/v1/templates/301')).status).toBe(204);
    expect([graph.calls[0]?.method, queryOf(0)]).toEqual(['DELETE', { name: 'hello', hsm_id: '301' }]);
    expect(await idsOf()).toEqual(['302', '303']);
    expect((await remove('/v1/templates/301')).status).toBe(404);
  });

  it('by name takes all languages', async () => {
    graph.answers.push(success);
    expect((await remove(`/v1/templates?channelId=${channel.id}&name=hello`)).status).toBe(204);
    expect([graph.calls[0]?.method, queryOf(0)]).toEqual(['DELETE', { name: 'hello' }]);
    expect(await idsOf()).toEqual(['303']);
    expect((await remove(`/v1/templates?channelId=${channel.id}&name=hello`)).status).toBe(404);
  });

  it('of what Meta no longer has succeeds', async () => {
    graph.answers.push({ status: 400, body: { error: { code: 100, error_subcode: 2593002 } } });
    expect((await remove('/v1/templates/303')).status).toBe(204);
    expect(await idsOf()).toEqual(['301', '302']);
  });

  it('that Meta does not carry out leaves the template', async () => {
    graph.answers.push({ status: 500, body: {} });
    expect((await remove('/v1/templates/303')).status).toBe(503);
    expect(await idsOf()).toEqual(['301', '302', '303']);
  });
});
