import * as z from 'zod/mini';
import { alertId, timeMs } from '../ids.ts';

/** What is told of an alert. `digest`: of several together; `test`: that notifications arrive. */
export const NOTIFICATION_TRANSITIONS = ['opened', 'worse', 'resolved', 'digest', 'test'] as const;
/** `unknown`: the other side was called and its answer lost; it is not sent again by itself. */
export const NOTIFICATION_STATES = ['pending', 'sending', 'sent', 'failed', 'unknown'] as const;

export const notification = z.object({
  id: z.string(),
  /** Null where it tells of several alerts, or of none. */
  alertId: z.nullable(alertId),
  transition: z.enum(NOTIFICATION_TRANSITIONS),
  /** Whom it is for: the name of a person, or the host of the webhook. */
  to: z.string(),
  by: z.enum(['mail', 'webhook']),
  subject: z.string(),
  state: z.enum(NOTIFICATION_STATES),
  detail: z.nullable(z.string()),
  attempts: z.int(),
  createdAtMs: timeMs,
  finishedAtMs: z.nullable(timeMs),
});
export type Notification = z.infer<typeof notification>;
export const notificationList = z.object({ items: z.array(notification) });
