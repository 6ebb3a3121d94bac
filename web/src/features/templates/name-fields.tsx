import { TEMPLATE_CATEGORIES, type TemplateCategory } from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { kindsOf, type TemplateKind } from './template-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import { categoryWord, LANGUAGE_OPTIONS, languageName } from './template-words.rules.ts';
import styles from './template-editor.module.css';

interface NameFieldsProps extends DraftFields {
  channelId: string;
  onChannel: (channelId: string) => void;
  isNew: boolean;
  isNameFixed: boolean;
  isCategoryFixed: boolean;
  onCategory: (category: TemplateCategory) => void;
  onKind: (kind: TemplateKind) => void;
}

const KINDS: Record<TemplateKind, string> = {
  STANDARD: 'Text, file and buttons',
  CAROUSEL: 'Carousel of cards',
  OFFER: 'Limited-time offer',
  CALL_PERMISSION: 'Request to call',
};

/** What a template is called and what it is for. What an edit cannot change is shown and stays. */
export const NameFields = (props: NameFieldsProps) => {
  const { draft, change, errorOf, channelId, isNew, isNameFixed, isCategoryFixed } = props;
  const { channels } = useWorkspace();
  const all = channels.channels.value.filter(({ disconnectedAtMs }) => disconnectedAtMs === null);
  const category = TEMPLATE_CATEGORIES.find((one) => one === draft.category) ?? 'UTILITY';
  const kinds = kindsOf(category);
  const problemWith = (path: string) => {
    const error = errorOf(path);
    return error === undefined ? undefined : <span class={styles.error}>{error}</span>;
  };
  return (
    <>
      {isNew && all.length > 1 && !isNameFixed && (
        <SelectField
          label="Channel"
          value={channelId}
          onValue={props.onChannel}
          options={all.map(({ id, name }) => ({ value: id, label: name }))}
          hint="The template belongs to this number’s WhatsApp account."
        />
      )}
      <TextField
        label="Name"
        value={draft.name}
        onValue={(name) => change({ name: name.toLowerCase().replaceAll(/[\s-]/g, '_') })}
        maxLength={LIMITS.nameCharacters}
        spellcheck={false}
        disabled={isNameFixed}
        placeholder="order_update"
        error={errorOf('name')}
        autoFocusInDialog={!isNameFixed}
      />
      <div class={styles.pair}>
        {isNew ? (
          <SelectField
            label="Language"
            value={draft.language}
            onValue={(language) => change({ language })}
            options={
              LANGUAGE_OPTIONS.some(({ value }) => value === draft.language)
                ? LANGUAGE_OPTIONS
                : [
                    {
                      value: draft.language,
                      label: draft.language === '' ? 'Choose a language' : languageName(draft.language),
                    },
                    ...LANGUAGE_OPTIONS,
                  ]
            }
            hint={problemWith('language')}
          />
        ) : (
          <TextField
            label="Language"
            value={languageName(draft.language)}
            onValue={() => undefined}
            disabled
            error={errorOf('language')}
          />
        )}
        {isCategoryFixed ? (
          <TextField
            label="Category"
            value={categoryWord(draft.category)}
            onValue={() => undefined}
            disabled
            error={errorOf('category')}
          />
        ) : (
          <SelectField
            label="Category"
            value={category}
            onValue={(value) =>
              props.onCategory(TEMPLATE_CATEGORIES.find((one) => one === value) ?? category)
            }
            options={TEMPLATE_CATEGORIES.map((value) => ({ value, label: categoryWord(value) }))}
            hint={problemWith('category')}
          />
        )}
      </div>
      {kinds.length > 1 &&
        (isNew ? (
          <SelectField
            label="Kind"
            value={draft.kind}
            onValue={(value) => props.onKind(kinds.find((one) => one === value) ?? 'STANDARD')}
            options={kinds.map((value) => ({ value, label: KINDS[value] }))}
          />
        ) : (
          <TextField label="Kind" value={KINDS[draft.kind]} onValue={() => undefined} disabled />
        ))}
    </>
  );
};
