import { useId } from 'preact/hooks';
import type { SettingsPatch } from '../../../world/settings.ts';
import type { OutsideStore } from './outside-store.ts';
import styles from './settings-form.module.css';

type ChoiceKey = 'autoRead' | 'unknownRecipients' | 'windowRefusal' | 'batchShape' | 'templateReview';
type DelayKey = 'sentDelayMs' | 'deliveredDelayMs' | 'readDelayMs' | 'batchWindowMs';
type Choice = { key: ChoiceKey; label: string; options: [string, string][] };

const choices: Choice[] = [
  {
    key: 'autoRead',
    label: 'Who reads by themselves',
    options: [
      ['never', 'Nobody'],
      ['open-chats', 'Phones with the chat open'],
      ['always', 'Everybody'],
    ],
  },
  {
    key: 'unknownRecipients',
    label: 'A number that nobody has',
    options: [
      ['create', 'Gets a phone'],
      ['fail', 'Fails with 131026'],
    ],
  },
  {
    key: 'windowRefusal',
    label: 'Outside the 24-hour window',
    options: [
      ['async', 'Accept, then fail with 131047'],
      ['sync', 'Refuse at once with 131047'],
    ],
  },
  {
    key: 'batchShape',
    label: 'Several updates in one POST',
    options: [
      ['separate-changes', 'A change for each'],
      ['shared-value', 'Together in one value'],
    ],
  },
  {
    key: 'templateReview',
    label: 'New templates',
    options: [
      ['approve', 'Are approved'],
      ['reject', 'Are rejected'],
      ['by-hand', 'Wait'],
    ],
  },
];

const delays: { key: DelayKey; label: string }[] = [
  { key: 'sentDelayMs', label: 'Sent after, ms' },
  { key: 'deliveredDelayMs', label: 'Delivered after, ms' },
  { key: 'readDelayMs', label: 'Read after, ms' },
  { key: 'batchWindowMs', label: 'Batch window, ms' },
];

export function SettingsForm({ outside }: { outside: OutsideStore }) {
  const id = useId();
  const settings = outside.settings.value;
  if (!settings) return null;
  const change = (patch: SettingsPatch) => void outside.changeSettings(patch);
  return (
    <div class={styles['form']}>
      {choices.map(({ key, label, options }) => (
        <label key={key} class={styles['field']} for={`${id}-${key}`}>
          {label}
          <select
            id={`${id}-${key}`}
            class={styles['input']}
            value={settings[key]}
            onChange={(event) => change({ [key]: event.currentTarget.value })}
          >
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <div class={styles['delays']}>
        {delays.map(({ key, label }) => (
          <label key={key} class={styles['field']} for={`${id}-${key}`}>
            {label}
            <input
              id={`${id}-${key}`}
              class={styles['input']}
              type="number"
              min={0}
              max={3_600_000}
              value={settings[key]}
              onChange={(event) => change({ [key]: Number(event.currentTarget.value) })}
            />
          </label>
        ))}
      </div>
      <label class={styles['check']} for={`${id}-pacing`}>
        <input
          id={`${id}-pacing`}
          type="checkbox"
          checked={settings.pacing.isOn}
          onChange={(event) => change({ pacing: { isOn: event.currentTarget.checked } })}
        />
        Enforce throughput and pair limits (130429, 131056)
      </label>
    </div>
  );
}
