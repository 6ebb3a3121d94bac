import type { RefObject } from 'preact';
import { Copy, Download, Forward, Info, Reply, RotateCw } from 'lucide';
import type { MessageReaction } from '../../../../workers/contracts/api/messages.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import type { ContentProps } from './bubble-actions.ts';
import { forwardableOf } from './forward.rules.ts';
import { canSendAgain } from './sending.rules.ts';
import styles from './message-menu.module.css';

const QUICK_EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** To the customer the company is one: what any of it reacted can be taken back by all. */
const isOurs = ({ own }: MessageReaction) => own !== null && (own.isRemoval || own.status !== 'failed');

interface MessageMenuProps extends ContentProps {
  anchor: RefObject<HTMLElement | null>;
  align: 'start' | 'end';
  onClose: () => void;
}

/** What can be done with one message. */
export const MessageMenu = ({ message, actions, anchor, align, onClose }: MessageMenuProps) => {
  const { toast } = useWorkspace();
  const isRevoked = message.revokedAtMs !== null;
  const canAnswer = actions.canWrite && message.externalId !== null && !isRevoked && message.type !== 'call';
  const isReady = !isRevoked && message.media?.state === 'ready';
  const { text } = message;
  const mine = message.reactions.find(isOurs)?.emoji ?? null;

  const copy = (copied: string) =>
    navigator.clipboard.writeText(copied).then(
      () => toast('success', 'Copied.'),
      () => toast('danger', 'The browser did not allow copying.'),
    );
  const download = () => {
    const state = actions.links.of(message.id).peek();
    if (state.kind !== 'ready') return toast('danger', 'The file is not there yet. Try again in a moment.');
    const link = document.createElement('a');
    link.href = state.link.downloadUrl;
    link.download = message.media?.filename ?? '';
    link.click();
  };

  const items: MenuItem[] = [];
  if (canAnswer)
    items.push({ id: 'reply', label: 'Reply', icon: Reply, onSelect: () => actions.reply(message) });
  if (actions.canWrite && forwardableOf(message) !== null)
    items.push({
      id: 'forward',
      label: 'Forward',
      icon: Forward,
      onSelect: () => {
        if (anchor.current !== null)
          actions.open({ kind: 'forward', messageId: message.id, anchor: anchor.current });
      },
    });
  if (text !== null && text !== '' && !isRevoked)
    items.push({ id: 'copy', label: 'Copy text', icon: Copy, onSelect: () => void copy(text) });
  if (isReady) items.push({ id: 'download', label: 'Download', icon: Download, onSelect: download });
  if (message.status === 'failed' && canSendAgain(message, actions.sending.peek()))
    items.push({
      id: 'retry',
      label: 'Send again',
      icon: RotateCw,
      onSelect: () => actions.retry(message.id),
    });
  items.push({
    id: 'info',
    label: 'Info',
    icon: Info,
    onSelect: () => {
      if (anchor.current !== null)
        actions.open({ kind: 'info', messageId: message.id, anchor: anchor.current });
    },
  });
  return (
    <Menu
      label="Message actions"
      anchor={anchor}
      open
      onClose={onClose}
      align={align}
      items={items}
      header={
        canAnswer ? (
          <fieldset class={styles.quick} aria-label="React">
            {QUICK_EMOJI.map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-label={mine === emoji ? `Take ${emoji} back` : `React with ${emoji}`}
                aria-pressed={mine === emoji}
                onClick={() => {
                  onClose();
                  actions.react(message, mine === emoji ? '' : emoji);
                }}
              >
                {emoji}
              </button>
            ))}
          </fieldset>
        ) : undefined
      }
    />
  );
};
