import { CLOSE_TICKET_REFUSED, PING, PONG } from '../workers/contracts/realtime.ts';

/** Pings are answered by the platform, without waking the object. */
export function answerPings(state: DurableObjectState): void {
  state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
}

/** A header that the Worker set; it always sets all of them. */
export function header(request: Request, name: string): string {
  const value = request.headers.get(`x-recado-${name}`);
  if (value === null) throw new TypeError(`the header x-recado-${name} is missing`);
  return value;
}

/** Opens the server's end, hibernating, and answers with the client's. */
export function acceptSocket(
  state: DurableObjectState,
  attachment: unknown,
): { server: WebSocket; answer: Response } {
  const { 0: client, 1: server } = new WebSocketPair();
  state.acceptWebSocket(server);
  server.serializeAttachment(attachment);
  return { server, answer: new Response(null, { status: 101, webSocket: client }) };
}

/** A refusal that a browser can read: it sees the close code of a socket, never the status of a refused one. */
export function refuseSocket(): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.close(CLOSE_TICKET_REFUSED, 'The ticket was used or has expired.');
  return new Response(null, { status: 101, webSocket: client });
}

/** Sends to one socket; one that is gone is closed and costs the others nothing. */
export function sendTo(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    socket.close(1011, 'Not reachable.');
  }
}
