import { useSignal } from '@preact/signals';
import type { Message } from '../../../world/types.ts';
import { describeMessage } from '../chat/describe-message.ts';
import type { PhoneStore } from '../phone-store.ts';
import { clockTime } from '../ui/times.ts';
import { BubbleContent } from './bubble-content.tsx';
import { BubbleMenu } from './bubble-menu.tsx';
import styles from './bubble.module.css';
import { ListSheet } from './list-sheet.tsx';
import { fields, text } from './read-content.ts';
import { Ticks } from './ticks.tsx';

type Props = { message: Message; reactions: Message[]; phone: PhoneStore };

export function Bubble({ message, reactions, phone }: Props) {
  const isListOpen = useSignal(false);
  const isOwn = message.direction === 'from-customer';
  /** In a group others write too. */
  const isSelf = isOwn && message.customerId === phone.customer.value?.id;
  const quoted = phone.messages.value.find((other) => other.id === message.replyTo);
  const emojis = latestReactions(reactions);
  const isEdited = message.statusHistory.some((change) => change.status === 'edited');
  const answer = (type: string, content: unknown) => {
    void phone.write(type, content === 'own' ? ownCard(phone) : content, message.id);
  };
  return (
    <li class={styles['line']} data-own={isSelf}>
      <article
        class={styles['bubble']}
        aria-label={`${authorOf(message, phone)}: ${describeMessage(message)}`}
      >
        {message.groupId !== undefined && !isSelf && isOwn && (
          <p class={styles['author']}>{phone.nameOf(message.customerId)}</p>
        )}
        {message.isFromPhoneApp && <p class={styles['note']}>with the phone app</p>}
        {message.isForwarded && <p class={styles['note']}>Forwarded</p>}
        {quoted && (
          <p class={styles['quote']}>
            <span class={styles['quoteAuthor']}>
              {quoted.direction === 'from-customer'
                ? 'You'
                : (phone.number.value?.verifiedName ?? 'Business')}
            </span>
            {describeMessage(quoted)}
          </p>
        )}
        <div class={styles['content']}>
          {message.isRevoked ? (
            <p class={styles['revoked']}>
              {isSelf ? 'You deleted this message' : 'This message was deleted'}
            </p>
          ) : (
            <BubbleContent
              message={message}
              onAnswer={answer}
              onOpenList={() => (isListOpen.value = true)}
              onPlay={() => void phone.deeds.play(message)}
            />
          )}
        </div>
        <p class={styles['meta']}>
          {isEdited && 'edited '}
          <time dateTime={new Date(message.atMs).toISOString()}>{clockTime(message.atMs)}</time>
          {isSelf && <Ticks status={message.status} />}
        </p>
        {!message.isRevoked && <BubbleMenu message={message} phone={phone} />}
      </article>
      {emojis !== '' && <span class={styles['reactions']}>{emojis}</span>}
      {isListOpen.value && (
        <ListSheet
          message={message}
          onClose={() => (isListOpen.value = false)}
          onChoose={(row) => {
            isListOpen.value = false;
            answer('interactive', { type: 'list_reply', list_reply: row });
          }}
        />
      )}
    </li>
  );
}

function authorOf(message: Message, phone: PhoneStore): string {
  if (message.direction === 'from-business') return 'Business';
  return message.customerId === phone.customer.value?.id ? 'You' : phone.nameOf(message.customerId);
}

/** One reaction for each side: the last one counts, an empty one takes it back. */
function latestReactions(reactions: Message[]): string {
  const bySide = new Map(
    reactions.map((reaction) => [reaction.direction, text(fields(reaction.content)['emoji'])]),
  );
  return [...bySide.values()].join('');
}

function ownCard(phone: PhoneStore): unknown {
  const customer = phone.customer.value;
  if (!customer) return [];
  return [
    {
      name: { formatted_name: customer.name, first_name: customer.name.split(' ')[0] ?? customer.name },
      phones: [{ phone: `+${customer.phone}`, wa_id: customer.phone, type: 'MOBILE' }],
    },
  ];
}
