import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { CircleAlert, SearchX } from 'lucide';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { readFile } from '../../api/read-file.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { closureOf } from '../composer/closed-composer.rules.ts';
import { contactTitle } from '../contacts/phone.rules.ts';
import { forwardMessage } from './forward-message.ts';
import type { Forwardable } from './forward.rules.ts';
import styles from './forward-dialog.module.css';

/** How long typing must rest before it is searched for, in milliseconds. */
const TYPING_REST_MS = 250;
const SHOWN_ROWS = 30;

interface ForwardDialogProps {
  message: Message;
  what: Forwardable;
  onClose: () => void;
}

/** Chooses the conversation that a message is sent on to, sends it, and goes there. */
export const ForwardDialog = ({ message, what, onClose }: ForwardDialogProps) => {
  const { api, rows } = useWorkspace();
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isLatest = true;
    const search = async () => {
      try {
        const q = typed.trim();
        const page = await api.listConversations({
          status: 'all',
          limit: SHOWN_ROWS,
          ...(q === '' ? {} : { q }),
        });
        if (!isLatest) return;
        rows.put(page.items);
        setProblem(null);
        setFound(page.items.map(({ id }) => id).filter((id) => id !== message.conversationId));
      } catch (thrown) {
        if (isLatest) setProblem(asApiProblem(thrown).message);
      }
    };
    const timer = setTimeout(() => void search(), typed === '' ? 0 : TYPING_REST_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [typed]);
  const forward = useForwarding(message, what, onClose, setProblem);

  return (
    <Dialog
      title="Forward"
      description="It is sent as a new message of yours, without the sender’s name."
      onClose={onClose}
    >
      <div class={styles.content}>
        <search>
          <TextField
            label="To"
            value={typed}
            onValue={setTyped}
            maxLength={80}
            placeholder="Name or number"
            autoFocusInDialog
          />
        </search>
        {problem !== null && (
          <EmptyState icon={CircleAlert} title="That did not work">
            {problem}
          </EmptyState>
        )}
        {found === null && problem === null && <Spinner label="Loading conversations" />}
        {found?.length === 0 && (
          <EmptyState icon={SearchX} title="Nobody found">
            No other contact has a name or number that begins like this.
          </EmptyState>
        )}
        {found !== null && found.length > 0 && (
          <ul class={styles.list} aria-label="Conversations to forward to">
            {found.map((id) => {
              const row = rows.find(id);
              return row === null ? null : (
                <Target
                  key={id}
                  row={row}
                  isBusy={forward.busyId !== null}
                  onPick={() => void forward.to(row)}
                />
              );
            })}
          </ul>
        )}
      </div>
    </Dialog>
  );
};

const Target = ({ row, isBusy, onPick }: { row: Conversation; isBusy: boolean; onPick: () => void }) => {
  const { channels, can, nowMs } = useWorkspace();
  const channel = channels.find(row.channelId) ?? null;
  const closure = closureOf({
    conversation: row,
    channel,
    canWrite: can('conversations:write'),
    nowMs: nowMs.value,
  });
  const isOneOfMany = channels.channels.value.length > 1;
  return (
    <li>
      <button type="button" class={styles.row} disabled={closure !== null || isBusy} onClick={onPick}>
        <Avatar id={row.contact.id} name={row.contact.name} />
        <span class={styles.words}>
          <span class={styles.name} dir="auto">
            {contactTitle(row.contact)}
          </span>
          <span class={styles.note}>
            {closure?.title ?? (isOneOfMany ? (channel?.name ?? '') : (row.contact.phone ?? ''))}
          </span>
        </span>
      </button>
    </li>
  );
};

const useForwarding = (
  message: Message,
  what: Forwardable,
  onClose: () => void,
  onProblem: (problem: string) => void,
) => {
  const { api, threadOf } = useWorkspace();
  const { route } = useLocation();
  const [busyId, setBusyId] = useState<string | null>(null);
  const to = async ({ id }: Conversation) => {
    setBusyId(id);
    try {
      await forwardMessage({ api, readFile, threadOf }, message, what, id);
      onClose();
      // Where it can be seen on its way, and what becomes of it.
      route(`/inbox/${id}`);
    } catch (thrown) {
      onProblem(asApiProblem(thrown).message);
    } finally {
      setBusyId(null);
    }
  };
  return { busyId, to };
};
