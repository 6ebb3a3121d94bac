import { useState } from 'preact/hooks';
import { RotateCcw } from 'lucide';
import type { DeadLetterGroup } from '../../../../workers/contracts/api/dead-letters.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { Fact } from '../contacts/fact.tsx';
import { fullMoment } from '../conversations/times.rules.ts';
import type { DeadLettersStore } from './dead-letters-store.ts';
import styles from './dead-letter-dialog.module.css';
import { codeWords, jobsWords, kindWords } from './letter-words.rules.ts';

interface RedriveAllDialogProps {
  group: DeadLetterGroup;
  store: DeadLettersStore;
  onClose: () => void;
}

/** Says what goes back before it does. */
export const RedriveAllDialog = ({ group, store, onClose }: RedriveAllDialogProps) => {
  const { toast } = useWorkspace();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const putBack = async () => {
    setIsBusy(true);
    try {
      const count = await store.redriveAll(group);
      toast(
        'success',
        `${jobsWords(count)} ${count === 1 ? 'goes' : 'go'} back. The list shows what becomes of them.`,
      );
      onClose();
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title={`Put ${jobsWords(group.count)} back?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" icon={RotateCcw} busy={isBusy} onClick={() => void putBack()}>
            Put {group.count} back
          </Button>
        </>
      }
    >
      <div class={styles.parts}>
        <dl>
          <Fact name="What" value={kindWords(group.kind)} />
          <Fact name="Reason" value={codeWords(group.code)} />
          <Fact name="Lane" value={group.lane} />
          <Fact name="Oldest" value={fullMoment(group.oldestAtMs)} />
          <Fact name="Newest" value={fullMoment(group.newestAtMs)} />
          {store.scope.value === 'deployment' && <Fact name="Whose" value="All companies’, and nobody’s" />}
        </dl>
        <p>
          Each goes back to its lane and has all its tries again. Nothing is done twice: what was done in the
          meantime is recognised and left as it is.
        </p>
        <FormProblem problem={problem} />
      </div>
    </Dialog>
  );
};
