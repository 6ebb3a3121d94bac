import {
  CLOSE_TOO_SLOW,
  markText,
  MAX_UNREAD_CHARACTERS,
  PING,
  PONG,
  wordOfRead,
} from '../workers/contracts/realtime.ts';

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

/** After so much a client is asked whether it has read so far, in characters. Ours: seldom, and long before the most. */
export const MARKED_EVERY_CHARACTERS = MAX_UNREAD_CHARACTERS / 4;

export interface Sender {
  /** Sends to sockets; one that is gone or does not read is closed and costs the others nothing. */
  send(socket: WebSocket, text: string): void;
  /** Whether the text is a client's answer to a mark: that it has read so far. */
  hears(socket: WebSocket, text: string | ArrayBuffer): boolean;
}

/** What a socket was sent and has not shown that it read, in characters. */
interface Unread {
  characters: number;
  /** Of these, since the mark that is not answered yet. */
  sinceMark: number;
  mark: string | null;
  isClosed: boolean;
}

/** Forgets with the object: whatever waited to be read is gone then, too. A mark of before is answered and ignored. */
export function createSender(): Sender {
  const sockets = new WeakMap<WebSocket, Unread>();

  function close(socket: WebSocket, unread: Unread): void {
    // Its end is not heard yet: it is still among the sockets for a while.
    unread.isClosed = true;
    socket.close(CLOSE_TOO_SLOW, 'It does not read.');
  }

  return {
    send(socket, text) {
      const unread = sockets.get(socket) ?? { characters: 0, sinceMark: 0, mark: null, isClosed: false };
      sockets.set(socket, unread);
      if (unread.isClosed) return;
      unread.characters += text.length;
      unread.sinceMark += text.length;
      try {
        if (unread.characters > MAX_UNREAD_CHARACTERS) return close(socket, unread);
        socket.send(text);
        if (unread.mark !== null || unread.characters < MARKED_EVERY_CHARACTERS) return;
        unread.mark = crypto.randomUUID().replaceAll('-', '');
        unread.sinceMark = 0;
        socket.send(markText(unread.mark));
      } catch {
        socket.close(1011, 'Not reachable.');
      }
    },
    hears(socket, text) {
      const word = typeof text === 'string' ? wordOfRead(text) : null;
      if (word === null) return false;
      const unread = sockets.get(socket);
      if (unread?.mark === word) {
        unread.characters = unread.sinceMark;
        unread.mark = null;
      }
      return true;
    },
  };
}
