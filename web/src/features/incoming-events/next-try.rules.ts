import { momentText } from '../conversations/times.rules.ts';

/** When what failed is tried again. */
export const nextTryWords = (nextTryAtMs: number, nowMs: number): string =>
  nextTryAtMs <= nowMs ? 'It is tried again now.' : `It is tried again ${momentText(nextTryAtMs, nowMs)}.`;
