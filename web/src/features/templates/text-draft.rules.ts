import type { ParameterFormat } from '../../../../workers/contracts/api/templates.ts';
import {
  textOf,
  variablesIn,
  type TemplateVariable,
} from '../../../../workers/contracts/template-variables.ts';

/** A sample that was just chosen, as far as this page knows it. */
export interface ChosenSample {
  filename: string;
  /** Its bytes, for the preview. */
  url: string;
}

type Samples = Readonly<Record<string, string>>;

export const bodyExample = (format: ParameterFormat, text: string, samples: Samples) => {
  const names = variablesIn(text);
  if (names.length === 0) return {};
  return format === 'NAMED'
    ? { example: { body_text_named_params: named(names, samples) } }
    : { example: { body_text: [names.map((name) => samples[name] ?? '')] } };
};

export const headerExample = (format: ParameterFormat, text: string, samples: Samples) => {
  const names = variablesIn(text);
  if (names.length === 0) return {};
  return format === 'NAMED'
    ? { example: { header_text_named_params: named(names, samples) } }
    : { example: { header_text: names.map((name) => samples[name] ?? '') } };
};

const named = (names: readonly string[], samples: Samples) =>
  names.map((name) => ({ param_name: name, example: samples[name] ?? '' }));

/** The samples of a part that exists, by the names of its variables. */
export const samplesAt = (
  place: 'header' | 'body',
  variables: readonly TemplateVariable[],
): Record<string, string> =>
  Object.fromEntries(
    variables.filter((one) => one.place === place).map((one) => [one.name, one.sample ?? '']),
  );

/** Of a template that it has, Meta gives the address of the sample, and takes no address for a handle. */
export const handleIn = (sample: unknown): string => (/^https?:/i.test(textOf(sample)) ? '' : textOf(sample));

/** The text with the next variable at its end. */
export const withVariable = (text: string, format: ParameterFormat): string => {
  const names = variablesIn(text);
  const next =
    format === 'POSITIONAL'
      ? String(names.length + 1)
      : names.length === 0
        ? 'name'
        : `name_${names.length + 1}`;
  return `${text}${text === '' || /\s$/.test(text) ? '' : ' '}{{${next}}}`;
};
