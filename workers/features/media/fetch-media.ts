import type { SendingChannel } from '../../channels/port.ts';
import { RECEIVED_MEDIA_MAX_BYTES } from '../../contracts/limits.ts';
import type { MessageMedia } from '../../contracts/api/media.ts';
import type { FETCH_OUTCOMES, JournalEntry } from '../../contracts/api/message-life.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { assertNever, ConflictError, TryAgainError } from '../../platform/errors.ts';
import { findChannel, tokenPlace } from '../channels/index.ts';
import { entry, readMedia, selectMessagesByRefs, type MessageRow } from '../conversations/index.ts';
import { eraseMedia, FileRefusal, isOfKind, messageFileKey, storeFile } from '../files/index.ts';
import { noteFetch } from './queries.ts';
import { storeMediaState } from './store-media-state.ts';

type FetchContext = Pick<
  Context,
  'tenant' | 'clock' | 'publish' | 'log' | 'envelope' | 'media' | 'files' | 'crashPoint'
>;

/** What came of a try: the file as it is from now on, or a fault that the same try later may not have. */
type Try = { kind: 'ended'; media: MessageMedia } | { kind: 'later'; problem: string; cause: unknown };

/** How often the row is read again when something else about the message changed meanwhile. Ours. */
const MAX_READS = 6;

/**
 * Fetches the file of a message from the provider into the bucket, once however often it is asked for. What the provider
 * will not give later either is written down at once; anything else throws, until the last try says that it failed.
 */
export async function fetchMedia(
  ctx: FetchContext,
  companyId: string,
  {
    againAfterSeconds,
    ...ref
  }: {
    conversationId: string;
    id: string;
    /** Null: this is the last try. */ againAfterSeconds: number | null;
  },
): Promise<void> {
  const row = await readMessage(ctx, companyId, ref);
  const media = row === null ? null : readMedia(row);
  if (row === null) return;
  if (row.revokedAtMs !== null) return eraseMedia(ctx, companyId, [row]);
  if (media?.state !== 'pending') return;
  await ctx.crashPoint('media.read');
  const atMs = ctx.clock.nowMs();
  const result = await tryFetch(ctx, row, media);
  const tried = { kind: 'fetch', atMs, endedAtMs: ctx.clock.nowMs() } as const;
  if (result.kind === 'later' && againAfterSeconds !== null) {
    const { problem, cause } = result;
    const againAtMs = tried.endedAtMs + againAfterSeconds * 1_000;
    const db = ctx.tenant(companyId);
    await db.batch([noteFetch(db, row, entry({ ...tried, outcome: 'later', problem, againAtMs }))]);
    throw new TryAgainError(`the file could not be fetched: ${problem}`, againAfterSeconds, cause);
  }
  await ctx.crashPoint('media.stored');
  const after = result.kind === 'ended' ? result.media : failed(media, result.problem);
  await keep(ctx, row, after, { ...tried, outcome: outcomeOf(after), problem: after.problem ?? undefined });
}

function outcomeOf({ state }: MessageMedia): (typeof FETCH_OUTCOMES)[number] {
  return state === 'pending' ? 'later' : state;
}

async function readMessage(
  ctx: Pick<Context, 'tenant'>,
  companyId: string,
  ref: { conversationId: string; id: string },
): Promise<MessageRow | null> {
  const [found] = await ctx.tenant(companyId).batch([selectMessagesByRefs(ctx.tenant(companyId), [ref])]);
  return rowsOf<MessageRow>(found)[0] ?? null;
}

/** Other changes of the message (a status, a reaction) do not undo a download; a revoke does. */
async function keep(
  ctx: FetchContext,
  seen: MessageRow,
  media: MessageMedia,
  tried: JournalEntry,
): Promise<void> {
  let row: MessageRow | null = seen;
  for (let reads = 1; reads <= MAX_READS; reads++) {
    if (row === null || row.revokedAtMs !== null) return eraseMedia(ctx, seen.companyId, [seen]);
    if (readMedia(row)?.state !== 'pending') return;
    if ((await storeMediaState(ctx, row, media, tried)) !== null) return;
    row = await readMessage(ctx, seen.companyId, seen);
  }
  throw new ConflictError('conflict', 'The message keeps changing.');
}

async function tryFetch(ctx: FetchContext, row: MessageRow, media: MessageMedia): Promise<Try> {
  if (media.id === null) return ended(gone(media, 'WhatsApp did not hand the file over.'));
  const channel = await findChannel(ctx.tenant(row.companyId), row.channelId);
  if (channel === null || channel.disconnectedAtMs !== null) {
    return ended(failed(media, 'This number is not connected any more.'));
  }
  let sending: SendingChannel;
  try {
    const place = tokenPlace(row.companyId, channel.id);
    const accessToken = await ctx.envelope.open(place, channel.accessTokenSealed);
    sending = { phoneNumberId: channel.phoneNumberId, accessToken };
  } catch (error) {
    ctx.log.error('media.token_unreadable', error, { companyId: row.companyId, channelId: channel.id });
    return ended(failed(media, 'The access token cannot be read. An administrator must enter it again.'));
  }
  const maxBytes = RECEIVED_MEDIA_MAX_BYTES[media.kind];
  const opening = await ctx.media.open(sending, media.id, maxBytes);
  switch (opening.kind) {
    case 'open':
      return download(ctx, row, media, opening, maxBytes);
    case 'gone':
      return ended(gone(media, 'WhatsApp no longer has this file.'));
    case 'missing':
      return later('WhatsApp knows the file, but does not give it.', new Error('missing'));
    case 'no_access':
      return ended(
        failed(
          media,
          'Meta does not accept the access token. An administrator must renew it under Channels.',
        ),
      );
    case 'untrusted':
      ctx.log.error('media.untrusted_address', new Error('not a host of the provider'), {
        companyId: row.companyId,
        channelId: channel.id,
      });
      return ended(
        failed(media, 'The file is said to lie outside WhatsApp, and was not fetched from there.'),
      );
    case 'too_large':
      return ended(tooLarge(media));
    case 'unreachable':
      return later('WhatsApp could not be reached.', opening.cause);
    default:
      return assertNever(opening);
  }
}

async function download(
  ctx: FetchContext,
  row: MessageRow,
  media: MessageMedia,
  opening: { mimeType: string | null; sha256: string | null; chunks: AsyncIterable<Uint8Array> },
  maxBytes: number,
): Promise<Try> {
  try {
    const { mimeType, sizeBytes, width, height, durationMs, animated, hasThumbnail } = await storeFile(
      ctx,
      {
        key: messageFileKey(row.companyId, row),
        kind: media.kind,
        declaredType: opening.mimeType ?? media.mimeType,
        maxBytes,
        expectedSha256: opening.sha256 ?? media.sha256,
        isTaken: (type) => isOfKind(type, media.kind),
      },
      opening.chunks,
    );
    return ended({
      ...media,
      state: 'ready',
      problem: null,
      mimeType,
      sizeBytes,
      width,
      height,
      durationMs,
      hasThumbnail,
      animated: animated || media.animated,
    });
  } catch (error) {
    if (error instanceof FileRefusal && error.reason !== 'wrong_hash' && error.reason !== 'empty') {
      return ended({ ...media, state: 'refused', problem: error.problem });
    }
    if (error instanceof FileRefusal) return later(error.problem, error);
    if (error instanceof Error && error.name === 'OutboundError') {
      return error.message.startsWith('too_large')
        ? ended(tooLarge(media))
        : later('The connection broke.', error);
    }
    throw error;
  }
}

const ended = (media: MessageMedia): Try => ({ kind: 'ended', media });
const later = (problem: string, cause: unknown): Try => ({ kind: 'later', problem, cause });
const failed = (media: MessageMedia, problem: string): MessageMedia => ({
  ...media,
  state: 'failed',
  problem,
});
const gone = (media: MessageMedia, problem: string): MessageMedia => ({ ...media, state: 'gone', problem });
const tooLarge = (media: MessageMedia): MessageMedia => ({
  ...media,
  state: 'refused',
  problem: `The file is larger than ${Math.round(RECEIVED_MEDIA_MAX_BYTES[media.kind] / 1_048_576)} MB.`,
});
