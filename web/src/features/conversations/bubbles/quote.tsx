import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { kindOf, summaryOf } from '../message-kind.rules.ts';
import styles from './quote.module.css';

/** The message that this one answers: a press goes to it. */
export const Quote = ({ message, actions }: ContentProps) => {
  const { context } = message;
  if (context === null || (context.externalId === null && context.messageId === null)) return null;
  const quoted = actions.quoted(message);
  const targetId = quoted?.id ?? context.messageId;
  const kind = quoted === null ? null : kindOf(quoted.type, quoted.media?.voice);
  const words = (
    <>
      {quoted !== null && <strong dir="auto">{actions.authorOf(quoted)}</strong>}
      <span class={styles.text}>
        {kind !== null && <Icon icon={kind.icon} size={13} />}
        <span>{quoted === null ? 'An earlier message' : summaryOf(quoted)}</span>
      </span>
    </>
  );
  if (targetId === null) return <blockquote class={styles.quote}>{words}</blockquote>;
  return (
    <button
      type="button"
      class={styles.quote}
      data-own={quoted?.direction === 'outbound' ? '' : undefined}
      onClick={() => actions.jump(targetId)}
    >
      {words}
    </button>
  );
};
