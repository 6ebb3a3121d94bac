import { CircleAlert, CircleCheck } from 'lucide';
import { Icon } from '../../ui/icon.tsx';
import { readablePhone } from '../contacts/phone.rules.ts';
import styles from './events-page.module.css';
import type { SourceStore } from './source-store.ts';

/** What would become of the example. */
export const TrialCard = ({ store }: { store: SourceStore }) => {
  const trial = store.trial.value;
  if (trial === null) return null;
  const who = trial.phone === null ? trial.userId : readablePhone(trial.phone);
  return (
    <output class={styles.trial} aria-label="What would happen">
      <p class={styles.trialLine}>
        <Icon icon={who === null ? CircleAlert : CircleCheck} size={16} />
        {who === null
          ? 'No contact.'
          : `${trial.contactId === null ? 'A new contact' : 'A known contact'}: ${who}. The timeline says “${trial.title}”.`}
      </p>
      {trial.sends !== null && (
        <>
          <p class={styles.trialLine}>
            <Icon icon={CircleCheck} size={16} /> {trial.sends.templateName} would be sent:
          </p>
          <p class={styles.body} dir="auto">
            {trial.sends.text}
          </p>
        </>
      )}
      {trial.refusal !== null && (
        <p class={styles.trialLine}>
          <Icon icon={CircleAlert} size={16} /> {trial.refusal.detail}
        </p>
      )}
      {trial.sends === null && trial.refusal === null && (
        <p class={styles.trialLine}>Nothing would be sent for this type.</p>
      )}
      <p class={styles.note}>Nothing was sent.</p>
    </output>
  );
};
