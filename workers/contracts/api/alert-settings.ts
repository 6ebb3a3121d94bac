import * as z from 'zod/mini';
import { userId } from '../ids.ts';
import { ALERT_SEVERITIES } from './alerts.ts';

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
/** Rules are looked at every five minutes. */
const minutes = z.int().check(z.minimum(5), z.maximum(1_440));

export const alertRules = z.strictObject({
  /** Jobs that failed for good: so many within so many minutes. */
  deadLetters: z.strictObject({ isOn: z.boolean(), count: count(10_000), minutes }),
  /** Of what a number sent, so much failed. */
  sendFailures: z.strictObject({
    isOn: z.boolean(),
    percent: count(100),
    minutes,
    /** Fewer sends than these say nothing. */
    atLeast: count(10_000),
  }),
  /** Nothing came from a number for so long, although yesterday at this time so much did. */
  silence: z.strictObject({ isOn: z.boolean(), minutes, atLeast: count(100_000) }),
  /** Events of a shop or form that could not be done: so many of one source within so many minutes. */
  eventFailures: z.strictObject({ isOn: z.boolean(), count: count(10_000), minutes }),
  /** The oldest job in any lane waits for so long. Of the whole deployment only. */
  oldestJob: z.strictObject({ isOn: z.boolean(), minutes }),
});
export type AlertRules = z.infer<typeof alertRules>;

/** Kinds of alerts that come from Meta or from what was tried, and can be left out of notifications. */
export const ALERT_FAMILIES = ['number', 'sending', 'webhooks', 'rules'] as const;
export const alertFamily = z.enum(ALERT_FAMILIES);
export type AlertFamily = z.infer<typeof alertFamily>;

/** The most people who are written to. Ours. */
export const MAX_NOTIFIED_USERS = 20;

export const alertNotify = z.strictObject({
  /** Who gets mails. */
  userIds: z.array(userId).check(z.maxLength(MAX_NOTIFIED_USERS)),
  minSeverity: z.enum(ALERT_SEVERITIES),
  /** Of these nothing is sent; they are on the page all the same. */
  mutedFamilies: z.array(alertFamily).check(z.maxLength(ALERT_FAMILIES.length)),
});
export type AlertNotify = z.infer<typeof alertNotify>;

export const alertSettings = z.object({
  rules: alertRules,
  notify: alertNotify,
  /** Where a webhook goes; null: there is none. */
  webhookHost: z.nullable(z.string()),
  /** Whether this deployment can send mails. */
  canMail: z.boolean(),
  version: z.int(),
});
export type AlertSettings = z.infer<typeof alertSettings>;

export const changeAlertSettings = z.strictObject({
  rules: alertRules,
  notify: alertNotify,
  /** An address takes the place of the one that there is, null removes it; absent, it stays. Slack's work as they are. */
  webhookUrl: z.optional(z.nullable(z.string().check(z.maxLength(2_048)))),
  /** The version that was changed: somebody else's change in between is refused. */
  version: z.int(),
});
export type ChangeAlertSettings = z.infer<typeof changeAlertSettings>;
