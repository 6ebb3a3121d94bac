import type { ConnectStep } from './connect-store.ts';
import styles from './connect-steps.module.css';

const STEPS: readonly [ConnectStep, string][] = [
  ['values', 'Values'],
  ['checks', 'Checks'],
  ['done', 'Done'],
];

/** Where one is on the way to a connected number. */
export const ConnectSteps = ({ step }: { step: ConnectStep }) => {
  const at = STEPS.findIndex(([name]) => name === step);
  return (
    <ol class={styles.steps} aria-label="Steps">
      {STEPS.map(([name, label], index) => (
        <li
          key={name}
          class={styles.step}
          data-state={index < at ? 'past' : index === at ? 'now' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span class={styles.number} aria-hidden="true">
            {index + 1}
          </span>
          {label}
        </li>
      ))}
    </ol>
  );
};
