import { signal } from '@preact/signals';
import type { Recording } from './composer-store.ts';
import { levelOf, waveformOf } from './waveform.rules.ts';

export type VoiceState =
  | { kind: 'idle' }
  | { kind: 'asking' }
  | { kind: 'recording' }
  | { kind: 'paused'; previewUrl: string | null }
  | { kind: 'failed'; reason: string };

/** The microphone and the recorder of the browser, so that tests can stand in for them. */
export interface VoiceDevices {
  open: () => Promise<OpenMicrophone>;
  nowMs: () => number;
  everyMs: (intervalMs: number, run: () => void) => () => void;
  previewOf: (body: Blob) => string;
  forgetPreview: (url: string) => void;
}

export interface OpenMicrophone {
  start: () => void;
  pause: () => void;
  resume: () => void;
  /** What is recorded until now. */
  take: () => Promise<Blob>;
  /** The samples of this moment. */
  listen: () => Uint8Array;
  close: () => void;
}

const LEVEL_EVERY_MS = 80;
/** Below this it was a slip of the finger. Ours. */
const SHORTEST_MS = 500;
/** Opus speech of this length stays far below WhatsApp's 16 MB. Ours. */
const LONGEST_MS = 30 * 60_000;
const SHOWN_LEVELS = 48;

export type VoiceRecorder = ReturnType<typeof createVoiceRecorder>;

export const createVoiceRecorder = (devices: VoiceDevices) => {
  const state = signal<VoiceState>({ kind: 'idle' });
  const durationMs = signal(0);
  /** The newest levels, for the meter. */
  const meter = signal<readonly number[]>([]);
  /** How loud all of it is, once it rests. */
  const waveform = signal<readonly number[]>([]);
  let levels: number[] = [];
  let microphone: OpenMicrophone | null = null;
  let stopMeter = () => {};
  let since = 0;
  let recordedMs = 0;
  /** Rises when a recording is given up: what was under way for it changes nothing any more. */
  let generation = 0;

  const count = () => {
    durationMs.value = recordedMs + (devices.nowMs() - since);
  };
  const listen = () => {
    since = devices.nowMs();
    stopMeter = devices.everyMs(LEVEL_EVERY_MS, () => {
      count();
      levels.push(levelOf(microphone?.listen() ?? new Uint8Array()));
      meter.value = levels.slice(-SHOWN_LEVELS);
      if (durationMs.peek() >= LONGEST_MS) void pause();
    });
  };
  const rest = () => {
    stopMeter();
    stopMeter = () => {};
    count();
    recordedMs = durationMs.peek();
  };
  const forget = () => {
    const now = state.peek();
    if (now.kind === 'paused' && now.previewUrl !== null) devices.forgetPreview(now.previewUrl);
  };
  const reset = (next: VoiceState) => {
    generation += 1;
    stopMeter();
    stopMeter = () => {};
    forget();
    microphone?.close();
    microphone = null;
    levels = [];
    recordedMs = 0;
    durationMs.value = 0;
    meter.value = [];
    state.value = next;
  };

  const pause = async () => {
    if (state.peek().kind !== 'recording' || microphone === null) return;
    rest();
    microphone.pause();
    waveform.value = waveformOf(levels);
    state.value = { kind: 'paused', previewUrl: null };
    const mine = generation;
    const body = await microphone.take();
    if (mine === generation && state.peek().kind === 'paused')
      state.value = { kind: 'paused', previewUrl: devices.previewOf(body) };
  };

  return {
    state,
    durationMs,
    meter,
    waveform,
    start: async () => {
      reset({ kind: 'asking' });
      const mine = generation;
      try {
        const opened = await devices.open();
        if (mine !== generation) {
          opened.close();
          return;
        }
        microphone = opened;
        microphone.start();
        state.value = { kind: 'recording' };
        listen();
      } catch (thrown) {
        if (mine === generation) state.value = { kind: 'failed', reason: reasonOf(thrown) };
      }
    },
    pause,
    resume: () => {
      if (state.peek().kind !== 'paused' || microphone === null) return;
      forget();
      microphone.resume();
      state.value = { kind: 'recording' };
      listen();
    },
    cancel: () => reset({ kind: 'idle' }),
    /** The recording; null when there is none worth sending. The microphone is free afterwards. */
    finish: async (): Promise<Recording | null> => {
      if (microphone === null) return null;
      if (state.peek().kind === 'recording') rest();
      const mine = generation;
      const body = await microphone.take();
      if (mine !== generation) return null;
      const recording = {
        body,
        durationMs: Math.round(durationMs.peek()),
        waveform: waveformOf(levels),
      };
      reset({ kind: 'idle' });
      return recording.durationMs < SHORTEST_MS ? null : recording;
    },
  };
};

const reasonOf = (thrown: unknown): string => {
  switch (thrown instanceof Error ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The browser may not use the microphone here. Allow it beside the page’s address, then try again.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No microphone was found. Connect one, then try again.';
    case 'NotReadableError':
    case 'AbortError':
      return 'The microphone is used by another program, or does not answer.';
    case 'NotSupportedError':
      return 'This browser cannot record sound.';
    default:
      return 'The recording could not be started.';
  }
};
