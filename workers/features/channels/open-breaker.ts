import type { SendingStop } from '../../channels/port.ts';
import type { Breaker } from '../../contracts/api/breaker.ts';
import type { MessageError } from '../../contracts/api/messages.ts';
import type { Context } from '../../context.ts';
import { channelPacer } from '../../platform/pacer.ts';
import { raiseAlert } from '../alerts/index.ts';
import { otherNumbers } from './other-numbers.ts';
import { recordBreaker } from './record-breaker.ts';
import { breakerAlertKey, severityOfStop } from './breaker.rules.ts';

/** Where a stop was met. */
export interface StoppedSend {
  channelId: string;
  /** The person whom the message was for, as the pacer spells them. */
  to: string;
  error: MessageError;
}

/**
 * Stops sending as far as an error asks for it; gives the stop. One of the account stops all of its numbers. What is
 * new about it is told to administrators and kept with the channel.
 */
export async function openBreaker(
  ctx: Pick<Context, 'tenant' | 'clock' | 'ids' | 'publish' | 'bindings'>,
  companyId: string,
  send: StoppedSend,
  stop: SendingStop,
): Promise<Breaker> {
  const nowMs = ctx.clock.nowMs();
  const { code, title, detail } = send.error;
  const request = { ...stop, to: send.to, code, title, detail };
  const opened = await channelPacer(ctx.bindings, companyId, send.channelId).open(request, nowMs);
  if (stop.scope === 'account' && opened.isNew) {
    for (const channelId of await otherNumbers(ctx, companyId, send.channelId)) {
      await channelPacer(ctx.bindings, companyId, channelId).open(request, nowMs);
      await recordBreaker(ctx, companyId, channelId);
    }
  }
  if (stop.scope !== 'pair') await recordBreaker(ctx, companyId, send.channelId);
  if (opened.isNew) {
    await raiseAlert(ctx, companyId, {
      key: breakerAlertKey(send.channelId, stop.scope),
      kind: 'sending.stopped',
      severity: severityOfStop(stop),
      channelId: send.channelId,
      title: stop.scope === 'pair' ? 'Messages to one person wait' : 'Sending is paused',
      detail: `${detail} (Meta’s error ${code})`,
    });
  }
  return opened.breaker;
}
