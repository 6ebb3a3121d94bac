import { describe, expect, it } from 'vitest';
import type { Upload, UploadLink } from '../../contracts/api/media.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { jpegWithoutPlace, jpegWithPlace, pdf } from '../../testing/files.ts';
import { openThread, type Thread } from '../../testing/thread.ts';

const tooLarge = () => {
  const bytes = new Uint8Array(6 * 1_048_576);
  bytes.set([0xff, 0xd8, 0xff]);
  return bytes;
};
const HOUR_MS = 60 * 60 * 1_000;

function uploading(thread: Thread, query: string, bytes: Uint8Array, declared = 'application/x-claimed') {
  const { deployment, owner } = thread;
  return deployment.upload(owner, `/v1/uploads?${query}`, bytes, declared);
}

async function uploaded(thread: Thread, query: string, bytes: Uint8Array): Promise<Upload> {
  const response = await uploading(thread, query, bytes);
  expect(response.status).toBe(201);
  return response.json<Upload>();
}

const storedUnder = async ({ deployment, owner }: Thread, id: string) => {
  const object = await deployment.env.MEDIA.get(`company/${owner.companyId}/uploads/${id}`);
  return object === null ? null : new Uint8Array(await object.arrayBuffer());
};

/** Calls that handed a file to Meta, and calls that sent a message, since the thread was opened. */
const callsOf = ({ deployment, number }: Thread, path: 'media' | 'messages') =>
  deployment.graph.calls.filter(({ url }) => url.endsWith(`/${number}/${path}`));

const handedOver = (id: string) => ({ status: 200, body: { id } });

describe('an upload', () => {
  it('is what its bytes are, without the place, whatever is claimed of it', async () => {
    const thread = await openThread();
    const upload = await uploaded(thread, 'kind=image&filename=street.jpg', jpegWithPlace());
    const clean = jpegWithoutPlace();
    expect(upload).toEqual({
      id: upload.id,
      kind: 'image',
      mimeType: 'image/jpeg',
      sizeBytes: clean.length,
      filename: 'street.jpg',
      width: 2,
      height: 3,
      durationMs: null,
      waveform: null,
      voice: false,
      animated: false,
      hasThumbnail: false,
      usableUntilMs: thread.deployment.clock.now + 24 * HOUR_MS,
    });
    expect(await storedUnder(thread, upload.id)).toEqual(clean);
    const link = await thread.deployment.json<UploadLink>(
      thread.owner,
      'GET',
      `/v1/uploads/${upload.id}/link`,
    );
    const shown = await thread.deployment.call(null, 'GET', link.url);
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(clean);
  });

  it('of a voice note keeps what the client measured, within bounds', async () => {
    const thread = await openThread();
    const ogg = Uint8Array.from([0x4f, 0x67, 0x67, 0x53, ...Array<number>(60).fill(0)]);
    const upload = await uploaded(thread, 'kind=audio&voice=true&durationMs=2500&waveform=0,50,250', ogg);
    expect(upload).toMatchObject({ voice: true, durationMs: 2_500, waveform: [0, 50, 100] });
  });

  it.each([
    ['a page as a picture', 'kind=image', new TextEncoder().encode('<html>'), 415, 'file_wrong_type'],
    ['a GIF as a picture', 'kind=image', new TextEncoder().encode('GIF89a...'), 415, 'file_wrong_type'],
    ['a broken picture', 'kind=image', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 415, 'file_unreadable'],
    ['a picture that is too large', 'kind=image', tooLarge(), 413, 'file_too_large'],
    ['nothing', 'kind=image', new Uint8Array(), 400, 'file_empty'],
    ['no kind', 'filename=a', pdf(), 400, 'invalid_query'],
  ])('of %s is refused', async (_, query, bytes, status, code) => {
    const thread = await openThread();
    const response = await uploading(thread, query, bytes);
    expect([response.status, (await response.json<{ code: string }>()).code]).toEqual([status, code]);
  });

  it('that no message takes is forgotten after a day, with its bytes; one that was sent stays', async () => {
    const thread = await openThread();
    const { deployment } = thread;
    const orphan = await uploaded(thread, 'kind=document', pdf());
    const sent = await uploaded(thread, 'kind=document', pdf());
    const document = (uploadId: string) => ({ type: 'document', document: { uploadId } });
    await deployment.json(thread.owner, 'POST', thread.path, document(sent.id));
    await thread.passTime(24 * HOUR_MS + 1);
    const late = await deployment.call(thread.owner, 'POST', thread.path, document(orphan.id));
    expect(late.status).toBe(422);
    await thread.passTime(HOUR_MS);
    await deployment.tick();
    expect([await storedUnder(thread, orphan.id), await storedUnder(thread, sent.id)]).toEqual([null, pdf()]);
    const gone = await deployment.call(thread.owner, 'GET', `/v1/uploads/${orphan.id}/link`);
    expect(gone.status).toBe(404);
  });
});

describe('a message with an upload', () => {
  it('shows its file at once, hands it to Meta once per number, and names it by Meta’s id', async () => {
    const thread = await openThread();
    const { deployment, owner, number } = thread;
    const upload = await uploaded(thread, 'kind=document&filename=offer.pdf', pdf());
    const content = { type: 'document', document: { uploadId: upload.id, caption: 'Our offer' } };
    const message = await deployment.json<Message>(owner, 'POST', thread.path, content);
    expect(message.media).toMatchObject({
      state: 'ready',
      mimeType: 'application/pdf',
      filename: 'offer.pdf',
      uploadId: upload.id,
    });
    deployment.graph.answers.push(handedOver('9001'));
    await deployment.drain();
    expect(callsOf(thread, 'media').map(({ body, authorization }) => ({ body, authorization }))).toEqual([
      {
        authorization: `Bearer token-of-${number}`,
        body: {
          messaging_product: 'whatsapp',
          type: 'application/pdf',
          file: { filename: 'offer.pdf', type: 'application/pdf', bytes: pdf() },
        },
      },
    ]);
    await deployment.json(owner, 'POST', thread.path, content);
    await deployment.drain();
    expect(callsOf(thread, 'media')).toHaveLength(1);
    expect(callsOf(thread, 'messages').map(({ body }) => (body as { document: unknown }).document)).toEqual(
      Array.from({ length: 2 }, () => ({ id: '9001', caption: 'Our offer', filename: 'offer.pdf' })),
    );
  });

  it('fails when Meta does not take the file, and nothing was sent', async () => {
    const thread = await openThread();
    const { deployment, owner } = thread;
    const upload = await uploaded(thread, 'kind=document', pdf());
    await deployment.json(owner, 'POST', thread.path, {
      type: 'document',
      document: { uploadId: upload.id, caption: 'refused' },
    });
    deployment.graph.answers.push({ status: 400, body: { error: { code: 131053, message: 'upload' } } });
    await deployment.drain();
    expect((await thread.read())['refused']).toMatchObject({ status: 'failed', error: { code: 131053 } });
    expect(callsOf(thread, 'messages')).toEqual([]);
  });

  it('is tried again when the connection breaks while the file is handed over: never unknown', async () => {
    const thread = await openThread();
    const { deployment, owner } = thread;
    const upload = await uploaded(thread, 'kind=document', pdf());
    await deployment.json(owner, 'POST', thread.path, {
      type: 'document',
      document: { uploadId: upload.id, caption: 'broken' },
    });
    deployment.graph.answers.push('reset');
    await deployment.consumeBatch('messages-urgent');
    expect((await thread.read())['broken']?.status).toBe('queued');
    await thread.passTime(10_000);
    deployment.graph.answers.push(handedOver('9002'));
    await deployment.drain();
    expect((await thread.read())['broken']?.status).toBe('sent');
  });

  it('hands the file over once more when Meta has forgotten it', async () => {
    const thread = await openThread();
    const { deployment } = thread;
    const upload = await uploaded(thread, 'kind=document', pdf());
    const send = (caption: string) =>
      deployment.json(thread.owner, 'POST', thread.path, {
        type: 'document',
        document: { uploadId: upload.id, caption },
      });
    await send('first of it');
    deployment.graph.answers.push(handedOver('9003'));
    await deployment.drain();
    await thread.passTime(2 * HOUR_MS);
    await send('again');
    deployment.graph.answers.push({ status: 400, body: { error: { code: 100, message: 'media id' } } });
    await deployment.consumeBatch('messages-urgent');
    await thread.passTime(10_000);
    deployment.graph.answers.push(handedOver('9004'));
    await deployment.drain();
    expect((await thread.read())['again']?.status).toBe('sent');
    const ids = callsOf(thread, 'messages').map(
      ({ body }) => (body as { document: { id: string } }).document.id,
    );
    expect(ids).toEqual(['9003', '9003', '9004']);
  });

  it('takes a file only as what it was uploaded as, only once it is there, and only of its own company', async () => {
    const thread = await openThread();
    const other = await openThread();
    const theirs = await uploaded(other, 'kind=document', pdf());
    const mine = await uploaded(thread, 'kind=document', pdf());
    const status = async (content: unknown) =>
      (await thread.deployment.call(thread.owner, 'POST', thread.path, content)).status;
    expect(await status({ type: 'image', image: { uploadId: mine.id } })).toBe(422);
    expect(await status({ type: 'document', document: { uploadId: theirs.id } })).toBe(422);
    expect(
      await status({ type: 'document', document: { uploadId: mine.id, link: 'https://a.test/b' } }),
    ).toBe(422);
    expect(await status({ type: 'document', document: {} })).toBe(422);
    expect(await status({ type: 'document', document: { uploadId: mine.id } })).toBe(202);
  });
});
