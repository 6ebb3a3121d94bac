import { CircleAlert } from 'lucide';
import type { ApiProblem } from '../api/api-problem.ts';
import { Icon } from './icon.tsx';
import styles from './form-problem.module.css';

interface FormProblemProps {
  problem: ApiProblem | null;
  /** The fields that say beside themselves what is wrong with them; without it, all of them do. */
  saidBeside?: readonly string[];
}

/** What is wrong with a whole form. Says nothing when the fields say it already. */
export const FormProblem = ({ problem, saidBeside }: FormProblemProps) => {
  if (problem === null) return null;
  const unsaid = problem.fields.filter(({ path }) => saidBeside?.includes(path) === false);
  if (problem.fields.length > 0 && unsaid.length === 0) return null;
  return (
    <p class={styles.problem} role="alert">
      <Icon icon={CircleAlert} size={16} />
      {unsaid.length === 0 ? problem.message : unsaid.map((field) => field.message).join(' ')}
    </p>
  );
};
