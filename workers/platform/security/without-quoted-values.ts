/**
 * A message of an error without what it quotes. Database and parser errors repeat what they were given, which is message
 * bodies and secrets: Drizzle the parameters of a statement, JSON.parse the text around the mistake.
 *
 * In: an error's message. Out: the same, with `params: [hidden]` or `(text hidden)` in the place of what was quoted.
 */
export function withoutQuotedValues(message: string): string {
  return message
    .replace(/\bparams: [\s\S]*$/i, 'params: [hidden]')
    .replace(/, (?:\.{3})?"[\s\S]*"(?:\.{3})? is not valid JSON/, ' (text hidden)');
}
