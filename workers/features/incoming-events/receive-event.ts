import type { IncomingEventJob } from '../../contracts/queues.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { sha256 } from '../../platform/security/sha256.ts';
import { claimKey, findSource, forgetEventsBefore, keepEvent, selectEvent } from './queries.ts';
import { payloadText } from './read-payload.ts';
import {
  BODY_REPEAT_MS,
  documentOf,
  mappingOf,
  readEvent,
  repeatText,
  type IncomingEventRow,
} from './rules.ts';
import { runEvent, type RunContext } from './run-event.ts';

/** How long events are kept, in milliseconds. Ours. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1_000;
/** Old ones that each new one takes with it: more than one, so that they become fewer. */
const FORGOTTEN_PER_EVENT = 2;

/** Keeps what came, once, and does what is to be done about it. May be repeated at any point. */
export async function receiveEvent(
  ctx: RunContext & Pick<Context, 'archive'>,
  job: IncomingEventJob,
): Promise<void> {
  const { companyId, ref, receivedAtMs } = job;
  const db = ctx.tenant(companyId);
  const source = await findSource(db, ref.sourceId);
  if (source === null) return;
  const payload = 'text' in job.payload ? job.payload.text : null;
  const payloadKey = 'key' in job.payload ? job.payload.key : null;
  const read = readEvent(mappingOf(source), documentOf(await payloadText(ctx, { payload, payloadKey })));
  const repeat = repeatText(read, job.bodyHash);
  const event = {
    sourceId: source.id,
    id: ref.eventId,
    eventKey: await sha256(repeat.text),
    type: read.type,
    payload,
    payloadKey,
    receivedAtMs,
  };
  const results = await db.batch([
    claimKey(db, event, repeat.isOfBody ? receivedAtMs - BODY_REPEAT_MS : 0),
    keepEvent(db, event),
    ...forgetEventsBefore(db, source.id, firstIdOf('ine', ctx.clock.nowMs() - KEPT_MS), FORGOTTEN_PER_EVENT),
    selectEvent(db, source.id, event.id),
  ]);
  const [kept] = rowsOf<IncomingEventRow>(results.at(-1));
  if (kept === undefined) return;
  // What was given up is worked on again when a person has put its dead letter back.
  const isPutBack = kept.state === 'failed' && job.deadLetterId !== undefined;
  if (kept.state !== 'received' && !isPutBack) return;
  await ctx.crashPoint('event.kept');
  await runEvent(ctx, source, kept);
}
