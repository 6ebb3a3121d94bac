import { DurableObject } from 'cloudflare:workers';
import { CLOSE_SIGNED_OUT, type CompanyFrame } from '../workers/contracts/realtime.ts';
import type { CompanyHubRpc } from '../workers/platform/realtime.ts';
import { acceptSocket, answerPings, createSender, header, refuseSocket } from './sockets.ts';
import { createUsedTickets, type UsedTickets } from './used-tickets.ts';

/** Commits remembered, so that one told twice is sent once. Ours: the drain repeats at most a minute's worth. */
const MAX_TOLD = 2_000;

/** One company: a socket per signed-in agent, and the list of conversations that somebody has open. */
export class CompanyHub extends DurableObject implements CompanyHubRpc {
  private readonly tickets: UsedTickets;
  private readonly sender = createSender();
  private readonly openRooms = new Set<string>();
  private readonly told = new Set<number>();

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const sql = state.storage.sql;
    this.tickets = createUsedTickets(sql);
    sql.exec('CREATE TABLE IF NOT EXISTS open_rooms (id TEXT PRIMARY KEY) WITHOUT ROWID');
    for (const row of sql.exec('SELECT id FROM open_rooms')) this.openRooms.add(String(row['id']));
    answerPings(state);
  }

  override fetch(request: Request): Response {
    const untilMs = Number(header(request, 'ticket-until'));
    if (!this.tickets.use(header(request, 'ticket'), untilMs, Number(header(request, 'now'))))
      return refuseSocket();
    const { server, answer } = acceptSocket(this.ctx, null, [header(request, 'session')]);
    const hello: CompanyFrame = { type: 'hello', lastSeq: Number(header(request, 'last-seq')) };
    server.send(JSON.stringify(hello));
    return answer;
  }

  publish(frame: CompanyFrame, conversationIds: string[]): Promise<string[]> {
    if (frame.type === 'changes' && !this.isFirstTelling(frame.seq)) return Promise.resolve([]);
    const sockets = this.ctx.getWebSockets();
    const text = sockets.length === 0 ? '' : JSON.stringify(frame);
    for (const socket of sockets) this.sender.send(socket, text);
    return Promise.resolve(conversationIds.filter((id) => this.openRooms.has(id)));
  }

  signedOut(sessionId: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(sessionId)) socket.close(CLOSE_SIGNED_OUT, 'Signed out.');
    return Promise.resolve();
  }

  /** A room says that somebody has it open, so that it is told of its conversation from now on. */
  roomOpened(conversationId: string): Promise<void> {
    this.openRooms.add(conversationId);
    this.ctx.storage.sql.exec(
      'INSERT INTO open_rooms (id) VALUES (?) ON CONFLICT DO NOTHING',
      conversationId,
    );
    return Promise.resolve();
  }

  roomClosed(conversationId: string): Promise<void> {
    this.openRooms.delete(conversationId);
    this.ctx.storage.sql.exec('DELETE FROM open_rooms WHERE id = ?', conversationId);
    return Promise.resolve();
  }

  /** Agents say nothing on this socket but that they read. */
  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    this.sender.hears(socket, data);
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close();
  }

  private isFirstTelling(seq: number): boolean {
    if (this.told.has(seq)) return false;
    this.told.add(seq);
    if (this.told.size > MAX_TOLD) {
      const [oldest] = this.told;
      if (oldest !== undefined) this.told.delete(oldest);
    }
    return true;
  }
}
