import { useState } from 'preact/hooks';
import { Check, Copy } from 'lucide';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './fact.module.css';

/** A name and its value; says nothing where there is no value. */
export const Fact = ({
  name,
  value,
  copy = false,
}: {
  name: string;
  value: string | null;
  /** Whether it can be copied, or what is copied in its place. */
  copy?: boolean | string;
}) => {
  const [isCopied, setIsCopied] = useState(false);
  if (value === null) return null;
  const onCopy = async () => {
    if (copy === false) return;
    await navigator.clipboard.writeText(copy === true ? value : copy).catch(() => undefined);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1_500);
  };
  return (
    <div class={styles.fact}>
      <dt>{name}</dt>
      <dd>
        <span dir="auto">{value}</span>
        {copy !== false && (
          <IconButton
            class={styles.copy}
            icon={isCopied ? Check : Copy}
            label={isCopied ? 'Copied' : `Copy ${name}`}
            size="sm"
            onClick={() => void onCopy()}
          />
        )}
      </dd>
    </div>
  );
};
