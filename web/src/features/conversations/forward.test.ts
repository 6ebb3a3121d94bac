import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { forwardMessage } from './forward-message.ts';
import { forwardableOf } from './forward.rules.ts';
import { sampleMessages, type SampleName } from './sample-messages.ts';
import type { OutgoingFile, SendableContent } from './sendable.ts';

const sample = (name: SampleName, change: Partial<Message> = {}): Message => {
  const message = sampleMessages.get(name);
  if (message === undefined) throw new Error(`no sample ${name}`);
  return { ...message, ...change };
};

describe('what of a message can be forwarded', () => {
  it('is its words, its place or its cards, in the shape in which they are sent', () => {
    expect(forwardableOf(sample('forwarded', { text: 'Hi *there*' }))).toEqual({
      kind: 'content',
      content: { type: 'text', text: 'Hi *there*' },
      text: 'Hi *there*',
    });
    expect(forwardableOf(sample('location'))).toMatchObject({
      content: { type: 'location', location: { latitude: expect.any(Number) } },
    });
    expect(forwardableOf(sample('contacts'))).toMatchObject({
      content: { type: 'contacts', contacts: [{ name: { formatted_name: expect.any(String) } }] },
    });
  });

  it('is nothing of what was deleted, of calls, orders and empty words, and of a file that is not there', () => {
    const image = sample('image');
    const missing = image.media === null ? null : { ...image.media, state: 'failed' as const };
    for (const message of [
      sample('forwarded', { revokedAtMs: 5 }),
      sample('forwarded', { text: '' }),
      sample('order'),
      sample('image', { media: missing }),
    ])
      expect(forwardableOf(message)).toBeNull();
  });

  it('is a document where the file is too large for its kind, and nothing where WhatsApp takes it as none', () => {
    const { media } = sample('image');
    if (media === null) throw new Error('an image without a file');
    const ready = { ...media, state: 'ready' as const, mimeType: 'image/jpeg', sizeBytes: 1_000 };
    const kindOf = (change: object) => {
      const what = forwardableOf(sample('image', { media: { ...ready, ...change } }));
      return what?.kind === 'file' ? what.fileKind : null;
    };
    expect([kindOf({}), kindOf({ sizeBytes: 6_000_000 }), kindOf({ mimeType: 'image/heic' })]).toEqual([
      'image',
      'document',
      null,
    ]);
  });
});

describe('forwarding', () => {
  const createWorld = () => {
    const sent: { to: string; content?: SendableContent; file?: OutgoingFile }[] = [];
    const deps: Parameters<typeof forwardMessage>[0] = {
      api: {
        linkMedia: (conversationId, messageIds) =>
          Promise.resolve({
            items: messageIds.map((messageId) => ({
              messageId,
              url: `/files/${conversationId}`,
              thumbnailUrl: null,
              downloadUrl: '',
            })),
            expiresAtMs: 9,
          }),
      },
      readFile: (url) => Promise.resolve(new Blob([url])),
      threadOf: (id) => ({
        send: (content) => Promise.resolve(void sent.push({ to: id, content })),
        sendFile: (file) => Promise.resolve(void sent.push({ to: id, file })),
      }),
    };
    return { sent, deps };
  };

  it('sends the bytes of a file to the other conversation, with its caption', async () => {
    const { sent, deps } = createWorld();
    const what = { kind: 'file', fileKind: 'image', filename: 'a.jpg', caption: 'Look' } as const;
    await forwardMessage(deps, sample('image'), what, 'conv_other');
    expect(sent).toMatchObject([
      { to: 'conv_other', file: { kind: 'image', filename: 'a.jpg', caption: 'Look', voice: null } },
    ]);
    expect(await sent[0]?.file?.body.text()).toBe(`/files/${sample('image').conversationId}`);
  });

  it('sends nothing when the file cannot be had, and says so', async () => {
    const { sent, deps } = createWorld();
    const what = { kind: 'file', fileKind: 'image', filename: 'a.jpg', caption: '' } as const;
    const gone = { ...deps, api: { linkMedia: () => Promise.resolve({ items: [], expiresAtMs: 9 }) } };
    await expect(forwardMessage(gone, sample('image'), what, 'conv_other')).rejects.toMatchObject({
      status: 0,
    });
    expect(sent).toEqual([]);
  });
});
