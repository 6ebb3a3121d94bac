import { Plus, Trash2 } from 'lucide';
import type { EventAction } from '../../../../workers/contracts/api/incoming-events.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './events-page.module.css';
import type { SourceStore } from './source-store.ts';
import { TemplateFields } from './template-fields.tsx';

/** Which template answers which type of event. */
export const ActionsCard = ({ store, mayWrite }: { store: SourceStore; mayWrite: boolean }) => {
  const { channels } = useWorkspace();
  const actions = store.actions.value;
  const numbers = channels.channels.value;
  const add = () => {
    const [first] = numbers;
    if (first === undefined) return;
    const eventType = store.example.peek()?.type ?? '';
    const isTaken = actions.some((one) => one.eventType === eventType);
    store.addAction({
      eventType: isTaken ? '' : eventType,
      channelId: first.id,
      templateName: '',
      language: '',
      variables: [],
    });
  };
  return (
    <section class={styles.section} aria-labelledby="event-actions">
      <h2 id="event-actions">What is sent</h2>
      {actions.length === 0 && (
        <p class={styles.note}>Nothing. Events stand on the contact’s timeline either way.</p>
      )}
      {actions.map((action: EventAction, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- an action has no name of its own but its place
        <fieldset key={index} class={styles.action} disabled={!mayWrite}>
          <legend class="visually-hidden">Template {index + 1}</legend>
          <div class={styles.actionHead}>
            <TextField
              label="When this type comes"
              value={action.eventType}
              onValue={(eventType) => store.setAction(index, { eventType })}
              maxLength={120}
              placeholder="purchase.approved"
            />
            <IconButton
              icon={Trash2}
              label={`Remove template ${index + 1}`}
              onClick={() => store.removeAction(index)}
            />
          </div>
          <SelectField
            label="From number"
            value={action.channelId}
            onValue={(channelId) =>
              store.setAction(index, { channelId, templateName: '', language: '', variables: [] })
            }
            options={numbers.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <TemplateFields key={action.channelId} store={store} action={action} index={index} />
        </fieldset>
      ))}
      {mayWrite && (
        <Button size="sm" icon={Plus} disabled={numbers.length === 0} onClick={add}>
          Send a template
        </Button>
      )}
    </section>
  );
};
