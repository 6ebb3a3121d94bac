import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { file, isOneFile, text } from './outbound-fields.ts';

export const headerImage = z.strictObject(file).check(isOneFile);
export const headerVideo = headerImage;
export const headerDocument = z
  .strictObject({ ...file, filename: z.optional(text(LIMITS.filenameCharacters)) })
  .check(isOneFile);

export const textHeader = z.strictObject({ type: z.literal('text'), text: text(LIMITS.headerCharacters) });
const header = z.discriminatedUnion('type', [
  textHeader,
  z.strictObject({ type: z.literal('image'), image: headerImage }),
  z.strictObject({ type: z.literal('video'), video: headerVideo }),
  z.strictObject({ type: z.literal('document'), document: headerDocument }),
]);

export const body = z.strictObject({ text: text(LIMITS.bodyCharacters) });
export const footer = z.strictObject({ text: text(LIMITS.footerCharacters) });
/** What stands around the buttons of most interactive messages. */
export const around = { header: z.optional(header), body, footer: z.optional(footer) };
