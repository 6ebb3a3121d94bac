import { useEffect, useId, useState } from 'preact/hooks';
import { useWorkspace } from '../../app/workspace.ts';
import { ChosenFile } from '../../ui/chosen-file.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UploadButton, type Upload } from '../../ui/upload-button.tsx';
import { filenameOf } from '../composer/attachment.rules.ts';
import { SAMPLES, sampleRefusal, type SampleFormat } from './header-sample.rules.ts';
import type { ChosenSample } from './text-draft.rules.ts';
import styles from './header-sample.module.css';

interface HeaderSampleProps {
  format: SampleFormat;
  channelId: string;
  handle: string;
  chosen: ChosenSample | null;
  /** The handle that Meta gave for a file; the file itself only where it was chosen here. */
  onSample: (handle: string, chosen: ChosenSample | null) => void;
  error: string | undefined;
}

/** What Meta's reviewers see in place of a header's file: uploaded here, or by a handle that exists already. */
export const HeaderSample = ({
  format,
  channelId,
  handle,
  chosen,
  onSample,
  error: fault,
}: HeaderSampleProps) => {
  const { api } = useWorkspace();
  const noteId = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [isUploading, setIsUploading] = useState(false);
  const { kind, word, mimeTypes, hint } = SAMPLES[format];
  useEffect(() => setProblem(null), [format, channelId]);

  const upload = async (file: File, on: Upload) => {
    const filename = filenameOf(file);
    setIsUploading(true);
    try {
      const { id: uploadId } = await api.uploadFile(file, { kind, filename }, on);
      const made = await api.uploadTemplateSample({ channelId, uploadId });
      if (on.signal.aborted) return;
      onSample(made.handle, { filename, url: URL.createObjectURL(file) });
    } finally {
      setIsUploading(false);
    }
  };

  if (chosen !== null)
    return (
      <div class={styles.field}>
        <p class={styles.label}>Sample {word}</p>
        <ChosenFile filename={chosen.filename} onRemove={() => onSample('', null)} />
      </div>
    );
  // That a file is missing is not said while it comes.
  const error = isUploading ? undefined : (problem ?? fault);
  return (
    <div class={styles.field}>
      <p class={styles.label}>Sample {word}</p>
      <UploadButton
        // What goes up for another header, or another number's app, is of no use.
        key={`${format} ${channelId}`}
        label={`Upload a sample ${word}`}
        name={`Sample ${word}`}
        mimeTypes={mimeTypes}
        finishing="Handing it to Meta"
        isInvalid={error !== undefined}
        describedBy={noteId}
        refuse={(file) => sampleRefusal(format, file)}
        upload={upload}
        onProblem={setProblem}
      />
      <p id={noteId} class={error === undefined ? styles.note : styles.error} aria-live="polite">
        {error ?? `${hint} Meta’s reviewers see it; customers get the file that is sent to them.`}
      </p>
      <details class={styles.other}>
        <summary>I have an upload handle already</summary>
        <TextField
          label="Handle of the sample file"
          value={handle}
          onValue={(typed) => onSample(typed, null)}
          spellcheck={false}
          hint="Meta gives it when a file is uploaded with its Resumable Upload API."
        />
      </details>
    </div>
  );
};
