import { useEffect, useRef, useState } from 'preact/hooks';
import { FileUp, X } from 'lucide';
import { asApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { filenameOf } from '../composer/attachment.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import { SAMPLES, sampleRefusal, type SampleFormat } from './header-sample.rules.ts';
import styles from './header-sample.module.css';

/** A sample that was just chosen, as far as this page knows it. */
export interface ChosenSample {
  filename: string;
  /** Its bytes, for the preview. */
  url: string;
}

interface HeaderSampleProps extends DraftFields {
  format: SampleFormat;
  channelId: string;
  chosen: ChosenSample | null;
  onChosen: (chosen: ChosenSample | null) => void;
}

/** What Meta's reviewers see in place of a header's file: uploaded here, or by a handle that exists already. */
export const HeaderSample = ({
  draft,
  change,
  errorOf,
  format,
  channelId,
  chosen,
  onChosen,
}: HeaderSampleProps) => {
  const { api } = useWorkspace();
  const chooser = useRef<HTMLInputElement>(null);
  const cancel = useRef<AbortController | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { kind, word, mimeTypes, hint } = SAMPLES[format];
  // What goes up for another header, or another number's app, is of no use.
  useEffect(() => {
    setProblem(null);
    setShare(null);
    return () => cancel.current?.abort();
  }, [format, channelId]);

  const upload = async (file: File) => {
    const refusal = sampleRefusal(format, file);
    setProblem(refusal);
    if (refusal !== null) return;
    const mine = new AbortController();
    cancel.current = mine;
    setShare(0);
    const filename = filenameOf(file);
    try {
      const given = { onProgress: setShare, signal: mine.signal };
      const { id: uploadId } = await api.uploadFile(file, { kind, filename }, given);
      const { handle } = await api.uploadTemplateSample({ channelId, uploadId });
      if (mine.signal.aborted) return;
      change({ headerHandle: handle });
      onChosen({ filename, url: URL.createObjectURL(file) });
    } catch (thrown) {
      if (!mine.signal.aborted) setProblem(asApiProblem(thrown).message);
    } finally {
      if (!mine.signal.aborted) setShare(null);
    }
  };

  if (chosen !== null)
    return (
      <div class={styles.field}>
        <p class={styles.label}>Sample {word}</p>
        <p class={styles.chosen}>
          <span>{chosen.filename}</span>
          <IconButton
            icon={X}
            label={`Remove ${chosen.filename}`}
            size="sm"
            onClick={() => {
              change({ headerHandle: '' });
              onChosen(null);
            }}
          />
        </p>
      </div>
    );
  const error = problem ?? errorOf('header.file');
  return (
    <div class={styles.field}>
      <p class={styles.label}>Sample {word}</p>
      <div class={styles.line}>
        <Button
          icon={FileUp}
          busy={share !== null}
          aria-invalid={error !== undefined}
          aria-describedby="header-sample-note"
          onClick={() => chooser.current?.click()}
        >
          {share === null
            ? `Upload a sample ${word}`
            : share < 1
              ? `Uploading, ${Math.floor(share * 100)} %`
              : 'Handing it to Meta'}
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
          aria-label={`Sample ${word}`}
          accept={mimeTypes.join(',')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) void upload(file);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p id="header-sample-note" class={error === undefined ? styles.note : styles.error} aria-live="polite">
        {error ?? `${hint} Meta’s reviewers see it; customers get the file that is sent to them.`}
      </p>
      <details class={styles.other}>
        <summary>I have an upload handle already</summary>
        <TextField
          label="Handle of the sample file"
          value={draft.headerHandle}
          onValue={(headerHandle) => change({ headerHandle })}
          spellcheck={false}
          hint="Meta gives it when a file is uploaded with its Resumable Upload API."
        />
      </details>
    </div>
  );
};
