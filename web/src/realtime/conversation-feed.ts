import { signal } from '@preact/signals';
import * as z from 'zod/mini';
import {
  conversationFrame,
  TYPING_LAPSES_AFTER_MS,
  type ConversationCommand,
  type ConversationFrame,
  type Viewer,
} from '../../../workers/contracts/realtime.ts';
import type { Clock } from './clock.ts';
import { createLastingSocket, type ConnectSocket } from './lasting-socket.ts';
import { parseFrame } from './parse-frame.ts';

export type StoredFrame = Exclude<ConversationFrame, { type: 'typing' | 'viewers' }>;

interface ConversationFeedDeps {
  requestUrl: () => Promise<string>;
  connect: ConnectSocket;
  clock: Clock;
  random: () => number;
  onStored: (frame: StoredFrame) => void;
  /** Called at every opening, the first included: what happened before must be loaded. */
  onOpen: () => void;
}

/** A typing sign is renewed at most this often. */
const TYPING_EVERY_MS = 3_000;

/** One open conversation: its messages in full, who else looks at it and who types. */
export const createConversationFeed = (deps: ConversationFeedDeps) => {
  const viewers = signal<readonly Viewer[]>([]);
  const typists = signal<readonly Viewer[]>([]);
  const lapses = new Map<string, () => void>();
  let typingSentAtMs = 0;

  const stopTyping = (userId: string) => {
    lapses.get(userId)?.();
    lapses.delete(userId);
    typists.value = typists.peek().filter((typist) => typist.userId !== userId);
  };

  const onFrame = (frame: ConversationFrame) => {
    if (frame.type === 'viewers') {
      viewers.value = frame.viewers;
      for (const { userId } of typists.peek())
        if (!frame.viewers.some((viewer) => viewer.userId === userId)) stopTyping(userId);
      return;
    }
    if (frame.type === 'typing') {
      stopTyping(frame.userId);
      if (!frame.isTyping) return;
      typists.value = [...typists.peek(), { userId: frame.userId, name: frame.name }];
      lapses.set(
        frame.userId,
        deps.clock.after(TYPING_LAPSES_AFTER_MS, () => stopTyping(frame.userId)),
      );
      return;
    }
    deps.onStored(frame);
  };

  const socket = createLastingSocket({
    requestUrl: deps.requestUrl,
    connect: deps.connect,
    clock: deps.clock,
    random: deps.random,
    onOpen: deps.onOpen,
    onText: (text) => {
      const frame = parseFrame(text, (json) => z.safeParse(conversationFrame, json));
      if (frame !== null) onFrame(frame);
    },
  });

  const tell = (command: ConversationCommand) => socket.send(JSON.stringify(command));

  return {
    state: socket.state,
    viewers,
    typists,
    open: socket.open,
    wake: socket.wake,
    nudge: socket.nudge,
    typing: () => {
      if (deps.clock.nowMs() - typingSentAtMs < TYPING_EVERY_MS) return;
      typingSentAtMs = deps.clock.nowMs();
      tell({ type: 'typing', isTyping: true });
    },
    stoppedTyping: () => {
      if (typingSentAtMs === 0) return;
      typingSentAtMs = 0;
      tell({ type: 'typing', isTyping: false });
    },
    close: () => {
      socket.close();
      for (const cancel of lapses.values()) cancel();
      lapses.clear();
      viewers.value = [];
      typists.value = [];
    },
  };
};
