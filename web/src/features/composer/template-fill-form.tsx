import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
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
  fileOfPart,
  headerFile,
  keyOfFile,
  labelOfVariable,
  needsOfferEnd,
  needsPlace,
  partsToFill,
  shownFile,
  templateValues,
  valueCharacters,
  withFile,
  type FillPart,
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
  const parts = partsToFill(template);
  const [openCard, setOpenCard] = useState(0);
  const shown = parts.map((part) => shownFile(part, fill));
  useForgottenFiles(shown);
  const hasPlace = needsPlace(template);
  const hasOfferEnd = needsOfferEnd(template);
  const isComplete =
    !hasPlace &&
    !hasOfferEnd &&
    parts.every((part) => headerFile(part) === null && templateVariables(part.components).length === 0);
  const fieldsOf = (part: FillPart) => <PartFields part={part} fill={fill} onFill={onFill} faults={faults} />;
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
        {hasPlace && <HeaderPlace fill={fill} onFill={onFill} error={faults['header.place']} />}
        {parts.map((part) =>
          part.card === null ? (
            <Fragment key="message">{fieldsOf(part)}</Fragment>
          ) : (
            <fieldset key={part.card} class={styles.card} onFocusIn={() => setOpenCard(part.card ?? 0)}>
              <legend>Card {part.card + 1}</legend>
              {fieldsOf(part)}
            </fieldset>
          ),
        )}
        {hasOfferEnd && <OfferEnd fill={fill} onFill={onFill} error={faults['offer.end']} />}
        {isComplete && blocked === null && (
          <p class={styles.nothing}>There is nothing to fill in: it is sent as you see it.</p>
        )}
      </form>
      <aside class={styles.aside} aria-label="Preview">
        <TemplatePreview
          preview={renderTemplate(template.components, templateValues(template, fill))}
          sample={shown[0] ?? null}
          cardSamples={shown.slice(1)}
          openCard={openCard}
        />
      </aside>
    </div>
  );
};

/** What this page has of files is let go when the form goes. */
const useForgottenFiles = (shown: readonly ({ url: string } | null)[]): void => {
  const urls = useRef(new Set<string>());
  for (const file of shown) if (file !== null) urls.current.add(file.url);
  useEffect(
    () => () => {
      for (const url of urls.current) URL.revokeObjectURL(url);
    },
    [],
  );
};

interface PartFieldsProps extends Pick<TemplateFillFormProps, 'fill' | 'onFill' | 'faults'> {
  part: FillPart;
}

/** The file and the variables of the message, or of one card. */
const PartFields = ({ part, fill, onFill, faults }: PartFieldsProps) => {
  const kind = headerFile(part);
  return (
    <>
      {kind !== null && (
        <HeaderFile
          kind={kind}
          of={part.card === null ? 'the header' : `card ${part.card + 1}`}
          file={fileOfPart(part, fill)}
          onFile={(file) => onFill(withFile(part, fill, file))}
          error={faults[keyOfFile(part)]}
        />
      )}
      {templateVariables(part.components).map((variable) => {
        const key = part.keyOf(variable);
        return (
          <TextField
            key={key}
            label={labelOfVariable(part, variable)}
            value={fill.values[key] ?? ''}
            onValue={(value) => onFill({ values: { ...fill.values, [key]: value } })}
            maxLength={valueCharacters(variable)}
            placeholder={variable.sample ?? ''}
            error={faults[key]}
          />
        );
      })}
    </>
  );
};
