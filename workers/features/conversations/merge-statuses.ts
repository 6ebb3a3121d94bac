import type { StatusUpdate } from '../../channels/port.ts';
import { STATUS_RANK, type MessageRow } from './rules.ts';
import type { StatusReport } from './status-queries.ts';

/** Takes what is reported of each message together: one row is written for sent, delivered and read at once. */
export function mergeStatuses(
  updates: readonly { message: { conversationId: string; id: string }; update: StatusUpdate }[],
): StatusReport[] {
  const reports = new Map<string, StatusReport>();
  for (const { message, update } of updates) {
    const key = `${message.conversationId}/${message.id}`;
    const report = reports.get(key) ?? {
      conversationId: message.conversationId,
      id: message.id,
      status: update.status,
      acceptedAtMs: null,
      deliveredAtMs: null,
      readAtMs: null,
      playedAtMs: null,
      failedAtMs: null,
      error: null,
      pricing: null,
    };
    reports.set(key, report);
    const column = TIME_COLUMN[update.status];
    report[column] = Math.min(report[column] ?? update.atMs, update.atMs);
    // Meta says it once, with the delivery or with the reading.
    if (update.pricing !== null) report.pricing ??= JSON.stringify(update.pricing);
    if (STATUS_RANK[update.status] >= STATUS_RANK[report.status]) {
      report.status = update.status;
      report.error = update.error === null ? null : JSON.stringify(update.error);
    }
  }
  return [...reports.values()];
}

const TIME_COLUMN = {
  sent: 'acceptedAtMs',
  delivered: 'deliveredAtMs',
  read: 'readAtMs',
  played: 'playedAtMs',
  failed: 'failedAtMs',
} as const satisfies Record<StatusUpdate['status'], keyof StatusReport>;

/**
 * Whether it is one member's trouble with a message to a group: the message reached the others. What a member got or
 * read counts for the message, the first of them for each step.
 */
export function isOfOneMember(update: StatusUpdate): boolean {
  return update.participant !== null && update.status === 'failed';
}

/** Whether a report tells anything about the message that was not known. */
export function isNews(message: MessageRow, report: StatusReport): boolean {
  return (
    STATUS_RANK[report.status] > STATUS_RANK[message.status] ||
    (message.pricing === null && report.pricing !== null) ||
    Object.values(TIME_COLUMN).some((time) => message[time] === null && report[time] !== null)
  );
}
