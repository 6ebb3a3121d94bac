import * as z from 'zod/mini';
import type { TicketRequest, TicketResponse } from '../../contracts/realtime.ts';
import { companyId, conversationId, userId } from '../../contracts/ids.ts';
import type { Config } from '../../config.ts';
import type { Context } from '../../context.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { createTokenSigner, type TokenSigner } from '../../platform/security/signed-token.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { Actor } from '../access/index.ts';
import { selectByIds } from '../conversations/index.ts';

/** How long a ticket may wait to be used, in seconds. Ours. */
export const TICKET_SECONDS = 30;

const ticketClaims = z.strictObject({
  /** Used once: the object that opens the socket remembers it. */
  jti: z.string().check(z.maxLength(64)),
  sub: userId,
  name: z.string().check(z.maxLength(200)),
  companyId,
  sessionId: z.string().check(z.maxLength(40)),
  conversationId: z.nullable(conversationId),
});
export type TicketClaims = z.infer<typeof ticketClaims>;

const signers = new WeakMap<Config, TokenSigner<TicketClaims>>();

function tickets(config: Config): TokenSigner<TicketClaims> {
  const known = signers.get(config);
  if (known !== undefined) return known;
  const signer = createTokenSigner<TicketClaims>({
    keyRing: config.jwtKeys,
    audience: 'recado:realtime',
    typ: 'recado-ticket+jwt',
    lifetimeSeconds: TICKET_SECONDS,
    claims: ticketClaims,
  });
  signers.set(config, signer);
  return signer;
}

/** A ticket for one socket: the company's, or one conversation's. A browser cannot send headers with a socket. */
export async function issueTicket(
  ctx: Pick<Context, 'config' | 'clock' | 'ids' | 'tenant'>,
  actor: Actor,
  input: TicketRequest,
): Promise<TicketResponse> {
  if (input.conversationId !== undefined) {
    const db = ctx.tenant(actor.companyId);
    const [found] = await db.batch([selectByIds(db, [input.conversationId])]);
    if (rowsOf(found).length === 0) throw new NotFoundError('conversation');
  }
  const ticket = await tickets(ctx.config).sign(
    {
      jti: ctx.ids.next('tkt'),
      sub: actor.userId,
      name: actor.name,
      companyId: actor.companyId,
      sessionId: actor.sessionId,
      conversationId: input.conversationId ?? null,
    },
    ctx.clock.nowMs(),
  );
  const url = `${ctx.config.appUrl.replace(/^http/, 'ws')}/v1/realtime/socket?ticket=${ticket}`;
  return { ticket, url, expiresInSeconds: TICKET_SECONDS };
}

export function readTicket(
  ctx: Pick<Context, 'config' | 'clock'>,
  ticket: string,
): Promise<TicketClaims | null> {
  return tickets(ctx.config).verify(ticket, ctx.clock.nowMs());
}
