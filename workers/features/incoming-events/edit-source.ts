import type {
  EditEventSourceRequest,
  EventSource,
  EventSourceWithAddress,
  RotateEventSourceRequest,
} from '../../contracts/api/incoming-events.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { NotFoundError, ValidationError } from '../../platform/errors.ts';
import { commitSettings } from '../../platform/outbox/commit-settings.ts';
import { randomToken } from '../../platform/security/random-token.ts';
import { resolveAlert } from '../alerts/index.ts';
import { findChannel } from '../channels/index.ts';
import { SECRET_BYTES } from './create-source.ts';
import { doorOf, newAddress } from './event-address.ts';
import { secretPlace } from './place-secret.ts';
import {
  deleteDoor,
  deleteSource,
  findSource,
  forgetEventsBefore,
  putDoor,
  updateSource,
} from './queries.ts';
import { failuresKey, sourceOf, type EventSourceRow } from './rules.ts';

type EditContext = Pick<Context, 'clock' | 'config' | 'directory' | 'envelope' | 'publish' | 'tenant'>;

/** Changes what a source is called, how it proves itself, and what is done with what it posts. */
export async function editSource(
  ctx: EditContext,
  companyId: string,
  id: string,
  request: EditEventSourceRequest,
): Promise<EventSource> {
  const before = await getSource(ctx, companyId, id);
  const signature = request.signature === undefined ? before.signature : textOf(request.signature);
  const secretSealed =
    request.secret === undefined
      ? before.secretSealed
      : await ctx.envelope.seal(secretPlace(companyId, id), request.secret);
  if (signature !== null && secretSealed === null)
    throw ValidationError.ofFields([
      { path: 'secret', message: 'Give the secret that the shop signs with.' },
    ]);
  await refuseUnknownChannels(ctx, companyId, request);
  const after: EventSourceRow = {
    ...before,
    name: request.name ?? before.name,
    isEnabled: request.isEnabled ?? before.isEnabled,
    signature,
    secretSealed,
    mapping: request.mapping === undefined ? before.mapping : JSON.stringify(request.mapping),
    actions: request.actions === undefined ? before.actions : JSON.stringify(request.actions),
    version: request.version + 1,
  };
  await store(ctx, request.version, before, after);
  return sourceOf(after);
}

/** A new address, or a new secret. The old one ends at once. */
export async function rotateSource(
  ctx: EditContext,
  companyId: string,
  id: string,
  { what }: RotateEventSourceRequest,
): Promise<EventSourceWithAddress> {
  const before = await getSource(ctx, companyId, id);
  const version = before.version + 1;
  if (what === 'token') {
    const { url, tokenHash } = await newAddress(ctx);
    const after = { ...before, tokenHash, version };
    await store(ctx, before.version, before, after);
    return { ...sourceOf(after), url, secret: null };
  }
  const secret = randomToken(SECRET_BYTES);
  const secretSealed = await ctx.envelope.seal(secretPlace(companyId, id), secret);
  const after = { ...before, secretSealed, version };
  await store(ctx, before.version, before, after);
  return { ...sourceOf(after), url: `${ctx.config.appUrl}/webhooks/in/…`, secret };
}

/** Events removed with it at once; beyond, they are found by no source. Ours. */
const MAX_REMOVED = 5_000;
/** Sorts after every event's id. */
const AFTER_ALL = 'ine_~';

/** Nothing is taken from it any more. What came stays on the contacts' timelines. */
export async function deleteSourceWithDoor(
  ctx: EditContext & Pick<Context, 'ids'>,
  companyId: string,
  id: string,
): Promise<void> {
  const row = await getSource(ctx, companyId, id);
  await ctx.directory.batch([deleteDoor(ctx.directory, row.tokenHash)]);
  const db = ctx.tenant(companyId);
  const [deleted] = await commitSettings(ctx, db, 'event_sources', [
    deleteSource(db, id),
    ...forgetEventsBefore(db, id, AFTER_ALL, MAX_REMOVED),
  ]);
  // An edit may have put a door back meanwhile, here or at a new address.
  const [{ tokenHash } = row] = rowsOf<{ tokenHash: string }>(deleted);
  await ctx.directory.batch([deleteDoor(ctx.directory, tokenHash)]);
  await resolveAlert(ctx, companyId, failuresKey(id));
}

export async function getSource(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  id: string,
): Promise<EventSourceRow> {
  const row = await findSource(ctx.tenant(companyId), id);
  if (row === null) throw new NotFoundError('source of events');
  return row;
}

/**
 * The row decides; the door follows, and is put right by the next edit if this stops between the two. Whoever deletes the
 * row deletes its door after that, and whoever opens a door looks after that whether the row is still there: so none stays
 * behind, whoever comes second.
 */
async function store(
  ctx: EditContext,
  seenVersion: number,
  before: EventSourceRow,
  after: EventSourceRow,
): Promise<void> {
  const db = ctx.tenant(before.companyId);
  const [updated] = await commitSettings(ctx, db, 'event_sources', [updateSource(db, seenVersion, after)]);
  if (rowsOf(updated).length === 0) throw new NotFoundError('source of events');
  const isMoved = before.tokenHash !== after.tokenHash;
  await ctx.directory.batch([
    ...(isMoved ? [deleteDoor(ctx.directory, before.tokenHash)] : []),
    putDoor(ctx.directory, doorOf(after)),
  ]);
  if ((await findSource(db, after.id)) !== null) return;
  await ctx.directory.batch([deleteDoor(ctx.directory, after.tokenHash)]);
  throw new NotFoundError('source of events');
}

async function refuseUnknownChannels(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  { actions = [] }: EditEventSourceRequest,
): Promise<void> {
  const db = ctx.tenant(companyId);
  for (const channelId of new Set(actions.map((action) => action.channelId))) {
    const channel = await findChannel(db, channelId);
    if (channel === null || channel.disconnectedAtMs !== null)
      throw ValidationError.ofFields([{ path: 'actions', message: 'Choose one of your connected numbers.' }]);
  }
}

const textOf = (value: object | null) => (value === null ? null : JSON.stringify(value));
