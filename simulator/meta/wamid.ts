import type { Ids } from '../world/ids.ts';

/**
 * Message ids look like Meta's: "wamid." and base64 of a small tag-length-value record that holds the user's
 * number in clear (undocumented; read from published examples).
 */
export function createWamid(
  direction: 'from-customer' | 'from-business',
  userDigits: string,
  ids: Ids,
): string {
  const user = Buffer.from(userDigits.slice(0, 20), 'latin1');
  const isFromCustomer = direction === 'from-customer';
  const unique = Buffer.from(isFromCustomer ? `3A${ids.hex(18)}` : ids.hex(18), 'latin1');
  const record = Buffer.concat([
    Buffer.from([0x1c, 0x18, user.length]),
    user,
    Buffer.from([0x15, 0x02, 0x00, isFromCustomer ? 0x12 : 0x11, 0x18, unique.length]),
    unique,
    Buffer.from([0x00]),
  ]);
  return `wamid.${record.toString('base64')}`;
}
