import type { Context } from '../../context.ts';
import { randomToken } from '../../platform/security/random-token.ts';
import { sha256 } from '../../platform/security/sha256.ts';
import type { EventDoorRow } from './queries.ts';
import type { EventSourceRow } from './rules.ts';

/** 192 bits. */
const TOKEN_BYTES = 24;
/** What `newAddress` makes. */
export const EVENT_TOKEN = /^[A-Za-z0-9_-]{32}$/;

/** A new address with its token, and the hash that alone is kept. */
export async function newAddress(ctx: Pick<Context, 'config'>): Promise<{ url: string; tokenHash: string }> {
  const token = randomToken(TOKEN_BYTES);
  return { url: `${ctx.config.appUrl}/webhooks/in/${token}`, tokenHash: await sha256(token) };
}

/** What the door knows of a source. */
export function doorOf(row: EventSourceRow): EventDoorRow {
  const { tokenHash, companyId, id, isEnabled, signature, secretSealed } = row;
  return { tokenHash, companyId, sourceId: id, isEnabled, signature, secretSealed };
}
