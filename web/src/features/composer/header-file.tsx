import { useEffect, useRef, useState } from 'preact/hooks';
import { FileUp, X } from 'lucide';
import { SENDABLE_MEDIA } from '../../../../workers/contracts/limits.ts';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { admit, filenameOf } from './attachment.rules.ts';
import type { TemplateFill } from './template-fill.rules.ts';
import styles from './header-file.module.css';

interface HeaderFileProps {
  kind: 'image' | 'video' | 'document';
  fill: TemplateFill;
  onFill: (change: Partial<TemplateFill>) => void;
  error: string | undefined;
}

/** The file of a template's header: uploaded here, or at an address. */
export const HeaderFile = ({ kind, fill, onFill, error }: HeaderFileProps) => {
  const { api } = useWorkspace();
  const chooser = useRef<HTMLInputElement>(null);
  const cancel = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => () => cancel.current?.abort(), []);

  const upload = async (file: File) => {
    const admission = admit(file);
    if ('refusal' in admission || !admission.kinds.includes(kind)) {
      setProblem('refusal' in admission ? admission.refusal : `This header takes a ${kind}.`);
      return;
    }
    const mine = new AbortController();
    cancel.current = mine;
    setProblem(null);
    setShare(0);
    const filename = filenameOf(file);
    try {
      const given = { onProgress: setShare, signal: mine.signal };
      const { id } = await api.uploadFile(file, { kind, filename }, given);
      onFill({ headerUpload: { uploadId: id, filename } });
    } catch (thrown) {
      if (!mine.signal.aborted) setProblem(asApiProblem(thrown).message);
    } finally {
      if (!mine.signal.aborted) setShare(null);
    }
  };

  if (fill.headerUpload !== null)
    return (
      <p class={styles.done}>
        <span>{fill.headerUpload.filename}</span>
        <IconButton
          icon={X}
          label={`Remove ${fill.headerUpload.filename}`}
          size="sm"
          onClick={() => onFill({ headerUpload: null })}
        />
      </p>
    );
  return (
    <div class={styles.file}>
      <div class={styles.line}>
        <Button icon={FileUp} busy={share !== null} onClick={() => chooser.current?.click()}>
          {share === null ? `Upload the header’s ${kind}` : `Uploading, ${Math.floor(share * 100)} %`}
        </Button>
        {share !== null && (
          <Button
            variant="ghost"
            onClick={() => {
              cancel.current?.abort();
              setShare(null);
            }}
          >
            Cancel
          </Button>
        )}
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={`The header’s ${kind}`}
          accept={SENDABLE_MEDIA[kind].mimeTypes.join(',')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) void upload(file);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <TextField
        label="Or its address"
        value={fill.headerLink}
        onValue={(headerLink) => onFill({ headerLink })}
        maxLength={2_048}
        placeholder="https://"
        error={problem ?? error}
      />
    </div>
  );
};
