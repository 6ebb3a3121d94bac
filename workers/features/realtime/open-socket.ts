import type { Context } from '../../context.ts';
import { BadRequestError, UnauthorizedError } from '../../platform/errors.ts';
import { selectLastSeq, seqOf } from '../../platform/outbox/queries.ts';
import { companyHub, conversationRoom } from '../../platform/realtime.ts';
import { findLiveSession } from '../access/index.ts';
import { readTicket, TICKET_SECONDS } from './tickets.ts';

/** Hands a socket to the object that its ticket names. What the object must know travels in headers of our own. */
export async function openSocket(
  ctx: Pick<Context, 'config' | 'clock' | 'directory' | 'tenant' | 'bindings'>,
  request: Request,
  ticket: string,
): Promise<Response> {
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
    throw new BadRequestError('not_a_socket', 'Open this address as a WebSocket.');
  }
  const claims = await readTicket(ctx, ticket);
  if (claims === null) throw new UnauthorizedError('ticket_refused', 'The ticket is not valid, or was used.');
  // Signing out closes the sockets that are open; a ticket from before it must not open another.
  if ((await findLiveSession(ctx.directory, claims.sessionId, ctx.clock.nowMs())) === null) {
    throw new UnauthorizedError('session_ended', 'Please sign in again.');
  }
  const object =
    claims.conversationId === null
      ? companyHub(ctx.bindings, claims.companyId)
      : conversationRoom(ctx.bindings, claims.companyId, claims.conversationId);
  const headers = new Headers({
    upgrade: 'websocket',
    'x-recado-ticket': claims.jti,
    'x-recado-now': String(ctx.clock.nowMs()),
    'x-recado-ticket-until': String(ctx.clock.nowMs() + TICKET_SECONDS * 1_000),
    'x-recado-session': claims.sessionId,
    'x-recado-user': claims.sub,
    'x-recado-name': encodeURIComponent(claims.name),
    'x-recado-company': claims.companyId,
  });
  if (claims.conversationId === null) {
    const db = ctx.tenant(claims.companyId);
    const [last] = await db.batch([selectLastSeq(db)]);
    headers.set('x-recado-last-seq', String(seqOf(last)));
  } else {
    headers.set('x-recado-conversation', claims.conversationId);
  }
  return object.fetch('https://object/socket', { headers });
}
