import { describe, expect, test } from 'vitest';
import { accountEventNames } from '../phones/account-events.ts';
import { asObject, createTestWorld, garden } from '../testing/test-world.ts';
import type { JsonObject, Template } from '../world/types.ts';

const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.map(asObject) : []);

describe('the history of the phone app', () => {
  test('comes in phases and chunks up to 100 percent, media after their place was named', async () => {
    const world = await createTestWorld();
    const ana = await world.customer();
    const bia = await world.customer({ name: 'Bia', phone: '5511911111111', userId: 'BR.2' });
    await world.control('POST', `/numbers/${garden.phoneNumberId}/history`, {
      customers: [ana.id, bia.id],
      messagesPerThread: 4,
      days: 12,
      messagesPerChunk: 3,
    });
    await world.clock.advance(20);
    const values = world.changes().map(({ field, value }) => ({ field, ...value }));
    expect(new Set(values.map(({ field }) => field))).toEqual(new Set(['history']));
    const chunks = values.flatMap((value) => list(asObject(value)['history']));
    expect(chunks.map(({ metadata }) => metadata)).toEqual([
      { phase: 1, chunk_order: 1, progress: 33 },
      { phase: 1, chunk_order: 2, progress: 67 },
      { phase: 1, chunk_order: 3, progress: 100 },
    ]);
    const threads = chunks.flatMap((chunk) => list(chunk['threads']));
    expect(new Set(threads.map(({ id }) => id))).toEqual(new Set([ana.phone, bia.phone]));
    const messages = threads.flatMap((thread) => list(thread['messages']));
    expect(messages).toHaveLength(8);
    const places = messages.filter(({ type }) => type === 'media_placeholder').map(({ id }) => id);
    const files = values.flatMap((value) => list(asObject(value)['messages']));
    expect(files.map(({ id }) => id)).toEqual(places);
    expect(files[0]).toMatchObject({ type: 'image', image: { mime_type: 'image/jpeg' } });
  });

  test('is declined with 2593109', async () => {
    const world = await createTestWorld();
    await world.control('POST', `/numbers/${garden.phoneNumberId}/history`, { isDeclined: true });
    await world.clock.advance(20);
    expect(world.changes()).toMatchObject([
      { field: 'history', value: { history: [{ errors: [{ code: 2593109 }] }] } },
    ]);
  });
});

test('the address book tells who was added and who was removed', async () => {
  const world = await createTestWorld();
  const ana = await world.customer();
  const sync = (action: string) =>
    world.control('POST', `/numbers/${garden.phoneNumberId}/contacts`, { customers: [ana.id], action });
  await sync('add');
  await sync('remove');
  await world.clock.advance(20);
  const contact = { phone_number: ana.phone, user_id: ana.userId };
  expect(world.changes()).toMatchObject([
    {
      field: 'smb_app_state_sync',
      value: { state_sync: [{ type: 'contact', action: 'add', contact: { ...contact, first_name: 'Ana' } }] },
    },
    { field: 'smb_app_state_sync', value: { state_sync: [{ type: 'contact', action: 'remove', contact }] } },
  ]);
});

test('every account event goes out under its field, with keys replaced on demand', async () => {
  const world = await createTestWorld();
  for (const event of accountEventNames) {
    const answer = await world.control('POST', `/numbers/${garden.phoneNumberId}/account-events`, {
      event,
      value: { added: event },
    });
    expect({ event, status: answer.status }).toEqual({ event, status: 201 });
  }
  await world.clock.advance(20);
  expect(new Set(world.changes().map(({ value }) => value['added']))).toEqual(new Set(accountEventNames));
  const unknown = await world.control('POST', `/numbers/${garden.phoneNumberId}/account-events`, {
    event: 'nothing',
  });
  expect(unknown.status).toBe(422);
});

test('events without a message carry their time on the entry, those about messages do not', async () => {
  const world = await createTestWorld();
  for (const event of ['review-approved', 'calling-enabled', 'value-error']) {
    await world.control('POST', `/numbers/${garden.phoneNumberId}/account-events`, { event });
  }
  await world.clock.advance(20);
  const entries = list(asObject(JSON.parse(world.received[0]?.body ?? '{}'))['entry']);
  expect(
    entries.map((entry) => [typeof entry['time'], list(entry['changes']).map(({ field }) => field)]),
  ).toEqual([
    ['number', ['account_review_update']],
    ['undefined', ['account_settings_update', 'messages']],
  ]);
});

test('a template’s quality, category and components change by themselves', async () => {
  const world = await createTestWorld();
  const listed = await world.control('GET', `/numbers/${garden.phoneNumberId}/templates`);
  const [template] = listed.body['items'] as Template[];
  const change = (what: string, body: object) =>
    world.control('POST', `/templates/${template?.id ?? ''}/${what}`, body);
  await change('quality', { score: 'RED' });
  await change('category', { category: 'MARKETING', isImpending: true });
  await change('category', { category: 'MARKETING' });
  await change('components', {
    components: [
      { type: 'BODY', text: 'New text' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Open', url: 'https://a.example' }] },
    ],
  });
  await change('status', { status: 'PAUSED', event: 'FLAGGED' });
  await world.clock.advance(20);
  const name = { message_template_id: Number(template?.id), message_template_name: template?.name };
  expect(world.changes()).toMatchObject([
    { field: 'message_template_quality_update', value: { ...name, new_quality_score: 'RED' } },
    { field: 'template_category_update', value: { ...name, correct_category: 'MARKETING' } },
    { field: 'template_category_update', value: { ...name, new_category: 'MARKETING' } },
    {
      field: 'message_template_components_update',
      value: {
        message_template_element: 'New text',
        message_template_buttons: [
          { message_template_button_type: 'URL', message_template_button_url: 'https://a.example' },
        ],
      },
    },
    { field: 'message_template_status_update', value: { ...name, event: 'FLAGGED' } },
  ]);
  expect(String(name.message_template_id)).toBe(template?.id);
});
