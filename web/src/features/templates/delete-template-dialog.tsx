import { FormDialog } from '../../ui/form-dialog.tsx';

interface DeleteTemplateDialogProps {
  /** What is deleted, for example `order_update in English`. */
  what: string;
  onDelete: () => Promise<void>;
  onClose: () => void;
}

export const DeleteTemplateDialog = ({ what, onDelete, onClose }: DeleteTemplateDialogProps) => (
  <FormDialog
    title="Delete template"
    submit="Delete"
    variant="danger"
    cancel="Keep it"
    onSubmit={() => onDelete().then(onClose)}
    onClose={onClose}
  >
    <p>
      This deletes <strong>{what}</strong> at Meta as well. It can no longer be sent, and Meta keeps an
      approved name for 30 days before it can be used again.
    </p>
  </FormDialog>
);
