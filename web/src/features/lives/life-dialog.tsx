import { Dialog } from '../../ui/dialog.tsx';
import { FormProblem } from '../../ui/form-problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MessageLife } from './message-life.tsx';
import { useLife } from './use-life.ts';

/** Follows one message while it is open. */
export const LifeDialog = ({ messageId, onClose }: { messageId: string; onClose: () => void }) => {
  const found = useLife(messageId);
  return (
    <Dialog title="The life of this message" wide onClose={onClose}>
      {found === null && <Skeleton shape="block" width="full" />}
      {found?.life != null && <MessageLife life={found.life} />}
      {found?.problem != null && <FormProblem problem={found.problem} />}
    </Dialog>
  );
};
