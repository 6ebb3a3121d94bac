import { maskValue } from '../../platform/security/mask.ts';

/** Fields of jobs that hold JSON as text, because it goes on as it came. */
const JSON_FIELDS = ['raw', 'outcome'];
/** What Meta sends nests a message this deep. */
const MAX_DEPTH = 14;

/** A job's body as a person may read it: JSON that travels as text is opened, and everything masked. */
export function maskedPayload(body: unknown): unknown {
  const masked = maskValue(body, MAX_DEPTH);
  if (!isRecord(body) || !isRecord(masked)) return masked;
  const opened = JSON_FIELDS.flatMap((name) => {
    const value = parsed(body[name]);
    return value === undefined ? [] : [[name, maskValue(value, MAX_DEPTH)]];
  });
  return { ...masked, ...Object.fromEntries(opened) };
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
