import { useEffect, useState } from 'preact/hooks';
import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { STATUS_FILTERS } from './template-words.rules.ts';
import type { TemplatesStore } from './templates-store.ts';
import styles from './templates-page.module.css';

/** How long typing must rest before it is searched for, in milliseconds. */
const TYPING_REST_MS = 250;

export const TemplateFilters = ({
  store,
  channels,
}: {
  store: TemplatesStore;
  channels: readonly Channel[];
}) => {
  const { channelId, status, q } = store.filter.value;
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed.trim() === store.filter.peek().q) return undefined;
    const timer = setTimeout(() => void store.show({ q: typed.trim() }), TYPING_REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search class={styles.filters}>
      <TextField label="Name" value={typed} onValue={setTyped} maxLength={80} placeholder="order" />
      <SelectField
        label="Status"
        value={status}
        onValue={(value) => void store.show({ status: value })}
        options={STATUS_FILTERS}
      />
      {channels.length > 1 && (
        <SelectField
          label="Channel"
          value={channelId}
          onValue={(value) => void store.show({ channelId: value })}
          options={[
            { value: '', label: 'Every channel' },
            ...channels.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </search>
  );
};
