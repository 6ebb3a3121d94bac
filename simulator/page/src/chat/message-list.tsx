import { Fragment } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Message } from '../../../world/types.ts';
import { Bubble } from '../bubbles/bubble.tsx';
import { fields, text } from '../bubbles/read-content.ts';
import type { PhoneStore } from '../phone-store.ts';
import { dayName } from '../ui/times.ts';
import styles from './message-list.module.css';

const NEAR_END_PIXELS = 120;

export function MessageList({ phone }: { phone: PhoneStore }) {
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const messages = phone.messages.value.toSorted((a, b) => a.atMs - b.atMs || a.seq - b.seq);
  const reactions = messages.filter((message) => message.type === 'reaction');
  const bubbles = messages.filter((message) => message.type !== 'reaction');
  const isTyping = phone.isTyping.value;

  // Follows the newest message, unless somebody scrolled up to read.
  useLayoutEffect(() => {
    const element = scroller.current;
    const isJustWritten =
      messages.at(-1)?.direction === 'from-customer' && messages.at(-1)?.status === 'sending';
    if (element && (isAtEnd.current || isJustWritten)) element.scrollTop = element.scrollHeight;
  }, [messages.length, isTyping, messages.at(-1)?.id]);

  return (
    <div
      ref={scroller}
      class={styles['scroller']}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label="Messages"
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
      }}
    >
      <ol class={styles['messages']}>
        {bubbles.map((message, index) => (
          <Fragment key={message.id}>
            {startsDay(bubbles[index - 1], message) && (
              <li class={styles['day']}>
                <span>{dayName(message.atMs)}</span>
              </li>
            )}
            <Bubble
              message={message}
              reactions={reactions.filter(
                (reaction) => text(fields(reaction.content)['message_id']) === message.id,
              )}
              phone={phone}
            />
          </Fragment>
        ))}
        {isTyping && (
          <li class={styles['typing']}>
            <span class={styles['dots']} aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
          </li>
        )}
      </ol>
    </div>
  );
}

function startsDay(previous: Message | undefined, message: Message): boolean {
  return !previous || new Date(previous.atMs).toDateString() !== new Date(message.atMs).toDateString();
}
