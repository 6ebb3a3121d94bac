import { RotateCcw } from 'lucide';
import type { DeadLetterGroup } from '../../../../workers/contracts/api/dead-letters.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Fact } from '../contacts/fact.tsx';
import { fullMoment } from '../conversations/times.rules.ts';
import type { DeadLettersStore } from './dead-letters-store.ts';
import { codeWords, jobsWords, kindWords } from './letter-words.rules.ts';

interface RedriveAllDialogProps {
  group: DeadLetterGroup;
  store: DeadLettersStore;
  onClose: () => void;
}

/** Says what goes back before it does. */
export const RedriveAllDialog = ({ group, store, onClose }: RedriveAllDialogProps) => {
  const { toast } = useWorkspace();
  const putBack = async () => {
    const count = await store.redriveAll(group);
    toast(
      'success',
      `${jobsWords(count)} ${count === 1 ? 'goes' : 'go'} back. The list shows what becomes of them.`,
    );
    onClose();
  };
  return (
    <FormDialog
      title={`Put ${jobsWords(group.count)} back?`}
      submit={`Put ${group.count} back`}
      icon={RotateCcw}
      onSubmit={putBack}
      onClose={onClose}
    >
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
    </FormDialog>
  );
};
