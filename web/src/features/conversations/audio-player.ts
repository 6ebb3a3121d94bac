import { signal, type ReadonlySignal } from '@preact/signals';

const SPEEDS = [1, 1.5, 2] as const;
export type Speed = (typeof SPEEDS)[number];

/** The message whose sound plays; one at a time in the whole page. */
const playing = signal<string | null>(null);
/** A person's choice holds for every voice message that follows. */
const speed = signal<Speed>(1);
let current: HTMLAudioElement | null = null;

export const playingId: ReadonlySignal<string | null> = playing;
export const playbackSpeed: ReadonlySignal<Speed> = speed;

/** Starts one, and stops what sounded before. */
export const play = async (messageId: string, element: HTMLAudioElement): Promise<void> => {
  if (current !== null && current !== element) current.pause();
  current = element;
  element.playbackRate = speed.peek();
  playing.value = messageId;
  try {
    await element.play();
  } catch {
    stopped(messageId);
    throw new Error('This recording cannot be played here. Download it instead.');
  }
};

export const stopped = (messageId: string): void => {
  if (playing.peek() === messageId) playing.value = null;
};

export const nextSpeed = (): void => {
  const next = SPEEDS[(SPEEDS.indexOf(speed.peek()) + 1) % SPEEDS.length] ?? 1;
  speed.value = next;
  if (current !== null) current.playbackRate = next;
};
