import { createHmac } from 'node:crypto';
import { limits } from '../meta/limits.ts';
import type { Media } from './types.ts';
import type { World } from './world.ts';

const PATH = '/whatsapp_business/attachments/';

/** Like Meta's: names the file, ends five minutes from now, and carries a hash so that neither can be changed. */
export function createMediaUrl(
  world: Pick<World, 'clock' | 'origin'>,
  media: Media,
  source: 'getMedia' | 'webhook' = 'webhook',
): string {
  const expires = Math.floor((world.clock.nowMs() + limits.mediaUrlMs) / 1000);
  const url = new URL(PATH, world.origin());
  url.searchParams.set('mid', media.id);
  url.searchParams.set('source', source);
  url.searchParams.set('ext', String(expires));
  url.searchParams.set('hash', hashOf(media.id, String(expires)));
  return url.href;
}

/** The id of the file, or undefined when the URL was changed or its time is over. */
export function readMediaUrl(query: URLSearchParams, nowMs: number): string | undefined {
  const id = query.get('mid') ?? '';
  const expires = query.get('ext') ?? '';
  if (query.get('hash') !== hashOf(id, expires)) return undefined;
  return Number(expires) * 1000 > nowMs ? id : undefined;
}

function hashOf(id: string, expires: string): string {
  // Guards against mistakes, not attackers: the token that the file needs besides is the protection.
  return createHmac('sha256', 'media url').update(`${id} ${expires}`).digest('base64url').slice(0, 40);
}
