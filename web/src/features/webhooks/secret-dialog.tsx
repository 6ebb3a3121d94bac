import type { WebhookWithSecret } from '../../../../workers/contracts/api/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyField } from '../channels/copy-field.tsx';
import styles from './secret-dialog.module.css';
import { VerifyExample } from './verify-example.tsx';

/** The only time that a secret is seen. */
export const SecretDialog = ({ webhook, onClose }: { webhook: WebhookWithSecret; onClose: () => void }) => (
  <Dialog
    title="The signing secret"
    description="It is shown this once. Your system verifies with it that a call comes from here."
    wide
    onClose={onClose}
    footer={
      <Button variant="primary" onClick={onClose}>
        I have kept it
      </Button>
    }
  >
    <div class={styles.parts}>
      <CopyField label="Secret" value={webhook.secret} />
      <VerifyExample />
    </div>
  </Dialog>
);
