import { useState } from 'preact/hooks';
import { asApiProblem, type ApiProblem } from '../api/api-problem.ts';

export interface Submission {
  /** Why the last try did not work, until the next one begins. */
  problem: ApiProblem | null;
  isBusy: boolean;
  /** Runs the work; what it throws becomes the problem. */
  submit: (work: () => Promise<unknown>) => Promise<void>;
}

/** Something that is asked of the server once at a time, with what it said against it. */
export function useSubmission(): Submission {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (work: () => Promise<unknown>) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  return { problem, isBusy, submit };
}
