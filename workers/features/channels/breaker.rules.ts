import type { SendingStop } from '../../channels/port.ts';
import type { AlertSeverity } from '../../contracts/api/alerts.ts';
import type { StopScope } from '../../contracts/api/breaker.ts';

/** From this length on a stop is more than a pause, in seconds. Ours. */
const LONG_STOP_SECONDS = 600;

/** One open alert per channel and scope: a stop that goes on counts it up. */
export const breakerAlertKey = (channelId: string, scope: StopScope) =>
  `sending.stopped:${channelId}:${scope}`;

/** What only a person can end is the worst; what ends within minutes is for knowing. */
export function severityOfStop({ firstSeconds }: Pick<SendingStop, 'firstSeconds'>): AlertSeverity {
  if (firstSeconds === null) return 'critical';
  return firstSeconds >= LONG_STOP_SECONDS ? 'warning' : 'info';
}
