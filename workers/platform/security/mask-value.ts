import { mask } from './mask-text.ts';
import { withoutQuotedValues } from './without-quoted-values.ts';

const usualDepth = 6;
const maxItems = 50;
const maxValues = 1000;
const maxTextLength = 4096;

/** Field names, without separators and in lower case, whose values are never written down. */
const secretNames =
  /(?:password|passwd|passphrase|passcode|pwd|senha|contrase[nñ]a|secret|segredo|secreto|token|authorization|cookies?|api_?key|access_?key|private_?key|signing_?key|signature|credentials?|encryption_?keys?|jwt_?keys?|gateway_?keys?|keyring|ticket|otp|cvv|cvc|pin|appsecretproof)(?:hash|value|text|key)?$/;
const secretStarts = /^(?:secret|password|authorization)/;
const messageNames = new Set(
  `text body caption content contents html markdown raw rawbody rawtext payload prompt transcript transcription
  messagetext messagebody completion quotedtext preview lastmessage lastmessagetext draft filename`.split(
    /\s+/,
  ),
);
const personNames = new Set(
  'profilename profileusername pushname contactname customername fullname formattedname firstname lastname'.split(
    ' ',
  ),
);
const phoneNames = new Set(
  `phone phonenumber phones telefone telefono celular mobile msisdn waid wauserid from to recipient recipientid
  displayphonenumber whatsapp jid remotejid lid`.split(/\s+/),
);
const numberNames: ReadonlyMap<string, string> = new Map([
  ['cpf', '[cpf]'],
  ['cnpj', '[cnpj]'],
  ['cardnumber', '[card]'],
  ['email', '[email]'],
  ['emails', '[email]'],
  ['mail', '[email]'],
]);

/**
 * Makes any value fit to be written down: texts pass `mask`, values of fields that are secret or hold what people wrote
 * are replaced whole, phone numbers are recognised by their field's name.
 *
 * In: anything. Out: plain data for JSON, at most 6 levels deep unless another depth is given, 50 entries per level, 1000 values, 4096 characters per
 * text; what was cut says so. Never throws.
 */
export function maskValue(value: unknown, maxDepth = usualDepth): unknown {
  return visit(value, null, 0, { valuesLeft: maxValues, maxDepth, path: [] });
}

interface Visit {
  valuesLeft: number;
  maxDepth: number;
  /** The objects around the current value, to find circles. */
  path: object[];
}

function visit(value: unknown, name: string | null, depth: number, state: Visit): unknown {
  state.valuesLeft -= 1;
  if (state.valuesLeft < 0) return '[more]';
  const replacement = name === null ? null : replaceByName(name, value);
  if (replacement !== null) return replacement;
  switch (typeof value) {
    case 'string':
      return maskText(value);
    case 'number':
      return Number.isInteger(value) && Math.abs(value) >= 1e9 ? maskNumber(value) : finite(value);
    case 'bigint':
      return maskText(value.toString());
    case 'boolean':
    case 'undefined':
      return value;
    case 'function':
    case 'symbol':
      return `[${typeof value}]`;
    case 'object':
      return value === null ? null : visitObject(value, name, depth, state);
    default:
      return '[unknown]';
  }
}

function visitObject(value: object, name: string | null, depth: number, state: Visit): unknown {
  if (state.path.includes(value)) return '[circular]';
  if (depth >= state.maxDepth) return '[deep]';
  state.path.push(value);
  try {
    return describe(value, name, depth, state);
  } catch {
    return '[unreadable]';
  } finally {
    state.path.pop();
  }
}

function describe(value: object, name: string | null, depth: number, state: Visit): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  if (value instanceof URL) return maskText(value.href);
  if (value instanceof RegExp) return maskText(value.source);
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return list(value, value.length, name, depth, state);
  if (value instanceof Set) return list(value, value.size, name, depth, state);
  if (value instanceof Map || value instanceof Headers) return record(value.entries(), depth, state);
  if (value instanceof Error) return record(errorEntries(value), depth, state);
  if (value instanceof Request || value instanceof Response || value instanceof Promise) {
    return `[${value.constructor.name}]`;
  }
  return record(ownEntries(value), depth, state, name);
}

/** Items of a list stand under the list's name: `phones: ['…']` holds phones. */
function list(
  items: Iterable<unknown>,
  size: number,
  name: string | null,
  depth: number,
  state: Visit,
): unknown[] {
  const result: unknown[] = [];
  for (const item of items) {
    if (result.length === maxItems || state.valuesLeft <= 0) {
      result.push(`[${size - result.length} more]`);
      break;
    }
    result.push(visit(item, name, depth + 1, state));
  }
  return result;
}

/** A person's name may be told as such only by what it stands in: `profile: { name }`. */
function record(
  entries: Iterable<[unknown, unknown]>,
  depth: number,
  state: Visit,
  around: string | null = null,
): Record<string, unknown> {
  const result: [string, unknown][] = [];
  for (const [key, item] of entries) {
    if (result.length === maxItems || state.valuesLeft <= 0) {
      result.push(['…', '[more]']);
      break;
    }
    const name = typeof key === 'string' ? key : typeof key;
    const isName = around !== null && typeof item === 'string' && personNames.has(plainName(around + name));
    result.push([maskText(name), isName ? '[name]' : visit(item, name, depth + 1, state)]);
  }
  return Object.fromEntries(result);
}

function* ownEntries(value: object): Iterable<[string, unknown]> {
  for (const key of Object.keys(value)) {
    let item: unknown;
    try {
      item = Reflect.get(value, key);
    } catch {
      item = '[unreadable]';
    }
    yield [key, item];
  }
}

/** Codes and kinds that it carries, and no lists: Drizzle's errors carry the parameters of their statement. */
function* errorEntries(error: Error): Iterable<[string, unknown]> {
  const { name, message }: { name: unknown; message: unknown } = error;
  yield ['name', name];
  yield ['message', typeof message === 'string' ? withoutQuotedValues(message) : message];
  for (const [key, item] of ownEntries(error)) if (typeof item !== 'object') yield [key, item];
  if (error.cause !== undefined) yield ['cause', error.cause];
}

const plainName = (name: string) => name.toLowerCase().replaceAll(/[-_. ]/g, '');

function replaceByName(name: string, value: unknown): string | null {
  if (value === null || value === undefined || typeof value === 'boolean' || value === '') return null;
  const plain = plainName(name);
  if (secretNames.test(plain) || (secretStarts.test(plain) && typeof value === 'string')) return '[secret]';
  // A number of tokens or a length of a text is neither.
  if (typeof value === 'number' || typeof value === 'string') {
    if (phoneNames.has(plain) && isPhoneLike(String(value))) return '[phone]';
    const label = numberNames.get(plain);
    if (label !== undefined) return label;
  }
  if (typeof value === 'number') return null;
  if (messageNames.has(plain)) return '[text]';
  return personNames.has(plain) ? '[name]' : null;
}

/** Digits of a phone's length and nothing but its punctuation, or a WhatsApp address; not a date. */
function isPhoneLike(text: string): boolean {
  if (/^\d{5,20}(?:[-:_.]\d{1,15})?@[a-z.]{2,20}$/.test(text)) return true;
  if (text.length > 32 || !/^[+\d\s().\-/]+$/.test(text) || /^\d{4}-\d{2}-\d{2}/.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '').length;
  return digits >= 7 && digits <= 15;
}

function maskNumber(value: number): number | string {
  const text = String(value);
  const masked = mask(text);
  return masked === text ? value : masked;
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function maskText(text: string): string {
  if (text.length <= maxTextLength) return mask(text);
  // A value cut in two is no longer recognised, so the text ends before the word at the cut.
  const cut = text.slice(0, maxTextLength);
  const lastSpace = cut.lastIndexOf(' ');
  const whole = lastSpace > maxTextLength - 512 ? cut.slice(0, lastSpace) : cut.slice(0, maxTextLength - 512);
  return `${mask(whole)}… (${text.length} characters)`;
}
