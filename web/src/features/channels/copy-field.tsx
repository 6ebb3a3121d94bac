import { useState } from 'preact/hooks';
import { Check, Copy } from 'lucide';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './copy-field.module.css';

/** A value to paste elsewhere. */
export const CopyField = ({ label, value }: { label: string; value: string }) => {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value).catch(() => undefined);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1_500);
  };
  return (
    <div class={styles.field}>
      <code>{value}</code>
      <IconButton
        icon={isCopied ? Check : Copy}
        label={isCopied ? 'Copied' : `Copy ${label}`}
        size="sm"
        onClick={() => void copy()}
      />
    </div>
  );
};
