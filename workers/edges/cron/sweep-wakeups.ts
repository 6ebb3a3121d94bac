import type { Context } from '../../context.ts';
import { wakePhoneAppSync } from '../../features/channels/index.ts';
import { unsnoozeDue, wakeDueMessages } from '../../features/conversations/index.ts';
import { expireUploads } from '../../features/files/index.ts';
import { wakeDueMedia } from '../../features/media/index.ts';
import { wakeDueReplay } from '../../features/replays/index.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { inParallel } from '../../platform/in-parallel.ts';
import { WALK_LIMITS, withinShare } from '../../platform/walk-companies.ts';
import { assertNever } from '../../platform/errors.ts';
import {
  deleteWakeups,
  insertWakeups,
  selectDueWakeups,
  type Wakeup,
} from '../../platform/wakeups/queries.ts';

/** Wake-ups looked at in one go. Ours. */
const PAGE = 200;
/** Goes in one minute. Ours: what is left is still due in the next one. */
const MAX_PAGES = 25;
/** When what could not be looked at is looked at again, in milliseconds. Ours. */
const LOOK_AGAIN_MS = 60_000;

/** Looks at everything that is due, and moves or removes its wake-up. */
export async function sweepWakeups(
  ctx: Pick<
    Context,
    'directory' | 'tenant' | 'clock' | 'queues' | 'publish' | 'log' | 'files' | 'crashPoint'
  >,
): Promise<void> {
  const endMs = ctx.clock.nowMs() + WALK_LIMITS.roundMs;
  for (let page = 0; page < MAX_PAGES && ctx.clock.nowMs() < endMs; page++) {
    const [found] = await ctx.directory.batch([selectDueWakeups(ctx.directory, ctx.clock.nowMs(), PAGE)]);
    const due = rowsOf<Wakeup>(found);
    if (due.length === 0) return;
    const moved: Wakeup[] = [];
    await inParallel(groupsOf(due), WALK_LIMITS.atOnce, async (group) => {
      moved.push(...(await lookAtOrLater(ctx, group)));
    });
    await ctx.crashPoint('sweep.looked');
    await ctx.directory.batch([
      ...(moved.length === 0 ? [] : [insertWakeups(ctx.directory, moved)]),
      deleteWakeups(ctx.directory, due),
    ]);
  }
}

interface Group {
  companyId: string;
  kind: Wakeup['kind'];
  wakeups: Wakeup[];
}

function groupsOf(due: readonly Wakeup[]): Group[] {
  const groups = new Map<string, Group>();
  for (const wakeup of due) {
    const key = `${wakeup.companyId} ${wakeup.kind}`;
    const group = groups.get(key) ?? { companyId: wakeup.companyId, kind: wakeup.kind, wakeups: [] };
    group.wakeups.push(wakeup);
    groups.set(key, group);
  }
  return [...groups.values()];
}

type LookContext = Pick<Context, 'tenant' | 'clock' | 'queues' | 'publish' | 'log' | 'files' | 'crashPoint'>;

/** What fails, or takes too long, is moved on: one company's trouble, or a bucket's, must not stand before everybody's sends for ever. */
async function lookAtOrLater(ctx: LookContext, group: Group): Promise<Wakeup[]> {
  try {
    return await withinShare(lookAt(ctx, group), WALK_LIMITS.shareMs);
  } catch (error) {
    const { companyId, kind, wakeups } = group;
    ctx.log.error('wakeups.not_looked_at', error, { companyId, kind, count: wakeups.length });
    const dueAtMs = ctx.clock.nowMs() + LOOK_AGAIN_MS;
    return wakeups.map((wakeup) => ({ ...wakeup, dueAtMs }));
  }
}

/** Gives the wake-ups that are to stand from now on. */
async function lookAt(ctx: LookContext, { companyId, kind, wakeups }: Group): Promise<Wakeup[]> {
  const refs = wakeups.map(({ ref }) => ref);
  switch (kind) {
    case 'message.send': {
      const next = await wakeDueMessages(ctx, companyId, refs);
      return wakeups.flatMap((wakeup) => {
        const dueAtMs = next.get(wakeup.ref);
        return dueAtMs == null ? [] : [{ ...wakeup, dueAtMs }];
      });
    }
    case 'media.fetch': {
      const next = await wakeDueMedia(ctx, companyId, refs);
      return wakeups.flatMap((wakeup) => {
        const dueAtMs = next.get(wakeup.ref);
        return dueAtMs === undefined ? [] : [{ ...wakeup, dueAtMs }];
      });
    }
    case 'channel.replay': {
      const next = await Promise.all(refs.map((id) => wakeDueReplay(ctx, companyId, id)));
      return next.filter((one) => one !== null);
    }
    case 'channel.sync_phone_app': {
      const next = await Promise.all(refs.map((id) => wakePhoneAppSync(ctx, companyId, id)));
      return next.filter((one) => one !== null);
    }
    case 'upload.expire':
      await expireUploads(ctx, companyId, refs);
      return [];
    case 'conversation.unsnooze':
      await unsnoozeDue(ctx, companyId, refs);
      return [];
    default:
      return assertNever(kind);
  }
}
