import { ChevronRight, Languages, Trash2 } from 'lucide';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { sampleValues } from '../../../../workers/contracts/template-variables.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { withoutMarks } from '../conversations/formatting.rules.ts';
import { draftOf } from './template-draft.rules.ts';
import { categoryWord, languageName, qualityWord, reasonOf, statusWord } from './template-words.rules.ts';
import type { TemplateGroup } from './templates-store.ts';
import styles from './template-list.module.css';

interface TemplateListProps {
  groups: readonly TemplateGroup[];
  canWrite: boolean;
  onOpen: (template: Template) => void;
  onAddLanguage: (template: Template) => void;
  onDeleteAll: (group: TemplateGroup) => void;
}

/** The templates by name; under each name its languages. */
export const TemplateList = ({ groups, canWrite, onOpen, onAddLanguage, onDeleteAll }: TemplateListProps) => (
  <ul class={styles.groups} aria-label="Templates">
    {groups.map((group) => {
      const [first] = group.variants;
      const writable = group.variants.find((one) => draftOf(one) !== null);
      return (
        <li key={`${group.wabaId}/${group.name}`} class={styles.group}>
          <div class={styles.head}>
            <h2 class={styles.name}>{group.name}</h2>
            {first !== undefined && <span class={styles.category}>{categoryWord(first.category)}</span>}
            {canWrite && writable !== undefined && (
              <IconButton
                icon={Languages}
                label={`Add a language to ${group.name}`}
                size="sm"
                onClick={() => onAddLanguage(writable)}
              />
            )}
            {canWrite && (
              <IconButton
                icon={Trash2}
                label={`Delete ${group.name} in all languages`}
                size="sm"
                onClick={() => onDeleteAll(group)}
              />
            )}
          </div>
          <ul aria-label={`Languages of ${group.name}`}>
            {group.variants.map((template) => (
              <Variant key={template.id} template={template} onOpen={() => onOpen(template)} />
            ))}
          </ul>
        </li>
      );
    })}
  </ul>
);

const Variant = ({ template, onOpen }: { template: Template; onOpen: () => void }) => {
  const status = statusWord(template.status);
  const quality = qualityWord(template.quality);
  const reason = reasonOf(template);
  const { body } = renderTemplate(template.components, sampleValues(template.components));
  return (
    <li>
      <button type="button" class={styles.variant} onClick={onOpen}>
        <span class={styles.language}>{languageName(template.language)}</span>
        <span class={styles.text}>
          <span class={styles.body} dir="auto">
            {withoutMarks(body)}
          </span>
          {reason !== null && <span class={styles.reason}>{reason}</span>}
        </span>
        <span class={styles.badges}>
          {quality !== null && <Badge tone={quality.tone}>{quality.label}</Badge>}
          <Badge tone={status.tone} dot>
            {status.label}
          </Badge>
        </span>
        <Icon icon={ChevronRight} size={16} class={styles.chevron} />
      </button>
    </li>
  );
};
