/**
 * Meta's webhook bytes: compact JSON in ASCII, every non-ASCII UTF-16 unit as \uXXXX with lower-case hex digits,
 * "/" as \/, and "<", "%", "@" as \u003C, \u0025, \u0040. The signature covers exactly these bytes, which is why
 * a receiver that serialises again never gets the same HMAC.
 */
export function wireJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[/<%@]|[^\x20-\x7e]/g, escapeCharacter);
}

const namedEscapes: Record<string, string> = {
  '/': String.raw`\/`,
  '<': String.raw`\u003C`,
  '%': String.raw`\u0025`,
  '@': String.raw`\u0040`,
};

function escapeCharacter(character: string): string {
  return namedEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
