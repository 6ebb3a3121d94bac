import { MAPPED_FIELDS } from '../../../../workers/contracts/api/incoming-events.ts';
import { Info } from 'lucide';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './events-page.module.css';
import { PlacePicker } from './place-picker.tsx';
import type { MappedField, SourceStore } from './source-store.ts';

const LABELS: Record<MappedField, string> = {
  phone: 'Phone number',
  userId: 'WhatsApp user id',
  name: 'Name',
  email: 'E-mail',
  type: 'Type of event',
  eventId: 'Id of the event',
  amount: 'Amount',
};

/** Where things stand in what the source posts. */
export const MappingCard = ({ store, mayWrite }: { store: SourceStore; mayWrite: boolean }) => {
  const mapping = store.mapping.value;
  const target = store.target.value;
  const isFound = mapping.phone !== null || mapping.userId !== null;
  return (
    <section class={styles.section} aria-labelledby="event-mapping">
      <h2 id="event-mapping">What is read</h2>
      <div class={styles.pickers}>
        {MAPPED_FIELDS.map((field) => {
          const isWaiting = target?.kind === 'field' && target.field === field;
          return (
            <PlacePicker
              key={field}
              label={LABELS[field]}
              path={mapping[field]}
              isWaiting={isWaiting}
              isDisabled={!mayWrite || store.example.value === null}
              onPick={() => {
                store.target.value = isWaiting ? null : { kind: 'field', field };
              }}
              onClear={() => store.setMapping({ [field]: null })}
            />
          );
        })}
      </div>
      <p class={styles.need} data-warns={!isFound && mapping.email !== null ? '' : undefined}>
        <Icon icon={Info} size={16} />
        {isFound
          ? 'The contact is found, or made, by the phone number, else by WhatsApp’s user id. An e-mail address stands on the timeline and finds nobody.'
          : 'Choose a phone number or WhatsApp’s user id: only by these is the contact found or made. Contacts hold no e-mail addresses, so without either an event is kept and is nobody’s.'}
      </p>
      <TextField
        label="Country of numbers without a country code"
        value={mapping.country ?? ''}
        onValue={(text) =>
          store.setMapping({ country: text.trim() === '' ? null : text.trim().toUpperCase().slice(0, 2) })
        }
        placeholder="BR"
        maxLength={2}
        disabled={!mayWrite}
      />
    </section>
  );
};
