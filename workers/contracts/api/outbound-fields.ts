import * as z from 'zod/mini';
import { uploadId } from '../ids.ts';

/** Half a surrogate pair and NUL are no text: no phone shows them, and storing them changes them. */
const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\u0000');

/** Text of at least one and at most `max` characters, counted as people count them. */
export const text = (max: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max * 2),
    z.refine(isText, 'This is no readable text.'),
    z.refine((value) => value.trim() !== '', 'Write something first.'),
    z.refine((value) => Array.from(value).length <= max, `At most ${max} characters.`),
  );

export const id = z.string().check(z.regex(/^[\w.-]{1,128}$/, 'This is not an id of Meta’s.'));
export const httpsUrl = z
  .string()
  .check(z.maxLength(2_048), z.regex(/^https:\/\/\S+$/, 'Give an https address.'));
/**
 * `link`: where Meta fetches the file from, and keeps it for ten minutes. `uploadId`: a file that was uploaded here. `id`:
 * what Meta calls a file that was handed to it for this number.
 */
export const file = { link: z.optional(httpsUrl), uploadId: z.optional(uploadId), id: z.optional(id) };
export const isOneFile = z.refine<{
  link?: string | undefined;
  uploadId?: string | undefined;
  id?: string | undefined;
}>(
  (given) => [given.link, given.uploadId, given.id].filter((one) => one !== undefined).length === 1,
  'Give exactly one of link, uploadId and id.',
);

/** A list with its bounds in the words of who reads the refusal. */
export const list = <Item extends z.ZodMiniType>(
  item: Item,
  { min, max, what }: { min: number; max: number; what: string },
) => {
  const words = min === max ? `Exactly ${max} ${what}.` : `${min} to ${max} ${what}.`;
  return z.array(item).check(z.minLength(min, words), z.maxLength(max, words));
};

/** A place among at most ten, from 0; Meta's examples write it as a number or as text. */
export const position = (most: number) => {
  const words = `A number from 0 to ${most - 1}.`;
  return z.union(
    [
      z.int(words).check(z.minimum(0, words), z.maximum(most - 1, words)),
      z.string().check(z.regex(/^\d$/, words)),
    ],
    words,
  );
};

/** Whatever the company's own program reads later; the size of a request bounds it. */
export const json = z.record(z.string().check(z.maxLength(256)), z.unknown());

export const hasNoRepeats = (values: readonly unknown[]) => new Set(values).size === values.length;
