import { phoneAppSync, type PhoneAppSync, type SyncState } from '../../contracts/api/channel-health.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { insertWakeups } from '../../platform/wakeups/queries.ts';
import { raiseAlert } from '../alerts/index.ts';
import { tokenPlace } from './create-channel.ts';
import { selectFacts, type FactRow } from './fact-queries.ts';
import { afterAnswer, isDue, newSync, nextSyncAtMs, SYNCS } from './phone-app-sync.rules.ts';
import { findChannel } from './queries.ts';
import { recordFacts } from './record-facts.ts';

type SyncContext = Pick<
  Context,
  'directory' | 'tenant' | 'clock' | 'ids' | 'envelope' | 'accounts' | 'publish'
>;

const MINUTE_MS = 60_000;

/** Asks for the past of a number that the phone app uses too, and goes on asking while Meta refuses. */
export async function beginPhoneAppSync(
  ctx: SyncContext,
  companyId: string,
  channelId: string,
): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  // A moment earlier than what comes of asking. The wake-up stands first: it finds nothing to do, or what was cut off.
  const asOfMs = nowMs - 1;
  await wake(ctx, companyId, channelId, nowMs + MINUTE_MS);
  await recordFacts(ctx, companyId, channelId, [
    { fact: 'phone_app', value: { isOnPhoneApp: true }, asOfMs },
    { fact: 'phone_app_sync', value: newSync(nowMs), asOfMs },
  ]);
  await syncPhoneApp(ctx, companyId, channelId);
}

/** Asks for what is due of a phone app's past; what Meta refuses is asked for again later, and at last told. */
export async function syncPhoneApp(ctx: SyncContext, companyId: string, channelId: string): Promise<void> {
  const db = ctx.tenant(companyId);
  const channel = await findChannel(db, channelId);
  if (channel === null || channel.disconnectedAtMs !== null) return;
  const before = await findSync(ctx, companyId, channelId);
  const nowMs = ctx.clock.nowMs();
  if (before === null || !SYNCS.some(({ part }) => isDue(before[part], nowMs))) return;
  const accessToken = await ctx.envelope.open(tokenPlace(companyId, channelId), channel.accessTokenSealed);
  const { phoneNumberId } = channel;
  const after = { ...before };
  for (const { part, what } of SYNCS) {
    if (!isDue(before[part], nowMs)) continue;
    // One after the other: the names of the contacts are known when their messages come.
    const answer = await ctx.accounts.syncPhoneApp({ phoneNumberId, accessToken }, what);
    const outcome =
      answer.kind === 'done'
        ? ({ kind: 'done' } as const)
        : answer.kind === 'refused'
          ? ({ kind: 'not_done', code: answer.code, problem: answer.message } as const)
          : ({ kind: 'not_done', code: null, problem: 'Meta did not answer.' } as const);
    after[part] = afterAnswer(before[part], outcome, { nowMs, untilMs: before.untilMs });
  }
  const nextAtMs = nextSyncAtMs(after);
  if (nextAtMs !== null) await wake(ctx, companyId, channelId, nextAtMs);
  await recordFacts(ctx, companyId, channelId, [{ fact: 'phone_app_sync', value: after, asOfMs: nowMs }]);
  for (const { part } of SYNCS) {
    if (after[part].state === 'refused' && before[part].state !== 'refused')
      await tell(ctx, companyId, channelId, part, after[part]);
  }
}

/** What is known of a channel's synchronization; null where there is none. */
export async function findSync(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  channelId: string,
): Promise<PhoneAppSync | null> {
  const db = ctx.tenant(companyId);
  const [found] = await db.batch([selectFacts(db, [channelId])]);
  const fact = rowsOf<FactRow>(found).find((row) => row.fact === 'phone_app_sync');
  const parsed = phoneAppSync.safeParse(fact === undefined ? null : JSON.parse(fact.value));
  return parsed.success ? parsed.data : null;
}

async function wake(
  ctx: Pick<Context, 'directory'>,
  companyId: string,
  channelId: string,
  dueAtMs: number,
): Promise<void> {
  const wakeup = { dueAtMs, companyId, kind: 'channel.sync_phone_app', ref: channelId } as const;
  await ctx.directory.batch([insertWakeups(ctx.directory, [wakeup])]);
}

async function tell(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish'>,
  companyId: string,
  channelId: string,
  part: (typeof SYNCS)[number]['part'],
  { problem }: SyncState,
): Promise<void> {
  const subject = part === 'history' ? 'earlier messages' : 'contacts';
  await raiseAlert(ctx, companyId, {
    key: `phone_app.${part} ${channelId}`,
    kind: 'phone_app.sync',
    severity: 'warning',
    channelId,
    title: `The phone app’s ${subject} do not come`,
    detail:
      `${problem ?? ''} New messages arrive all the same. To ask again, disconnect the number in the phone app and sign up once more.`.trim(),
  });
}
