import * as z from 'zod/mini';
import { alertId, channelId, timeMs, userId } from '../ids.ts';
import { listOf, pageQuery } from './list.ts';

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export const alertSeverity = z.enum(ALERT_SEVERITIES);
export type AlertSeverity = z.infer<typeof alertSeverity>;

/** Something that administrators must know: a restricted account, an expired token, a number that went silent. */
export const alert = z.object({
  id: alertId,
  /** What happened, in our word, for example `channel.restricted`. */
  kind: z.string(),
  severity: alertSeverity,
  channelId: z.nullable(channelId),
  /** What else it is about: the id of a webhook, the name of a lane. */
  about: z.nullable(z.string()),
  title: z.string(),
  /** What it means and what to do, in plain words. */
  detail: z.string(),
  /** How often it happened while the alert was open. */
  count: z.int(),
  openedAtMs: timeMs,
  lastAtMs: timeMs,
  acknowledgedAtMs: z.nullable(timeMs),
  acknowledgedById: z.nullable(userId),
  resolvedAtMs: z.nullable(timeMs),
  resolvedById: z.nullable(userId),
});
export type Alert = z.infer<typeof alert>;
export const alertList = listOf(alert);

export const alertQuery = z.strictObject({
  state: z._default(z.enum(['open', 'all']), 'open'),
  ...pageQuery,
});
