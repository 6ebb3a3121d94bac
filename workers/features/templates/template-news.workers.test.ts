import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, ChannelEvent } from '../../contracts/api/channels.ts';
import type { Template } from '../../contracts/api/templates.ts';
import { createDeployment, type Person } from '../../testing/deployment.ts';
import { listedTemplate, templatePage, templateWebhook } from '../../testing/templates.ts';

const WABA = '84821';
const deployment = createDeployment();
const { graph, clock } = deployment;
/** More than any test lets pass, in seconds. */
const APART_SECONDS = 2 * 86_400;

let owner: Person;
/** The second in which Meta's list was read. */
let synced = 0;
let channel: Channel;

beforeAll(async () => {
  owner = await deployment.signUp(await deployment.createCompany('news'), 'owner');
  channel = await deployment.connectNumber(owner, '4821');
});

const TEMPLATE = listedTemplate('501', {
  name: 'hello',
  status: 'PENDING',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Old title' },
    { type: 'BODY', text: 'Old {{1}} text', example: { body_text: [['Ana']] } },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Go', url: 'https://a.example/{{1}}', example: ['https://a.example/x'] },
      ],
    },
  ],
});

beforeEach(async () => {
  // The template begins anew, later than everything that the test before told of it.
  clock.now += APART_SECONDS * 1_000;
  owner = await deployment.renew(owner);
  graph.answers.push(templatePage([]));
  await sync();
  clock.now += 2_000;
  graph.answers.push(templatePage([TEMPLATE]));
  await sync();
  synced = Math.floor(clock.now / 1_000);
});

const sync = () => deployment.json(owner, 'POST', '/v1/templates/sync', { channelId: channel.id });
const current = () => deployment.json<Template>(owner, 'GET', '/v1/templates/501');

async function tell(atSeconds: number, field: string, value: object, wabaId = WABA): Promise<void> {
  const about = {
    message_template_id: 501,
    message_template_name: 'hello',
    message_template_language: 'en-US',
  };
  await deployment.deliver(templateWebhook(wabaId, atSeconds, field, { ...about, ...value }));
  await deployment.drain();
}
const tellStatus = (atSeconds: number, event: string, rest: object = {}) =>
  tell(atSeconds, 'message_template_status_update', { event, reason: 'NONE', ...rest });

describe('a webhook about a template', () => {
  it('moves its status, keeps Meta’s reason, and is listed under the channel', async () => {
    await tellStatus(synced + 5, 'REJECTED', {
      reason: 'INVALID_FORMAT',
      rejection_info: { reason: 'Variables stand side by side.', recommendation: 'Separate them.' },
    });
    expect(await current()).toMatchObject({
      status: 'REJECTED',
      statusReason: 'INVALID_FORMAT',
      statusDetail: 'Variables stand side by side. Separate them.',
      canEdit: true,
    });
    const { items } = await deployment.json<{ items: ChannelEvent[] }>(
      owner,
      'GET',
      `/v1/channels/${channel.id}/events?limit=1`,
    );
    expect(items.map(({ kind, field, name }) => [kind, field, name])).toEqual([
      ['account', 'message_template_status_update', 'REJECTED'],
    ]);
    await tellStatus(synced + 6, 'APPROVED');
    expect(await current()).toMatchObject({ status: 'APPROVED', statusReason: null, statusDetail: null });
  });

  it('changes nothing when it comes again', async () => {
    await tellStatus(synced + 5, 'PAUSED', {
      other_info: { title: 'FIRST_PAUSE', description: 'People blocked it.' },
    });
    const before = await current();
    expect(before).toMatchObject({ statusReason: 'FIRST_PAUSE', statusDetail: 'People blocked it.' });
    await tellStatus(synced + 5, 'PAUSED', {
      other_info: { title: 'FIRST_PAUSE', description: 'People blocked it.' },
    });
    expect(await current()).toEqual(before);
  });

  it('that is older than what is known changes nothing, and of each thing the newest stays', async () => {
    await tellStatus(synced + 9, 'APPROVED');
    await tellStatus(synced + 5, 'PENDING');
    await tell(synced + 7, 'message_template_quality_update', { new_quality_score: 'YELLOW' });
    await tell(synced + 6, 'message_template_quality_update', { new_quality_score: 'RED' });
    expect(await current()).toMatchObject({ status: 'APPROVED', quality: 'YELLOW' });
    await tellStatus(synced - 60, 'DISABLED');
    expect(await current()).toMatchObject({ status: 'APPROVED' });
  });

  it('tells of a change of category before and after it happens', async () => {
    await tell(synced + 5, 'template_category_update', {
      new_category: 'UTILITY',
      correct_category: 'MARKETING',
      category_update_timestamp: synced + 86_400,
    });
    const next = { nextCategory: 'MARKETING', nextCategoryAtMs: (synced + 86_400) * 1_000 };
    expect(await current()).toMatchObject({ category: 'UTILITY', ...next });
    clock.now = (synced + 60) * 1_000;
    graph.answers.push(templatePage([TEMPLATE]));
    await sync();
    expect(await current()).toMatchObject({ category: 'UTILITY', ...next });
    await tell(synced + 86_400, 'template_category_update', {
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    });
    expect(await current()).toMatchObject({
      category: 'MARKETING',
      nextCategory: null,
      nextCategoryAtMs: null,
    });
  });

  it('replaces the texts of its parts and keeps formats and samples', async () => {
    await tell(synced + 5, 'message_template_components_update', {
      message_template_title: 'New title',
      message_template_element: 'New {{1}} text',
      message_template_footer: 'A footer',
      message_template_buttons: [
        {
          message_template_button_type: 'URL',
          message_template_button_text: 'Go there',
          message_template_button_url: 'https://b.example/{{1}}',
        },
        {
          message_template_button_type: 'PHONE_NUMBER',
          message_template_button_text: 'Call',
          message_template_button_phone_number: '+15550100000',
        },
      ],
    });
    expect((await current()).components).toEqual([
      { type: 'HEADER', format: 'TEXT', text: 'New title' },
      { type: 'BODY', text: 'New {{1}} text', example: { body_text: [['Ana']] } },
      { type: 'FOOTER', text: 'A footer' },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Go there',
            url: 'https://b.example/{{1}}',
            example: ['https://a.example/x'],
          },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100000' },
        ],
      },
    ]);
  });

  it('that Meta filed under another field counts by what it says', async () => {
    await tell(synced + 5, 'message_template_status_update', { new_quality_score: 'RED' });
    expect(await current()).toMatchObject({ status: 'PENDING', quality: 'RED' });
  });

  it('of its end removes it, and of another id with its name does not', async () => {
    await tellStatus(synced + 5, 'DELETED', { message_template_id: 499 });
    expect(await current()).toMatchObject({ status: 'PENDING' });
    await tellStatus(synced + 6, 'DELETED');
    expect((await deployment.call(owner, 'GET', '/v1/templates/501')).status).toBe(404);
  });

  it('whose id is too large for a number is known by name and language', async () => {
    await tellStatus(synced + 5, 'APPROVED', { message_template_id: 2 ** 60 });
    expect(await current()).toMatchObject({ status: 'APPROVED' });
  });

  it('of an unknown template, of another account or of no shape changes nothing', async () => {
    const before = await current();
    await tellStatus(synced + 5, 'APPROVED', { message_template_name: 'other' });
    await tell(synced + 5, 'message_template_status_update', { event: 'APPROVED' }, '99999');
    await tell(synced + 5, 'message_template_status_update', { event: ['APPROVED'] });
    expect(await current()).toEqual(before);
  });

  it('of the second in which Meta was asked is newer than Meta’s answer', async () => {
    await tellStatus(synced, 'APPROVED');
    graph.answers.push(templatePage([TEMPLATE]));
    await sync();
    expect(await current()).toMatchObject({ status: 'APPROVED' });
  });

  it('that comes while Meta is asked wins over the answer', async () => {
    clock.now = (synced + 10) * 1_000;
    let release = () => {};
    graph.barrier = new Promise((resolve) => {
      release = resolve;
    });
    graph.answers.push(templatePage([TEMPLATE]));
    const asked = new Promise<void>((resolve) => {
      graph.onCall = resolve;
    });
    const syncing = sync();
    await asked;
    await tellStatus(synced + 11, 'APPROVED');
    release();
    await syncing;
    graph.onCall = null;
    expect(await current()).toMatchObject({ status: 'APPROVED' });
  });
});
