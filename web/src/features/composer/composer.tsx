import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Clock3, LayoutTemplate, Lock } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { lazyDialog } from '../../ui/lazy.tsx';
import type { ThreadStore } from '../conversations/thread-store.ts';
import { timeLeft, windowState } from '../conversations/window.rules.ts';
import { closureOf, type Closure } from './closed-composer.rules.ts';
import type { DialogKind } from './composer-store.ts';
import { DropSign } from './drop-sign.tsx';
import { MessageField } from './message-field.tsx';
import { useFileDrop } from './use-file-drop.ts';
import styles from './composer.module.css';

const ComposerDialog = lazyDialog(() => import('./composer-dialog.tsx').then((it) => it.ComposerDialog));

interface ComposerProps {
  thread: ThreadStore;
  conversation: Conversation;
  /** Text put back for another try; a new object each time. */
  restored: { text: string } | null;
}

/** Where an agent writes; where that is not possible, why, and what is. */
export const Composer = ({ thread, conversation, restored }: ComposerProps) => {
  const { nowMs, can, channels, composerOf, toast } = useWorkspace();
  const [composer] = useState(() => composerOf(thread.conversationId));
  const open = composer.dialog.value;
  const setOpen = (kind: DialogKind | null) => {
    composer.dialog.value = kind;
  };
  // Whoever comes back finds no dialog waiting.
  useEffect(() => () => setOpen(null), [composer]);
  const closure = closureOf({
    conversation,
    channel: channels.find(conversation.channelId) ?? null,
    canWrite: can('conversations:write'),
    nowMs: nowMs.value,
  });
  const area = useRef<HTMLDivElement>(null);
  const onFiles = useMemo(
    () => (files: readonly File[]) => {
      const refusals = composer.attach(files);
      if (refusals.length > 0) toast('danger', refusals.join(' '));
    },
    [composer],
  );
  const pane = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    pane.current = area.current?.closest<HTMLElement>('[data-drop-area]') ?? null;
  }, []);
  const isHeldOver = useFileDrop(pane, closure === null ? onFiles : null);
  const window = windowState(conversation.windowEndsAtMs, nowMs.value);
  return (
    <div class={styles.foot} ref={area}>
      {isHeldOver && <DropSign />}
      {closure !== null ? (
        <Closed closure={closure} onTemplate={() => setOpen('template')} />
      ) : (
        <>
          {window.kind === 'closing' && (
            <p class={styles.closing}>
              <Icon icon={Clock3} size={14} /> Window closes in {timeLeft(window.leftMs)}
            </p>
          )}
          <MessageField
            composer={composer}
            thread={thread}
            conversation={conversation}
            restored={restored}
            onOpen={setOpen}
            onFiles={onFiles}
          />
        </>
      )}
      {open !== null && (
        <ComposerDialog
          kind={open}
          composer={composer}
          conversation={conversation}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
};

const Closed = ({ closure, onTemplate }: { closure: Closure; onTemplate: () => void }) => (
  <div class={styles.closed} role="note">
    <span class={styles.lock}>
      <Icon icon={Lock} size={17} />
    </span>
    <p>
      <strong>{closure.title}</strong>
      {closure.text}
    </p>
    {closure.isTemplateAllowed && (
      <Button variant="primary" icon={LayoutTemplate} onClick={onTemplate}>
        Send a template
      </Button>
    )}
  </div>
);
