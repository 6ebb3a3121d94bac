import { DEPLOYMENT } from '../../contracts/ids.ts';
import type { Alert } from '../../contracts/api/alerts.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { ConflictError } from '../../platform/errors.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { findSettings } from '../alert-rules/index.ts';
import { alertOf, markTold, selectUntold, type AlertRow } from '../alerts/index.ts';
import { compose, type Told } from './compose.ts';
import { insertNotifications, selectRecent, type NewNotification } from './queries.ts';
import { paceOf, transitionOf, type Transition } from './rules.ts';
import { listTargets, WEBHOOK_TARGET } from './targets.ts';

/** Alerts with news that are looked at in one go. Ours. */
const MAX_NEWS = 200;
const HOUR_MS = 3_600_000;

type PlanContext = Pick<Context, 'clock' | 'config' | 'directory' | 'ids' | 'mail' | 'tenant'>;

/**
 * Makes a row for everybody who is to be told of what alerts have done since: their own, or one for all of them when
 * there is too much. What was planned is planned once, whoever plans beside it.
 */
export async function planNotifications(ctx: PlanContext, companyId: string): Promise<void> {
  const db = ctx.tenant(companyId);
  const nowMs = ctx.clock.nowMs();
  const [untold, recently] = await db.batch([
    selectUntold(db, MAX_NEWS),
    selectRecent(db, firstIdOf('ntf', nowMs - HOUR_MS)),
  ]);
  const news = rowsOf<AlertRow>(untold);
  if (news.length === 0) return;
  const settings = await findSettings(ctx, companyId);
  const told = news.map((row) => ({ row, transition: transitionOf(row, settings.notify) }));
  const toTell = told.flatMap(({ row, transition }) =>
    transition === null ? [] : [{ alert: alertOf(row), transition }],
  );
  const targets = toTell.length === 0 ? [] : await listTargets(ctx, companyId, settings);
  const [recent] = rowsOf<{ singles: number; lastDigestAtMs: number | null }>(recently);
  const pace = paceOf(toTell.length, recent ?? { singles: 0, lastDigestAtMs: null }, nowMs);
  const isLater = pace === 'later' && targets.length > 0;
  // What is told later stays news; what nobody wants to know is none.
  const marked = told.filter(({ transition }) => transition === null || !isLater);
  if (marked.length === 0) return;
  const place = { companyId, page: pageOf(ctx, companyId) };
  const rows = isLater ? [] : rowsFor(ctx, { toTell, targets, pace, place });
  try {
    await db.batch([
      markTold(
        db,
        marked.map(({ row, transition }) => ({
          id: row.id,
          newsCount: row.newsCount,
          toldSeverity: transition === null ? row.toldSeverity : row.severity,
        })),
      ),
      ...(rows.length === 0 ? [] : [insertNotifications(db, rows, marked.length, nowMs)]),
    ]);
  } catch (error) {
    // Somebody planned beside us; what is left is found by the next look.
    if (!(error instanceof ConflictError)) throw error;
  }
}

function rowsFor(
  ctx: Pick<Context, 'ids'>,
  input: {
    toTell: readonly Told[];
    targets: readonly string[];
    pace: 'singly' | 'together' | 'later';
    place: { companyId: string; page: string };
  },
): NewNotification[] {
  const { toTell, targets, pace, place } = input;
  const groups: {
    alertId: string | null;
    transition: Transition | 'digest';
    key: string;
    told: readonly Told[];
  }[] =
    pace === 'together'
      ? [{ alertId: null, transition: 'digest', key: `digest ${keyOf(toTell)}`, told: toTell }]
      : toTell.map((one) => ({
          alertId: one.alert.id,
          transition: one.transition,
          key: keyOf([one]),
          told: [one],
        }));
  return groups.flatMap(({ alertId, transition, key, told }) => {
    const { subject, mail, webhook } = compose(told, place);
    return targets.map((target) => ({
      id: ctx.ids.next('ntf'),
      key: `${key} ${target}`,
      alertId,
      alertIds: alertId === null ? JSON.stringify(told.map(({ alert }) => alert.id)) : null,
      transition,
      target,
      subject,
      body: target === WEBHOOK_TARGET ? webhook : mail,
    }));
  });
}

/** The same alerts in the same state make the same key. */
function keyOf(told: readonly { alert: Alert; transition: Transition }[]): string {
  const [first] = told;
  const last = told.at(-1);
  const name = (one: (typeof told)[number] | undefined) =>
    one === undefined ? '' : `${one.alert.id} ${one.transition} ${one.alert.severity}`;
  return told.length === 1 ? name(first) : `${told.length} ${name(first)} ${name(last)}`;
}

function pageOf({ config }: Pick<Context, 'config'>, companyId: string): string {
  return `${config.appUrl}/alerts${companyId === DEPLOYMENT ? '?of=deployment' : ''}`;
}
