import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

export const DeleteQuickReplyDialog = ({ reply, onClose }: { reply: QuickReply; onClose: () => void }) => {
  const { quickReplies } = useWorkspace();
  return (
    <FormDialog
      title={`Delete /${reply.shortcut}`}
      submit="Delete"
      variant="danger"
      cancel="Keep it"
      onSubmit={() => quickReplies.remove(reply.id).then(onClose)}
      onClose={onClose}
    >
      <p>Nobody in your company can use it any more. Messages that were sent with it stay.</p>
    </FormDialog>
  );
};
