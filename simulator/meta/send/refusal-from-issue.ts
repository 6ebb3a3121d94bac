import type { z } from 'zod';
import { MetaRefusal } from '../errors.ts';

/** The first thing wrong with a body, said with the code and in the manner that Meta says it. */
export function refusalFromIssue(issue: z.core.$ZodIssue, prefix: PropertyKey[]): MetaRefusal {
  const path = [...prefix, ...issue.path];
  const name = parameterName(path);
  const isEnvelope = path.length <= 1;
  switch (issue.code) {
    case 'unrecognized_keys':
      return new MetaRefusal(100, {
        message: `(#100) Unexpected key "${issue.keys[0]}" on param "${name || 'body'}".`,
      });
    case 'invalid_type':
      if (issue.input === undefined) return missing(name, isEnvelope);
      return isEnvelope
        ? new MetaRefusal(100, { details: `Param ${name} must be of type ${issue.expected}.` })
        : new MetaRefusal(131009, { details: `Param ${name} must be of type ${issue.expected}.` });
    case 'invalid_value':
      if (issue.input === undefined) return missing(name, isEnvelope);
      return new MetaRefusal(isEnvelope ? 100 : 131009, {
        details: `Param ${name} must be one of {${issue.values.map(String).join(', ')}}.`,
      });
    case 'invalid_union':
      if (issue.input === undefined || isMissingDiscriminator(issue)) return missing(name, false);
      return new MetaRefusal(131009, { details: `Param ${name} is not valid.` });
    case 'too_big':
      return tooLong(path, name, issue);
    case 'too_small':
      return new MetaRefusal(issue.origin === 'string' && Number(issue.minimum) === 1 ? 131008 : 131009, {
        details: `Param ${name} must have at least ${issue.minimum} ${unitOf(issue.origin)}.`,
      });
    case 'custom':
      return new MetaRefusal(customCode(issue), { details: `Param ${name} ${issue.message}` });
    default:
      return new MetaRefusal(131009, { details: `Param ${name} is not valid.` });
  }
}

function customCode({ params }: z.core.$ZodIssueCustom): number {
  if (typeof params?.['code'] === 'number') return params['code'];
  return params?.['isMissing'] === true ? 131008 : 131009;
}

function missing(name: string, isEnvelope: boolean): MetaRefusal {
  return isEnvelope
    ? new MetaRefusal(100, { message: `(#100) The parameter ${name} is required.` })
    : new MetaRefusal(131008, { details: `Param ${name} is missing` });
}

/** Meta answers 100 for texts, captions and the envelope, 131009 within interactive messages and contacts. */
function tooLong(path: PropertyKey[], name: string, issue: z.core.$ZodIssueTooBig): MetaRefusal {
  const isPlain = path[0] !== 'interactive' && path[0] !== 'contacts';
  return new MetaRefusal(isPlain ? 100 : 131009, {
    details: `Param ${name} must be at most ${issue.maximum} ${unitOf(issue.origin)} long.`,
  });
}

function unitOf(origin: string): string {
  return origin === 'string' ? 'characters' : origin === 'array' ? 'items' : '';
}

function isMissingDiscriminator(issue: z.core.$ZodIssueInvalidUnion): boolean {
  const { discriminator, input } = { discriminator: undefined, ...issue };
  return (
    typeof discriminator === 'string' &&
    typeof input === 'object' &&
    input !== null &&
    !(discriminator in input)
  );
}

/** text['body'], interactive['action']['buttons'][0]['reply']['title'] */
function parameterName(path: PropertyKey[]): string {
  return path
    .map((part, index) =>
      index === 0 ? String(part) : typeof part === 'number' ? `[${part}]` : `['${String(part)}']`,
    )
    .join('');
}
