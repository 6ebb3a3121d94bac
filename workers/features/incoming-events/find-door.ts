import type { Signature } from '../../contracts/api/incoming-events.ts';
import type { Context } from '../../context.ts';
import { sha256 } from '../../platform/security/sha256.ts';
import { EVENT_TOKEN } from './event-address.ts';
import { secretPlace } from './place-secret.ts';
import { findDoor } from './queries.ts';
import { signatureOf } from './rules.ts';

/** Who posts at an address, opened. */
export interface EventDoor {
  companyId: string;
  sourceId: string;
  /** Null: the token alone is believed. */
  proof: { signature: Signature; secret: string } | null;
}

/** The source of a token; null where there is none, or it is switched off. */
export async function findEventDoor(
  ctx: Pick<Context, 'directory' | 'envelope'>,
  token: string,
): Promise<EventDoor | null> {
  if (!EVENT_TOKEN.test(token)) return null;
  const row = await findDoor(ctx.directory, await sha256(token));
  if (row === null || !row.isEnabled) return null;
  const { companyId, sourceId } = row;
  const signature = signatureOf(row);
  if (signature === null) return { companyId, sourceId, proof: null };
  // A source that signs and has no secret believes nobody.
  const secret =
    row.secretSealed === null
      ? ''
      : await ctx.envelope.open(secretPlace(companyId, sourceId), row.secretSealed);
  return { companyId, sourceId, proof: { signature, secret } };
}
