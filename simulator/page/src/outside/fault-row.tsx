import { useId } from 'preact/hooks';
import styles from './fault-list.module.css';
import type { OutsideStore, ShownFault } from './outside-store.ts';

const labels: Record<string, string> = {
  delayMs: 'Delay, ms',
  count: 'Times (empty: until off)',
  probability: 'Probability',
  times: 'Copies',
  code: 'Meta’s error',
  on: 'Calls',
  body: 'Body',
  after: 'After status',
  answer: 'The answer says',
  ends: 'Then it is',
  status: 'HTTP status',
  extraBytes: 'Bytes more',
  isLengthHidden: 'Length hidden',
  contentType: 'Content type',
  location: 'Leads to',
  customer: 'Only customer (phone or id)',
  phoneNumberId: 'Only number (id)',
  type: 'Only type',
};

const choices: Record<string, string[]> = {
  on: ['messages', 'media', 'templates', 'account', 'any'],
  body: ['json', 'empty'],
  after: ['accepted', 'sent', 'delivered'],
  answer: ['held_for_quality_assessment', 'paused'],
  ends: ['sent', 'dropped'],
  isLengthHidden: ['false', 'true'],
};

/** A switch; while it is on, its numbers below it. */
export function FaultRow({ shown, outside }: { shown: ShownFault; outside: OutsideStore }) {
  const id = useId();
  const { name, kind, title, effect, fault } = shown;
  const change = (key: string, value: unknown) => {
    if (fault) void outside.setFault(name, { ...fault, [key]: value });
  };
  return (
    <li class={styles['row']}>
      <span class={styles['name']} id={`${id}-name`}>
        {title}
        {name !== kind && ` (${name.slice(kind.length + 1)})`}
      </span>
      <button
        type="button"
        role="switch"
        class={styles['switch']}
        aria-checked={fault !== null}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-effect`}
        onClick={() => void (fault ? outside.clearFault(name) : outside.setFault(name, {}))}
      />
      <span class={styles['effect']} id={`${id}-effect`}>
        {effect}
      </span>
      {fault && (
        <div class={styles['fields']}>
          {fieldsOf(fault).map(([key, value]) => (
            <label key={key} class={styles['field']} for={`${id}-${key}`}>
              {labels[key] ?? key}
              <FaultField
                id={`${id}-${key}`}
                name={key}
                value={value}
                outside={outside}
                onChange={(next) => change(key, next)}
              />
            </label>
          ))}
          {aimsOf(shown).map((key) => (
            <label key={key} class={styles['field']} for={`${id}-${key}`}>
              {labels[key]}
              <input
                id={`${id}-${key}`}
                class={styles['input']}
                type="text"
                value={typeof fault[key] === 'string' ? fault[key] : ''}
                onChange={({ currentTarget }) => change(key, currentTarget.value.trim() || undefined)}
              />
            </label>
          ))}
        </div>
      )}
    </li>
  );
}

function fieldsOf(fault: { [key: string]: unknown }): [string, unknown][] {
  const order = [
    'code',
    'after',
    'delayMs',
    'times',
    'body',
    'status',
    'extraBytes',
    'isLengthHidden',
    'contentType',
    'location',
    'on',
    'count',
    'probability',
  ];
  return order.filter((key) => key in fault).map((key) => [key, fault[key]]);
}

/** Whom it may be aimed at: empty means everybody. */
function aimsOf({ kind }: ShownFault): string[] {
  if (kind.endsWith('-webhooks') || kind === 'bad-signature') return [];
  return kind.startsWith('media-') ? ['phoneNumberId', 'type'] : ['customer', 'phoneNumberId', 'type'];
}

type FieldProps = {
  id: string;
  name: string;
  value: unknown;
  outside: OutsideStore;
  onChange: (value: unknown) => void;
};

function FaultField({ id, name, value, outside, onChange }: FieldProps) {
  const options = choices[name]?.map((choice) => ({ value: choice, label: choice }));
  const codes = outside.errorCodes.value.map(({ code, title }) => ({
    value: String(code),
    label: `${code} ${title}`,
  }));
  const listed = name === 'code' ? codes : options;
  if (listed) {
    return (
      <select
        id={id}
        class={styles['input']}
        data-wide={name === 'code'}
        value={String(value)}
        onChange={({ currentTarget }) => onChange(readChoice(name, currentTarget.value))}
      >
        {listed.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (typeof value === 'string') {
    return (
      <input
        id={id}
        class={styles['input']}
        type="text"
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  }
  return (
    <input
      id={id}
      class={styles['input']}
      type="number"
      min={name === 'probability' ? 0.01 : 1}
      max={name === 'probability' ? 1 : undefined}
      step={name === 'probability' ? 0.01 : 1}
      value={typeof value === 'number' ? value : ''}
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== '') onChange(Number(currentTarget.value));
        else if (name === 'count') onChange(null);
      }}
    />
  );
}

function readChoice(name: string, value: string): unknown {
  if (name === 'code') return Number(value);
  return name === 'isLengthHidden' ? value === 'true' : value;
}
