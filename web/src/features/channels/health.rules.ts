import * as z from 'zod/mini';
import {
  healthFactValues,
  type ChannelHealth,
  type ChannelHealthFact,
  type SyncState,
} from '../../../../workers/contracts/api/channel-health.ts';
import { RESTRICTION_WORDS } from '../../../../workers/contracts/restrictions.ts';
import { momentText, shortDate } from '../conversations/times.rules.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

export interface HealthLine {
  name: string;
  value: string;
  tone: BadgeTone;
  /** What it means and what to do, where that is not plain. */
  meaning: string | null;
}

type Known = { [Fact in keyof typeof healthFactValues]?: z.infer<(typeof healthFactValues)[Fact]> };

/** The facts whose shape is known; another is left out. */
const knownFacts = (facts: readonly ChannelHealthFact[]): Known =>
  Object.fromEntries(
    facts.flatMap(({ fact, value }) => {
      if (!(fact in healthFactValues)) return [];
      const parsed = z.safeParse(healthFactValues[fact as keyof typeof healthFactValues], value);
      return parsed.success ? [[fact, parsed.data]] : [];
    }),
  ) as Known;

const words = (word: string): string =>
  word.charAt(0).toUpperCase() + word.slice(1).toLowerCase().replaceAll('_', ' ');

const QUALITIES: Record<string, [string, BadgeTone, string | null]> = {
  GREEN: ['High', 'success', null],
  YELLOW: [
    'Medium',
    'warning',
    'People block or report its messages more often. Send only what they expect.',
  ],
  RED: ['Low', 'danger', 'People block or report its messages. Meta lowers the limit if this goes on.'],
};

/** How a part of the phone app's past stands. */
const syncWords = (
  { state, nextAtMs, problem }: SyncState,
  nowMs: number,
): [string, BadgeTone, string | null] => {
  switch (state) {
    case 'asked':
      return ['Asked for', 'success', null];
    case 'refused':
      return ['Do not come', 'danger', problem];
    default: {
      const when = nextAtMs === null ? '' : ` Asked for again ${momentText(nextAtMs, nowMs)}.`;
      return ['Refused so far', 'warning', `${problem ?? ''}${when}`.trim()];
    }
  }
};

/** What is known of a channel, in plain words. What is not known has no line. */
export const healthLines = (facts: readonly ChannelHealthFact[], nowMs: number): HealthLine[] => {
  const known = knownFacts(facts);
  const lines: HealthLine[] = [];
  const add = (name: string, value: string, tone: BadgeTone, meaning: string | null = null) =>
    lines.push({ name, value, tone, meaning });

  const { token, quality, messaging_limit: limit, throughput, number_status: status } = known;
  if (status !== undefined) {
    const isGood = status.status === 'CONNECTED';
    add(
      'Number',
      words(status.status),
      isGood ? 'success' : 'danger',
      isGood ? null : 'It may not send or receive. Use “Repair” below.',
    );
  }
  if (token !== undefined) {
    if (!token.isValid)
      add('Access token', 'Not accepted', 'danger', token.problem ?? 'Nothing can be sent. Enter a new one.');
    else if (token.expiresAtMs === null) add('Access token', 'Does not expire', 'success');
    else {
      const isNear = token.expiresAtMs < nowMs + 14 * 86_400_000;
      add(
        'Access token',
        `Until ${shortDate(token.expiresAtMs)}`,
        isNear ? 'warning' : 'success',
        isNear ? 'Enter a new one before that day.' : null,
      );
    }
  }
  if (known.subscription !== undefined) {
    const { isSubscribed } = known.subscription;
    add(
      'Webhooks',
      isSubscribed ? 'Subscribed' : 'Not subscribed',
      isSubscribed ? 'success' : 'danger',
      isSubscribed ? null : 'Nothing that customers write arrives. Use “Repair” below.',
    );
  }
  if (quality !== undefined) {
    const [value, tone, meaning] = QUALITIES[quality.rating] ?? [
      words(quality.rating),
      'neutral',
      'Meta rates a number once it has written to enough people.',
    ];
    add('Quality', value, tone, meaning);
  }
  if (limit !== undefined) {
    const people =
      limit.peoplePerDay === null
        ? words(limit.tier.replace(/^TIER_/, ''))
        : `${limit.peoplePerDay.toLocaleString('en')} people`;
    add(
      'Daily limit',
      people,
      'neutral',
      'How many people you may write to first, in 24 hours. Answers do not count.',
    );
  }
  if (known.phone_app?.isOnPhoneApp === true) {
    add(
      'Phone app',
      'In use too',
      'neutral',
      'The number is answered in the WhatsApp Business app as well: Meta takes at most 20 messages a second.',
    );
  }
  const { phone_app_sync: sync } = known;
  if (sync !== undefined) {
    add('Phone’s contacts', ...syncWords(sync.contacts, nowMs));
    add('Earlier messages', ...syncWords(sync.history, nowMs));
  }
  if (throughput !== undefined) {
    const { messagesPerSecond, level } = throughput;
    add('Throughput', messagesPerSecond === null ? words(level) : `${messagesPerSecond} a second`, 'neutral');
  }
  if (known.verified_name !== undefined) add('Display name', known.verified_name.name, 'neutral');
  if (known.name_status !== undefined) {
    const isGood = /APPROVED|AVAILABLE/.test(known.name_status.status);
    add(
      'Name review',
      words(known.name_status.status),
      isGood ? 'success' : 'warning',
      isGood ? null : 'Until Meta approves the name, customers see the number.',
    );
  }
  if (known.account_status !== undefined && known.account_status.state !== 'active') {
    add('Account', words(known.account_status.state), 'danger', known.account_status.detail);
  }
  for (const { type, untilMs } of known.account_restrictions?.restrictions ?? []) {
    if (untilMs !== null && untilMs < nowMs) continue;
    add(
      'Restriction',
      RESTRICTION_WORDS[type] ?? words(type),
      'danger',
      untilMs === null ? null : `Until ${shortDate(untilMs)}.`,
    );
  }
  if (known.account_review !== undefined) {
    const isGood = known.account_review.decision === 'APPROVED';
    add('Account review', words(known.account_review.decision), isGood ? 'success' : 'warning');
  }
  if (known.payment !== undefined) add('Payments in WhatsApp', words(known.payment.status), 'neutral');
  if (known.webhook !== undefined) {
    const { lastMessageAtMs, lastStatusAtMs, lastNoticeAtMs, lastSendAtMs } = known.webhook;
    const at = (name: string, atMs: number | undefined) =>
      atMs === undefined ? undefined : add(name, momentText(atMs, nowMs), 'neutral');
    at('Last message in', lastMessageAtMs);
    at('Last status in', lastStatusAtMs);
    at('Last account notice', lastNoticeAtMs);
    at('Last message out', lastSendAtMs);
  }
  return lines;
};

/** Why messages failed last, the newest first. */
export const sendErrors = (facts: readonly ChannelHealthFact[]) =>
  knownFacts(facts).send_errors?.errors ?? [];

/** When anything came in last; null when nothing ever did. */
export const lastReceivedAtMs = (facts: readonly ChannelHealthFact[]): number | null => {
  const { lastMessageAtMs, lastStatusAtMs, lastNoticeAtMs } = knownFacts(facts).webhook ?? {};
  const all = [lastMessageAtMs, lastStatusAtMs, lastNoticeAtMs].filter((one) => one !== undefined);
  return all.length === 0 ? null : Math.max(...all);
};

/** How many templates stand where; of those that are none there is nothing to say. */
export const templateWords = (templates: ChannelHealth['templates']): string =>
  [
    [templates.approved, 'approved'] as const,
    [templates.pending, 'waiting'] as const,
    [templates.rejected, 'rejected'] as const,
    [templates.stopped, 'stopped'] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ') || 'None yet';
