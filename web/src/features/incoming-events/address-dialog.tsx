import type { EventSourceWithAddress } from '../../../../workers/contracts/api/incoming-events.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopyField } from '../channels/copy-field.tsx';
import styles from './events-page.module.css';

/** The only time that an address and a made secret are shown. */
export const AddressDialog = ({
  address: { name, url, secret },
  onClose,
}: {
  address: EventSourceWithAddress;
  onClose: () => void;
}) => (
  <Dialog
    title={`Where ${name} posts`}
    description="Copy this now: it is shown only once."
    onClose={onClose}
    footer={
      <Button variant="primary" onClick={onClose}>
        I have copied it
      </Button>
    }
  >
    <div class={styles.form}>
      {!url.endsWith('…') && (
        <div>
          <p class={styles.label}>Address</p>
          <CopyField label="address" value={url} />
        </div>
      )}
      {secret !== null && (
        <div>
          <p class={styles.label}>Secret that signs</p>
          <CopyField label="secret" value={secret} />
        </div>
      )}
    </div>
  </Dialog>
);
