import { CornerUpRight, RotateCw, Trash2, Pencil } from 'lucide';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FormattedText } from './formatted-text.tsx';
import { isFewEmoji, withoutMarks } from './formatting.rules.ts';
import { kindOf } from './message-kind.rules.ts';
import { MessageTicks } from './message-ticks.tsx';
import type { PendingMessage } from './thread.rules.ts';
import { clockTime, fullMoment } from './times.rules.ts';
import styles from './message-bubble.module.css';

export interface BubbleActions {
  retry: (messageId: string) => void;
  sendAgain: (key: string) => void;
  edit: (pending: PendingMessage) => void;
  discard: (key: string) => void;
  /** The message that another one answers, when it is loaded. */
  findQuoted: (externalId: string) => Message | undefined;
  canWrite: boolean;
}

export const MessageBubble = ({ message, actions }: { message: Message; actions: BubbleActions }) => {
  const isInbound = message.direction === 'inbound';
  const kind = kindOf(message.type, message.media?.voice);
  const text = message.text ?? '';
  const isLarge = kind === null && isFewEmoji(text);
  return (
    <div class={styles.line} data-inbound={isInbound ? '' : undefined} data-message={message.id}>
      <div class={styles.bubble} data-large={isLarge ? '' : undefined} data-status={message.status}>
        {message.context?.forwarded === true && (
          <p class={styles.note}>
            <Icon icon={CornerUpRight} size={13} /> Forwarded
          </p>
        )}
        <Quote message={message} find={actions.findQuoted} />
        {kind !== null && (
          <p class={styles.kind}>
            <span class={styles.kindIcon}>
              <Icon icon={kind.icon} size={17} />
            </span>
            <span class={styles.kindName}>
              {kind.label}
              {typeof message.media?.filename === 'string' && <small>{message.media.filename}</small>}
            </span>
          </p>
        )}
        <div class={styles.content}>
          {text !== '' && (
            <div class={styles.text} dir="auto">
              <FormattedText text={text} />
            </div>
          )}
          <p class={styles.meta}>
            <time dateTime={new Date(message.sentAtMs).toISOString()} title={fullMoment(message.sentAtMs)}>
              {clockTime(message.sentAtMs)}
            </time>
            <MessageTicks status={message.status} />
          </p>
        </div>
      </div>
      {message.status === 'failed' && (
        <div class={styles.after} data-tone="failed">
          <p>
            <strong>{message.error?.title ?? 'Not delivered'}.</strong>{' '}
            {message.error?.detail ?? 'WhatsApp did not accept this message.'}
          </p>
          {actions.canWrite && (
            <Button size="sm" variant="danger" icon={RotateCw} onClick={() => actions.retry(message.id)}>
              Retry
            </Button>
          )}
        </div>
      )}
      {message.status === 'unknown' && (
        <div class={styles.after} data-tone="unknown">
          <p>
            <strong>We do not know yet whether this arrived.</strong> WhatsApp’s answer was lost. It is not
            sent again by itself, so that your customer never gets it twice.
          </p>
        </div>
      )}
    </div>
  );
};

const Quote = ({ message, find }: { message: Message; find: BubbleActions['findQuoted'] }) => {
  const externalId = message.context?.externalId ?? null;
  if (externalId === null) return null;
  const quoted = find(externalId);
  const kind = quoted === undefined ? null : kindOf(quoted.type, quoted.media?.voice);
  return (
    <blockquote class={styles.quote}>
      {quoted === undefined
        ? 'An earlier message'
        : quoted.text === null
          ? (kind?.label ?? 'Message')
          : withoutMarks(quoted.text)}
    </blockquote>
  );
};

export const PendingBubble = ({ pending, actions }: { pending: PendingMessage; actions: BubbleActions }) => (
  <div class={styles.line}>
    <div class={styles.bubble} data-status={pending.state === 'sending' ? 'queued' : 'failed'}>
      <div class={styles.content}>
        <div class={styles.text} dir="auto">
          <FormattedText text={pending.text} />
        </div>
        <p class={styles.meta}>
          <time>{clockTime(pending.writtenAtMs)}</time>
          <MessageTicks status={pending.state === 'sending' ? 'queued' : 'failed'} />
        </p>
      </div>
    </div>
    {pending.state !== 'sending' && (
      <div class={styles.after} data-tone="failed">
        <p>
          <strong>Not sent.</strong> {pending.reason}
        </p>
        <div class={styles.buttons}>
          {pending.state === 'not_sent' && (
            <Button size="sm" variant="danger" icon={RotateCw} onClick={() => actions.sendAgain(pending.key)}>
              Retry
            </Button>
          )}
          {pending.content.type === 'text' && (
            <Button size="sm" variant="ghost" icon={Pencil} onClick={() => actions.edit(pending)}>
              Edit
            </Button>
          )}
          <Button size="sm" variant="ghost" icon={Trash2} onClick={() => actions.discard(pending.key)}>
            Discard
          </Button>
        </div>
      </div>
    )}
  </div>
);
