import { Download, File, FileArchive, FileSpreadsheet, FileText, Presentation, type IconNode } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { sizeText } from '../content.rules.ts';
import { MediaAbsence, useMediaLink } from './media-frame.tsx';
import styles from './document.module.css';

interface Look {
  icon: IconNode;
  tone: 'red' | 'blue' | 'green' | 'orange' | 'plain';
}

const LOOKS: Readonly<Record<string, Look>> = {
  pdf: { icon: FileText, tone: 'red' },
  doc: { icon: FileText, tone: 'blue' },
  docx: { icon: FileText, tone: 'blue' },
  txt: { icon: FileText, tone: 'plain' },
  xls: { icon: FileSpreadsheet, tone: 'green' },
  xlsx: { icon: FileSpreadsheet, tone: 'green' },
  csv: { icon: FileSpreadsheet, tone: 'green' },
  ppt: { icon: Presentation, tone: 'orange' },
  pptx: { icon: Presentation, tone: 'orange' },
  zip: { icon: FileArchive, tone: 'plain' },
};

const MAX_EXTENSION = 5;

const extensionOf = (filename: string | null, mimeType: string | null): string => {
  const byName = filename?.includes('.') === true ? (filename.split('.').at(-1) ?? '') : '';
  const word = byName !== '' && byName.length <= MAX_EXTENSION ? byName : (mimeType?.split('/')[1] ?? '');
  const plain = word.split(';')[0]?.toLowerCase() ?? '';
  return plain.length <= MAX_EXTENSION ? plain : '';
};

export const DocumentContent = ({ message, actions }: ContentProps) => {
  const { media } = message;
  const link = useMediaLink({ message, actions });
  if (media === null) return null;
  const extension = extensionOf(media.filename, media.mimeType);
  const look = LOOKS[extension] ?? { icon: File, tone: 'plain' };
  const name = media.filename ?? 'Document';
  const facts = [extension.toUpperCase(), media.sizeBytes === null ? '' : sizeText(media.sizeBytes)];
  const card = (
    <>
      <span class={styles.icon} data-tone={look.tone}>
        <Icon icon={look.icon} size={22} />
      </span>
      <span class={styles.words}>
        <strong class={styles.name} title={name} dir="auto">
          {name}
        </strong>
        <small>{facts.filter((fact) => fact !== '').join(' · ')}</small>
      </span>
    </>
  );
  return (
    <>
      <div class={styles.card}>
        {link === null ? (
          <span class={styles.body}>{card}</span>
        ) : (
          <>
            <a class={styles.body} href={link.url} target="_blank" rel="noopener noreferrer">
              {card}
            </a>
            <a
              class={styles.download}
              target="_blank"
              rel="noopener"
              href={link.downloadUrl}
              download={name}
              aria-label={`Download ${name}`}
            >
              <Icon icon={Download} size={18} />
            </a>
          </>
        )}
      </div>
      <MediaAbsence message={message} actions={actions} compact />
    </>
  );
};
