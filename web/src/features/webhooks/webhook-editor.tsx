import { useState } from 'preact/hooks';
import {
  EVENT_TYPES,
  type Webhook,
  type WebhookWithSecret,
} from '../../../../workers/contracts/api/webhooks.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './webhook-editor.module.css';
import { EVENT_WORDS } from './webhook-words.rules.ts';
import type { WebhooksStore } from './webhooks-store.ts';

interface WebhookEditorProps {
  store: WebhooksStore;
  edited?: Webhook;
  /** With the new one and its secret, or null after an edit. */
  onDone: (made: WebhookWithSecret | null) => void;
  onClose: () => void;
}

export const WebhookEditor = ({ store, edited, onDone, onClose }: WebhookEditorProps) => {
  const [url, setUrl] = useState(edited?.url ?? '');
  const [description, setDescription] = useState(edited?.description ?? '');
  const [isEverything, setIsEverything] = useState(edited?.events.includes('*') ?? false);
  const [events, setEvents] = useState<readonly string[]>(expanded(edited?.events ?? ['message.received']));
  const save = async () => {
    const chosen = isEverything ? ['*'] : [...events];
    if (edited === undefined) return onDone(await store.create(url, chosen, description));
    await store.edit(edited, { url, description, events: chosen });
    return onDone(null);
  };
  const toggle = (type: string) =>
    setEvents(events.includes(type) ? events.filter((one) => one !== type) : [...events, type]);
  return (
    <FormDialog
      title={edited === undefined ? 'New webhook' : 'Edit webhook'}
      submit={edited === undefined ? 'Create' : 'Save'}
      fields={['url']}
      onSubmit={save}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextField
            label="Address"
            value={url}
            onValue={setUrl}
            maxLength={2000}
            autoFocusInDialog
            placeholder="https://shop.example/hooks/recado"
            hint="https, on the public internet, port 443 or 8443."
            error={problem?.fieldError('url')}
          />
          <TextField
            label="What it is for"
            value={description}
            onValue={setDescription}
            maxLength={120}
            placeholder="Orders in the shop"
          />
          <fieldset class={styles.events}>
            <legend>It is told of</legend>
            <label class={styles.event}>
              <input
                type="checkbox"
                checked={isEverything}
                onChange={(event) => setIsEverything(event.currentTarget.checked)}
              />
              <span>Everything, also what is added later</span>
            </label>
            {!isEverything &&
              EVENT_TYPES.map((type) => (
                <label key={type} class={styles.event}>
                  <input type="checkbox" checked={events.includes(type)} onChange={() => toggle(type)} />
                  <span class={styles.eventWords}>
                    {EVENT_WORDS[type]} <code>{type}</code>
                  </span>
                </label>
              ))}
          </fieldset>
        </>
      )}
    </FormDialog>
  );
};

/** Families as the types that they stand for. */
const expanded = (patterns: readonly string[]): string[] =>
  EVENT_TYPES.filter((type) =>
    patterns.some((one) => one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1)))),
  );
