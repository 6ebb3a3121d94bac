import { chatOf } from '../world/chat-of.ts';
import type { Delivery, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import type { Update } from '../webhooks/update.ts';
import { reportStatus } from './report-status.ts';

/** Carries an accepted message to the customer's phone: `sent`, `delivered`, `read`, each after its delay. */
export function carryMessage(world: World, message: Message): void {
  const { sentDelayMs, deliveredDelayMs, readDelayMs } = world.settings.get();
  const { failure } = message;
  const after = failure ? (failure.after ?? 'accepted') : null;
  const fail = (delayMs: number) =>
    later(world, delayMs, () => tell(world, message.id, { status: 'failed', error: failure ?? undefined }));
  if (after === 'accepted') {
    fail(sentDelayMs);
    return;
  }
  later(world, sentDelayMs, () => tell(world, message.id, { status: 'sent' }));
  // A reaction that the business sends is never reported as delivered or read (status reference).
  if (message.type === 'reaction') return;
  if (after === 'sent') {
    fail(deliveredDelayMs);
    return;
  }
  later(world, deliveredDelayMs, () => tell(world, message.id, { status: 'delivered' }));
  if (after === 'delivered') {
    fail(readDelayMs);
    return;
  }
  readLater(world, message, readDelayMs);
}

/** Keeps an accepted message back for a while, then carries it. Nobody waits for that. */
export function holdMessage(world: World, message: Message, delayMs: number): void {
  world.clock.after(delayMs, () => carryMessage(world, message));
}

/** While webhooks are shuffled: all statuses in one POST, in any order, before the send itself is answered. */
export function carryMessageAtOnce(world: World, message: Message): Delivery[] {
  const { failure } = message;
  const statuses = message.type === 'reaction' ? ['sent'] : ['sent', 'delivered'];
  const updates: (Update | undefined)[] = failure
    ? [reportStatus(world, message.id, { status: 'failed', error: failure })]
    : statuses.map((status) => reportStatus(world, message.id, { status }));
  if (!failure && message.type !== 'reaction') {
    readLater(world, message, world.settings.get().readDelayMs);
  }
  return world.outbox.addTogether(updates.filter((update) => update !== undefined));
}

const delivered = { status: 'delivered' };

/** Continues what a restart interrupted. */
export function resumeCarrying(world: World, message: Message): void {
  if (message.status === 'accepted') carryMessage(world, message);
  else if (message.status === 'sent' && message.type !== 'reaction') {
    const report =
      message.failure?.after === 'sent' ? { status: 'failed', error: message.failure } : delivered;
    later(world, 0, () => tell(world, message.id, report));
  }
}

/** The customer (or a member of the group) opens the chat: everything that waited there is now read. */
export function readChat(world: World, chatId: string, phoneNumberId: string): void {
  if (world.settings.get().autoRead === 'never') return;
  for (const message of world.store.messages.listThread(chatId, phoneNumberId, 100)) {
    if (message.isFromPhoneApp) continue;
    if (message.direction === 'from-business' && message.status === 'delivered') {
      tell(world, message.id, { status: 'read' });
    }
  }
}

/** Counts as work to wait for only where the phone is already looking; a chat may still be opened meanwhile. */
function readLater(world: World, message: Message, delayMs: number): void {
  const done = isReadByItself(world, message) ? world.work.begin() : undefined;
  world.clock.after(delayMs, () => {
    const isDelivered = world.store.messages.find(message.id)?.status === 'delivered';
    if (isDelivered && isReadByItself(world, message)) tell(world, message.id, { status: 'read' });
    done?.();
  });
}

function isReadByItself(world: World, message: Message): boolean {
  const { autoRead } = world.settings.get();
  return (
    autoRead === 'always' ||
    (autoRead === 'open-chats' && world.chats.isOpen(chatOf(message), message.phoneNumberId))
  );
}

function tell(world: World, messageId: string, report: Parameters<typeof reportStatus>[2]): void {
  const update = reportStatus(world, messageId, report);
  if (update) world.outbox.add(update);
}

function later(world: World, delayMs: number, task: () => void): void {
  const done = world.work.begin();
  world.clock.after(delayMs, () => {
    task();
    done();
  });
}
