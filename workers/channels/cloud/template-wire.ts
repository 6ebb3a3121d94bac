import * as z from 'zod/mini';
import { templateComponent, type TemplateComponent } from '../../contracts/api/templates.ts';
import type { ProviderTemplate } from '../port.ts';
import { readCodeButton } from './code-button.ts';

const word = z.string().check(z.maxLength(64));
const id = z.string().check(z.regex(/^\w{1,64}$/));

/** One template of `GET /{account}/message_templates`. Source: Meta, Message Template reference. */
const wireTemplate = z.object({
  id,
  name: z.string().check(z.minLength(1), z.maxLength(512)),
  language: z.string().check(z.minLength(2), z.maxLength(16)),
  status: word,
  category: word,
  components: z._default(z.array(templateComponent), []),
  parameter_format: z.optional(z.nullable(word)),
  quality_score: z.optional(z.nullable(z.object({ score: z.optional(z.nullable(word)) }))),
  rejected_reason: z.optional(z.nullable(word)),
});

export const listing = z.object({
  data: z.array(z.unknown()),
  paging: z.optional(
    z.object({
      cursors: z.optional(z.object({ after: z.optional(z.string().check(z.maxLength(2_000))) })),
      next: z.optional(z.string()),
    }),
  ),
});

export const createdTemplate = z.object({ id, status: word, category: word });

export const FIELDS =
  'id,name,status,category,language,components,parameter_format,quality_score,rejected_reason';

/** What Meta says of one template; null when it cannot be read. */
export function readTemplate(value: unknown): ProviderTemplate | null {
  const parsed = wireTemplate.safeParse(value);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    id: data.id,
    name: data.name,
    language: languageCode(data.language),
    status: data.status,
    category: data.category,
    quality: data.quality_score?.score ?? 'UNKNOWN',
    parameterFormat: data.parameter_format?.toUpperCase() === 'NAMED' ? 'NAMED' : 'POSITIONAL',
    components: readComponents(data.category, data.components),
    rejectedReason: reasonWord(data.rejected_reason),
  };
}

/** Meta says NONE where there is no reason. */
export function reasonWord(reason: string | null | undefined): string | null {
  return reason === undefined || reason === null || reason === 'NONE' || reason === '' ? null : reason;
}

/** Meta's webhooks write `en-US` where its API writes `en_US`. */
export function languageCode(language: string): string {
  return language.replace('-', '_');
}

function readComponents(category: string, components: readonly TemplateComponent[]): TemplateComponent[] {
  return components.map((component) => {
    const buttons = component['buttons'];
    return {
      ...component,
      // Meta takes these words in either case, and gives some as they were written.
      type: component.type.toUpperCase(),
      ...(category === 'AUTHENTICATION' && Array.isArray(buttons)
        ? { buttons: buttons.map(readCodeButton) }
        : {}),
    };
  });
}
