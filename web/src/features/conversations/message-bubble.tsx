import { useRef } from 'preact/hooks';
import { ChevronDown, CircleOff, CornerUpRight, History, ShoppingBag, Smartphone } from 'lucide';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ContentProps } from './bubble-actions.ts';
import { shapeOf } from './bubbles/content-of.ts';
import { Notice } from './bubbles/notice.tsx';
import { isNotice } from './notices.rules.ts';
import { Quote } from './bubbles/quote.tsx';
import { ReactionChips } from './bubbles/reaction-chips.tsx';
import { WholeContentBar } from './bubbles/whole-content.tsx';
import { ReferralCard } from './bubbles/referral-card.tsx';
import { objectOf, textOf } from './content.rules.ts';
import { FormattedText } from './formatted-text.tsx';
import { isFewEmoji } from './formatting.rules.ts';
import { MessageOutcome } from './message-outcome.tsx';
import { MessageTicks } from './message-ticks.tsx';
import { clockTime, fullMoment } from './times.rules.ts';
import styles from './message-bubble.module.css';

export const MessageBubble = ({ message, actions }: ContentProps) => {
  if (isNotice(message)) return <Notice message={message} />;
  const isInbound = message.direction === 'inbound';
  const isRevoked = message.revokedAtMs !== null;
  const { Content, hasText, look } = shapeOf(message.type);
  const whole = message.wholeContent === null ? null : actions.wholes.of(message.id).value;
  const shown = whole?.kind === 'whole' ? { ...message, content: whole.content } : message;
  const text = hasText && !isRevoked ? (message.text ?? '') : '';
  const isLarge = message.type === 'text' && !isRevoked && isFewEmoji(text);
  const isBare = isLarge || (look === 'bare' && !isRevoked);
  return (
    <div class={styles.line} data-inbound={isInbound ? '' : undefined}>
      <div
        class={styles.bubble}
        data-large={isLarge ? '' : undefined}
        data-bare={isBare ? '' : undefined}
        data-media={look === 'media' && !isRevoked ? '' : undefined}
        data-over={look === 'media' && !isRevoked && text === '' && isShown(message) ? '' : undefined}
        data-status={message.status}
        data-type={message.type}
        data-ready={isShown(message) ? '' : undefined}
      >
        {!isRevoked && (
          <>
            <Forwarded message={message} />
            <ReferralCard message={message} />
            <AboutProduct message={message} />
            <Quote message={message} actions={actions} />
            {Content !== null && <Content message={shown} actions={actions} />}
            <WholeContentBar message={message} actions={actions} />
          </>
        )}
        <div class={styles.content}>
          {isRevoked && <Tombstone message={message} />}
          {text !== '' && (
            <div class={styles.text} data-text dir="auto">
              <FormattedText text={text} />
            </div>
          )}
          <Meta message={message} actions={actions} />
        </div>
        <MoreButton message={message} actions={actions} />
      </div>
      <ReactionChips message={message} actions={actions} />
      <MessageOutcome message={message} actions={actions} />
    </div>
  );
};

const isShown = (message: Message) => message.media?.state === 'ready';

const Tombstone = ({ message }: { message: Message }) => (
  <p class={styles.tombstone}>
    <Icon icon={CircleOff} size={15} />
    {message.direction === 'inbound' ? 'The customer deleted this message' : 'This message was deleted'}
  </p>
);

const Forwarded = ({ message: { context } }: { message: Message }) =>
  context?.forwarded !== true ? null : (
    <p class={styles.note}>
      <Icon icon={CornerUpRight} size={13} />
      {context.frequentlyForwarded ? 'Forwarded many times' : 'Forwarded'}
    </p>
  );

/** A question that was asked from a product of the catalogue. */
const AboutProduct = ({ message }: { message: Message }) => {
  const product = objectOf(objectOf(message.content?.['context'])['referred_product']);
  const id = textOf(product['product_retailer_id']);
  return id === '' ? null : (
    <p class={styles.note}>
      <Icon icon={ShoppingBag} size={13} />
      About the product {id}
    </p>
  );
};

const ORIGINS = {
  phone_app: { icon: Smartphone, label: 'Written on the phone app' },
  history: { icon: History, label: 'From before this number was connected' },
  standby: { icon: History, label: 'Came while another app had this conversation' },
};

const Meta = ({ message, actions }: ContentProps) => {
  const edited = useRef<HTMLButtonElement>(null);
  const origin = message.origin === null ? null : ORIGINS[message.origin];
  return (
    <p class={styles.meta}>
      {message.editedAtMs !== null && message.revokedAtMs === null && (
        <button
          ref={edited}
          type="button"
          class={styles.edited}
          onClick={() => {
            if (edited.current !== null)
              actions.open({ kind: 'edits', messageId: message.id, anchor: edited.current });
          }}
        >
          Edited
        </button>
      )}
      {origin !== null && (
        <span class={styles.origin} title={origin.label}>
          <Icon icon={origin.icon} size={12} label={origin.label} />
        </span>
      )}
      <time dateTime={new Date(message.sentAtMs).toISOString()} title={fullMoment(message.sentAtMs)}>
        {clockTime(message.sentAtMs)}
      </time>
      <MessageTicks status={message.status} isHeld={message.held !== null} />
    </p>
  );
};

const MoreButton = ({ message, actions }: ContentProps) => {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <button
      ref={button}
      type="button"
      class={styles.more}
      tabIndex={-1}
      data-more
      aria-label="Message actions"
      aria-haspopup="menu"
      onClick={() => {
        if (button.current !== null)
          actions.open({ kind: 'menu', messageId: message.id, anchor: button.current });
      }}
    >
      <Icon icon={ChevronDown} size={16} />
    </button>
  );
};
