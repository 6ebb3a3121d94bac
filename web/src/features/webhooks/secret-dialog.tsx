import type { WebhookWithSecret } from '../../../../workers/contracts/api/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyField } from '../channels/copy-field.tsx';
import styles from './secret-dialog.module.css';

/** The only time that a secret is seen. */
export const SecretDialog = ({ webhook, onClose }: { webhook: WebhookWithSecret; onClose: () => void }) => (
  <Dialog
    title="The signing secret"
    description="It is shown this once. Your system verifies with it that a call comes from here."
    onClose={onClose}
    footer={
      <Button variant="primary" onClick={onClose}>
        I have kept it
      </Button>
    }
  >
    <div class={styles.parts}>
      <CopyField label="Secret" value={webhook.secret} />
      <p>
        Calls are signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> asks; libraries
        for many languages verify them. By hand:
      </p>
      <pre class={styles.code}>
        {`content   = webhook-id + "." + webhook-timestamp + "." + body
key       = base64 decode of what follows "whsec_"
signature = "v1," + base64(HMAC-SHA256(key, content))`}
      </pre>
      <p>
        Compare with each of the space-separated signatures in webhook-signature, and forget ids seen before.
      </p>
    </div>
  </Dialog>
);
