import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import styles from './event-list.module.css';
import type { OutsideStore, ShownTemplate } from './outside-store.ts';

type Deed = { label: string; path: string; body: (template: ShownTemplate) => object };

const deeds: Deed[] = [
  { label: 'Approve', path: 'status', body: () => ({ status: 'APPROVED' }) },
  { label: 'Reject', path: 'status', body: () => ({ status: 'REJECTED' }) },
  { label: 'Pause', path: 'status', body: () => ({ status: 'PAUSED' }) },
  { label: 'Disable', path: 'status', body: () => ({ status: 'DISABLED' }) },
  { label: 'Flag', path: 'status', body: ({ status }) => ({ status, event: 'FLAGGED' }) },
  { label: 'Quality to red', path: 'quality', body: () => ({ score: 'RED' }) },
  { label: 'Quality to green', path: 'quality', body: () => ({ score: 'GREEN' }) },
  {
    label: 'Marketing from tomorrow',
    path: 'category',
    body: () => ({ category: 'MARKETING', isImpending: true }),
  },
  { label: 'Marketing from now', path: 'category', body: () => ({ category: 'MARKETING' }) },
  { label: 'Components change', path: 'components', body: ({ components }) => ({ components }) },
];

/** What Meta does to one template of the account. */
export function TemplateEvents({ outside, phoneNumberId }: { outside: OutsideStore; phoneNumberId: string }) {
  const id = useId();
  const chosen = useSignal<string | null>(null);
  const templates = outside.templates.value;
  const template = templates.find((other) => other.id === chosen.value) ?? templates[0];
  useEffect(() => void outside.loadTemplates(phoneNumberId), [phoneNumberId]);
  if (!template) return null;
  return (
    <section class={styles['events']} aria-label="Events of a template">
      <label class={styles['label']} for={id}>
        Template
        <select
          id={id}
          class={styles['select']}
          value={template.id}
          onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}
        >
          {templates.map((other) => (
            <option key={other.id} value={other.id}>
              {`${other.name} (${other.language}), ${other.status.toLowerCase()}`}
            </option>
          ))}
        </select>
      </label>
      <p class={styles['hint']}>
        {`${template.category.toLowerCase()}, quality ${template.qualityScore.toLowerCase()}`}
      </p>
      <ul class={styles['list']}>
        {deeds.map(({ label, path, body }) => (
          <li key={label}>
            <button
              type="button"
              class={styles['event']}
              onClick={() => void outside.changeTemplate(template.id, path, body(template))}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
