import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { CircleOff, CloudOff, Link2, RotateCw, ShieldAlert, type IconNode } from 'lucide';
import type { MediaLink } from '../../../../../workers/contracts/api/media.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { linkSentBy } from '../content.rules.ts';
import { kindOf } from '../message-kind.rules.ts';
import styles from './media-frame.module.css';

const PROBLEMS: Record<'failed' | 'gone' | 'refused', { icon: IconNode; words: string }> = {
  failed: { icon: CloudOff, words: 'The file could not be fetched from WhatsApp.' },
  gone: { icon: CircleOff, words: 'WhatsApp no longer has this file.' },
  refused: { icon: ShieldAlert, words: 'This file was not accepted.' },
};

/** The link of a message's file while it is shown; null until there is one. Asks only for files that are ready. */
export const useMediaLink = ({ message, actions }: ContentProps): MediaLink | null => {
  const isReady = message.media?.state === 'ready';
  useEffect(
    () => (isReady ? actions.links.need(message.id) : undefined),
    [isReady, message.id, actions.links],
  );
  const state = isReady ? actions.links.of(message.id).value : null;
  return state?.kind === 'ready' ? state.link : null;
};

/** What stands in the place of a file that cannot be shown: why, and what can be done. Null where it can be. */
export const MediaAbsence = ({ message, actions, compact = false }: ContentProps & { compact?: boolean }) => {
  const { media } = message;
  if (media === null || media.state === 'ready') return null;
  const link = linkSentBy(message);
  const name = kindOf(message.type, media.voice)?.label ?? 'File';
  if (link !== null)
    return (
      <Absence icon={Link2} compact={compact}>
        {name} from{' '}
        <a href={link} target="_blank" rel="noopener noreferrer nofollow">
          {new URL(link).hostname}
        </a>
      </Absence>
    );
  if (media.state === 'pending')
    return (
      <div class={styles.absence} data-compact={compact ? '' : undefined}>
        <Spinner size={18} label="Getting the file" />
        <span class={styles.words}>
          {name}, on its way from WhatsApp
          {!compact && (
            <button
              type="button"
              class={styles.where}
              onClick={({ currentTarget: anchor }) =>
                actions.open({ kind: 'life', messageId: message.id, anchor })
              }
            >
              Where is it?
            </button>
          )}
        </span>
      </div>
    );
  const { icon, words } = PROBLEMS[media.state];
  return (
    <Absence icon={icon} compact={compact}>
      {media.problem ?? words}
      {media.state === 'failed' && actions.canWrite && (
        <Button size="sm" icon={RotateCw} onClick={() => actions.retryMedia(message)}>
          Try again
        </Button>
      )}
    </Absence>
  );
};

const Absence = ({
  icon,
  compact,
  children,
}: {
  icon: IconNode;
  compact: boolean;
  children: ComponentChildren;
}) => (
  <div class={styles.absence} data-compact={compact ? '' : undefined}>
    <Icon icon={icon} size={20} />
    <span class={styles.words}>{children}</span>
  </div>
);
