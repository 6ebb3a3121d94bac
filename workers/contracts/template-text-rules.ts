import type { ParameterFormat, TemplateComponent } from './api/templates.ts';
import { TEMPLATE_LIMITS as LIMITS } from './template-limits.ts';
import type { TemplateFault } from './template-rules.ts';
import { templateVariables, variablesIn } from './template-variables.ts';

export function fault(path: string, message: string): TemplateFault {
  return { path, message };
}

/** The same faults below the part that they are in. */
export function within(part: string, faults: readonly TemplateFault[]): TemplateFault[] {
  return faults.map(({ path, message }) => fault(`${part}.${path}`, message));
}

/** What Meta has against the text of a body. */
export function bodyFaults(
  text: string | undefined,
  characters: number,
  format: ParameterFormat,
  missing = 'Write the message.',
): TemplateFault[] {
  return [
    ...textFaults('body.text', text, characters, missing),
    ...variableFaults('body.text', text ?? '', format),
    ...edgeFaults(text ?? ''),
  ];
}

export function textFaults(
  path: string,
  text: string | undefined,
  characters: number,
  missing = 'Write something here, or take it out.',
): TemplateFault[] {
  if (text === undefined || text.trim() === '') return [fault(path, missing)];
  return text.length > characters
    ? [fault(path, `At most ${characters} characters; these are ${text.length}.`)]
    : [];
}

export function lineFaults(path: string, text: string): TemplateFault[] {
  return /[\n\r]/.test(text) ? [fault(path, 'This is one line only.')] : [];
}

export function isWithBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text);
}

/** Says when not every pair of braces is a variable of the template's format, numbered without gaps. */
export function variableFaults(path: string, text: string, format: ParameterFormat): TemplateFault[] {
  const rest = text.replaceAll(/\{\{[A-Za-z0-9_]+\}\}/g, '');
  if (isWithBraces(rest)) {
    const example = format === 'NAMED' ? '{{first_name}}' : '{{1}}';
    return [fault(path, `Write each variable like ${example}, without spaces.`)];
  }
  const names = variablesIn(text);
  if (format === 'NAMED') {
    const wrong = names.find(
      (name) => !/^[a-z][a-z0-9_]*$/.test(name) || name.length > LIMITS.variableCharacters,
    );
    return wrong === undefined
      ? []
      : [
          fault(
            path,
            `{{${wrong}}}: a name has at most ${LIMITS.variableCharacters} small letters, digits and underscores, and begins with a letter.`,
          ),
        ];
  }
  const isInOrder = names.every((name, index) => name === String(index + 1));
  return isInOrder
    ? []
    : [fault(path, 'Number the variables in order and without gaps: {{1}}, {{2}}, {{3}} …')];
}

/** Meta's reviewers want to see a sample of every variable. */
export function sampleFaults(components: readonly TemplateComponent[]): TemplateFault[] {
  return templateVariables(components)
    .filter(({ sample }) => sample === null || sample.trim() === '')
    .map(({ place, index, name }) => {
      const path = place === 'button' ? `buttons.${index}.sample` : `${place}.samples.${name}`;
      return fault(path, 'Give a sample, so that Meta’s reviewers see what it will be.');
    });
}

function edgeFaults(text: string): TemplateFault[] {
  if (/^\s*\{\{|\}\}\s*$/.test(text)) {
    return [fault('body.text', 'A variable can be neither the first nor the last thing in the text.')];
  }
  return /\}\}\s*\{\{/.test(text) ? [fault('body.text', 'Put some words between two variables.')] : [];
}
