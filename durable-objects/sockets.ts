import { PING, PONG } from '../workers/contracts/realtime.ts';

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

/** Opens the server's end, hibernating and found again by its tags, and answers with the client's. */
export function acceptSocket(
  state: DurableObjectState,
  attachment: unknown,
  tags: string[] = [],
): { server: WebSocket; answer: Response } {
  const { 0: client, 1: server } = new WebSocketPair();
  state.acceptWebSocket(server, tags);
  server.serializeAttachment(attachment);
  return { server, answer: new Response(null, { status: 101, webSocket: client }) };
}

/** A ticket's second use. A browser sees only that the socket did not open, and asks for another ticket anyway. */
export function refuseSocket(): Response {
  return new Response('The ticket was used or has expired.', { status: 401 });
}

/** Sends to one socket; one that is gone is closed and costs the others nothing. */
export function sendTo(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    socket.close(1011, 'Not reachable.');
  }
}
