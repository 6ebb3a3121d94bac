import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CompanyEventList } from '../../contracts/api/events.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import type { Template, TemplateList, TemplateSync } from '../../contracts/api/templates.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { listedTemplate, templatePage } from '../../testing/templates.ts';
import { SYNC_EVERY_MS, syncMinuteOf } from './rules.ts';

const MINUTE_MS = 60_000;
const deployment = createDeployment();
const { graph, clock } = deployment;

let owner: Person;
let channel: Channel;

beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('sync'), 'owner');
  channel = await deployment.connectNumber(owner, '4801');
});

beforeEach(async () => {
  clock.now += MINUTE_MS;
  owner = await deployment.renew(owner);
  graph.answers.length = 0;
  graph.calls.length = 0;
});

const sync = () =>
  deployment.json<TemplateSync>(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
const list = (query = '') => deployment.json<TemplateList>(owner, 'GET', `/v1/templates${query}`);
const namesOf = ({ items }: TemplateList) => items.map(({ name, language }) => `${name} ${language}`);

describe('comparing with Meta', () => {
  it('brings every page, and shows each template as Meta has it', async () => {
    graph.answers.push(
      templatePage([listedTemplate('11'), listedTemplate('12')], 'cursor-1'),
      templatePage([
        listedTemplate('13', {
          name: 'sale',
          language: 'pt_BR',
          status: 'REJECTED',
          category: 'MARKETING',
          parameter_format: 'NAMED',
          quality_score: { score: 'UNKNOWN' },
          rejected_reason: 'INVALID_FORMAT',
          components: [
            { type: 'BODY', text: 'Oi {{nome}}, tudo bem?' },
            { type: 'CAROUSEL', cards: [] },
          ],
        }),
      ]),
    );
    expect(await sync()).toEqual({ total: 3, changed: 3, removed: 0, syncedAtMs: clock.now });
    expect(graph.calls.map(({ url, authorization }) => [new URL(url).pathname, authorization])).toEqual([
      ['/v25.0/84801/message_templates', 'Bearer token-of-4801'],
      ['/v25.0/84801/message_templates', 'Bearer token-of-4801'],
    ]);
    expect(new URL(graph.calls[1]?.url ?? '').searchParams.get('after')).toBe('cursor-1');
    const { items, syncedAtMs, nextCursor } = await list();
    expect([items.map(({ id }) => id), syncedAtMs, nextCursor]).toEqual([
      ['13', '11', '12'],
      clock.now,
      null,
    ]);
    expect(await deployment.json<Template>(owner, 'GET', '/v1/templates/13')).toEqual({
      id: '13',
      wabaId: '84801',
      name: 'sale',
      language: 'pt_BR',
      status: 'REJECTED',
      statusReason: 'INVALID_FORMAT',
      statusDetail: null,
      category: 'MARKETING',
      nextCategory: null,
      nextCategoryAtMs: null,
      quality: 'UNKNOWN',
      parameterFormat: 'NAMED',
      components: [
        { type: 'BODY', text: 'Oi {{nome}}, tudo bem?' },
        { type: 'CAROUSEL', cards: [] },
      ],
      canEdit: true,
    });
  });

  it('reads the button of a code as it was written, although Meta gives it as a link', async () => {
    const link = (query: string) => ({
      type: 'URL',
      text: 'Copy code',
      url: `https://www.whatsapp.com/otp/code/?${query}&code=otp{{1}}`,
    });
    const apps = 'package_name=com.shop.a%2Ccom.shop.b&signature_hash=K8a%2FAINcGX7%2CU4hoZi%2BkgMN';
    const code = (id: string, button: object, category = 'AUTHENTICATION') =>
      listedTemplate(id, {
        category,
        components: [
          { type: 'body', text: '*{{1}}* is your code.' },
          { type: 'BUTTONS', buttons: [button] },
        ],
      });
    const shop = { type: 'URL', text: 'Buy', url: 'https://shop.example' };
    graph.answers.push(
      templatePage([
        code('21', link('otp_type=COPY_CODE')),
        code('22', link(`otp_type=ZERO_TAP&cta_display_name=Fill+in&${apps}`)),
        code('23', shop),
        code('24', link('otp_type=COPY_CODE'), 'UTILITY'),
      ]),
    );
    await sync();
    const { items } = await list();
    const written = [
      { type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' },
      {
        type: 'OTP',
        otp_type: 'ZERO_TAP',
        text: 'Copy code',
        autofill_text: 'Fill in',
        zero_tap_terms_accepted: true,
        supported_apps: [
          { package_name: 'com.shop.a', signature_hash: 'K8a/AINcGX7' },
          { package_name: 'com.shop.b', signature_hash: 'U4hoZi+kgMN' },
        ],
      },
      shop,
      link('otp_type=COPY_CODE'),
    ];
    expect(items.map(({ components }) => components)).toEqual(
      written.map((button) => [
        { type: 'BODY', text: '*{{1}}* is your code.' },
        { type: 'BUTTONS', buttons: [button] },
      ]),
    );
    graph.answers.push(templatePage([listedTemplate('11'), listedTemplate('12'), listedTemplate('13')]));
    await sync();
  });

  it('changes nothing and writes no template when it is repeated', async () => {
    const page = templatePage([listedTemplate('11'), listedTemplate('12'), listedTemplate('13')]);
    graph.answers.push(page);
    await sync();
    const before = await list();
    clock.now += 1_000;
    graph.answers.push(page);
    expect(await sync()).toMatchObject({ total: 3, changed: 0, removed: 0 });
    expect((await list()).items).toEqual(before.items);
  });

  it('takes over what changed and removes what Meta no longer has', async () => {
    graph.answers.push(templatePage([listedTemplate('11', { status: 'PAUSED' }), listedTemplate('14')]));
    expect(await sync()).toMatchObject({ total: 2, changed: 2, removed: 2 });
    const { items } = await list();
    expect(items.map(({ id, status }) => [id, status])).toEqual([
      ['11', 'PAUSED'],
      ['14', 'APPROVED'],
    ]);
  });

  it('tells those who look at templates that the account’s have changed', async () => {
    const last = async () => {
      const { items } = await deployment.json<CompanyEventList>(owner, 'GET', '/v1/events');
      return items.at(-1)?.changes;
    };
    expect(await last()).toEqual([{ entity: 'templates', id: '84801' }]);
  });

  it('gives a name that has a new id at Meta to the new one', async () => {
    graph.answers.push(templatePage([listedTemplate('15', { name: 'template_11' })]));
    expect(await sync()).toMatchObject({ total: 1, removed: 2 });
    expect((await list()).items.map(({ id }) => id)).toEqual(['15']);
  });

  it.each([
    ['a refused token', { status: 401, body: { error: { code: 190, message: 'expired' } } }, 422],
    ['an unknown account', { status: 400, body: { error: { code: 100, error_subcode: 33 } } }, 422],
    ['too many calls', { status: 400, body: { error: { code: 80008, message: 'slow down' } } }, 429],
    ['a fault of Meta’s', { status: 500, body: { error: { code: 1 } } }, 503],
    ['a cut connection', 'reset', 503],
    ['a page that is none', { status: 200, body: { messages: [] } }, 503],
    ['a template that cannot be read', templatePage([{ id: 'no name' }]), 503],
  ] as const)('removes nothing after %s', async (_, answer, status) => {
    graph.answers.push(answer);
    const response = await deployment.call(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
    expect(response.status).toBe(status);
    expect((await list()).items.map(({ id }) => id)).toEqual(['15']);
  });
});

describe('the list', () => {
  it('comes in pages, by name and language, and by filter', async () => {
    const named = (id: string, name: string, language: string, status = 'APPROVED') =>
      listedTemplate(id, { name, language, status });
    graph.answers.push(
      templatePage([
        named('21', 'order_update', 'pt_BR'),
        named('22', 'order_update', 'en_US', 'PENDING'),
        named('23', 'a_hello', 'en_US'),
        named('24', 'winter_order', 'en_US'),
      ]),
    );
    await sync();
    const first = await list('?limit=3');
    expect(namesOf(first)).toEqual(['a_hello en_US', 'order_update en_US', 'order_update pt_BR']);
    const second = await list(`?limit=3&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    expect([namesOf(second), second.nextCursor]).toEqual([['winter_order en_US'], null]);
    const ofChannel = await list(`?limit=3&channelId=${channel.id}`);
    expect(ofChannel).toEqual(first);
    expect(
      namesOf(await list(`?channelId=${channel.id}&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)),
    ).toEqual(['winter_order en_US']);
    expect(namesOf(await list('?q=Order Up&status=PENDING'))).toEqual(['order_update en_US']);
    expect(namesOf(await list(`?q=%25&channelId=${channel.id}`))).toEqual([]);
  });

  it('is found by what a template says, by category, language and whole name', async () => {
    graph.answers.push(
      templatePage([
        listedTemplate('41', { name: 'sale', components: [{ type: 'BODY', text: 'Até 50% de desconto' }] }),
        listedTemplate('42', { name: 'sale', language: 'pt_BR', category: 'MARKETING' }),
        listedTemplate('43', { name: 'sale_end', components: [{ type: 'FOOTER', text: 'Casa AURORA' }] }),
        listedTemplate('44', { name: 'type' }),
      ]),
    );
    await sync();
    const found = async (query: string) => namesOf(await list(query));
    expect(await found('?q=50%25 de Desc')).toEqual(['sale en_US']);
    expect(await found(`?q=aurora&channelId=${channel.id}`)).toEqual(['sale_end en_US']);
    // The words of the JSON around the texts are no text.
    expect(await found('?q=type')).toEqual(['type en_US']);
    expect(await found('?category=MARKETING')).toEqual(['sale pt_BR']);
    expect(await found('?language=pt_BR&q=sale')).toEqual(['sale pt_BR']);
    expect(await found('?name=sale')).toEqual(['sale en_US', 'sale pt_BR']);
    expect(await found(`?name=sale&channelId=${channel.id}&limit=1`)).toEqual(['sale en_US']);
  });

  it('says that a part of it was never compared with Meta', async () => {
    const other = await deployment.connectNumber(owner, '4802');
    expect((await list()).syncedAtMs).toBeNull();
    expect((await list(`?channelId=${channel.id}`)).syncedAtMs).not.toBeNull();
    expect(await list(`?channelId=${other.id}`)).toEqual({ items: [], nextCursor: null, syncedAtMs: null });
  });

  it('shows another company nothing, and its sync of this channel finds no channel', async () => {
    const stranger = await deployment.signUp(await deployment.createCompany('stranger'), 'owner');
    expect((await deployment.json<TemplateList>(stranger, 'GET', '/v1/templates')).items).toEqual([]);
    for (const [method, path, body] of [
      ['POST', '/v1/templates/sync', { channelId: channel.id }],
      ['GET', `/v1/templates?channelId=${channel.id}`, undefined],
      ['DELETE', `/v1/templates?channelId=${channel.id}&name=a_hello`, undefined],
    ] as const) {
      expect((await deployment.call(stranger, method, path, body)).status).toBe(404);
    }
    expect(graph.calls).toEqual([]);
  });
});

describe('the cron', () => {
  /** The next of the company's own minutes of the hour. */
  function passToItsMinute(): void {
    const minute = syncMinuteOf(owner.companyId);
    do clock.now += MINUTE_MS;
    while (Math.floor(clock.now / MINUTE_MS) % 60 !== minute);
  }

  it('compares each account once a day, and tries again when Meta refuses', async () => {
    clock.now += SYNC_EVERY_MS;
    passToItsMinute();
    graph.answers.push(templatePage([listedTemplate('31')]), { status: 500, body: {} });
    await deployment.tick();
    expect(graph.calls.map(({ url }) => new URL(url).pathname).toSorted()).toEqual([
      '/v25.0/84801/message_templates',
      '/v25.0/84802/message_templates',
    ]);
    clock.now += MINUTE_MS;
    passToItsMinute();
    graph.answers.push(templatePage([]));
    await deployment.tick();
    expect(graph.calls.slice(2).map(({ url }) => new URL(url).pathname)).toEqual([
      '/v25.0/84802/message_templates',
    ]);
    clock.now += MINUTE_MS;
    passToItsMinute();
    await deployment.tick();
    expect(graph.calls).toHaveLength(3);
    owner = await deployment.renew(owner);
    expect((await list()).items.map(({ id }) => id)).toEqual(['31']);
  });
});
