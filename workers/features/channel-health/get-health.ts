import type { ChannelHealth } from '../../contracts/api/channel-health.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { listOpenAlerts } from '../alerts/index.ts';
import { findChannel, listChannelRows, selectFacts, type FactRow } from '../channels/index.ts';
import { countTemplates, type TemplateCounts } from '../templates/index.ts';

/** Everything that is known of how a channel is. */
export async function getHealth(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  channelId: string,
): Promise<ChannelHealth> {
  const db = ctx.tenant(companyId);
  const channel = await findChannel(db, channelId);
  if (channel === null) throw new NotFoundError('channel');
  const [found, counted] = await db.batch([selectFacts(db, [channelId]), countTemplates(db, channel.wabaId)]);
  const facts = rowsOf<FactRow>(found).map(({ fact, value, asOfMs }) => ({
    fact,
    value: JSON.parse(value) as unknown,
    asOfMs,
  }));
  const [templates] = rowsOf<TemplateCounts>(counted);
  // A trouble of the account stands under the number that told of it first, and concerns all of them.
  const siblings = (await listChannelRows(db)).filter(({ wabaId }) => wabaId === channel.wabaId);
  const isMine = ({ channelId: id, kind }: { channelId: string | null; kind: string }) =>
    id === channelId || (isOfAccount(kind) && siblings.some((one) => one.id === id));
  return {
    channelId,
    checkedAtMs: facts.find(({ fact }) => fact === 'token')?.asOfMs ?? null,
    facts,
    alerts: (await listOpenAlerts(db)).filter(isMine),
    templates: templates ?? { approved: 0, pending: 0, rejected: 0, stopped: 0 },
  };
}

function isOfAccount(kind: string): boolean {
  return /^(account|payment|template|webhook)\./.test(kind);
}
