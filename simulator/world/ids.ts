import type { RandomBytes } from './randomness.ts';

export type Ids = {
  customer(): string;
  /** Meta's object ids are 15 to 16 decimal digits; 15 are exact as a JSON number too, which template ids are in webhooks. */
  graphObject(): string;
  /** Business-scoped user id: country, dot, up to 128 letters and digits. */
  businessScopedUser(country: string): string;
  fbTrace(): string;
  /** Base64 of what kind of group it is, whose, and which (undocumented; read from published examples). */
  group(ownerDigits: string): string;
  /** Calls have ids of their own. */
  call(): string;
  /** Upper-case hex, as inside a wamid. */
  hex(length: number): string;
};

export function createIds(randomBytes: RandomBytes): Ids {
  const hex = (length: number) =>
    Buffer.from(randomBytes(Math.ceil(length / 2)))
      .toString('hex')
      .slice(0, length)
      .toUpperCase();
  const digits = (length: number) =>
    Array.from(randomBytes(length), (byte, index) => (index === 0 ? (byte % 9) + 1 : byte % 10)).join('');
  return {
    customer: () => `cus_${hex(12).toLowerCase()}`,
    graphObject: () => digits(15),
    businessScopedUser: (country) => `${country}.${digits(17)}`,
    fbTrace: () => `A${Buffer.from(randomBytes(17)).toString('base64url')}`,
    group: (ownerDigits) =>
      `${Buffer.from(`capi_group:${ownerDigits}:${digits(18)}`).toString('base64url')}ZD`,
    call: () => `wacid.${Buffer.from(randomBytes(21)).toString('base64url')}`,
    hex,
  };
}
