import * as z from 'zod/mini';
import type { TemplateOutcome } from '../port.ts';

/** How long to wait after Meta's "too many calls", in seconds. Ours; Meta counts by the hour. */
const RETRY_AFTER_SECONDS = 60;

const refusal = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.optional(z.int()),
    message: z.optional(z.string()),
    error_user_title: z.optional(z.string()),
    error_user_msg: z.optional(z.string()),
    error_data: z.optional(z.union([z.string(), z.object({ details: z.optional(z.string()) })])),
  }),
});

/** Meta's codes for a token that is missing, wrong, expired or without permission. */
const TOKEN_CODES = new Set([0, 3, 10, 190, ...Array.from({ length: 100 }, (_, n) => 200 + n)]);
/** Codes for accounts that may not do anything at the moment. */
const RESTRICTED_CODES = new Set([368, 131031]);
const RATE_CODES = new Set([4, 17, 613, 80007, 80008]);
/** The template does not exist: subcodes of 100. */
const GONE_SUBCODES = new Set([33, 2593002]);

interface KnownRefusal {
  path: string;
  message: string;
}

/** Source: Meta, template creation errors (subcodes of 100, or codes of their own). Words are ours. */
const KNOWN: Record<number, KnownRefusal> = {
  2388019: {
    path: 'name',
    message: 'This WhatsApp account has as many templates as Meta allows. Delete some first.',
  },
  2388023: {
    path: 'language',
    message: 'This language was deleted a short while ago. Meta keeps the name for 30 days.',
  },
  2388024: { path: 'language', message: 'There is already a template with this name in this language.' },
  2388039: { path: 'status', message: 'Meta does not let this template be changed in its present status.' },
  2388040: { path: 'body.text', message: 'A part of the template is longer than Meta allows.' },
  2388047: { path: 'header.text', message: 'Meta does not accept the format of the header.' },
  2388072: { path: 'body.text', message: 'Meta does not accept the format of the body.' },
  2388073: { path: 'footer.text', message: 'Meta does not accept the format of the footer.' },
  2388293: {
    path: 'body.text',
    message: 'There are too many variables for so short a text. Write more around them, or use fewer.',
  },
  2388299: {
    path: 'body.text',
    message: 'A variable can be neither the first nor the last thing in the text.',
  },
};

/** Which field Meta's sentence speaks of. The first that fits counts. */
const FIELD_WORDS: readonly [RegExp, string][] = [
  [/\bbuttons?\b/i, 'buttons'],
  [/\bfooter\b/i, 'footer.text'],
  [/\bheader\b/i, 'header.text'],
  [/\bbody\b/i, 'body.text'],
  [/\blanguage\b/i, 'language'],
  [/\bcategory\b/i, 'category'],
  [/\bname\b/i, 'name'],
];

/** What an answer that is no success means. */
export function outcomeOfRefusal(
  status: number,
  body: unknown,
): Exclude<TemplateOutcome<never>, { kind: 'done' }> {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) {
    return status === 429
      ? { kind: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS }
      : { kind: 'unreachable', cause: new Error(`HTTP ${status}`) };
  }
  const { code, error_subcode: subcode, error_data: data, ...said } = parsed.data.error;
  if (RATE_CODES.has(code) || status === 429) return { kind: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS };
  if (code === 100 && GONE_SUBCODES.has(subcode ?? 0)) return { kind: 'gone' };
  if (TOKEN_CODES.has(code)) {
    return {
      kind: 'refused',
      path: 'channelId',
      message: 'Meta does not accept this channel’s access token for its templates. Renew it under Channels.',
    };
  }
  if (RESTRICTED_CODES.has(code)) {
    return { kind: 'refused', path: 'channelId', message: 'Meta has restricted this WhatsApp account.' };
  }
  if (status >= 500) return { kind: 'unreachable', cause: new Error(`HTTP ${status}, code ${code}`) };
  const known = KNOWN[subcode ?? 0] ?? KNOWN[code];
  const details = typeof data === 'string' ? data : data?.details;
  const reason = said.error_user_msg ?? details ?? said.error_user_title ?? said.message ?? 'no reason given';
  return known === undefined
    ? { kind: 'refused', path: fieldIn(reason), message: `Meta says: ${reason.slice(0, 500)}` }
    : {
        kind: 'refused',
        path: known.path,
        message: withReason(known.message, said.error_user_msg ?? details),
      };
}

function fieldIn(reason: string): string {
  return FIELD_WORDS.find(([word]) => word.test(reason))?.[1] ?? 'template';
}

function withReason(message: string, reason: string | undefined): string {
  return reason === undefined || reason === '' ? message : `${message} Meta says: ${reason.slice(0, 500)}`;
}
