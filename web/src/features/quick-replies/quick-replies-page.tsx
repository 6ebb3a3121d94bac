import { useEffect, useState } from 'preact/hooks';
import { CircleAlert, Plus, Trash2, Zap } from 'lucide';
import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DeleteQuickReplyDialog } from './delete-quick-reply-dialog.tsx';
import { findQuickReplies } from './find-quick-replies.rules.ts';
import { QuickReplyDialog } from './quick-reply-dialog.tsx';
import pageStyles from '../../ui/page.module.css';
import styles from './quick-replies-page.module.css';

type Open =
  | { kind: 'none' }
  | { kind: 'new' }
  | { kind: 'edit'; reply: QuickReply }
  | { kind: 'delete'; reply: QuickReply };

export const QuickRepliesPage = () => {
  const { quickReplies, can } = useWorkspace();
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const [query, setQuery] = useState('');
  useEffect(() => void quickReplies.refresh(), []);
  const close = () => setOpen({ kind: 'none' });
  const canWrite = can('conversations:write');
  const phase = quickReplies.phase.value;
  const all = quickReplies.items.value;
  const shown = findQuickReplies(all, query.trim());
  const add = canWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setOpen({ kind: 'new' })}>
      New quick reply
    </Button>
  );
  return (
    <main class={pageStyles.page}>
      <div class={pageStyles.column}>
        <header class={pageStyles.header}>
          <div>
            <h1 class={pageStyles.title}>Quick replies</h1>
            <p class={pageStyles.lead}>
              Texts that your team sends again and again. Type <b>/</b> and the shortcut while writing.
            </p>
          </div>
          {all.length > 0 && add}
        </header>
        {all.length > 5 && (
          <TextField label="Search" value={query} onValue={setQuery} maxLength={80} placeholder="thanks" />
        )}
        {phase === 'loading' && <LoadingRows label="Loading quick replies" />}
        {phase === 'failed' && (
          <EmptyState
            icon={CircleAlert}
            title="The quick replies could not be loaded"
            action={<Button onClick={() => void quickReplies.refresh()}>Try again</Button>}
          >
            {quickReplies.problem.value?.message}
          </EmptyState>
        )}
        {phase === 'ready' && all.length === 0 && (
          <div class={pageStyles.card}>
            <EmptyState icon={Zap} title="No quick reply yet" action={add === false ? undefined : add}>
              Greetings, opening hours, how to pay: write them once.
            </EmptyState>
          </div>
        )}
        {phase === 'ready' && all.length > 0 && shown.length === 0 && (
          <div class={pageStyles.card}>
            <EmptyState icon={Zap} title="No quick reply matches" />
          </div>
        )}
        {shown.length > 0 && (
          <ul class={pageStyles.card} aria-label="Quick replies">
            {shown.map((reply) => (
              <li key={reply.id} class={styles.row}>
                {canWrite ? (
                  <button
                    type="button"
                    class={styles.reply}
                    onClick={() => setOpen({ kind: 'edit', reply })}
                    aria-label={`Edit /${reply.shortcut}`}
                  >
                    <Reply reply={reply} />
                  </button>
                ) : (
                  <div class={styles.reply}>
                    <Reply reply={reply} />
                  </div>
                )}
                {canWrite && (
                  <IconButton
                    icon={Trash2}
                    label={`Delete /${reply.shortcut}`}
                    onClick={() => setOpen({ kind: 'delete', reply })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {open.kind === 'new' && <QuickReplyDialog onClose={close} />}
      {open.kind === 'edit' && <QuickReplyDialog edited={open.reply} onClose={close} />}
      {open.kind === 'delete' && <DeleteQuickReplyDialog reply={open.reply} onClose={close} />}
    </main>
  );
};

const Reply = ({ reply }: { reply: QuickReply }) => (
  <>
    <span class={styles.shortcut}>/{reply.shortcut}</span>
    <span class={styles.text} dir="auto">
      {reply.text}
    </span>
  </>
);
