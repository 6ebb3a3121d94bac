import type { Context } from '../../context.ts';
import { inParallel } from '../../platform/in-parallel.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import type { MailOutcome } from '../../platform/mail/port.ts';
import { OutboundError } from '../../platform/security/guarded-fetch.ts';
import { listRecipients } from '../access/index.ts';
import { findSettings, webhookUrlPlace } from '../alert-rules/index.ts';
import { refusalOf } from '../webhooks-out/index.ts';
import {
  begin,
  claimDue,
  finishNotification,
  giveUpLeases,
  selectNextDue,
  type NotificationRow,
} from './queries.ts';
import { RETRY_SECONDS } from './rules.ts';
import { userIn } from './targets.ts';
import { notifyJob } from './wake-notifier.ts';

/** Sent in one go, and beside each other. Ours: with a time-out each, a go ends within its lease. */
const SLICE = 20;
const CONCURRENCY = 5;
/** How long a go holds what it sends, in milliseconds: longer than four rounds of somebody who says nothing. */
const LEASE_MS = 120_000;
/** How long a go may take, in seconds. */
export const NOTIFY_TIMEOUT_SECONDS = 90;
const WEBHOOK_TIMEOUT_MS = 15_000;
/** Nobody reads what a webhook says beside its status. */
const MAX_ANSWER_BYTES = 1_024;
const ANSWER_BODY_MS = 1_000;
/** The longest wait that a queue message keeps, in seconds; the cron finds what is due later. Ours. */
const MAX_QUEUE_WAIT_SECONDS = 900;

type SendContext = Pick<
  Context,
  'clock' | 'config' | 'directory' | 'envelope' | 'fetchReceiver' | 'mail' | 'tenant' | 'log'
>;

/** Sends what is due. Each is claimed first: whatever the queue repeats or overlaps, nobody is told twice. */
export async function sendNotifications(ctx: SendContext, companyId: string): Promise<JobEnd> {
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const leaseUntilMs = nowMs + LEASE_MS;
  const [, claimed] = await db.batch([giveUpLeases(db, nowMs), claimDue(db, nowMs, leaseUntilMs, SLICE)]);
  await inParallel(rowsOf<NotificationRow>(claimed), CONCURRENCY, async (held) => {
    const [begun] = await db.batch([begin(db, held)]);
    const [row] = rowsOf<NotificationRow>(begun);
    if (row === undefined) return;
    const outcome = await send(ctx, row);
    await db.batch([finishNotification(db, endOf(row, outcome, ctx.clock.nowMs()))]);
  });
  const [next] = await db.batch([selectNextDue(db)]);
  const dueAtMs = rowsOf<{ dueAtMs: number | null }>(next)[0]?.dueAtMs ?? null;
  if (dueAtMs === null) return { kind: 'done' };
  const waitSeconds = Math.max(0, Math.ceil((dueAtMs - ctx.clock.nowMs()) / 1_000));
  return waitSeconds > MAX_QUEUE_WAIT_SECONDS
    ? { kind: 'done' }
    : { kind: 'more', body: notifyJob(companyId), afterSeconds: waitSeconds };
}

/** Never throws: whatever happens is an outcome. */
async function send(ctx: SendContext, row: NotificationRow): Promise<MailOutcome> {
  try {
    const userId = userIn(row.target);
    return await (userId === null ? callWebhook(ctx, row) : writeMail(ctx, row, userId));
  } catch (error) {
    ctx.log.warn('notification.not_tried', { companyId: row.companyId, error });
    return { kind: 'refused', isRetryable: true, detail: 'It could not be tried.' };
  }
}

async function writeMail(ctx: SendContext, row: NotificationRow, userId: string): Promise<MailOutcome> {
  if (ctx.mail === null)
    return { kind: 'refused', isRetryable: false, detail: 'This deployment cannot send mails.' };
  const [person] = await listRecipients(ctx.directory, row.companyId, [userId]);
  if (person === undefined)
    return { kind: 'refused', isRetryable: false, detail: 'This person no longer administers the company.' };
  return ctx.mail.send({ to: person.email, subject: row.subject, text: row.body, key: row.id });
}

async function callWebhook(ctx: SendContext, row: NotificationRow): Promise<MailOutcome> {
  const { webhookUrlSealed } = await findSettings(ctx, row.companyId);
  if (webhookUrlSealed === null)
    return { kind: 'refused', isRetryable: false, detail: 'The webhook was removed.' };
  const url = await ctx.envelope.open(webhookUrlPlace(row.companyId), webhookUrlSealed);
  const refusal = refusalOf(ctx, url);
  if (refusal !== null)
    return { kind: 'refused', isRetryable: false, detail: `The address cannot be used: ${refusal}.` };
  try {
    const { status } = await ctx.fetchReceiver(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Recado-Alerts' },
      body: row.body,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
      bodyWithinMs: ANSWER_BODY_MS,
    });
    if (status >= 200 && status < 300) return { kind: 'accepted' };
    return {
      kind: 'refused',
      isRetryable: status === 429 || status >= 500,
      detail: `The webhook answered ${status}.`,
    };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.kind === 'redirected')
      return { kind: 'refused', isRetryable: false, detail: 'The webhook redirects; that is not followed.' };
    return error.reachedServer === 'no'
      ? { kind: 'refused', isRetryable: true, detail: 'The webhook could not be reached.' }
      : { kind: 'unknown', detail: 'The webhook’s answer was lost.' };
  }
}

function endOf(row: NotificationRow, outcome: MailOutcome, nowMs: number) {
  const { id, leaseUntilMs, attempts } = row;
  const ended = { id, leaseUntilMs, dueAtMs: nowMs, finishedAtMs: nowMs };
  if (outcome.kind === 'accepted') return { ...ended, state: 'sent' as const, detail: null };
  if (outcome.kind === 'unknown') return { ...ended, state: 'unknown' as const, detail: outcome.detail };
  const waitSeconds = outcome.isRetryable ? RETRY_SECONDS[attempts - 1] : undefined;
  return waitSeconds === undefined
    ? { ...ended, state: 'failed' as const, detail: outcome.detail }
    : {
        ...ended,
        state: 'pending' as const,
        detail: outcome.detail,
        dueAtMs: nowMs + waitSeconds * 1_000,
        finishedAtMs: null,
      };
}
