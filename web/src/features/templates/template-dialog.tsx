import { Copy, Pencil, Trash2 } from 'lucide';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { sampleValues } from '../../../../workers/contracts/template-variables.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { draftOf } from './template-draft.rules.ts';
import { TemplatePreview } from './template-preview.tsx';
import { categoryWord, languageName, qualityWord, reasonOf, statusWord } from './template-words.rules.ts';
import styles from './template-dialog.module.css';

interface TemplateDialogProps {
  template: Template;
  canWrite: boolean;
  onEdit: () => void;
  /** A new template that begins as this one. */
  onCopy: () => void;
  onDelete: () => void;
  onClose: () => void;
}

/** One language variant: how it looks, how it stands with Meta, and what can be done with it. */
export const TemplateDialog = ({
  template,
  canWrite,
  onEdit,
  onCopy,
  onDelete,
  onClose,
}: TemplateDialogProps) => {
  const status = statusWord(template.status);
  const quality = qualityWord(template.quality);
  const reason = reasonOf(template);
  const isWritable = draftOf(template) !== null;
  return (
    <Dialog
      title={template.name}
      description={languageName(template.language)}
      onClose={onClose}
      footer={
        canWrite ? (
          <>
            <Button icon={Trash2} onClick={onDelete}>
              Delete
            </Button>
            <Button icon={Copy} disabled={!isWritable} onClick={onCopy}>
              Duplicate
            </Button>
            <Button
              variant="primary"
              icon={Pencil}
              disabled={!template.canEdit || !isWritable}
              onClick={onEdit}
            >
              Edit
            </Button>
          </>
        ) : undefined
      }
    >
      <div class={styles.content}>
        <div class={styles.badges}>
          <Badge tone={status.tone} dot>
            {status.label}
          </Badge>
          <Badge>{categoryWord(template.category)}</Badge>
          {quality !== null && <Badge tone={quality.tone}>{quality.label}</Badge>}
        </div>
        {reason !== null && <p class={styles.reason}>{reason}</p>}
        {template.nextCategory !== null && (
          <p class={styles.note}>
            Meta will move it to {categoryWord(template.nextCategory).toLowerCase()}
            {template.nextCategoryAtMs !== null &&
              ` on ${new Date(template.nextCategoryAtMs).toLocaleDateString('en', { dateStyle: 'medium' })}`}
            .
          </p>
        )}
        <TemplatePreview preview={renderTemplate(template.components, sampleValues(template.components))} />
        {canWrite && !template.canEdit && (
          <p class={styles.note}>Meta lets approved, rejected and paused templates be edited.</p>
        )}
        {canWrite && template.canEdit && !isWritable && (
          <p class={styles.note}>This kind of template can only be edited in WhatsApp Manager.</p>
        )}
      </div>
    </Dialog>
  );
};
