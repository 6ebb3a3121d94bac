/** How many loudnesses a voice message carries. */
export const WAVEFORM_LENGTH = 64;

/** Loudness of one moment, 0 to 100, from the samples of an analyser (128 is silence). */
export const levelOf = (samples: Uint8Array): number => {
  let sum = 0;
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
  const loudness = Math.sqrt(sum / Math.max(1, samples.length));
  // Speech lies far below full scale: the root lifts it to where differences are seen.
  return Math.min(100, Math.round(Math.sqrt(loudness) * 130));
};

/** The levels of a whole recording as so many as a bubble shows, each the loudest of its part. */
export const waveformOf = (levels: readonly number[], length = WAVEFORM_LENGTH): number[] => {
  if (levels.length === 0) return [];
  const count = Math.min(length, levels.length);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / count));
    return Math.max(...levels.slice(from, to));
  });
};

/** For example `1:07`. */
export const lengthText = (durationMs: number): string => {
  const seconds = Math.floor(durationMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
