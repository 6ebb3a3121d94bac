import { useState } from 'preact/hooks';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { asFormProblem } from './template-problem.ts';

interface DeleteTemplateDialogProps {
  /** What is deleted, for example `order_update in English`. */
  what: string;
  onDelete: () => Promise<void>;
  onClose: () => void;
}

export const DeleteTemplateDialog = ({ what, onDelete, onClose }: DeleteTemplateDialogProps) => {
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const confirm = async () => {
    setIsBusy(true);
    try {
      await onDelete();
      onClose();
    } catch (thrown) {
      setProblem(asFormProblem(asApiProblem(thrown)));
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      title="Delete template"
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
      <p>
        This deletes <strong>{what}</strong> at Meta as well. It can no longer be sent, and Meta keeps an
        approved name for 30 days before it can be used again.
      </p>
      <FormProblem problem={problem} />
    </Dialog>
  );
};
