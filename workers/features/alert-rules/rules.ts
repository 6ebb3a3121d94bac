import type { AlertRules } from '../../contracts/api/alert-settings.ts';

const MINUTE_MS = 60_000;

/** What a rule found: its trouble, or null where there is none. */
export interface Finding {
  key: string;
  trouble: {
    kind: string;
    severity: 'warning' | 'critical';
    channelId: string | null;
    title: string;
    detail: string;
  } | null;
}

export interface Measured {
  /** Open dead letters of the rule's span, counted up to the rule's number. */
  letters: number;
  /** Whether any of those that its open alert is about is still to be decided (not 0); 0 where none is open. */
  lettersOfAlert: number;
  channels: readonly MeasuredChannel[];
  /** Shops and forms; empty for the deployment. */
  sources: readonly MeasuredSource[];
}

/** What failed of what one source posted. */
export interface MeasuredSource {
  id: string;
  name: string;
  /** Of its alert. */
  key: string;
  /** Failed events of the rule's span, counted up to the rule's number. */
  failed: number;
  /** Why the newest of them failed. */
  newestDetail: string | null;
  /** Whether any that its open alert is about has still failed (not 0); 0 where none is open. */
  failedOfAlert: number;
}

/** Counts are null where the deployment cannot read its own counters: rules that need them say nothing. */
export interface MeasuredChannel {
  id: string;
  name: string;
  isConnected: boolean;
  /** Calls of the provider in the span of the rule of failures. */
  sent: { done: number; failed: number } | null;
  /** Messages in the span of the rule of silence, and in the same span a day before. */
  received: { now: number; yesterday: number } | null;
}

/** Every rule with what it found. A rule that is off, or cannot tell, finds nothing new and ends nothing. */
export function judge(rules: AlertRules, measured: Measured, isDeployment: boolean): Finding[] {
  return [
    ...letters(rules, measured, isDeployment),
    ...measured.channels.flatMap((channel) => [...failures(rules, channel), ...silence(rules, channel)]),
    ...measured.sources.flatMap((source) => events(rules, source)),
  ];
}

/** The keys of what may be found: those of a rule that was switched off are over. */
export const KEYS = {
  letters: 'rule dead-letters',
  failures: (channelId: string) => `rule send-failures ${channelId}`,
  silence: (channelId: string) => `rule silence ${channelId}`,
  oldestJob: (lane: string) => `rule oldest-job ${lane}`,
};

function letters(
  { deadLetters }: AlertRules,
  { letters: found, lettersOfAlert }: Measured,
  isDeployment: boolean,
): Finding[] {
  const { isOn, count, minutes } = deadLetters;
  if (!isOn) return [{ key: KEYS.letters, trouble: null }];
  if (found < count) {
    // Letters do not end by growing old: the alert stands until each is done, discarded, or the alert called over.
    return lettersOfAlert > 0 ? [] : [{ key: KEYS.letters, trouble: null }];
  }
  return [
    {
      key: KEYS.letters,
      trouble: {
        kind: 'rule.dead_letters',
        severity: 'critical',
        channelId: null,
        title: 'Jobs fail for good',
        detail: `At least ${count} ${count === 1 ? 'job has' : 'jobs have'} failed for good within ${spanWords(minutes)}${
          isDeployment ? ' in the whole deployment' : ''
        }. See Operations, Dead letters: repair the cause, then put them back.`,
      },
    },
  ];
}

function failures({ sendFailures }: AlertRules, channel: MeasuredChannel): Finding[] {
  const key = KEYS.failures(channel.id);
  const { isOn, percent, minutes, atLeast } = sendFailures;
  if (!isOn || !channel.isConnected) return [{ key, trouble: null }];
  if (channel.sent === null) return [];
  const { done, failed } = channel.sent;
  const all = done + failed;
  if (all < atLeast || failed * 100 < percent * all) return [{ key, trouble: null }];
  return [
    {
      key,
      trouble: {
        kind: 'rule.send_failures',
        severity: 'warning',
        channelId: channel.id,
        title: `Many messages of ${channel.name} fail`,
        detail: `${failed} of ${all} messages of the last ${spanWords(minutes)} failed. The number's page shows why.`,
      },
    },
  ];
}

function silence({ silence: rule }: AlertRules, channel: MeasuredChannel): Finding[] {
  const key = KEYS.silence(channel.id);
  const { isOn, minutes, atLeast } = rule;
  if (!isOn || !channel.isConnected) return [{ key, trouble: null }];
  if (channel.received === null) return [];
  const { now, yesterday } = channel.received;
  if (now > 0) return [{ key, trouble: null }];
  // An hour that is always quiet raises nothing, and it does not end what a busy one raised: only what comes does.
  if (yesterday < atLeast) return [];
  return [
    {
      key,
      trouble: {
        kind: 'rule.silence',
        severity: 'critical',
        channelId: channel.id,
        title: `Nothing comes from ${channel.name}`,
        detail: `Nothing came for ${spanWords(minutes)}; yesterday at this time ${yesterday} did. Look whether Meta still calls the webhook: the number's page tells.`,
      },
    },
  ];
}

function events({ eventFailures }: AlertRules, source: MeasuredSource): Finding[] {
  const { key, name, failed, failedOfAlert, newestDetail } = source;
  const { isOn, count, minutes } = eventFailures;
  if (isOn && failed >= count) {
    const why = newestDetail === null || newestDetail === '' ? '' : ` The newest: ${newestDetail}`;
    return [
      {
        key,
        trouble: {
          kind: 'rule.events_failed',
          severity: 'warning',
          channelId: null,
          title: `Events of ${name} fail`,
          detail: `At least ${count} ${count === 1 ? 'event' : 'events'} of ${name} could not be done within ${spanWords(minutes)}.${why} Under Events in, each says why and can be run again.`,
        },
      },
    ];
  }
  // As letters: they do not end by growing old, but by being done, or called over by a person.
  return isOn && failedOfAlert > 0 ? [] : [{ key, trouble: null }];
}

/** Of the whole deployment: lanes whose oldest job waits for too long. */
export function judgeLanes(
  { oldestJob }: AlertRules,
  lanes: readonly { lane: string; oldestAtMs: number | null }[],
  nowMs: number,
): Finding[] {
  const { isOn, minutes } = oldestJob;
  return lanes.map(({ lane, oldestAtMs }) => {
    const isLate = isOn && oldestAtMs !== null && nowMs - oldestAtMs >= minutes * MINUTE_MS;
    return {
      key: KEYS.oldestJob(lane),
      trouble: isLate
        ? {
            kind: 'rule.oldest_job',
            severity: 'critical',
            channelId: null,
            title: `Jobs wait in the lane ${lane}`,
            detail: `The oldest has waited for more than ${spanWords(minutes)}. See Operations, Lanes.`,
          }
        : null,
    };
  });
}

function spanWords(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? 'one hour' : `${minutes / 60} hours`;
}
