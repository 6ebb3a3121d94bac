import type { ComponentChildren } from 'preact';
import { Braces } from 'lucide';
import type { ParameterFormat } from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { variablesIn } from '../../../../workers/contracts/template-variables.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { isSampleFormat } from './header-sample.rules.ts';
import { HeaderSample } from './header-sample.tsx';
import { OfferFields } from './offer-fields.tsx';
import { headersOf } from './template-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import { plainWord } from './template-words.rules.ts';
import { withVariable, type ChosenSample } from './text-draft.rules.ts';
import styles from './template-editor.module.css';

interface TextFieldsProps extends DraftFields {
  isFormatFixed: boolean;
  channelId: string;
  sample: ChosenSample | null;
  onSample: (sample: ChosenSample | null) => void;
}

/** Header, body and footer as far as the template's kind has them, with a sample for each variable. */
export const TextFields = ({
  draft,
  change,
  errorOf,
  isFormatFixed,
  channelId,
  sample,
  onSample,
}: TextFieldsProps) => {
  const { headerFormat, kind, parameterFormat } = draft;
  const headers = headersOf(kind);
  return (
    <>
      {headers.length > 0 && (
        <SelectField
          label="Header"
          value={headerFormat}
          onValue={(value) => {
            change({ headerFormat: headers.find((one) => one === value) ?? 'NONE', headerHandle: '' });
            onSample(null);
          }}
          options={[
            { value: 'NONE', label: 'No header' },
            ...headers.map((value) => ({ value, label: plainWord(value) })),
          ]}
        />
      )}
      {headerFormat === 'TEXT' && (
        <>
          <TextField
            label="Header text"
            value={draft.headerText}
            onValue={(headerText) => change({ headerText })}
            hint={charactersOf(draft.headerText, LIMITS.headerCharacters)}
            error={errorOf('header.text')}
          />
          <Samples
            of="header"
            names={variablesIn(draft.headerText)}
            values={draft.headerSamples}
            onValues={(headerSamples) => change({ headerSamples })}
            errorOf={errorOf}
          />
        </>
      )}
      {isSampleFormat(headerFormat) && (
        <HeaderSample
          format={headerFormat}
          channelId={channelId}
          handle={draft.headerHandle}
          chosen={sample}
          onSample={(headerHandle, chosen) => {
            change({ headerHandle });
            onSample(chosen);
          }}
          error={errorOf('header.file')}
        />
      )}
      {kind === 'OFFER' && <OfferFields draft={draft} change={change} errorOf={errorOf} />}
      <BodyFields
        label="Body"
        rows={6}
        most={kind === 'OFFER' ? LIMITS.offerBodyCharacters : LIMITS.bodyCharacters}
        text={draft.bodyText}
        onText={(bodyText) => change({ bodyText })}
        samples={draft.bodySamples}
        onSamples={(bodySamples) => change({ bodySamples })}
        parameterFormat={parameterFormat}
        errorOf={errorOf}
      >
        {!isFormatFixed && (
          <SelectField
            label="Variables are"
            value={parameterFormat}
            onValue={(value) => change({ parameterFormat: value === 'NAMED' ? 'NAMED' : 'POSITIONAL' })}
            options={[
              { value: 'POSITIONAL', label: 'Numbered: {{1}}, {{2}}' },
              { value: 'NAMED', label: 'Named: {{first_name}}' },
            ]}
          />
        )}
      </BodyFields>
      {kind === 'STANDARD' && (
        <TextField
          label="Footer (optional)"
          value={draft.footerText}
          onValue={(footerText) => change({ footerText })}
          hint={charactersOf(draft.footerText, LIMITS.footerCharacters)}
          error={errorOf('footer.text')}
        />
      )}
    </>
  );
};

interface BodyFieldsProps {
  label: string;
  rows: number;
  /** How many characters fit. */
  most: number;
  text: string;
  onText: (text: string) => void;
  samples: Readonly<Record<string, string>>;
  onSamples: (samples: Record<string, string>) => void;
  parameterFormat: ParameterFormat;
  errorOf: DraftFields['errorOf'];
  children?: ComponentChildren;
}

/** A text with variables: of the message, or of a card. */
export const BodyFields = (props: BodyFieldsProps) => {
  const { text, onText, parameterFormat, errorOf } = props;
  return (
    <div class={styles.group}>
      <TextArea
        label={props.label}
        rows={props.rows}
        value={text}
        onValue={onText}
        error={errorOf('body.text')}
      />
      <div class={styles.under}>
        <span class={styles.note}>{charactersOf(text, props.most)}</span>
        <Button size="sm" icon={Braces} onClick={() => onText(withVariable(text, parameterFormat))}>
          Add variable
        </Button>
      </div>
      {props.children}
      <Samples
        of="body"
        names={variablesIn(text)}
        values={props.samples}
        onValues={props.onSamples}
        errorOf={errorOf}
      />
    </div>
  );
};

const charactersOf = (text: string, most: number) => `${text.length} of ${most} characters`;

interface SamplesProps {
  of: 'header' | 'body';
  names: readonly string[];
  values: Readonly<Record<string, string>>;
  onValues: (values: Record<string, string>) => void;
  errorOf: DraftFields['errorOf'];
}

const Samples = ({ of, names, values, onValues, errorOf }: SamplesProps) =>
  names.length === 0 ? null : (
    <fieldset class={styles.samples}>
      <legend class="visually-hidden">Samples of the {of}’s variables</legend>
      <p class={styles.note}>Samples for Meta’s reviewers. Use no real customer’s data.</p>
      {names.map((name) => (
        <TextField
          key={name}
          label={`Sample for {{${name}}}`}
          value={values[name] ?? ''}
          maxLength={LIMITS.sampleCharacters}
          onValue={(value) => onValues({ ...values, [name]: value })}
          error={errorOf(`${of}.samples.${name}`)}
        />
      ))}
    </fieldset>
  );
