import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/api-problem.ts';
import { settle } from '../../realtime/manual-clock.ts';
import { cancelled } from '../../api/upload.ts';
import { noAnswer, setUpThread } from './sample-thread.ts';
import type { OutgoingFile } from './sendable.ts';
import type { PendingMessage } from './thread.rules.ts';
import { createSlots } from './upload-slots.ts';

const file = (filename: string, given: Partial<OutgoingFile> = {}): OutgoingFile => ({
  body: new Blob(['12345'], { type: 'image/png' }),
  kind: 'image',
  filename,
  caption: '',
  voice: null,
  previewUrl: null,
  ...given,
});
const image = (name: string, caption?: string) => ({
  type: 'image',
  image: { uploadId: `upl_${name}`, ...(caption === undefined ? {} : { caption }) },
});

const open = async (unsaved: PendingMessage[] = []) => {
  const world = setUpThread(1, unsaved);
  world.thread.open();
  await settle();
  world.socketOpens();
  return world;
};

describe('a file that is sent', () => {
  it('is shown at once with its progress, and sent when it is up', async () => {
    const world = await open();
    const gate = Promise.withResolvers<void>();
    let tell = (_share: number) => {};
    world.setUpload((works) => async (one, given) => {
      tell = given.onProgress;
      await gate.promise;
      return works(one, given);
    });
    const sent = world.thread.sendFile(file('a.png', { caption: ' The table ' }));
    tell(0.4);
    expect(world.thread.pending.value).toMatchObject([
      { text: 'The table', state: 'sending', content: null, file: { filename: 'a.png', uploadedShare: 0.4 } },
    ]);
    gate.resolve();
    await sent;
    expect(world.sent.map(({ content }) => content)).toEqual([image('a.png', 'The table')]);
    expect(world.thread.pending.value).toEqual([]);
  });

  it('keeps its place: what was written after it is sent after it, however small', async () => {
    const world = await open();
    const gate = Promise.withResolvers<void>();
    world.setUpload((works) => async (one, given) => {
      if (one.filename === 'slow.png') await gate.promise;
      return works(one, given);
    });
    const all = [
      world.thread.sendFile(file('slow.png')),
      world.thread.sendFile(file('quick.png')),
      world.thread.send({ type: 'text', text: 'Which one?' }, 'Which one?'),
    ];
    await settle();
    expect(world.sent).toEqual([]);
    gate.resolve();
    await Promise.all(all);
    expect(world.sent.map(({ content }) => content)).toEqual([
      image('slow.png'),
      image('quick.png'),
      { type: 'text', text: 'Which one?' },
    ]);
  });

  it('is not sent when it was taken back while it went up, and holds up nothing', async () => {
    const world = await open();
    world.setUpload(
      () =>
        (_one, { signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(cancelled()));
          }),
    );
    const first = world.thread.sendFile(file('a.png'));
    const second = world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
    await settle();
    world.thread.discard('key-1');
    await Promise.all([first, second]);
    expect(world.sent.map(({ content }) => content)).toEqual([{ type: 'text', text: 'Hi' }]);
    expect(world.thread.pending.value).toEqual([]);
  });

  it('can be tried again when the connection broke, and not when it was refused', async () => {
    const world = await open();
    const answers: ApiProblem[] = [
      noAnswer,
      new ApiProblem({ status: 413, code: 'too_large', title: 'Too large', detail: 'At most 5 MB.' }),
    ];
    world.setUpload((works) => async (one, given) => {
      const problem = answers.shift();
      if (problem !== undefined) throw problem;
      return works(one, given);
    });
    await world.thread.sendFile(file('a.png'));
    expect(world.thread.pending.value).toMatchObject([{ state: 'not_sent', reason: 'No connection.' }]);
    await world.thread.sendAgain('key-1');
    expect(world.thread.pending.value).toMatchObject([{ state: 'refused', reason: 'At most 5 MB.' }]);
    await world.thread.sendAgain('key-1');
    expect(world.sent).toEqual([{ content: image('a.png'), key: 'key-1' }]);
  });

  it('is uploaded once, also when sending it has to be tried again', async () => {
    const world = await open();
    let uploads = 0;
    world.setUpload((works) => (one, given) => {
      uploads += 1;
      return works(one, given);
    });
    world.failSending(noAnswer);
    await world.thread.sendFile(file('a.png'));
    await world.thread.sendAgain('key-1');
    expect([uploads, world.sent.length, world.thread.pending.value]).toEqual([1, 2, []]);
  });

  it('says after a reload that it has to be attached again', async () => {
    const world = await open([
      {
        key: 'old',
        text: '',
        content: null,
        file: {
          kind: 'image',
          filename: 'a.png',
          sizeBytes: 5,
          previewUrl: 'blob:gone',
          isVoice: false,
          uploadedShare: 0.5,
        },
        writtenAtMs: 1,
        state: 'sending',
        reason: null,
      },
    ]);
    expect(world.thread.pending.value).toMatchObject([
      {
        state: 'refused',
        reason: expect.stringContaining('Attach it again') as string,
        file: { previewUrl: null },
      },
    ]);
  });
});

it('what may have been sent too long ago for the server to know it again is not sent again', async () => {
  const world = await open();
  world.failSending(noAnswer);
  await world.thread.send({ type: 'text', text: 'Hi' }, 'Hi');
  await world.pass(28 * 86_400_000);
  world.failSending(noAnswer);
  await world.thread.sendAgain('key-1');
  expect(world.thread.pending.value).toMatchObject([{ state: 'not_sent' }]);
  await world.pass(2 * 86_400_000);
  await world.thread.sendAgain('key-1');
  expect(world.thread.pending.value).toMatchObject([
    { state: 'refused', reason: expect.stringContaining('write it anew') as string },
  ]);
  // The first try and the one in time: no third.
  expect(world.sent).toHaveLength(2);
});

it('so many uploads run at a time, and the others in the order they came', async () => {
  const slots = createSlots(2);
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const all = [1, 2, 3, 4].map((number) =>
    slots(async () => {
      started.push(number);
      await new Promise<void>((resolve) => {
        ends.push(resolve);
      });
    }),
  );
  await settle();
  expect(started).toEqual([1, 2]);
  ends[1]?.();
  await settle();
  expect(started).toEqual([1, 2, 3]);
  ends[0]?.();
  await settle();
  for (const end of ends) end();
  await Promise.all(all);
  expect(started).toEqual([1, 2, 3, 4]);
});
