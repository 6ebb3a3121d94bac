import { expect, test } from 'vitest';
import { asObject, createTestWorld, garden } from '../testing/test-world.ts';

test('one of each brings every type of message and every field of a conversation', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const sent = await world.control('POST', `/customers/${ana.id}/one-of-each`, {
    phoneNumberId: garden.phoneNumberId,
  });
  await world.clock.advance(20);
  expect(sent.status).toBe(201);
  const types = world
    .changes()
    .filter(({ field }) => field === 'messages')
    .flatMap(({ value }) => (Array.isArray(value['messages']) ? value['messages'].map(asObject) : []))
    .map((message) => {
      const inner = asObject(message[String(message['type'])])['type'];
      return message['type'] === 'interactive' ? `interactive ${String(inner)}` : message['type'];
    });
  expect(new Set(types)).toEqual(
    new Set([
      'audio',
      'button',
      'contacts',
      'document',
      'edit',
      'image',
      'interactive button_reply',
      'interactive call_permission_reply',
      'interactive list_reply',
      'interactive undefined',
      'interactive nfm_reply',
      'location',
      'order',
      'reaction',
      'request_welcome',
      'revoke',
      'sticker',
      'system',
      'text',
      'unsupported',
      'video',
    ]),
  );
  expect(new Set(world.changes().map(({ field }) => field))).toEqual(
    new Set([
      'calls',
      'group_lifecycle_update',
      'group_participants_update',
      'group_settings_update',
      'history',
      'messages',
      'messaging_handovers',
      'smb_app_state_sync',
      'smb_message_echoes',
      'standby',
      'user_id_update',
      'user_preferences',
    ]),
  );
});

test('the files are what their types say: the photo tells its place, the sticker moves', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const bytesOf = async (kind: string, type: string) => {
    await world.control('POST', `/customers/${ana.id}/samples`, {
      phoneNumberId: garden.phoneNumberId,
      kind,
    });
    await world.clock.advance(20);
    const content = asObject(world.updates().at(-1)?.[type]);
    const answer = await world.simulator.app.request(String(content['url']), {
      headers: { authorization: `Bearer ${garden.accessToken}` },
    });
    return { content, text: Buffer.from(await answer.arrayBuffer()).toString('latin1') };
  };
  const photo = await bytesOf('photo', 'image');
  expect(photo.text.slice(0, 2)).toBe('\xff\xd8');
  // The pointer to the GPS block: tag 8825 as a long.
  expect(photo.text.slice(0, 400)).toContain('\x88\x25\x00\x04');
  const sticker = await bytesOf('sticker', 'sticker');
  expect(sticker.text).toContain('ANMF');
  expect(sticker.content['animated']).toBe(true);
  const voice = await bytesOf('voice', 'audio');
  expect(voice.text.slice(0, 64)).toContain('OpusHead');
  expect(voice.content['voice']).toBe(true);
  expect((await bytesOf('picture', 'image')).text.slice(1, 4)).toBe('PNG');
  expect((await bytesOf('clip', 'video')).text.slice(4, 8)).toBe('ftyp');
  expect((await bytesOf('paper', 'document')).text.slice(0, 5)).toBe('%PDF-');
});

test('every ready message can be sent alone, also in a group', async () => {
  const world = await createTestWorld();
  const { ana } = await world.withAna();
  const made = await world.control('POST', '/groups', {
    phoneNumberId: garden.phoneNumberId,
    subject: 'Gardeners',
    memberIds: [ana.id],
  });
  const groupId = String(made.body['id']);
  const kinds = (await world.control('GET', '/samples')).body['items'] as string[];
  for (const kind of kinds) {
    const sent = await world.control('POST', `/customers/${ana.id}/samples`, {
      phoneNumberId: garden.phoneNumberId,
      kind,
      groupId,
    });
    expect({ kind, status: sent.status }).toEqual({ kind, status: 201 });
  }
  await world.clock.advance(20);
  const sent = world.updates();
  expect(sent).toHaveLength(kinds.length);
  expect(new Set(sent.map((message) => message['group_id']))).toEqual(new Set([groupId]));
});
