import ipaddr from 'ipaddr.js';

/** Groups of an IPv6 address that say which network it is in: one subscriber has a /64, and 2^64 addresses in it. */
const NETWORK_GROUPS = 4;

/** What stands for everybody who shares a connection: an IPv4 address, or the /64 of an IPv6 one. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts
        .slice(0, NETWORK_GROUPS)
        .map((part) => part.toString(16))
        .join(':')
    : parsed.toString();
}
