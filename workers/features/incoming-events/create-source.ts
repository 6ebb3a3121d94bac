import {
  EMPTY_MAPPING,
  type CreateEventSourceRequest,
  type EventSourceWithAddress,
} from '../../contracts/api/incoming-events.ts';
import { MAX_EVENT_SOURCES_PER_COMPANY } from '../../contracts/limits.ts';
import type { Context } from '../../context.ts';
import { ValidationError } from '../../platform/errors.ts';
import { commitSettings } from '../../platform/outbox/commit-settings.ts';
import { randomToken } from '../../platform/security/random-token.ts';
import type { Actor } from '../access/index.ts';
import { doorOf, newAddress } from './event-address.ts';
import { secretPlace } from './place-secret.ts';
import { insertSource, listSourceRows, putDoor } from './queries.ts';
import { sourceOf, type EventSourceRow } from './rules.ts';

/** Gives a shop or a form an address to post to. */
export async function createSource(
  ctx: Pick<Context, 'clock' | 'config' | 'directory' | 'envelope' | 'ids' | 'publish' | 'tenant'>,
  actor: Actor,
  request: CreateEventSourceRequest,
): Promise<EventSourceWithAddress> {
  const { companyId } = actor;
  const db = ctx.tenant(companyId);
  if ((await listSourceRows(db)).length >= MAX_EVENT_SOURCES_PER_COMPANY) {
    throw new ValidationError(
      'too_many_event_sources',
      `A company has at most ${MAX_EVENT_SOURCES_PER_COMPANY} sources of events. Delete one that is no longer needed.`,
    );
  }
  const id = ctx.ids.next('evs');
  const { url, tokenHash } = await newAddress(ctx);
  const made = request.signature === null || request.secret !== undefined ? null : randomToken(SECRET_BYTES);
  const secret = request.secret ?? made;
  const row: EventSourceRow = {
    companyId,
    id,
    name: request.name,
    isEnabled: true,
    tokenHash,
    signature: request.signature === null ? null : JSON.stringify(request.signature),
    secretSealed: secret === null ? null : await ctx.envelope.seal(secretPlace(companyId, id), secret),
    mapping: JSON.stringify(EMPTY_MAPPING),
    actions: '[]',
    createdById: actor.userId,
    createdAtMs: ctx.clock.nowMs(),
    version: 1,
  };
  // The source first: a door without its source would take what nobody can see.
  await commitSettings(ctx, db, 'event_sources', [insertSource(db, row)]);
  await ctx.directory.batch([putDoor(ctx.directory, doorOf(row))]);
  return { ...sourceOf(row), url, secret: made };
}

export const SECRET_BYTES = 24;
