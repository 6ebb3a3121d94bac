import type { Alert } from '../../contracts/api/alerts.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { Actor } from '../access/index.ts';
import { commitAlerts } from './commit-alerts.ts';
import { acknowledgeRow, alertOf, findAlert, insertMute, resolveRow, type AlertRow } from './queries.ts';
import { RULE_KEY } from './rules.ts';

const STATEMENTS = { acknowledge: acknowledgeRow, resolve: resolveRow };

/** A person has seen the alert, or says that its trouble is over. Said again, it changes nothing. */
export async function decideAlert(
  ctx: Pick<Context, 'tenant' | 'clock' | 'publish'>,
  actor: Actor,
  id: string,
  decision: keyof typeof STATEMENTS,
): Promise<Alert> {
  const db = ctx.tenant(actor.companyId);
  const before = await findAlert(db, id);
  if (before === null) throw new NotFoundError('alert');
  const isDone =
    before.resolvedAtMs !== null || (decision === 'acknowledge' && before.acknowledgedAtMs !== null);
  if (isDone) return alertOf(before);
  const nowMs = ctx.clock.nowMs();
  const statement = STATEMENTS[decision](db, { id, atMs: nowMs, byId: actor.userId });
  // What a rule finds would be found again in five minutes: the person has said that they know.
  const mute =
    decision === 'resolve' && before.key.startsWith(RULE_KEY) ? [insertMute(db, before.key, nowMs)] : [];
  const [updated] = await commitAlerts(ctx, db, {
    statements: [statement, ...mute],
    changes: [{ entity: 'alert', id }],
  });
  const [row] = rowsOf<AlertRow>(updated);
  return alertOf(row ?? before);
}
