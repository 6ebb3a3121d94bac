import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { CircleAlert, Plus, Webhook as WebhookIcon } from 'lucide';
import type { Webhook, WebhookWithSecret } from '../../../../workers/contracts/api/webhooks.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { useLookAgain } from '../../ui/use-look-again.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookEditor } from './webhook-editor.tsx';
import { stateOfWebhook } from './webhook-words.rules.ts';
import { createWebhooksStore } from './webhooks-store.ts';
import styles from './webhooks-tab.module.css';

type Open =
  | { kind: 'none' }
  | { kind: 'new' }
  | { kind: 'edit'; webhook: Webhook }
  | { kind: 'shown'; id: string }
  | { kind: 'secret'; webhook: WebhookWithSecret };

/** How often they are looked at while the page is seen, in milliseconds: a receiver may switch its webhook off. */
const LOOK_MS = 4_000;

export const WebhooksTab = () => {
  const { api, can, settingsChanges } = useWorkspace();
  const store = useMemo(() => createWebhooksStore(api), []);
  const { query } = useLocation();
  const asked = query['webhook'];
  const [open, setOpen] = useState<Open>(
    asked === undefined ? { kind: 'none' } : { kind: 'shown', id: asked },
  );
  useLookAgain(() => void store.load(), LOOK_MS, [settingsChanges.webhooks.value]);
  const close = () => setOpen({ kind: 'none' });
  const canWrite = can('webhooks:write');
  const items = store.items.value;
  const shown = open.kind === 'shown' ? items.find(({ id }) => id === open.id) : undefined;
  return (
    <section class={styles.tab} aria-label="Webhooks">
      <div class={styles.top}>
        <p class={styles.lead}>
          Your own systems are told of what happens, signed, and for three days if they do not answer.
        </p>
        {canWrite && (
          <Button variant="primary" icon={Plus} onClick={() => setOpen({ kind: 'new' })}>
            New webhook
          </Button>
        )}
      </div>
      {store.phase.value === 'loading' && <LoadingRows label="Loading webhooks" />}
      {store.phase.value === 'failed' && (
        <EmptyState
          icon={CircleAlert}
          title="The webhooks could not be loaded"
          action={<Button onClick={() => void store.load()}>Try again</Button>}
        >
          {store.problem.value?.message}
        </EmptyState>
      )}
      {store.phase.value === 'ready' && items.length === 0 && (
        <div class={styles.card}>
          <EmptyState icon={WebhookIcon} title="No webhook yet">
            Tell your shop or CRM of new messages, statuses and contacts.
          </EmptyState>
        </div>
      )}
      {items.length > 0 && (
        <ul class={styles.card} aria-label="Addresses">
          {items.map((webhook) => {
            const state = stateOfWebhook(webhook);
            return (
              <li key={webhook.id}>
                <button
                  type="button"
                  class={styles.row}
                  onClick={() => setOpen({ kind: 'shown', id: webhook.id })}
                >
                  <span class={styles.words}>
                    <strong>{webhook.description === '' ? webhook.url : webhook.description}</strong>
                    <span>{webhook.description === '' ? webhook.events.join(', ') : webhook.url}</span>
                  </span>
                  <Badge tone={state.tone} dot>
                    {state.label}
                  </Badge>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {open.kind === 'new' && (
        <WebhookEditor
          store={store}
          onDone={(made) => (made === null ? close() : setOpen({ kind: 'secret', webhook: made }))}
          onClose={close}
        />
      )}
      {open.kind === 'edit' && (
        <WebhookEditor store={store} edited={open.webhook} onDone={close} onClose={close} />
      )}
      {shown !== undefined && (
        <WebhookDialog
          webhook={shown}
          deliveryId={shown.id === asked ? (query['delivery'] ?? null) : null}
          store={store}
          canWrite={canWrite}
          onEdit={() => setOpen({ kind: 'edit', webhook: shown })}
          onSecret={(webhook) => setOpen({ kind: 'secret', webhook })}
          onClose={close}
        />
      )}
      {open.kind === 'secret' && <SecretDialog webhook={open.webhook} onClose={close} />}
    </section>
  );
};
