import { useEffect, useMemo, useState } from 'preact/hooks';
import { KeyRound, Pencil, RotateCcw, Send, Trash2 } from 'lucide';
import type { Webhook, WebhookWithSecret } from '../../../../workers/contracts/api/webhooks.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { momentText } from '../conversations/times.rules.ts';
import { DELIVERY_WORDS, lastTryWords, stateOfWebhook } from './webhook-words.rules.ts';
import { createDeliveryLogStore, type WebhooksStore } from './webhooks-store.ts';
import styles from './webhook-dialog.module.css';

/** How often the log is looked at while it is open, in milliseconds. */
const LOOK_MS = 2_000;

interface WebhookDialogProps {
  webhook: Webhook;
  store: WebhooksStore;
  canWrite: boolean;
  onEdit: () => void;
  onSecret: (webhook: WebhookWithSecret) => void;
  onClose: () => void;
}

/** One webhook: how it is, what it was told, and what can be done about it. */
export const WebhookDialog = ({
  webhook,
  store,
  canWrite,
  onEdit,
  onSecret,
  onClose,
}: WebhookDialogProps) => {
  const { api, nowMs, toast } = useWorkspace();
  const log = useMemo(() => createDeliveryLogStore(api, webhook.id), [webhook.id]);
  const [isDeleting, setIsDeleting] = useState(false);
  useEffect(() => {
    void log.load();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void log.load();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [log]);
  const attempt = async (work: () => Promise<unknown>, words: string | null) => {
    try {
      await work();
      if (words !== null) toast('success', words);
    } catch (thrown) {
      toast('danger', asApiProblem(thrown).message);
    }
  };
  const state = stateOfWebhook(webhook);
  const deliveries = log.items.value;
  const hasFailed = deliveries.some((delivery) => delivery.state === 'failed');
  return (
    <Dialog
      title={webhook.description === '' ? 'Webhook' : webhook.description}
      description={webhook.url}
      wide
      onClose={onClose}
      footer={
        isDeleting ? (
          <>
            <Button onClick={() => setIsDeleting(false)}>Keep it</Button>
            <Button
              variant="danger"
              onClick={() =>
                void attempt(async () => {
                  await store.remove(webhook.id);
                  onClose();
                }, 'Deleted with its log.')
              }
            >
              Delete it and its log
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )
      }
    >
      <div class={styles.top}>
        <Badge tone={state.tone} dot>
          {state.label}
        </Badge>
        <span class={styles.events}>{webhook.events.join(', ')}</span>
      </div>
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
            onClick={() => void attempt(async () => onSecret(await store.rotate(webhook.id)), null)}
          >
            New secret
          </Button>
          {hasFailed && (
            <Button
              size="sm"
              icon={RotateCcw}
              onClick={() => void attempt(log.redriveFailed, 'They are on their way again.')}
            >
              Send failed again
            </Button>
          )}
          <Button size="sm" icon={Trash2} onClick={() => setIsDeleting(true)}>
            Delete
          </Button>
        </div>
      )}
      {deliveries.length === 0 ? (
        <p class={styles.none}>It has been told nothing yet.</p>
      ) : (
        <ul class={styles.log} aria-label="Delivery log">
          {deliveries.map((delivery) => (
            <li key={delivery.id} class={styles.delivery}>
              <span class={styles.words}>
                <strong>{delivery.eventType}</strong>
                <span>
                  {lastTryWords(delivery)}
                  {delivery.nextAtMs !== null &&
                    delivery.attempts.length > 0 &&
                    `, tried again ${momentText(delivery.nextAtMs, nowMs.value)}`}
                </span>
              </span>
              <Badge tone={DELIVERY_WORDS[delivery.state].tone}>{DELIVERY_WORDS[delivery.state].label}</Badge>
              <time class={styles.when} dateTime={new Date(delivery.createdAtMs).toISOString()}>
                {momentText(delivery.createdAtMs, nowMs.value)}
              </time>
              {canWrite && (delivery.state === 'failed' || delivery.state === 'delivered') && (
                <IconButton
                  icon={RotateCcw}
                  size="sm"
                  label={`Send ${delivery.eventType} again`}
                  onClick={() => void attempt(() => log.redrive(delivery.id), 'It is on its way again.')}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};
