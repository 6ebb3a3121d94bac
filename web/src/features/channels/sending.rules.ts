import type { ChannelSending, SendingWindow } from '../../../../workers/contracts/api/channel-sending.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

/** The share of tries that may fail before it is worth a colour. Ours: single numbers that do not exist are normal. */
const MANY_ERRORS = 0.1;
/** Fewer tries than this say nothing. Ours. */
const FEW_TRIES = 10;

/** How sending is right now, in a word or two. */
export const sendingState = ({ breaker, windows }: ChannelSending): { tone: BadgeTone; words: string } => {
  if (!breaker.isSending) return { tone: 'danger', words: 'Stopped' };
  const recent = windows?.[0];
  if (recent === undefined) return { tone: 'neutral', words: 'Not stopped' };
  const tries = recent.sent + recent.refused + recent.retried;
  if (tries >= FEW_TRIES && (recent.errorShare ?? 0) >= MANY_ERRORS)
    return { tone: 'warning', words: 'Many errors' };
  if (breaker.waitingCount > 0) return { tone: 'warning', words: 'Some wait' };
  return tries === 0 ? { tone: 'neutral', words: 'Idle' } : { tone: 'success', words: 'Sends' };
};

/** `Last 5 minutes`, `Last hour`, `Last day`. */
export const spanWords = (minutes: number): string => {
  if (minutes === 60) return 'Last hour';
  return minutes === 1_440 ? 'Last day' : `Last ${minutes} minutes`;
};

/** `12 a minute`, `0.4 a minute`, `3 an hour`. */
export const rateWords = (perMinute: number): string => {
  if (perMinute === 0) return '0 a minute';
  if (perMinute >= 10) return `${Math.round(perMinute).toLocaleString('en')} a minute`;
  if (perMinute >= 1) return `${rounded(perMinute)} a minute`;
  return `${rounded(perMinute * 60)} an hour`;
};

/** `4.2 %`; a dash where nothing was tried. */
export const shareWords = ({ errorShare }: Pick<SendingWindow, 'errorShare'>): string => {
  if (errorShare === null) return '–';
  const percent = errorShare * 100;
  return percent > 0 && percent < 0.1 ? '< 0.1 %' : `${rounded(percent)} %`;
};

const rounded = (number: number): string => String(Math.round(number * 10) / 10);
