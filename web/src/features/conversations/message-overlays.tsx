import type { Signal } from '@preact/signals';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { lazyDialog } from '../../ui/lazy.tsx';
import { Popover } from '../../ui/popover.tsx';
import { lifeIdOf } from '../lives/life-id.rules.ts';
import type { BubbleActions, Overlay } from './bubble-actions.ts';
import { EditHistory } from './edit-history.tsx';
import { forwardableOf } from './forward.rules.ts';
import { ListSheet } from './list-sheet.tsx';
import { MediaViewer } from './media-viewer.tsx';
import { MessageInfo } from './message-info.tsx';
import { MessageMenu } from './message-menu.tsx';
import { ReactionList } from './reaction-list.tsx';

const ForwardDialog = lazyDialog(() => import('./forward-dialog.tsx').then((it) => it.ForwardDialog));
const LifeDialog = lazyDialog(() => import('../lives/life-dialog.tsx').then((it) => it.LifeDialog));

interface MessageOverlaysProps {
  overlay: Signal<Overlay | null>;
  messages: readonly Message[];
  actions: BubbleActions;
}

/** The one thing that is open over the thread: kept here once, not in each of thousands of bubbles. */
export const MessageOverlays = ({ overlay, messages, actions }: MessageOverlaysProps) => {
  const open = overlay.value;
  const message = open === null ? undefined : messages.find(({ id }) => id === open.messageId);
  if (open === null || message === undefined) return null;
  const close = () => {
    if (overlay.peek() === open) overlay.value = null;
  };
  if (open.kind === 'viewer')
    return (
      <MediaViewer
        key="viewer"
        message={message}
        messages={messages}
        actions={actions}
        onClose={close}
        onShow={(messageId) => {
          overlay.value = { ...open, messageId };
        }}
      />
    );
  if (open.kind === 'life')
    return <LifeDialog key={`life ${message.id}`} messageId={lifeIdOf(message)} onClose={close} />;
  if (open.kind === 'forward') {
    const what = forwardableOf(message);
    return what === null ? null : <ForwardDialog message={message} what={what} onClose={close} />;
  }
  const anchor = { current: open.anchor };
  const align = message.direction === 'inbound' ? 'start' : 'end';
  if (open.kind === 'menu')
    return (
      <MessageMenu
        key={`menu ${message.id}`}
        message={message}
        actions={actions}
        anchor={anchor}
        align={align}
        onClose={close}
      />
    );
  return (
    <Popover key={`${open.kind} ${message.id}`} anchor={anchor} open onClose={close} align={align}>
      <OpenSurface kind={open.kind} message={message} actions={actions} />
    </Popover>
  );
};

const OpenSurface = ({
  kind,
  message,
  actions,
}: {
  kind: Exclude<Overlay['kind'], 'viewer' | 'menu' | 'life' | 'forward'>;
  message: Message;
  actions: BubbleActions;
}) => {
  switch (kind) {
    case 'info':
      return <MessageInfo message={message} actions={actions} />;
    case 'edits':
      return <EditHistory message={message} />;
    case 'reactions':
      return <ReactionList message={message} actions={actions} />;
    case 'list':
      return <ListSheet message={message} />;
    default:
      return kind satisfies never;
  }
};
