import type { AlertRules } from '../../contracts/api/alert-settings.ts';
import type { Context } from '../../context.ts';
import { channelSubject, receivedSubject } from '../../platform/metrics/subjects.ts';
import { listChannelRows } from '../channels/index.ts';
import type { MeasuredChannel } from './rules.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** What the rules of a company's numbers compare: sums, however long their spans are, and none for a rule that is off. */
export async function measureChannels(
  ctx: Pick<Context, 'clock' | 'metrics' | 'tenant'>,
  companyId: string,
  { sendFailures, silence }: AlertRules,
): Promise<MeasuredChannel[]> {
  const channels = await listChannelRows(ctx.tenant(companyId));
  const connected = channels.filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
  const toMs = ctx.clock.nowMs();
  const count = (
    { isOn, minutes }: { isOn: boolean; minutes: number },
    subjectOf: (channelId: string) => string,
    endMs: number,
  ) =>
    !isOn || connected.length === 0
      ? null
      : ctx.metrics.sum(
          connected.map(({ id }) => subjectOf(id)),
          endMs - minutes * MINUTE_MS,
          endMs,
        );
  const [sent, now, yesterday] = await Promise.all([
    count(sendFailures, channelSubject, toMs),
    count(silence, receivedSubject, toMs),
    count(silence, receivedSubject, toMs - DAY_MS),
  ]);
  return channels.map(({ id, name, disconnectedAtMs }) => {
    const received = receivedSubject(id);
    return {
      id,
      name,
      isConnected: disconnectedAtMs === null,
      sent: sent === null ? null : (sent.get(channelSubject(id)) ?? { done: 0, failed: 0 }),
      received:
        now === null || yesterday === null
          ? null
          : { now: now.get(received)?.done ?? 0, yesterday: yesterday.get(received)?.done ?? 0 },
    };
  });
}
