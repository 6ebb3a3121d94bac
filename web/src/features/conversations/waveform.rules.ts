const BARS = 40;
const LOWEST_PERCENT = 12;

/** Heights of a voice message's bars in percent, as many as there is room for. */
export const waveBars = (waveform: readonly number[]): number[] =>
  Array.from({ length: BARS }, (_, bar) => {
    const loudness = waveform[Math.floor((bar * waveform.length) / BARS)] ?? 0;
    return Math.max(LOWEST_PERCENT, Math.min(100, loudness));
  });
