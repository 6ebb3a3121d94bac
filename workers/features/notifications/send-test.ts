import type { Notification } from '../../contracts/api/notifications.ts';
import type { Context } from '../../context.ts';
import { ValidationError } from '../../platform/errors.ts';
import { findSettings } from '../alert-rules/index.ts';
import { listNotifications } from './list-notifications.ts';
import { insertTests } from './queries.ts';
import { sendNotifications } from './send-notifications.ts';
import { listTargets, WEBHOOK_TARGET } from './targets.ts';

const WORDS = 'This is a test: notifications of alerts arrive here.';

/** Sends a test to everybody who is told of alerts, and says what became of it. */
export async function sendTest(
  ctx: Pick<
    Context,
    'clock' | 'config' | 'directory' | 'envelope' | 'fetchReceiver' | 'ids' | 'log' | 'mail' | 'tenant'
  >,
  companyId: string,
): Promise<{ items: Notification[] }> {
  const db = ctx.tenant(companyId);
  const targets = await listTargets(ctx, companyId, await findSettings(ctx, companyId));
  if (targets.length === 0)
    throw new ValidationError('nobody_to_notify', 'Nobody would be told: choose people or a webhook first.');
  const rows = targets.map((target) => {
    const id = ctx.ids.next('ntf');
    const body = target === WEBHOOK_TARGET ? JSON.stringify({ text: WORDS, companyId, alerts: [] }) : WORDS;
    return {
      id,
      key: `test ${id}`,
      alertId: null,
      transition: 'test' as const,
      target,
      subject: 'A test of alerts',
      body,
    };
  });
  await db.batch([insertTests(db, rows, ctx.clock.nowMs())]);
  await sendNotifications(ctx, companyId);
  const ids = new Set(rows.map(({ id }) => id));
  const { items } = await listNotifications(ctx, companyId, undefined);
  return { items: items.filter(({ id }) => ids.has(id)) };
}
