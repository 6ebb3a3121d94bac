import { useSignal } from '@preact/signals';
import type { Message } from '../../../world/types.ts';
import type { PhoneStore } from '../phone-store.ts';
import { Icon } from '../ui/icon.tsx';
import { useDismissal } from '../ui/use-dismissal.ts';
import styles from './bubble-menu.module.css';

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** Texts, and files by their caption. */
const editableTypes = new Set(['text', 'image', 'video', 'document']);

/** Shown while the bubble is pointed at or focused: answer, react, and for own messages edit and delete. */
export function BubbleMenu({ message, phone }: { message: Message; phone: PhoneStore }) {
  const isChoosing = useSignal(false);
  /** What this side wrote itself: the customer, or the business with its phone app. */
  const isOwn = phone.isOnPhoneApp.value
    ? message.isFromPhoneApp === true
    : message.direction === 'from-customer' && message.customerId === phone.customer.value?.id;
  useDismissal(isChoosing.value, () => (isChoosing.value = false), 'escape-and-click');
  const react = (emoji: string) => {
    isChoosing.value = false;
    void phone.write('reaction', { message_id: message.id, emoji });
  };
  return (
    <div class={styles['menu']} data-own={message.direction === 'from-customer'} data-open={isChoosing.value}>
      {isChoosing.value ? (
        <>
          {emojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              class={styles['emoji']}
              aria-label={`React ${emoji}`}
              onClick={() => react(emoji)}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            class={styles['action']}
            aria-label="Take the reaction back"
            onClick={() => react('')}
          >
            <Icon name="close" size={15} />
          </button>
        </>
      ) : (
        <>
          <button
            type="button"
            class={styles['action']}
            aria-label="Reply"
            onClick={() => (phone.replyTo.value = message)}
          >
            <Icon name="reply" size={16} />
          </button>
          <button
            type="button"
            class={styles['action']}
            aria-label="React"
            onClick={(event) => {
              event.stopPropagation();
              isChoosing.value = true;
            }}
          >
            <Icon name="smile" size={16} />
          </button>
          {isOwn && editableTypes.has(message.type) && (
            <button
              type="button"
              class={styles['action']}
              aria-label="Edit"
              onClick={() => (phone.editing.value = message)}
            >
              <Icon name="pencil" size={16} />
            </button>
          )}
          {isOwn && (
            <button
              type="button"
              class={styles['action']}
              aria-label="Delete for everyone"
              onClick={() => void phone.write('revoke', { original_message_id: message.id })}
            >
              <Icon name="bin" size={16} />
            </button>
          )}
        </>
      )}
    </div>
  );
}
