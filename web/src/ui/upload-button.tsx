import { useEffect, useRef, useState } from 'preact/hooks';
import { FileUp } from 'lucide';
import { asApiProblem } from '../api/api-problem.ts';
import { Button } from './button.tsx';
import styles from './upload-button.module.css';

export interface Upload {
  /** How much of the file has gone up, from 0 to 1. */
  onProgress: (share: number) => void;
  /** Aborted when the person cancels, or the button is gone. */
  signal: AbortSignal;
}

interface UploadButtonProps {
  label: string;
  /** What the chooser of files is called. */
  name: string;
  mimeTypes: readonly string[];
  /** What the button says when all bytes are there and the work is not yet done. */
  finishing?: string;
  isInvalid?: boolean;
  describedBy?: string;
  /** Why the file is not taken, before anything travels. */
  refuse: (file: File) => string | null;
  upload: (file: File, upload: Upload) => Promise<void>;
  /** In plain words, and null when a new try begins. */
  onProblem: (words: string | null) => void;
}

/** Chooses one file and sends it up: shows how far it is, and can be cancelled. */
export const UploadButton = ({
  label,
  name,
  mimeTypes,
  finishing,
  isInvalid = false,
  describedBy,
  refuse,
  upload,
  onProblem,
}: UploadButtonProps) => {
  const chooser = useRef<HTMLInputElement>(null);
  const current = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const start = async (file: File) => {
    const refusal = refuse(file);
    onProblem(refusal);
    if (refusal !== null) return;
    const mine = new AbortController();
    const { signal } = mine;
    current.current = mine;
    setShare(0);
    try {
      await upload(file, { onProgress: setShare, signal });
    } catch (thrown) {
      if (!signal.aborted) onProblem(asApiProblem(thrown).message);
    } finally {
      if (!signal.aborted) setShare(null);
    }
  };
  const cancel = () => {
    current.current?.abort();
    setShare(null);
  };
  const words = (done: number) =>
    done === 1 && finishing !== undefined ? finishing : `Uploading, ${Math.floor(done * 100)} %`;
  return (
    <div class={styles.line}>
      <Button
        icon={FileUp}
        busy={share !== null}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onClick={() => chooser.current?.click()}
      >
        {share === null ? label : words(share)}
      </Button>
      {share !== null && (
        <Button variant="ghost" onClick={cancel}>
          Cancel
        </Button>
      )}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={name}
        accept={mimeTypes.join(',')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void start(file);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
};
