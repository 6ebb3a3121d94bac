import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../contracts/api/conversations.ts';
import type { MediaLinkList } from '../../contracts/api/media.ts';
import type { Message } from '../../contracts/api/messages.ts';
import { pdf } from '../../testing/files.ts';
import { openMediaThread, type MediaThread } from '../../testing/media-thread.ts';
import { texts } from '../../testing/meta-payloads.ts';
import type { Page } from '../../testing/thread.ts';

/** A voice note that is there: a hundred made-up bytes that begin as one. */
async function withVoiceNote(): Promise<
  MediaThread & { bytes: Uint8Array; links: () => Promise<MediaLinkList> }
> {
  const thread = await openMediaThread('audio', { voice: true });
  const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
  bytes.set([0x4f, 0x67, 0x67, 0x53]);
  thread.deployment.graph.answers.push(await thread.found(bytes), { status: 200, bytes });
  await thread.fetchOnce();
  const links = () =>
    thread.deployment.json<MediaLinkList>(
      thread.owner,
      'POST',
      `/v1/conversations/${thread.conversationId}/media-links`,
      { messageIds: [thread.message.id] },
    );
  return { ...thread, bytes, links };
}

const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('a link to a file', () => {
  it('gives the bytes to whoever has it, with headers that let nothing run', async () => {
    const { deployment, links, bytes } = await withVoiceNote();
    const { items } = await links();
    const response = await deployment.call(null, 'GET', items[0]?.url ?? '');
    const { 'cache-control': cache, etag, ...headers } = Object.fromEntries(response.headers);
    expect([response.status, await bodyOf(response), cache?.startsWith('private, max-age=')]).toEqual([
      200,
      bytes,
      true,
    ]);
    expect(headers).toEqual({
      'content-type': 'audio/ogg',
      'content-length': '100',
      'content-disposition': 'inline',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    const again = await deployment.call(null, 'GET', items[0]?.url ?? '', undefined, {
      'if-none-match': etag ?? '',
    });
    expect(again.status).toBe(304);
  });

  it('gives a part where a part is asked for', async () => {
    const { deployment, links, bytes } = await withVoiceNote();
    const { items } = await links();
    const ask = (range: string) => deployment.call(null, 'GET', items[0]?.url ?? '', undefined, { range });
    const part = await ask('bytes=10-19');
    expect([part.status, part.headers.get('content-range'), await bodyOf(part)]).toEqual([
      206,
      'bytes 10-19/100',
      bytes.slice(10, 20),
    ]);
    const last = await ask('bytes=-5');
    expect([last.status, await bodyOf(last)]).toEqual([206, bytes.slice(95)]);
    const beyond = await ask('bytes=100-');
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */100']);
  });

  it('ends, and is worth nothing when a letter of it is changed', async () => {
    const thread = await withVoiceNote();
    const { items, expiresAtMs } = await thread.links();
    const url = items[0]?.url ?? '';
    const { deployment } = thread;
    expect((await deployment.call(null, 'GET', `${url.slice(0, -20)}${'A'.repeat(20)}`)).status).toBe(404);
    deployment.clock.now = expiresAtMs - 1_000;
    expect((await deployment.call(null, 'GET', url)).status).toBe(200);
    deployment.clock.now = expiresAtMs + 1_000;
    expect((await deployment.call(null, 'GET', url)).status).toBe(404);
  });

  it('is given to the file’s own company only', async () => {
    const mine = await withVoiceNote();
    const theirs = await withVoiceNote();
    const ask = (person: MediaThread) =>
      mine.deployment.call(person.owner, 'POST', `/v1/conversations/${theirs.conversationId}/media-links`, {
        messageIds: [theirs.message.id],
      });
    expect((await ask(mine)).status).toBe(404);
    expect((await ask(theirs)).status).toBe(200);
    // Their message through a conversation of mine gives nothing.
    const through = await mine.deployment.json<MediaLinkList>(
      mine.owner,
      'POST',
      `/v1/conversations/${mine.conversationId}/media-links`,
      { messageIds: [theirs.message.id, mine.message.id] },
    );
    expect(through.items.map(({ messageId }) => messageId)).toEqual([mine.message.id]);
  });

  it('is given where a merged thread goes on, and by its own conversation', async () => {
    const { deployment, owner, number, phone, message, links, conversationId } = await withVoiceNote();
    const inbox = async () =>
      (await deployment.json<Page<Conversation>>(owner, 'GET', '/v1/conversations')).items;
    const before = await inbox();
    // Of two contacts the older stays.
    deployment.clock.now -= 1_000;
    await deployment.deliver(texts(number, { id: 'wamid.id', userId: `BR.${phone}`, text: 'Me again' }));
    await deployment.drain();
    const other = (await inbox()).find(({ id }) => before.every((known) => known.id !== id));
    await deployment.json(owner, 'POST', `/v1/contacts/${other?.contact.id}/merge`, {
      otherContactId: before.find(({ id }) => id === conversationId)?.contact.id,
    });
    expect((await inbox()).map(({ id }) => id)).not.toContain(conversationId);
    const goesOn = await deployment.json<MediaLinkList>(
      owner,
      'POST',
      `/v1/conversations/${other?.id}/media-links`,
      { messageIds: [message.id] },
    );
    expect(goesOn.items.map(({ messageId }) => messageId)).toEqual([message.id]);
    expect((await links()).items).toHaveLength(1);
  });

  it('is not given while the file is not there', async () => {
    const thread = await openMediaThread('audio');
    const path = `/v1/conversations/${thread.conversationId}/media-links`;
    const { items } = await thread.deployment.json<MediaLinkList>(thread.owner, 'POST', path, {
      messageIds: [thread.message.id],
    });
    expect(items).toEqual([]);
  });

  it('to a document that would seem to be another kind of file saves it under what its letters say', async () => {
    const thread = await openMediaThread('document', { filename: 'photo\u202Egpj.exe' });
    thread.deployment.graph.answers.push(await thread.found(pdf()), { status: 200, bytes: pdf() });
    const path = `/v1/conversations/${thread.conversationId}`;
    const shown = async () => {
      const { items } = await thread.deployment.json<Page<Message>>(thread.owner, 'GET', `${path}/messages`);
      return items[0]?.media?.filename;
    };
    expect(await shown()).toBe('photogpj.exe');
    await thread.fetchOnce();
    expect(await shown()).toBe('photogpj.exe');
    const { items } = await thread.deployment.json<MediaLinkList>(
      thread.owner,
      'POST',
      `${path}/media-links`,
      { messageIds: [thread.message.id] },
    );
    const { headers } = await thread.deployment.call(null, 'GET', items[0]?.url ?? '');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="photogpj.exe"; filename*=UTF-8''photogpj.exe`,
    );
  });

  it('to a document only ever saves it, under its name', async () => {
    const thread = await openMediaThread('document', { filename: 'Angebot "für" Ana.pdf' });
    thread.deployment.graph.answers.push(await thread.found(pdf()), { status: 200, bytes: pdf() });
    await thread.fetchOnce();
    const path = `/v1/conversations/${thread.conversationId}/media-links`;
    const { items } = await thread.deployment.json<MediaLinkList>(thread.owner, 'POST', path, {
      messageIds: [thread.message.id],
    });
    const { headers } = await thread.deployment.call(null, 'GET', items[0]?.url ?? '');
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'application/octet-stream',
      `attachment; filename="Angebot _f_r_ Ana.pdf"; filename*=UTF-8''Angebot%20%22f%C3%BCr%22%20Ana.pdf`,
    ]);
  });
});
