import type { Context } from '../../context.ts';
import { ValidationError } from '../../platform/errors.ts';
import { checkOutboundUrl } from '../../platform/security/outbound-url.ts';

/**
 * Whether an address may be told of events: public, https, port 443 or 8443, no credentials. It is asked before it is
 * stored and again before each call. A local deployment also takes the simulator's own receivers, and nothing else that
 * is not public.
 */
export function refusalOf(ctx: Pick<Context, 'config'>, url: string): string | null {
  // What we do there would be told there, and be done there again.
  if (URL.parse(url)?.hostname === new URL(ctx.config.appUrl).hostname && !ctx.config.isLocal)
    return 'it is this deployment’s own';
  if (ctx.config.isLocal && URL.parse(url)?.origin === new URL(ctx.config.meta.graphUrl).origin) {
    const local = checkOutboundUrl(url, true);
    return local.ok ? null : local.reason;
  }
  const check = checkOutboundUrl(url, false);
  return check.ok ? null : check.reason;
}

export function requireReceiverUrl(ctx: Pick<Context, 'config'>, url: string, path = 'url'): void {
  const reason = refusalOf(ctx, url);
  if (reason === null) return;
  throw new ValidationError('url_refused', `This address cannot be used: ${reason}.`, {
    fields: [{ path, message: `This address cannot be used: ${reason}.` }],
  });
}
