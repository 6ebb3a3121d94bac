import { describe, expect, it } from 'vitest';
import type { Message } from '../../contracts/api/messages.ts';
import { jpegWithoutPlace, jpegWithPlace, pdf, sha256Of } from '../../testing/files.ts';
import { delivery, value } from '../../testing/meta-payloads.ts';
import { LAST_TRY, MEDIA_ADDRESS, openMediaThread } from '../../testing/media-thread.ts';

const bytesAnswer = (bytes: Uint8Array) => ({ status: 200, bytes });

describe('a file that a customer sent', () => {
  it('is fetched with the token, cleaned of its place, and shown as what it is', async () => {
    const thread = await openMediaThread('image', { caption: 'My street' });
    const { deployment, number } = thread;
    expect(thread.message.media).toMatchObject({ state: 'pending', kind: 'image' });
    const original = jpegWithPlace();
    deployment.graph.calls.length = 0;
    deployment.graph.answers.push(await thread.found(original), bytesAnswer(original));
    expect(await thread.fetchOnce()).toEqual({ acked: 1, retried: 0 });

    const token = `Bearer token-of-${number}`;
    expect(deployment.graph.calls.map(({ url, authorization }) => ({ url, authorization }))).toEqual([
      {
        url: `http://graph.test/v25.0/${thread.message.media?.id}?phone_number_id=${number}`,
        authorization: token,
      },
      { url: MEDIA_ADDRESS, authorization: token },
    ]);
    const clean = jpegWithoutPlace();
    expect(await thread.stored()).toEqual(clean);
    expect((await thread.reread()).media).toEqual({
      ...thread.message.media,
      state: 'ready',
      mimeType: 'image/jpeg',
      sizeBytes: clean.length,
      width: 2,
      height: 3,
    });
  });

  it('is compared with its sum in either spelling', async () => {
    const thread = await openMediaThread('document', { filename: 'offer.pdf' });
    thread.deployment.graph.answers.push(
      await thread.found(pdf(), { sha256: await sha256Of(pdf(), 'hex') }),
      bytesAnswer(pdf()),
    );
    await thread.fetchOnce();
    expect((await thread.reread()).media).toMatchObject({
      state: 'ready',
      mimeType: 'application/pdf',
      filename: 'offer.pdf',
    });
  });

  it('is fetched once, however often it is asked for', async () => {
    const thread = await openMediaThread('document');
    thread.deployment.graph.answers.push(await thread.found(pdf()), bytesAnswer(pdf()));
    await thread.fetchOnce();
    thread.deployment.graph.calls.length = 0;
    await thread.fetchOnce();
    expect(thread.deployment.graph.calls).toEqual([]);
  });

  it('that comes with other bytes is tried again, ends as failed, and can be asked for by a person', async () => {
    const thread = await openMediaThread('document');
    const { deployment } = thread;
    const other = Uint8Array.from([...pdf(), 1]);
    const answer = async () => deployment.graph.answers.push(await thread.found(pdf()), bytesAnswer(other));
    await answer();
    await thread.fetchOnce();
    expect([(await thread.reread()).media?.state, await thread.stored()]).toEqual(['pending', null]);
    expect(deployment.jobs.waiting.map(({ body }) => body)).toEqual([
      expect.objectContaining({ kind: 'media.fetch', faults: 1 }),
    ]);
    deployment.jobs.waiting.length = 0;
    await answer();
    await thread.fetchOnce(LAST_TRY);
    expect((await thread.reread()).media).toMatchObject({
      state: 'failed',
      problem: 'The file was damaged on its way.',
    });
    expect(await thread.stored()).toBeNull();

    const retry = `${thread.path}/${thread.message.id}/media/retry`;
    const again = await deployment.json<Message>(thread.owner, 'POST', retry);
    expect(again.media).toMatchObject({ state: 'pending', problem: null });
    deployment.graph.answers.push(await thread.found(pdf()), bytesAnswer(pdf()));
    await deployment.drainJobs();
    expect((await thread.reread()).media?.state).toBe('ready');
    expect((await deployment.call(thread.owner, 'POST', retry)).status).toBe(409);
  });

  it('whose address has ended is looked up again, once', async () => {
    const thread = await openMediaThread('document');
    const { graph } = thread.deployment;
    const missing = { status: 404, bytes: new Uint8Array() };
    graph.answers.push(await thread.found(pdf()), missing, await thread.found(pdf()), bytesAnswer(pdf()));
    await thread.fetchOnce();
    expect((await thread.reread()).media?.state).toBe('ready');
  });

  it.each([
    ['with HTTP 404', { status: 404, body: {} }],
    ['as an unknown object', { status: 400, body: { error: { code: 100, error_subcode: 33 } } }],
  ])('that Meta no longer has (%s) is gone', async (_, answer) => {
    const thread = await openMediaThread('document');
    thread.deployment.graph.answers.push(answer);
    await thread.fetchOnce();
    expect((await thread.reread()).media).toMatchObject({
      state: 'gone',
      problem: 'WhatsApp no longer has this file.',
    });
  });

  it.each([
    [
      'announces',
      async (thread: Awaited<ReturnType<typeof openMediaThread>>) => [
        await thread.found(pdf(), { file_size: String(200 * 1_048_576) }),
      ],
    ],
    [
      'turns out to be',
      async (thread: Awaited<ReturnType<typeof openMediaThread>>) => {
        const bytes = new Uint8Array(3 * 1_048_576);
        bytes.set([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]);
        return [await thread.found(bytes, { file_size: '10' }), bytesAnswer(bytes)];
      },
    ],
  ])('that %s too large is refused, and nothing of it is kept', async (_, answers) => {
    const thread = await openMediaThread('sticker');
    thread.deployment.graph.answers.push(...(await answers(thread)));
    await thread.fetchOnce();
    expect((await thread.reread()).media).toMatchObject({
      state: 'refused',
      problem: 'The file is larger than 2 MB.',
    });
    expect(await thread.stored()).toBeNull();
  });

  it('that is not what it claims to be is refused', async () => {
    const thread = await openMediaThread('image', { mime_type: 'image/jpeg' });
    const page = new TextEncoder().encode('<script>alert(1)</script>');
    thread.deployment.graph.answers.push(
      await thread.found(page, { mime_type: 'image/jpeg' }),
      bytesAnswer(page),
    );
    await thread.fetchOnce();
    expect((await thread.reread()).media?.state).toBe('refused');
    expect(await thread.stored()).toBeNull();
  });

  it('that was damaged beyond recognition is tried again, and not refused for what it looks like', async () => {
    const thread = await openMediaThread('image');
    const damaged = new Uint8Array(20_000).fill(7);
    thread.deployment.graph.answers.push(await thread.found(jpegWithPlace()), bytesAnswer(damaged));
    await thread.fetchOnce();
    expect([(await thread.reread()).media?.state, await thread.stored()]).toEqual(['pending', null]);
  });

  it('that is said to lie elsewhere is not fetched, and the token goes nowhere', async () => {
    const thread = await openMediaThread('document');
    const { graph } = thread.deployment;
    for (const url of ['https://files.evil.test/1', 'https://lookaside.fbsbx.com.evil.test/1']) {
      graph.calls.length = 0;
      graph.answers.push(await thread.found(pdf(), { url }));
      await thread.fetchOnce(LAST_TRY);
      expect([graph.calls.length, (await thread.reread()).media?.state]).toEqual([1, 'failed']);
      await thread.deployment.json(thread.owner, 'POST', `${thread.path}/${thread.message.id}/media/retry`);
    }
  });

  it('that is redirected is followed among Meta’s hosts without the token, and no further', async () => {
    const thread = await openMediaThread('document');
    const { graph } = thread.deployment;
    const to = (location: string) => ({ status: 302, bytes: new Uint8Array(), headers: { location } });
    graph.calls.length = 0;
    graph.answers.push(
      await thread.found(pdf()),
      to('https://media.xx.fbcdn.net/1'),
      to('https://evil.test/1'),
    );
    await thread.fetchOnce(LAST_TRY);
    expect(graph.calls.slice(1).map(({ url, authorization }) => [url, authorization !== null])).toEqual([
      [MEDIA_ADDRESS, true],
      ['https://media.xx.fbcdn.net/1', false],
    ]);
    expect((await thread.reread()).media?.state).toBe('failed');
  });

  it('goes with its message when that is deleted for everyone', async () => {
    const thread = await openMediaThread('document');
    const { deployment, number, phone } = thread;
    deployment.graph.answers.push(await thread.found(pdf()), bytesAnswer(pdf()));
    await thread.fetchOnce();
    expect(await thread.stored()).toEqual(pdf());
    await deployment.deliver(
      delivery({
        value: value(number, {
          contacts: [{ profile: { name: 'Ana Souza' }, wa_id: phone }],
          messages: [
            {
              from: phone,
              id: `wamid.REVOKE${phone}`,
              timestamp: String(Math.floor(deployment.clock.now / 1_000)),
              type: 'revoke',
              revoke: { original_message_id: thread.message.externalId },
            },
          ],
        }),
      }),
    );
    await deployment.drain();
    await deployment.drainJobs();
    expect([(await thread.reread()).revokedAtMs === null, await thread.stored()]).toEqual([false, null]);
  });

  it('larger than memory should hold is put together from parts', async () => {
    const thread = await openMediaThread('document');
    const bytes = new Uint8Array(18 * 1_048_576 + 7).fill(65);
    thread.deployment.graph.answers.push(await thread.found(bytes), bytesAnswer(bytes));
    await thread.fetchOnce();
    expect((await thread.reread()).media).toMatchObject({ state: 'ready', mimeType: 'text/plain' });
    const stored = await thread.stored();
    expect([stored?.length, await sha256Of(stored ?? pdf())]).toEqual([bytes.length, await sha256Of(bytes)]);
  });
});
