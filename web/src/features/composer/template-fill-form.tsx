import { CircleAlert } from 'lucide';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import { renderTemplate } from '../../../../workers/contracts/template-preview.ts';
import { templateVariables } from '../../../../workers/contracts/template-variables.ts';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { HeaderFile } from './header-file.tsx';
import { HeaderPlace, OfferEnd } from './offer-and-place-fields.tsx';
import { TemplatePreview } from '../templates/template-preview.tsx';
import {
  headerFile,
  keyOfVariable,
  labelOfVariable,
  needsOfferEnd,
  needsPlace,
  templateValues,
  valueCharacters,
  type TemplateFill,
} from './template-fill.rules.ts';
import styles from './template-dialog.module.css';

interface TemplateFillFormProps {
  template: Template;
  fill: TemplateFill;
  onFill: (change: Partial<TemplateFill>) => void;
  faults: Record<string, string>;
  /** Why it cannot be sent at all. */
  blocked: string | null;
  onSubmit: () => void;
}

export const TemplateFillForm = ({
  template,
  fill,
  onFill,
  faults,
  blocked,
  onSubmit,
}: TemplateFillFormProps) => {
  const variables = templateVariables(template.components);
  const file = headerFile(template);
  const hasPlace = needsPlace(template);
  const hasOfferEnd = needsOfferEnd(template);
  const isComplete = variables.length === 0 && file === null && !hasPlace && !hasOfferEnd;
  return (
    <div class={styles.columns}>
      <form
        id="template-fill"
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {blocked !== null && (
          <p class={styles.blocked} role="alert">
            <Icon icon={CircleAlert} size={16} /> {blocked}
          </p>
        )}
        {file !== null && (
          <HeaderFile kind={file} fill={fill} onFill={onFill} error={faults['header.file']} />
        )}
        {hasPlace && <HeaderPlace fill={fill} onFill={onFill} error={faults['header.place']} />}
        {variables.map((variable) => {
          const key = keyOfVariable(variable);
          return (
            <TextField
              key={key}
              label={labelOfVariable(template, variable)}
              value={fill.values[key] ?? ''}
              onValue={(value) => onFill({ values: { ...fill.values, [key]: value } })}
              maxLength={valueCharacters(variable)}
              placeholder={variable.sample ?? ''}
              error={faults[key]}
            />
          );
        })}
        {hasOfferEnd && <OfferEnd fill={fill} onFill={onFill} error={faults['offer.end']} />}
        {isComplete && blocked === null && (
          <p class={styles.nothing}>There is nothing to fill in: it is sent as you see it.</p>
        )}
      </form>
      <TemplatePreview preview={renderTemplate(template.components, templateValues(template, fill))} />
    </div>
  );
};
