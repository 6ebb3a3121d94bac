import { useState } from 'preact/hooks';
import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';

export const DeleteQuickReplyDialog = ({ reply, onClose }: { reply: QuickReply; onClose: () => void }) => {
  const { quickReplies } = useWorkspace();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const confirm = async () => {
    setIsBusy(true);
    try {
      await quickReplies.remove(reply.id);
      onClose();
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title={`Delete /${reply.shortcut}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus="">
            Keep it
          </Button>
          <Button variant="danger" busy={isBusy} onClick={() => void confirm()}>
            Delete
          </Button>
        </>
      }
    >
      <p>Nobody in your company can use it any more. Messages that were sent with it stay.</p>
      <FormProblem problem={problem} />
    </Dialog>
  );
};
