import type { MaskDraft, Span } from './mask-draft.ts';

/** Keys that name themselves by how they begin. Each starts once per run of its own letters, so that the scan is linear. */
const knownKeys = new RegExp(
  [
    // Meta: user, page, system-user and Instagram tokens; app access token (id and secret)
    /(?<![A-Za-z0-9])(?:EAA|IGAA|IGQV)[A-Za-z0-9_-]{12,}/,
    /(?<!\d)\d{10,17}\|[A-Za-z0-9_-]{20,}/,
    // ours, Stripe and everyone who copied the shape
    /(?<![A-Za-z0-9_])[a-z]{2,8}_(?:live|test|prod|sandbox|secret)_[A-Za-z0-9]{8,}/,
    /(?<![A-Za-z0-9_])whsec_[A-Za-z0-9+/=]{12,}/,
    // OpenAI, Anthropic, OpenRouter; xAI; Groq; Hugging Face; Replicate
    /(?<![A-Za-z0-9_-])(?:sk|rk|xai|pplx)-(?=[A-Za-z0-9_-]{0,60}\d)[A-Za-z0-9_-]{12,}/,
    /(?<![A-Za-z0-9_])(?:gsk|hf|r8|npm|sbp|ntn|lin_api|dop_v1|dapi)_?[A-Za-z0-9]{20,}/,
    // AWS, GitHub, GitLab, Slack, Google, SendGrid, Twilio, Shopify, Mercado Pago, Asaas, Telegram
    /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
    /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,})/,
    /(?<![A-Za-z0-9_])xox[a-z]-[A-Za-z0-9-]{8,}/,
    /(?<![A-Za-z0-9_])xapp-[A-Za-z0-9-]{8,}/,
    /hooks\.slack\.com\/services\/[A-Za-z0-9/]{10,}/,
    /(?<![A-Za-z0-9_-])(?:AIza[A-Za-z0-9_-]{30,}|ya29\.[A-Za-z0-9_-]{16,}|GOCSPX-[A-Za-z0-9_-]{16,})/,
    /(?<![A-Za-z0-9_])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
    /(?<![A-Za-z0-9])(?:AC|SK)[0-9a-f]{32}(?![A-Za-z0-9])/,
    /(?<![A-Za-z0-9_])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{16,}/,
    /(?<![A-Za-z0-9_])APP_USR-[A-Za-z0-9-]{12,}/,
    /\$aact_[A-Za-z0-9_:+/=-]{12,}/,
    /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{30,}/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
);
const pem = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;
const jsonWebToken = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/g;
const wamid = /(?<![A-Za-z0-9])wamid\.[A-Za-z0-9+/=_%-]{4,}/gi;
const urlCredentials = /:\/\/[^\s/@:\ue000]{0,100}:([^\s/@\ue000]{1,200})@/g;
const cookies =
  /(?<![\p{L}\p{N}])(?:set-)?cookie["']?\s{0,2}[:=]\s{0,3}["']?([^\n"'=;\ue000]{1,100}=[^\n"'\ue000]{0,4000})/giu;
const authorization =
  /(?<![\p{L}\p{N}])(?:bearer|basic|token|oauth|bot|digest|apikey)\s{1,3}([A-Za-z0-9._~+/=:-]{8,})/giu;
const longToken = /(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9+/]{24,}={0,2}|[A-Za-z0-9_-]{24,})(?![A-Za-z0-9_-])/g;

/** Covers keys and tokens that are known by their shape, and those that stand beside a word for a secret. */
export function coverSecrets(draft: MaskDraft): void {
  const { shadow } = draft;
  if (shadow.includes('PRIVATE KEY')) draft.cover(pem, 'secret');
  draft.cover(wamid, 'wamid');
  if (shadow.includes('eyJ')) draft.cover(jsonWebToken, 'secret');
  draft.cover(knownKeys, 'secret');
  if (shadow.includes('://')) draft.cover(urlCredentials, 'secret', firstGroup);
  draft.cover(cookies, 'secret', lastPart);
  draft.cover(authorization, 'secret', (match) => (looksRandom(match[1] ?? '') ? lastPart(match) : false));
}

const secretWord =
  /token|secret|segredo|key|chave|clave|llave|senha|password|contrase|credencia|credential|assinatura|signature|hmac|auth|cookie|bearer/iu;
const readableId =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z]{2,6}_[0-9A-HJKMNP-TV-Z]{26})$/i;

/** Covers long hex and base64 within a few words of a word for a secret. */
export function coverLongTokens(draft: MaskDraft): void {
  draft.cover(longToken, 'secret', (match) => {
    const [found] = match;
    if (isReadableId(found) || !isDense(found)) return false;
    const start = match.index;
    const end = start + found.length;
    return secretWord.test(draft.shadow.slice(Math.max(0, start - 48), start)) ||
      secretWord.test(draft.shadow.slice(end, end + 24))
      ? { start, end }
      : false;
  });
}

/** A UUID or one of our own ids: never masked for its looks. */
export function isReadableId(text: string): boolean {
  return readableId.test(text);
}

/** Hex of a key's length, or letters of both cases mixed with digits; not a path, a slug or a constant's name. */
function isDense(text: string): boolean {
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text)) return /[a-f]/i.test(text) && /\d/.test(text);
  return /\d\D*\d/.test(text) && /[A-Z][^A-Z]*[A-Z]/.test(text) && /[a-z][^a-z]*[a-z]/.test(text);
}

/** More than a word of a sentence: a digit, capitals inside, or great length. */
function looksRandom(text: string): boolean {
  return /\d/.test(text) || /[a-z][A-Z]|[A-Z][A-Z][a-z]/.test(text) || text.length >= 24;
}

function firstGroup(match: RegExpExecArray): Span {
  const value = match[1] ?? '';
  const start = match.index + match[0].lastIndexOf(value);
  return { start, end: start + value.length };
}

/** The last group of a pattern that ends with it. */
function lastPart(match: RegExpExecArray): Span {
  const end = match.index + match[0].length;
  return { start: end - (match[1] ?? '').length, end };
}
