import ipaddr from 'ipaddr.js';

export type OutboundUrlCheck = { ok: true; url: URL } | { ok: false; reason: string };

const maxUrlLength = 4096;
const allowedPorts = new Set(['', '443', '8443']);
/** What `new URL()` would silently drop or turn around: spaces, control characters, backslashes. */
// oxlint-disable-next-line no-control-regex -- control characters are what this refuses
const quietlyRewritten = /[\u0000-\u0020\u007f\\]/;
const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
/** Names that resolve inside a house or a cloud, never on the public internet (RFC 6761, 6762, 8375, 9476; ICANN). */
const privateSuffixes = [
  'localhost',
  'localdomain',
  'local',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'arpa',
  'onion',
  'alt',
];
const globalIpv6 = ipaddr.parseCIDR('2000::/3');

/**
 * Decides whether Recado may send a request to this address. In: the address as text, and whether the deployment is
 * local. Out: the parsed URL, or why not (never the address itself, which may hold a secret).
 *
 * Everywhere: http or https, no credentials, nothing that the URL parser would quietly rewrite. Unless local: https
 * only, port 443 or 8443, and neither a private name nor a non-public address in any spelling: the URL parser turns
 * decimal, octal, hex and Unicode spellings into one, which is then asked for its range.
 */
export function checkOutboundUrl(url: string, isLocal: boolean): OutboundUrlCheck {
  if (url.length > maxUrlLength) return refused('the address is too long');
  if (quietlyRewritten.test(url)) return refused('the address holds a space, control character or backslash');
  const parsed = URL.parse(url);
  if (parsed === null) return refused('the address is not a URL');
  if (parsed.protocol !== 'https:' && !(isLocal && parsed.protocol === 'http:')) {
    return refused('the address is not https');
  }
  if (parsed.username !== '' || parsed.password !== '') return refused('the address holds credentials');
  if (isLocal) return { ok: true, url: parsed };
  if (!allowedPorts.has(parsed.port)) return refused('the port is not 443 or 8443');
  const reason = isAddressLiteral(parsed.hostname)
    ? refuseLiteral(parsed.hostname)
    : refuseName(parsed.hostname);
  return reason === null ? { ok: true, url: parsed } : refused(reason);
}

/** Says whether an IP address, as DNS gives it, is on the public internet. Anything unparsable is not. */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js also reads 1.2.3 and 0177.0.0.1; DNS writes neither.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // `unicast` is also ipaddr.js's word for what no registry has given out, such as IPv4-compatible ::127.0.0.1.
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalIpv6) : true;
}

/** Says whether a URL's host is an address and needs no resolving. In: `hostname` of a parsed URL. */
export function isAddressLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || ipaddr.IPv4.isValidFourPartDecimal(hostname);
}

function refuseLiteral(hostname: string): string | null {
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isPublicAddress(address) ? null : 'the address is not on the public internet';
}

function refuseName(hostname: string): string | null {
  if (hostname.endsWith('.')) return 'the host name ends with a dot';
  const labels = hostname.split('.');
  if (hostname.length > 253 || !labels.every((part) => label.test(part))) return 'the host name is malformed';
  const top = labels.at(-1);
  if (labels.length < 2 || top === undefined || privateSuffixes.includes(top))
    return 'the host name is private';
  return null;
}

function refused(reason: string): OutboundUrlCheck {
  return { ok: false, reason };
}
