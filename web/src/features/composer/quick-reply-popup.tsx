import { useEffect, useRef } from 'preact/hooks';
import { Zap } from 'lucide';
import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';
import { Icon } from '../../ui/icon.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import styles from './quick-reply-popup.module.css';

interface QuickReplyPopupProps {
  id: string;
  found: readonly QuickReply[];
  query: string;
  isLoading: boolean;
  chosen: number;
  onChoose: (index: number) => void;
  onTake: (reply: QuickReply) => void;
  /** The text with its variables filled in. */
  fill: (reply: QuickReply) => string;
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

/** What stands behind a slash. The focus stays in the field, which moves the choice. */
export const QuickReplyPopup = ({
  id,
  found,
  query,
  isLoading,
  chosen,
  onChoose,
  onTake,
  fill,
}: QuickReplyPopupProps) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div class={styles.popup}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no element of HTML shows a list beside a field that keeps the focus */}
      <div class={styles.list} role="listbox" id={id} aria-label="Quick replies" ref={list}>
        {found.map((reply, index) => (
          <div
            key={reply.id}
            id={optionId(id, index)}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an option of the list above
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            class={styles.option}
            onPointerMove={() => onChoose(index)}
            onPointerDown={(event) => {
              // The field keeps the focus.
              event.preventDefault();
              onTake(reply);
            }}
          >
            <span class={styles.shortcut}>/{reply.shortcut}</span>
            <span class={styles.text} dir="auto">
              {fill(reply)}
            </span>
          </div>
        ))}
      </div>
      <p class={styles.foot}>
        <Icon icon={Zap} size={13} />
        {found.length > 0 ? (
          <span class={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> choose <Kbd>Tab</Kbd> or <Kbd>Enter</Kbd> insert
          </span>
        ) : isLoading ? (
          'Loading quick replies'
        ) : query === '' ? (
          'No quick reply yet.'
        ) : (
          `No quick reply matches “${query}”.`
        )}
        <a href="/quick-replies">Manage</a>
      </p>
    </div>
  );
};
