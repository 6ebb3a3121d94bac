import { DurableObject } from 'cloudflare:workers';
import {
  CLOSE_FRAME_REFUSED,
  conversationCommand,
  MAX_COMMAND_CHARACTERS,
  type ConversationFrame,
  type Viewer,
} from '../workers/contracts/realtime.ts';
import type { CompanyHub } from './company-hub.ts';
import type { ConversationRoomRpc } from '../workers/platform/realtime.ts';
import { acceptSocket, answerPings, createSender, header, refuseSocket } from './sockets.ts';
import { createUsedTickets, type UsedTickets } from './used-tickets.ts';

/** Which room this is. */
interface Place {
  companyId: string;
  conversationId: string;
}

interface Seat extends Viewer, Place {}

/** One conversation: a socket per agent who has it open. Carries full messages, typing, and who is looking. */
export class ConversationRoom
  extends DurableObject<{ COMPANY_HUB: DurableObjectNamespace<CompanyHub> }>
  implements ConversationRoomRpc
{
  private readonly tickets: UsedTickets;
  private readonly sender = createSender();

  constructor(state: DurableObjectState, env: { COMPANY_HUB: DurableObjectNamespace<CompanyHub> }) {
    super(state, env);
    this.tickets = createUsedTickets(state.storage.sql);
    answerPings(state);
  }

  override async fetch(request: Request): Promise<Response> {
    const untilMs = Number(header(request, 'ticket-until'));
    if (!this.tickets.use(header(request, 'ticket'), untilMs, Number(header(request, 'now'))))
      return refuseSocket();
    const seat: Seat = {
      userId: header(request, 'user'),
      name: decodeURIComponent(header(request, 'name')),
      companyId: header(request, 'company'),
      conversationId: header(request, 'conversation'),
    };
    this.ctx.storage.kv.put('place', { companyId: seat.companyId, conversationId: seat.conversationId });
    // Before the socket opens: from then on nothing may be missed.
    await this.hubOf(seat).roomOpened(seat.conversationId);
    const { answer } = acceptSocket(this.ctx, seat);
    this.tellViewers();
    return answer;
  }

  async publish(frames: ConversationFrame[]): Promise<void> {
    for (const frame of frames) this.broadcast(frame, null);
    // A deployment ends sockets without a word: what the hub was told then is put right here.
    const place = this.ctx.storage.kv.get<Place>('place');
    if (place !== undefined && this.ctx.getWebSockets().length === 0) await this.tellClosed(place, null);
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    if (this.sender.hears(socket, data)) return;
    const command = readCommand(data);
    if (command === null) {
      socket.close(CLOSE_FRAME_REFUSED, 'This is not a command.');
      return;
    }
    const { userId, name } = seatOf(socket);
    this.broadcast({ type: 'typing', userId, name, isTyping: command.isTyping }, socket);
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close();
    await this.left(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.left(socket);
  }

  private async left(socket: WebSocket): Promise<void> {
    const seat = seatOf(socket);
    this.broadcast({ type: 'typing', userId: seat.userId, name: seat.name, isTyping: false }, socket);
    this.tellViewers(socket);
    const others = this.ctx.getWebSockets().filter((other) => other !== socket);
    if (others.length === 0) await this.tellClosed(seat, socket);
  }

  private async tellClosed(place: Place, leaving: WebSocket | null): Promise<void> {
    await this.hubOf(place).roomClosed(place.conversationId);
    // Somebody may have come while the hub was told.
    if (this.ctx.getWebSockets().every((socket) => socket === leaving)) return;
    await this.hubOf(place).roomOpened(place.conversationId);
  }

  private tellViewers(leaving: WebSocket | null = null): void {
    const viewers = new Map<string, Viewer>();
    for (const socket of this.ctx.getWebSockets()) {
      if (socket === leaving) continue;
      const { userId, name } = seatOf(socket);
      viewers.set(userId, { userId, name });
    }
    const byName = [...viewers.values()].toSorted((a, b) => a.name.localeCompare(b.name));
    this.broadcast({ type: 'viewers', viewers: byName }, leaving);
  }

  private broadcast(frame: ConversationFrame, except: WebSocket | null): void {
    const text = JSON.stringify(frame);
    for (const socket of this.ctx.getWebSockets()) {
      if (socket !== except) this.sender.send(socket, text);
    }
  }

  private hubOf(place: Place): DurableObjectStub<CompanyHub> {
    return this.env.COMPANY_HUB.get(this.env.COMPANY_HUB.idFromName(place.companyId));
  }
}

function readCommand(data: string | ArrayBuffer) {
  if (typeof data !== 'string' || data.length > MAX_COMMAND_CHARACTERS) return null;
  try {
    return conversationCommand.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

/** What was attached when the socket was accepted here. */
function seatOf(socket: WebSocket): Seat {
  return socket.deserializeAttachment() as Seat;
}
