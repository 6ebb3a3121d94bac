import * as z from 'zod/mini';
import { readCodeButton } from './code-button.ts';
import type { ChannelNotice, TemplateNews } from '../port.ts';
import { languageCode, reasonWord } from './template-wire.ts';
import { parsedJson } from './verify-number.ts';

const FIELDS: ReadonlySet<string> = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
]);

const word = z.optional(z.nullable(z.string().check(z.maxLength(64))));
const sentence = z.optional(z.nullable(z.string()));

/** Source: Meta, webhook fields; ids are numbers here and texts everywhere else. */
const value = z.object({
  message_template_id: z.optional(z.union([z.string().check(z.regex(/^\w{1,64}$/)), z.int(), z.number()])),
  message_template_name: z.string().check(z.minLength(1), z.maxLength(512)),
  message_template_language: z.string().check(z.minLength(2), z.maxLength(16)),
  event: word,
  reason: word,
  rejection_info: z.optional(z.nullable(z.object({ reason: sentence, recommendation: sentence }))),
  other_info: z.optional(z.nullable(z.object({ title: word, description: sentence }))),
  new_quality_score: word,
  new_category: word,
  correct_category: word,
  category_update_timestamp: z.optional(z.int().check(z.minimum(0), z.maximum(8_640_000_000_000))),
  message_template_title: sentence,
  message_template_element: sentence,
  message_template_footer: sentence,
  message_template_buttons: z.optional(
    z.nullable(
      z.array(
        z.object({
          message_template_button_type: z.string(),
          message_template_button_text: z.optional(z.string()),
          message_template_button_url: z.optional(z.string()),
          message_template_button_phone_number: z.optional(z.string()),
        }),
      ),
    ),
  ),
});

/** Events that mean a status of another name. Source: Meta, template status webhook. */
const STATUS_OF_EVENT: Record<string, string> = { REINSTATED: 'APPROVED', UNARCHIVED: 'APPROVED' };

/** What a notice tells of a template; null for every other notice, and for one that cannot be read. */
export function readTemplateNews(notice: Pick<ChannelNotice, 'field' | 'payload'>): TemplateNews | null {
  if (!FIELDS.has(notice.field) || notice.payload === null) return null;
  const parsed = value.safeParse(parsedJson(notice.payload));
  if (!parsed.success) return null;
  const { data } = parsed;
  const id = data.message_template_id;
  return {
    id: typeof id === 'number' ? (Number.isSafeInteger(id) ? String(id) : null) : (id ?? null),
    name: data.message_template_name,
    language: languageCode(data.message_template_language),
    status: statusIn(data),
    category: categoryIn(data),
    quality: data.new_quality_score ?? null,
    parts: notice.field === 'message_template_components_update' ? partsIn(data) : null,
  };
}

type Value = z.infer<typeof value>;

function statusIn({ event, reason, rejection_info, other_info }: Value): TemplateNews['status'] {
  if (event === undefined || event === null) return null;
  const said = [rejection_info?.reason, rejection_info?.recommendation, other_info?.description];
  const detail = said.filter((one) => one !== undefined && one !== null && one !== '').join(' ');
  const status = other_info?.title === 'UNPAUSE' ? 'APPROVED' : (STATUS_OF_EVENT[event] ?? event);
  return {
    status,
    reason: status === 'APPROVED' ? null : (reasonWord(reason) ?? other_info?.title ?? null),
    detail: status === 'APPROVED' || detail === '' ? null : detail.slice(0, 1_000).toWellFormed(),
  };
}

function categoryIn(data: Value): TemplateNews['category'] {
  const { new_category: category, correct_category: next, category_update_timestamp: atSeconds } = data;
  if (category === undefined || category === null) return null;
  return {
    category,
    next: next ?? null,
    nextAtMs: next == null || atSeconds === undefined ? null : atSeconds * 1_000,
  };
}

function partsIn(data: Value): TemplateNews['parts'] {
  return {
    title: data.message_template_title ?? null,
    text: data.message_template_element ?? null,
    footer: data.message_template_footer ?? null,
    buttons: (data.message_template_buttons ?? []).map((button) =>
      readCodeButton({
        type: button.message_template_button_type,
        ...(button.message_template_button_text === undefined
          ? {}
          : { text: button.message_template_button_text }),
        ...(button.message_template_button_url === undefined
          ? {}
          : { url: button.message_template_button_url }),
        ...(button.message_template_button_phone_number === undefined
          ? {}
          : { phone_number: button.message_template_button_phone_number }),
      }),
    ),
  };
}
