/** Where Meta keeps files. Source: Meta, media download URLs; the second kind is where those may lead on to. */
const TOKEN_HOST = 'lookaside.fbsbx.com';
const FILE_HOSTS = /^([a-z0-9-]+\.)+(fbcdn\.net|whatsapp\.net)$/;

/**
 * What may be asked of an address that Meta gave: `token` with the channel's token, `plain` without, `no` not at all.
 * The token goes to the host of the Graph API as it is configured, and to Meta's own host for files. Nowhere else.
 */
export function trustOf(address: string, graphUrl: string): 'token' | 'plain' | 'no' {
  const url = URL.parse(address);
  const graph = new URL(graphUrl);
  if (url === null) return 'no';
  if (url.protocol === graph.protocol && isSameHost(url, graph)) return 'token';
  if (url.protocol !== 'https:' || url.port !== '') return 'no';
  if (url.hostname === TOKEN_HOST) return 'token';
  return FILE_HOSTS.test(url.hostname) ? 'plain' : 'no';
}

/** A machine has several names for itself; only where the Graph API is one of them, which is never in production. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function isSameHost(url: URL, graph: URL): boolean {
  if (url.host === graph.host) return true;
  return LOOPBACK.has(url.hostname) && LOOPBACK.has(graph.hostname) && url.port === graph.port;
}
