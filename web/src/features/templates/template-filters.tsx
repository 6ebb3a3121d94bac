import { useEffect, useState } from 'preact/hooks';
import type { Channel } from '../../../../workers/contracts/api/channels.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TEMPLATE_CATEGORIES } from '../../../../workers/contracts/api/templates.ts';
import { categoryWord, LANGUAGE_OPTIONS, STATUS_FILTERS } from './template-words.rules.ts';
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
  const { channelId, status, category, language, q } = store.filter.value;
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed.trim() === store.filter.peek().q) return undefined;
    const timer = setTimeout(() => void store.show({ q: typed.trim() }), TYPING_REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search class={styles.filters}>
      <TextField label="Name or text" value={typed} onValue={setTyped} maxLength={80} placeholder="order" />
      <SelectField
        label="Status"
        value={status}
        onValue={(value) => void store.show({ status: value })}
        options={STATUS_FILTERS}
      />
      <SelectField
        label="Category"
        value={category}
        onValue={(value) => void store.show({ category: value })}
        options={[
          { value: '', label: 'Every category' },
          ...TEMPLATE_CATEGORIES.map((value) => ({ value, label: categoryWord(value) })),
        ]}
      />
      <SelectField
        label="Language"
        value={language}
        onValue={(value) => void store.show({ language: value })}
        options={[{ value: '', label: 'Every language' }, ...LANGUAGE_OPTIONS]}
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
