import { useState } from 'preact/hooks';
import { SENDABLE_MEDIA } from '../../../../workers/contracts/limits.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { ChosenFile } from '../../ui/chosen-file.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UploadButton, type Upload } from '../../ui/upload-button.tsx';
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
  const [problem, setProblem] = useState<string | null>(null);
  const refuse = (file: File) => {
    const admission = admit(file);
    if ('refusal' in admission) return admission.refusal;
    return admission.kinds.includes(kind) ? null : `This header takes a ${kind}.`;
  };
  const upload = async (file: File, on: Upload) => {
    const filename = filenameOf(file);
    const { id } = await api.uploadFile(file, { kind, filename }, on);
    onFill({ headerUpload: { uploadId: id, filename } });
  };
  if (fill.headerUpload !== null)
    return (
      <ChosenFile filename={fill.headerUpload.filename} onRemove={() => onFill({ headerUpload: null })} />
    );
  return (
    <div class={styles.file}>
      <UploadButton
        label={`Upload the header’s ${kind}`}
        name={`The header’s ${kind}`}
        mimeTypes={SENDABLE_MEDIA[kind].mimeTypes}
        refuse={refuse}
        upload={upload}
        onProblem={setProblem}
      />
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
