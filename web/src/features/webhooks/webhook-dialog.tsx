import { useMemo, useState } from 'preact/hooks';
import { KeyRound, Pencil, Send, Trash2 } from 'lucide';
import type { Webhook, WebhookWithSecret } from '../../../../workers/contracts/api/webhooks.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { momentText } from '../conversations/times.rules.ts';
import { DeliveryDetail } from './delivery-detail.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { createDeliveryLogStore } from './delivery-log-store.ts';
import { VerifyExample } from './verify-example.tsx';
import { stateOfWebhook } from './webhook-words.rules.ts';
import type { WebhooksStore } from './webhooks-store.ts';
import styles from './webhook-dialog.module.css';

/** How often the log is looked at while it is open, in milliseconds. */
const LOOK_MS = 2_000;

interface WebhookDialogProps {
  webhook: Webhook;
  /** The delivery that is looked at first; null: all of them. */
  deliveryId: string | null;
  store: WebhooksStore;
  canWrite: boolean;
  onEdit: () => void;
  onSecret: (webhook: WebhookWithSecret) => void;
  onClose: () => void;
}

/** What the dialog asks before it does it. */
type Question = 'none' | 'delete' | 'redrive';

/** One webhook: how it is, what it was told, and what can be done about it. */
export const WebhookDialog = ({
  webhook,
  deliveryId,
  store,
  canWrite,
  onEdit,
  onSecret,
  onClose,
}: WebhookDialogProps) => {
  const { api, nowMs, toast } = useWorkspace();
  const nextSecretAtMs = (webhook.rotatableAtMs ?? 0) > nowMs.value ? webhook.rotatableAtMs : null;
  const log = useMemo(() => createDeliveryLogStore(api, webhook.id), [webhook.id]);
  const [question, setQuestion] = useState<Question>('none');
  const [part, setPart] = useState<'log' | 'verify'>('log');
  const [openId, setOpenId] = useState(deliveryId);
  useLookAgain(() => void log.load(), LOOK_MS, [log]);
  const attempt = async (work: () => Promise<unknown>, words: string | null) => {
    try {
      await work();
      if (words !== null) toast('success', words);
    } catch (thrown) {
      toast('danger', asApiProblem(thrown).message);
    }
  };
  const redrive = (id: string) => void attempt(() => log.redrive(id), 'It is on its way again.');
  const redriveFailed = () => {
    setQuestion('none');
    void attempt(async () => {
      const count = await log.redriveFailed();
      toast('success', count === 1 ? 'One is on its way again.' : `${count} are on their way again.`);
    }, null);
  };
  const state = stateOfWebhook(webhook);
  return (
    <Dialog
      title={webhook.description === '' ? 'Webhook' : webhook.description}
      description={webhook.url}
      wide
      onClose={onClose}
      footer={
        <Footer
          question={question}
          onBack={() => setQuestion('none')}
          onDelete={() =>
            void attempt(async () => {
              await log.endWith(() => store.remove(webhook.id));
              onClose();
            }, 'Deleted with its log.')
          }
          onRedriveFailed={redriveFailed}
          onClose={onClose}
        />
      }
    >
      <div class={styles.top}>
        <Badge tone={state.tone} dot>
          {state.label}
        </Badge>
        <span class={styles.events}>{webhook.events.join(', ')}</span>
      </div>
      {webhook.lastDeliveredAtMs !== null && (
        <p class={styles.last}>Last delivered {momentText(webhook.lastDeliveredAtMs, nowMs.value)}</p>
      )}
      {canWrite && nextSecretAtMs !== null && (
        <p class={styles.last}>
          The next secret can be made {momentText(nextSecretAtMs, nowMs.value)}, when the first of the earlier
          ones ends: what is sent is signed with those of a day, and with five at most.
        </p>
      )}
      {canWrite && (
        <div class={styles.actions}>
          <Button
            size="sm"
            icon={Send}
            disabled={!webhook.isEnabled}
            onClick={() => void attempt(log.test, null)}
          >
            Send a test
          </Button>
          <Button
            size="sm"
            onClick={() => void attempt(() => store.edit(webhook, { isEnabled: !webhook.isEnabled }), null)}
          >
            {webhook.isEnabled ? 'Switch off' : 'Switch on'}
          </Button>
          <Button size="sm" icon={Pencil} onClick={onEdit}>
            Edit
          </Button>
          <Button
            size="sm"
            icon={KeyRound}
            disabled={nextSecretAtMs !== null}
            onClick={() => void attempt(async () => onSecret(await store.rotate(webhook.id)), null)}
          >
            New secret
          </Button>
          <Button size="sm" icon={Trash2} onClick={() => setQuestion('delete')}>
            Delete
          </Button>
        </div>
      )}
      <div class={styles.parts}>
        <Tabs
          label="Parts of the webhook"
          tabs={[
            { id: 'log', label: 'Deliveries' },
            { id: 'verify', label: 'How to verify' },
          ]}
          value={part}
          onValue={setPart}
        />
        {part === 'verify' && <VerifyExample />}
        {part === 'log' && openId === null && (
          <DeliveryLog
            log={log}
            canWrite={canWrite}
            onOpen={setOpenId}
            onRedrive={redrive}
            onRedriveFailed={() => setQuestion('redrive')}
          />
        )}
        {part === 'log' && openId !== null && (
          <DeliveryDetail
            id={openId}
            log={log}
            canWrite={canWrite}
            isEnabled={webhook.isEnabled}
            onRedrive={redrive}
            onBack={() => setOpenId(null)}
          />
        )}
      </div>
    </Dialog>
  );
};

interface FooterProps {
  question: Question;
  onBack: () => void;
  onDelete: () => void;
  onRedriveFailed: () => void;
  onClose: () => void;
}

const Footer = ({ question, onBack, onDelete, onRedriveFailed, onClose }: FooterProps) => {
  switch (question) {
    case 'delete':
      return (
        <>
          <Button onClick={onBack}>Keep it</Button>
          <Button variant="danger" onClick={onDelete}>
            Delete it and its log
          </Button>
        </>
      );
    case 'redrive':
      return (
        <>
          <p class={styles.question}>All that failed, the oldest first, under their old ids.</p>
          <Button onClick={onBack}>Cancel</Button>
          <Button variant="primary" onClick={onRedriveFailed}>
            Send them again
          </Button>
        </>
      );
    default:
      return <Button onClick={onClose}>Close</Button>;
  }
};
