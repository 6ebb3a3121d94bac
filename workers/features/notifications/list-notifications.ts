import type { Notification } from '../../contracts/api/notifications.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf, timeOfId } from '../../platform/ids.ts';
import { listRecipients } from '../access/index.ts';
import { findSettings } from '../alert-rules/index.ts';
import { selectDigestsOf, selectNewest, selectOfAlert, type NotificationRow } from './queries.ts';
import { userIn } from './targets.ts';

/** The newest that are shown. Ours. */
const MAX_SHOWN = 50;

/** Who was told of what, the newest first: of one alert, be it together with others, or of all. */
export async function listNotifications(
  ctx: Pick<Context, 'directory' | 'tenant'>,
  companyId: string,
  alertId: string | undefined,
): Promise<{ items: Notification[] }> {
  const db = ctx.tenant(companyId);
  const found = await db.batch(
    alertId === undefined
      ? [selectNewest(db, MAX_SHOWN)]
      : [
          selectOfAlert(db, alertId, MAX_SHOWN),
          selectDigestsOf(db, alertId, firstIdOf('ntf', timeOfId(alertId)), MAX_SHOWN),
        ],
  );
  const rows = found
    .flatMap((each) => rowsOf<NotificationRow>(each))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, MAX_SHOWN);
  const userIds = rows.flatMap(({ target }) => userIn(target) ?? []);
  const [people, { webhookHost }] = await Promise.all([
    listRecipients(ctx.directory, companyId, [...new Set(userIds)]),
    findSettings(ctx, companyId),
  ]);
  const nameOf = (target: string) => {
    const userId = userIn(target);
    if (userId === null) return webhookHost ?? 'a webhook';
    return people.find(({ id }) => id === userId)?.name ?? 'somebody who has left';
  };
  return { items: rows.map((row) => shown(row, nameOf(row.target))) };
}

function shown(row: NotificationRow, to: string): Notification {
  const { id, alertId, transition, subject, state, detail, attempts, createdAtMs, finishedAtMs, target } =
    row;
  const by = userIn(target) === null ? 'webhook' : 'mail';
  return { id, alertId, transition, to, by, subject, state, detail, attempts, createdAtMs, finishedAtMs };
}
