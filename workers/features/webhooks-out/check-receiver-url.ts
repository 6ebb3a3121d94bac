import type { Context } from '../../context.ts';
import { ValidationError } from '../../platform/errors.ts';
import { checkOutboundUrl, isAddressLiteral, isPublicAddress } from '../../platform/security/outbound-url.ts';

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

/** Refuses an address before it is stored, also by what its name leads to. */
export async function requireReceiverUrl(
  ctx: Pick<Context, 'config' | 'resolveHost'>,
  url: string,
  path = 'url',
): Promise<void> {
  const reason = refusalOf(ctx, url) ?? (await refusalOfName(ctx, url));
  if (reason === null) return;
  throw new ValidationError('url_refused', `This address cannot be used: ${reason}.`, {
    fields: [{ path, message: `This address cannot be used: ${reason}.` }],
  });
}

/** Names that nobody can tell of now are asked for again before each call, which is refused then. */
async function refusalOfName(
  { resolveHost }: Pick<Context, 'resolveHost'>,
  url: string,
): Promise<string | null> {
  const { hostname } = new URL(url);
  if (resolveHost === null || isAddressLiteral(hostname)) return null;
  let addresses: readonly string[];
  try {
    addresses = await resolveHost(hostname, AbortSignal.timeout(RESOLVE_TIMEOUT_MS));
  } catch {
    return null;
  }
  if (addresses.length === 0) return 'its host name leads nowhere';
  return addresses.every(isPublicAddress) ? null : 'its host name leads to an address that is not public';
}

/** How long somebody who saves an address waits for its name, in milliseconds. Ours. */
const RESOLVE_TIMEOUT_MS = 6_000;
