import { MetaRefusal } from '../meta/errors.ts';
import { limits } from '../meta/limits.ts';
import type { CheckedRead } from '../meta/send/check-send.ts';
import { chatOf } from '../world/chat-of.ts';
import type { BusinessNumber, JsonObject, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** Marks this message and the earlier ones of the thread as read by the business; may show "typing". */
export function markRead(world: World, number: BusinessNumber, read: CheckedRead): JsonObject {
  const message = world.store.messages.find(read.messageId);
  const isOld = message && world.clock.nowMs() - message.atMs > limits.readTargetAgeMs;
  if (message?.phoneNumberId !== number.phoneNumberId || message.direction !== 'from-customer' || isOld) {
    throw new MetaRefusal(131009, {
      details: 'Param message_id is not a received message of the last 30 days',
    });
  }
  const atMs = world.clock.nowMs();
  for (const earlier of world.store.messages.listThread(chatOf(message), message.phoneNumberId, 200)) {
    if (earlier.direction !== 'from-customer' || earlier.seq > message.seq || earlier.status === 'read')
      continue;
    const next: Message = {
      ...earlier,
      status: 'read',
      statusHistory: [...earlier.statusHistory, { status: 'read', atMs }],
    };
    world.store.messages.update(next);
    world.happenings.publish({ kind: 'message.changed', message: next });
  }
  if (read.isTyping) {
    world.happenings.publish({
      kind: 'typing.started',
      customerId: chatOf(message),
      phoneNumberId: message.phoneNumberId,
      untilMs: atMs + limits.typingIndicatorMs,
    });
  }
  return { success: true };
}
