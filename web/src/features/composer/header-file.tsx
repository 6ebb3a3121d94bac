import { useState } from 'preact/hooks';
import { SENDABLE_MEDIA } from '../../../../workers/contracts/limits.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { ChosenFile } from '../../ui/chosen-file.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UploadButton, type Upload } from '../../ui/upload-button.tsx';
import { admit, filenameOf } from './attachment.rules.ts';
import type { FillFile } from './template-fill.rules.ts';
import styles from './header-file.module.css';

interface HeaderFileProps {
  kind: 'image' | 'video' | 'document';
  /** Whose file it is: `the header`, `card 1`. */
  of: string;
  file: FillFile;
  onFile: (file: FillFile) => void;
  error: string | undefined;
}

/** The file that a template or one of its cards begins with: uploaded here, or at an address. */
export const HeaderFile = ({ kind, of, file: given, onFile, error }: HeaderFileProps) => {
  const { api } = useWorkspace();
  const [problem, setProblem] = useState<string | null>(null);
  const refuse = (file: File) => {
    const admission = admit(file);
    if ('refusal' in admission) return admission.refusal;
    return admission.kinds.includes(kind)
      ? null
      : `For ${of} choose ${kind === 'image' ? 'an' : 'a'} ${kind}.`;
  };
  const upload = async (file: File, on: Upload) => {
    const filename = filenameOf(file);
    const { id } = await api.uploadFile(file, { kind, filename }, on);
    onFile({ ...given, upload: { uploadId: id, filename, url: URL.createObjectURL(file) } });
  };
  if (given.upload !== null)
    return (
      <ChosenFile filename={given.upload.filename} onRemove={() => onFile({ ...given, upload: null })} />
    );
  return (
    <div class={styles.file}>
      <UploadButton
        label={`Upload ${of}’s ${kind}`}
        name={`${of.charAt(0).toUpperCase()}${of.slice(1)}’s ${kind}`}
        mimeTypes={SENDABLE_MEDIA[kind].mimeTypes}
        refuse={refuse}
        upload={upload}
        onProblem={setProblem}
      />
      <TextField
        label="Or its address"
        value={given.link}
        onValue={(link) => onFile({ ...given, link })}
        maxLength={2_048}
        placeholder="https://"
        error={problem ?? error}
      />
    </div>
  );
};
