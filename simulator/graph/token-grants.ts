import { z } from 'zod';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';

export const tokenScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;

export type TokenScope = (typeof tokenScopes)[number];

const grantSchema = z.object({
  /** Besides the numbers that have it as their own token. */
  phoneNumberIds: z.array(z.string()),
  scopes: z.array(z.string()),
  issuedAtMs: z.number(),
  /** Null: never. */
  expiresAtMs: z.number().nullable(),
  isRevoked: z.boolean(),
});

export type TokenGrant = z.infer<typeof grantSchema>;

/** What a token may do, and for which numbers; undefined for a token that nobody issued. */
export function findGrant(
  world: World,
  token: string,
): { grant: TokenGrant; numbers: BusinessNumber[] } | undefined {
  const kept = readGrants(world)[token];
  const numbers = world.store.numbers
    .list()
    .filter((number) => number.accessToken === token || kept?.phoneNumberIds.includes(number.phoneNumberId));
  if (numbers.length === 0) return undefined;
  return {
    numbers,
    grant: kept ?? {
      phoneNumberIds: [],
      scopes: [...tokenScopes],
      issuedAtMs: 0,
      expiresAtMs: null,
      isRevoked: false,
    },
  };
}

export function saveGrant(world: World, token: string, grant: TokenGrant): void {
  world.store.settings.save('tokens', { ...readGrants(world), [token]: grant });
}

function readGrants(world: World): Record<string, TokenGrant> {
  const stored = z.record(z.string(), grantSchema).safeParse(world.store.settings.read('tokens'));
  return stored.success ? stored.data : {};
}
