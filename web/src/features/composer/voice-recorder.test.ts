import { describe, expect, it } from 'vitest';
import { createVoiceRecorder, type OpenMicrophone } from './voice-recorder.ts';
import { lengthText, levelOf, waveformOf } from './waveform.rules.ts';

const setUp = (fail?: Error) => {
  let nowMs = 0;
  let tick: (() => void) | null = null;
  const did: string[] = [];
  let level = 128;
  const microphone: OpenMicrophone = {
    start: () => void did.push('start'),
    pause: () => void did.push('pause'),
    resume: () => void did.push('resume'),
    take: async () => new Blob(['sound'], { type: 'audio/ogg' }),
    listen: () => new Uint8Array([level, level]),
    close: () => void did.push('close'),
  };
  const recorder = createVoiceRecorder({
    open: async () => {
      if (fail !== undefined) throw fail;
      return microphone;
    },
    nowMs: () => nowMs,
    everyMs: (_, run) => {
      tick = run;
      return () => {
        tick = null;
      };
    },
    previewOf: () => 'blob:voice',
    forgetPreview: (url) => void did.push(`forget ${url}`),
  });
  return {
    recorder,
    did,
    speak: (ms: number, sample: number) => {
      level = sample;
      nowMs += ms;
      tick?.();
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    isListening: () => tick !== null,
  };
};

describe('a recording', () => {
  it('counts only what was recorded, and carries its loudness', async () => {
    const { recorder, speak, pass, did, isListening } = setUp();
    await recorder.start();
    speak(1_000, 128);
    speak(1_000, 255);
    await recorder.pause();
    expect([recorder.state.value, isListening()]).toEqual([
      { kind: 'paused', previewUrl: 'blob:voice' },
      false,
    ]);
    pass(60_000);
    recorder.resume();
    speak(1_000, 192);
    const recording = await recorder.finish();
    expect(recording).toEqual({ body: expect.any(Blob) as Blob, durationMs: 3_000, waveform: [0, 100, 92] });
    expect([did, recorder.state.value]).toEqual([
      ['start', 'pause', 'forget blob:voice', 'resume', 'close'],
      { kind: 'idle' },
    ]);
  });

  it('that is cancelled leaves nothing, and frees the microphone', async () => {
    const { recorder, speak, did } = setUp();
    await recorder.start();
    speak(2_000, 200);
    recorder.cancel();
    expect([recorder.durationMs.value, did.at(-1), await recorder.finish()]).toEqual([0, 'close', null]);
  });

  it('of a moment is none', async () => {
    const { recorder, speak } = setUp();
    await recorder.start();
    speak(200, 200);
    expect(await recorder.finish()).toBeNull();
  });

  it('frees a microphone that was given after the person had given up', async () => {
    const { recorder, did } = setUp();
    const starting = recorder.start();
    recorder.cancel();
    await starting;
    expect([did, recorder.state.value]).toEqual([['close'], { kind: 'idle' }]);
  });

  it.each([
    ['NotAllowedError', /may not use the microphone/],
    ['NotFoundError', /No microphone was found/],
    ['NotReadableError', /another program/],
  ])('that cannot begin says why: %s', async (name, reason) => {
    const { recorder } = setUp(Object.assign(new Error(name), { name }));
    await recorder.start();
    expect(recorder.state.value).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) as string });
  });
});

it('a waveform keeps the loudest of each part', () => {
  expect(waveformOf([1, 9, 2, 3, 8, 1], 3)).toEqual([9, 3, 8]);
  expect(waveformOf([5, 6])).toEqual([5, 6]);
  expect(waveformOf([])).toEqual([]);
  const long = Array.from({ length: 1_000 }, () => 50);
  expect(waveformOf(long)).toEqual(Array.from({ length: 64 }, () => 50));
});

it('silence is nothing and full scale is all', () => {
  expect([levelOf(new Uint8Array([128, 128])), levelOf(new Uint8Array([0, 255]))]).toEqual([0, 100]);
  expect([lengthText(0), lengthText(67_900)]).toEqual(['0:00', '1:07']);
});
