import { Check } from 'lucide';
import { Icon } from '../../ui/icon.tsx';
import styles from './connect-steps.module.css';

/** Where one is on the way to a connected number: at which of these steps. */
export const ConnectSteps = ({ steps, at }: { steps: readonly string[]; at: number }) => {
  return (
    <ol class={styles.steps} aria-label="Steps">
      {steps.map((label, index) => (
        <li
          key={label}
          class={styles.step}
          data-state={index < at ? 'past' : index === at ? 'now' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span class={styles.number} aria-hidden="true">
            {index < at ? <Icon icon={Check} size={13} strokeWidth={2.4} /> : index + 1}
          </span>
          {label}
        </li>
      ))}
    </ol>
  );
};
