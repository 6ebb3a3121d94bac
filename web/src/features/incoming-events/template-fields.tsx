import { useEffect, useMemo } from 'preact/hooks';
import type { EventAction } from '../../../../workers/contracts/api/incoming-events.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { templateVariables } from '../../../../workers/contracts/template-variables.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { createTemplateChoiceStore } from '../composer/template-choice-store.ts';
import { isOfTexts, keyOfVariable } from '../composer/template-fill.rules.ts';
import styles from './events-page.module.css';
import { PlacePicker } from './place-picker.tsx';
import type { SourceStore } from './source-store.ts';

const keyOf = (name: string, language: string) => `${name} ${language}`;

/** The template of an action, and what fills its places. */
export const TemplateFields = ({
  store,
  action,
  index,
}: {
  store: SourceStore;
  action: EventAction;
  index: number;
}) => {
  const { api } = useWorkspace();
  const choice = useMemo(
    () =>
      createTemplateChoiceStore({
        api,
        channelId: action.channelId,
        isOffered: isOfTexts,
      }),
    [action.channelId],
  );
  useEffect(() => void choice.load(), [choice]);
  const templates = choice.templates.value;
  const chosen = templates.find(
    ({ name, language }) => name === action.templateName && language === action.language,
  );
  const target = store.target.value;
  return (
    <>
      <SelectField
        label="Template"
        value={action.templateName === '' ? '' : keyOf(action.templateName, action.language)}
        onValue={(key) => {
          const [templateName = '', language = ''] = key.split(' ');
          store.setAction(index, { templateName, language, variables: [] });
        }}
        hint={choice.phase.value === 'failed' ? choice.problem.value?.message : undefined}
        options={[
          { value: '', label: choice.phase.value === 'loading' ? 'Loading…' : 'Choose a template' },
          ...templates.map(({ name, language }) => ({
            value: keyOf(name, language),
            label: `${name} (${language})`,
          })),
          ...(action.templateName !== '' && chosen === undefined && choice.phase.value === 'ready'
            ? [
                {
                  value: keyOf(action.templateName, action.language),
                  label: `${action.templateName} (${action.language}), no longer approved`,
                },
              ]
            : []),
        ]}
      />
      {chosen !== undefined && (
        <>
          <p class={styles.body} dir="auto">
            {renderTemplate(chosen.components).body}
          </p>
          {templateVariables(chosen.components).map((variable) => {
            const place = keyOfVariable(variable);
            const known = action.variables.find((one) => one.place === place);
            const label = `{{${variable.name}}}`;
            const isWaiting =
              target?.kind === 'variable' && target.action === index && target.place === place;
            return (
              <div key={place} class={styles.variable}>
                <PlacePicker
                  label={label}
                  path={known?.path ?? null}
                  isWaiting={isWaiting}
                  isDisabled={store.example.value === null}
                  onPick={() => {
                    store.target.value = isWaiting ? null : { kind: 'variable', action: index, place };
                  }}
                  onClear={() => store.setVariable(index, place, { path: null })}
                />
                <TextField
                  label={`Instead of ${label}, when it is missing`}
                  value={known?.fallback ?? ''}
                  onValue={(fallback) => store.setVariable(index, place, { fallback })}
                  maxLength={200}
                />
              </div>
            );
          })}
        </>
      )}
    </>
  );
};
