import { CLOSE_TOO_SLOW, PING, PONG } from '../workers/contracts/realtime.ts';

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

/**
 * What a client is sent between two of its pings at most, in characters. Ours. The platform tells nobody how much of what
 * was sent waits to be read (`bufferedAmount` does not count there), and keeps it in the object's memory of 128 MB.
 */
export const MAX_UNHEARD_CHARACTERS = 4 * 1_024 * 1_024;

/** Sends to sockets; one that is gone or does not read is closed and costs the others nothing. */
export type SendTo = (socket: WebSocket, text: string) => void;

/** Forgets with the object: whatever waited to be read is gone then, too. */
export function createSender(state: DurableObjectState): SendTo {
  const unheard = new WeakMap<WebSocket, { sinceMs: number; characters: number }>();
  return (socket, text) => {
    const heardAtMs = state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    const known = unheard.get(socket);
    const before = known?.sinceMs === heardAtMs ? known.characters : 0;
    // Closed already, and still there for as long as its end is not heard.
    if (before > MAX_UNHEARD_CHARACTERS) return;
    const characters = before + text.length;
    unheard.set(socket, { sinceMs: heardAtMs, characters });
    try {
      if (characters > MAX_UNHEARD_CHARACTERS) socket.close(CLOSE_TOO_SLOW, 'It does not read.');
      else socket.send(text);
    } catch {
      socket.close(1011, 'Not reachable.');
    }
  };
}
