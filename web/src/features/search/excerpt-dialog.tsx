import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { FormattedText } from '../conversations/formatted-text.tsx';
import { fullMoment } from '../conversations/times.rules.ts';
import { contactTitle } from '../contacts/phone.rules.ts';
import { excerptPlace, type ExcerptPlace } from './excerpt.ts';
import { useAuthorName } from './use-author-name.ts';
import styles from './excerpt-dialog.module.css';

/** Where a message is shown that lies too far back to scroll to. */
export const Excerpt = () => {
  const place = excerptPlace.value;
  return place === null ? null : <ExcerptDialog key={place.messageId} place={place} />;
};

const ExcerptDialog = ({ place }: { place: ExcerptPlace }) => {
  const { api, rows } = useWorkspace();
  const authorName = useAuthorName();
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const conversation = rows.find(place.conversationId);
  const load = () => {
    setHasFailed(false);
    api.listMessagesAround(place.conversationId, place.messageId).then(
      ({ items }) => setMessages(items.toReversed()),
      () => setHasFailed(true),
    );
  };
  useEffect(load, []);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }, [messages]);
  const close = () => {
    excerptPlace.value = null;
  };
  return (
    <Dialog
      title={
        conversation === null ? 'Earlier messages' : `Earlier, with ${contactTitle(conversation.contact)}`
      }
      description="This part of the conversation is far back, so it is shown by itself."
      onClose={close}
      wide
    >
      {hasFailed && <Button onClick={load}>It could not be loaded. Try again</Button>}
      {!hasFailed && messages === null && <Spinner label="Loading messages" />}
      {messages !== null && (
        <ol class={styles.list} ref={list}>
          {messages.map((message) => (
            <li
              key={message.id}
              class={styles.message}
              aria-current={message.id === place.messageId ? 'true' : undefined}
            >
              <p class={styles.head}>
                <strong>
                  {message.direction === 'inbound' && conversation !== null
                    ? contactTitle(conversation.contact)
                    : authorName(message)}
                </strong>
                <time dateTime={new Date(message.sentAtMs).toISOString()}>
                  {fullMoment(message.sentAtMs)}
                </time>
              </p>
              <div dir="auto" class={styles.text}>
                <FormattedText text={message.text ?? message.type} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
};
