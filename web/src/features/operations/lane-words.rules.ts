import type { LaneHealth } from '../../../../workers/contracts/api/operations.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

/** What travels on each lane. */
export const LANE_WORDS: Record<LaneHealth['lane'], string> = {
  webhooks: 'Messages and account news from Meta',
  statuses: 'Delivery statuses from Meta',
  'messages-urgent': 'Replies of your agents',
  messages: 'What automations, personas and cadences write',
  campaigns: 'Messages to many',
  jobs: 'Work in the background: search, templates, replays',
  ai: 'Turns of AI personas',
  media: 'Files of messages',
  outgoing: 'Webhooks of your own systems',
};

/** The oldest job that is still unremarkable, in milliseconds. Ours: a house fault backs off to five minutes. */
const SLOW_AFTER_MS = 60_000;
const STUCK_AFTER_MS = 10 * 60_000;

export const laneState = (lane: LaneHealth, nowMs: number): { tone: BadgeTone; words: string } => {
  const ageMs = lane.oldestAtMs === null ? 0 : nowMs - lane.oldestAtMs;
  if (ageMs > STUCK_AFTER_MS) return { tone: 'danger', words: 'Not moving' };
  if ((lane.windows?.[0]?.failed ?? 0) > 0) return { tone: 'danger', words: 'Jobs fail' };
  if (ageMs > SLOW_AFTER_MS) return { tone: 'warning', words: 'Behind' };
  if ((lane.windows?.[0]?.retried ?? 0) > 0) return { tone: 'warning', words: 'Trying again' };
  return { tone: 'success', words: lane.inFlight > 0 || (lane.waiting ?? 0) > 0 ? 'Working' : 'Idle' };
};

/** `8 ms`, `3.2 s`, `5 min`, `2 h`, `1 d`. */
export const durationWords = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 24 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} d`;
};
