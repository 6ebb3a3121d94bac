import { CircleAlert } from 'lucide';
import type { ApiProblem } from '../api/api-problem.ts';
import { Icon } from './icon.tsx';
import styles from './form-problem.module.css';

/** What is wrong with a whole form. Says nothing when the fields say it already. */
export const FormProblem = ({ problem }: { problem: ApiProblem | null }) =>
  problem === null || problem.fields.length > 0 ? null : (
    <p class={styles.problem} role="alert">
      <Icon icon={CircleAlert} size={16} />
      {problem.message}
    </p>
  );
