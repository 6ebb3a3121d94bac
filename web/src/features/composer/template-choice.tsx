import { CircleAlert, LayoutTemplate, RefreshCw } from 'lucide';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { sampleValues } from '../../../../workers/contracts/template-variables.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { withoutMarks } from '../conversations/formatting.rules.ts';
import { categoryWord, languageName } from '../templates/template-words.rules.ts';
import type { TemplateChoiceStore } from './template-choice-store.ts';
import styles from './template-dialog.module.css';

interface TemplateChoiceProps {
  store: TemplateChoiceStore;
  /** Whether the customer wants no marketing. */
  isOptedOut: boolean;
  onChoose: (template: Template) => void;
  /** Null for those who may not manage templates. */
  onSync: (() => void) | null;
}

export const TemplateChoice = ({ store, isOptedOut, onChoose, onSync }: TemplateChoiceProps) => {
  const { q, language, category } = store.wish.value;
  const shown = store.shown.value;
  const phase = store.phase.value;
  return (
    <div class={styles.choice}>
      <search class={styles.filters}>
        <TextField
          label="Name or text"
          value={q}
          onValue={(next) => store.want({ q: next })}
          maxLength={80}
          placeholder="order"
          autoFocusInDialog
        />
        <SelectField
          label="Language"
          value={language}
          onValue={(next) => store.want({ language: next })}
          options={[
            { value: '', label: 'Every language' },
            ...store.languages.value.map((value) => ({ value, label: languageName(value) })),
          ]}
        />
        <SelectField
          label="Category"
          value={category}
          onValue={(next) => store.want({ category: next })}
          options={[
            { value: '', label: 'Every category' },
            ...store.categories.value.map((value) => ({ value, label: categoryWord(value) })),
          ]}
        />
      </search>
      {phase === 'loading' && (
        <output class={styles.list} aria-label="Loading templates">
          {[0, 1, 2].map((index) => (
            <div key={index} class={styles.waiting}>
              <Skeleton width="half" />
              <Skeleton width="long" />
            </div>
          ))}
        </output>
      )}
      {phase === 'failed' && (
        <EmptyState
          icon={CircleAlert}
          title="The templates could not be loaded"
          action={<Button onClick={() => void store.load()}>Try again</Button>}
        >
          {store.problem.value?.message}
        </EmptyState>
      )}
      {phase === 'ready' && shown.length === 0 && (
        <EmptyState
          icon={LayoutTemplate}
          title={store.templates.value.length === 0 ? 'No approved template yet' : 'No template matches'}
          action={
            store.templates.value.length === 0 && onSync !== null ? (
              <Button icon={RefreshCw} busy={store.isSyncing.value} onClick={onSync}>
                Fetch them from Meta
              </Button>
            ) : undefined
          }
        >
          {store.templates.value.length === 0
            ? 'Write one on the Templates page, or fetch those that your account has at Meta.'
            : 'Change the filters to see others.'}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <ul class={styles.list} aria-label="Approved templates">
          {shown.map((template) => {
            const { body } = renderTemplate(template.components, sampleValues(template.components));
            const isUnwanted = isOptedOut && template.category === 'MARKETING';
            return (
              <li key={template.id}>
                <button type="button" class={styles.template} onClick={() => onChoose(template)}>
                  <span class={styles.head}>
                    <strong>{template.name}</strong>
                    <span>{languageName(template.language)}</span>
                    <Badge tone={isUnwanted ? 'warning' : 'neutral'}>
                      {isUnwanted ? 'Marketing, not wanted' : categoryWord(template.category)}
                    </Badge>
                  </span>
                  <span class={styles.body} dir="auto">
                    {withoutMarks(body)}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
};
