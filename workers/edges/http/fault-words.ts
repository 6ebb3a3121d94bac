import type * as z from 'zod/mini';

/**
 * What is wrong with a field, in words that a form can show as they are. Faults that a schema words itself keep its
 * words; undefined leaves the rest to the library.
 */
export const faultWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? 'This is missing.' : undefined;
    case 'too_small':
      if (issue.minimum === 1 && issue.origin === 'string') return 'This is missing.';
      return `At least ${amount(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return `At most ${amount(issue.maximum, issue.origin)}.`;
    default:
      return undefined;
  }
};

/** How much that is: of characters, of entries, or a number. */
function amount(count: number | bigint, origin: string): string {
  if (origin === 'string') return Number(count) === 1 ? '1 character' : `${count} characters`;
  if (origin === 'array') return Number(count) === 1 ? '1 entry' : `${count} entries`;
  return String(count);
}
