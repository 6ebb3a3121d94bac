import { isObject } from '../world/is-object.ts';
import type { Message } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** An edit and a deletion change the bubble that they name, if it is there. */
export function changeEarlierBubble(world: World, type: string, content: unknown): void {
  if ((type !== 'edit' && type !== 'revoke') || !isObject(content)) return;
  const original = world.store.messages.find(String(content['original_message_id']));
  if (!original) return;
  const edited = isObject(content['message']) ? content['message'] : {};
  const next: Message =
    type === 'revoke'
      ? { ...original, isRevoked: true }
      : {
          ...original,
          content: edited[original.type] ?? original.content,
          statusHistory: [...original.statusHistory, { status: 'edited', atMs: world.clock.nowMs() }],
        };
  world.store.messages.update(next);
  world.happenings.publish({ kind: 'message.changed', message: next });
}
