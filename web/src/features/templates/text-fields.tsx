import { Braces } from 'lucide';
import { HEADER_FORMATS } from '../../../../workers/contracts/api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from '../../../../workers/contracts/template-limits.ts';
import { variablesIn } from '../../../../workers/contracts/template-variables.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { isSampleFormat } from './header-sample.rules.ts';
import { HeaderSample, type ChosenSample } from './header-sample.tsx';
import { withVariable } from './template-draft.rules.ts';
import type { DraftFields } from './template-editor.tsx';
import { plainWord } from './template-words.rules.ts';
import styles from './template-editor.module.css';

const HEADER_OPTIONS = [
  { value: 'NONE', label: 'No header' },
  ...HEADER_FORMATS.map((value) => ({ value, label: plainWord(value) })),
];

interface TextFieldsProps extends DraftFields {
  isFormatFixed: boolean;
  channelId: string;
  sample: ChosenSample | null;
  onSample: (sample: ChosenSample | null) => void;
}

/** Header, body and footer, with a sample for each variable. */
export const TextFields = ({
  draft,
  change,
  errorOf,
  isFormatFixed,
  channelId,
  sample,
  onSample,
}: TextFieldsProps) => {
  const { headerFormat, parameterFormat } = draft;
  const count = (text: string, most: number) => `${text.length} of ${most} characters`;
  return (
    <>
      <SelectField
        label="Header"
        value={headerFormat}
        onValue={(value) => {
          change({ headerFormat: HEADER_FORMATS.find((one) => one === value) ?? 'NONE', headerHandle: '' });
          onSample(null);
        }}
        options={HEADER_OPTIONS}
      />
      {headerFormat === 'TEXT' && (
        <>
          <TextField
            label="Header text"
            value={draft.headerText}
            onValue={(headerText) => change({ headerText })}
            hint={count(draft.headerText, LIMITS.headerCharacters)}
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
          draft={draft}
          change={change}
          errorOf={errorOf}
          format={headerFormat}
          channelId={channelId}
          chosen={sample}
          onChosen={onSample}
        />
      )}
      <div class={styles.group}>
        <TextArea
          label="Body"
          rows={6}
          value={draft.bodyText}
          onValue={(bodyText) => change({ bodyText })}
          error={errorOf('body.text')}
        />
        <div class={styles.under}>
          <span class={styles.note}>{count(draft.bodyText, LIMITS.bodyCharacters)}</span>
          <Button
            size="sm"
            icon={Braces}
            onClick={() => change({ bodyText: withVariable(draft.bodyText, parameterFormat) })}
          >
            Add variable
          </Button>
        </div>
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
        <Samples
          of="body"
          names={variablesIn(draft.bodyText)}
          values={draft.bodySamples}
          onValues={(bodySamples) => change({ bodySamples })}
          errorOf={errorOf}
        />
      </div>
      <TextField
        label="Footer (optional)"
        value={draft.footerText}
        onValue={(footerText) => change({ footerText })}
        hint={count(draft.footerText, LIMITS.footerCharacters)}
        error={errorOf('footer.text')}
      />
    </>
  );
};

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
