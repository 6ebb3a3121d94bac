import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import type { OutgoingFile, SendableContent } from '../conversations/sendable.ts';
import { sampleMessage } from '../conversations/sample-rows.ts';
import { createComposerStore, MAX_ATTACHMENTS } from './composer-store.ts';

const setUp = () => {
  const sent: (SendableContent | Pick<OutgoingFile, 'filename' | 'caption' | 'kind'>)[] = [];
  const forgotten: string[] = [];
  const stored = new Map<string, string>();
  let ids = 0;
  const thread = {
    conversationId: 'conv_1',
    replyTo: signal<Message | null>(null),
    send: async (content: SendableContent) => {
      sent.push(content);
    },
    sendFile: async ({ filename, caption, kind, replyTo }: OutgoingFile) => {
      sent.push({ filename, caption, kind, ...(replyTo === undefined ? {} : { replyTo }) });
    },
    typing: () => {},
    stoppedTyping: () => {},
  };
  const composer = createComposerStore({
    thread,
    drafts: {
      read: (id) => stored.get(id) ?? '',
      write: (id, text) => void stored.set(id, text),
    },
    newId: () => `a${++ids}`,
    previewOf: () => `blob:${ids}`,
    forgetPreview: (url) => void forgotten.push(url),
  });
  return { composer, thread, sent, forgotten, stored };
};
const png = (name: string, bytes = 3) => new File([new Uint8Array(bytes)], name, { type: 'image/png' });
const mp3 = (name: string) => new File(['x'], name, { type: 'audio/mpeg' });

describe('what is about to be sent', () => {
  it('goes out as text, answers what it quotes, and leaves an empty draft', () => {
    const { composer, thread, sent, stored } = setUp();
    thread.replyTo.value = sampleMessage({ id: 'msg_1' });
    composer.write(' Yes ');
    composer.send();
    composer.write('No');
    composer.send();
    expect(sent).toEqual([
      { type: 'text', text: 'Yes', replyTo: 'msg_1' },
      { type: 'text', text: 'No' },
    ]);
    expect([composer.text.value, stored.get('conv_1')]).toEqual(['', '']);
  });

  it('with one picture is its caption', () => {
    const { composer, sent } = setUp();
    composer.attach([png('a.png')]);
    composer.write('The table');
    composer.send();
    expect(sent).toEqual([{ filename: 'a.png', caption: 'The table', kind: 'image' }]);
    expect(composer.attachments.value).toEqual([]);
  });

  it('with several files comes after them, in order, and only the first answers', () => {
    const { composer, thread, sent } = setUp();
    thread.replyTo.value = sampleMessage({ id: 'msg_1' });
    composer.attach([png('a.png'), png('b.png')]);
    composer.caption('a2', 'Two');
    composer.sendAs('a2', 'document');
    composer.write('Which one?');
    composer.send();
    expect(sent).toEqual([
      { filename: 'a.png', caption: '', kind: 'image', replyTo: 'msg_1' },
      { filename: 'b.png', caption: 'Two', kind: 'document' },
      { type: 'text', text: 'Which one?' },
    ]);
  });

  it('beside a sound, which takes no caption, is a message of its own', () => {
    const { composer, sent } = setUp();
    composer.attach([mp3('a.mp3')]);
    composer.write('Listen');
    composer.send();
    expect(sent).toEqual([
      { filename: 'a.mp3', caption: '', kind: 'audio' },
      { type: 'text', text: 'Listen' },
    ]);
  });

  it('keeps the good files and says what is wrong with the others', () => {
    const { composer } = setUp();
    const refusals = composer.attach([
      png('a.png'),
      new File(['x'], 'b.zip', { type: 'application/zip' }),
      png('c.png', 0),
    ]);
    expect(refusals).toEqual([expect.stringContaining('b.zip'), expect.stringContaining('c.png')]);
    expect(composer.attachments.value.map(({ file }) => file.name)).toEqual(['a.png']);
  });

  it('holds only so many files', () => {
    const { composer } = setUp();
    const many = Array.from({ length: MAX_ATTACHMENTS + 2 }, (_, index) => png(`${index}.png`));
    expect(composer.attach(many)).toEqual([`Send at most ${MAX_ATTACHMENTS} files at a time.`]);
    expect(composer.attachments.value).toHaveLength(MAX_ATTACHMENTS);
  });

  it('forgets the picture of a file that is taken away', () => {
    const { composer, forgotten } = setUp();
    composer.attach([png('a.png')]);
    composer.remove('a1');
    expect([composer.attachments.value, forgotten]).toEqual([[], ['blob:1']]);
  });
});
