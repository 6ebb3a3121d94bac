import { z } from 'zod';
import { limits } from '../limits.ts';

export const httpUrl = z
  .string()
  .max(2048)
  .refine((text) => /^https?:\/\/[^\s]+$/i.test(text), { error: 'must be an http or https URL' });

const hasOneSource = (media: { id?: string | undefined; link?: string | undefined }) =>
  (media.id === undefined) !== (media.link === undefined);

const oneSource = { error: 'needs exactly one of id and link', params: { isMissing: true } };

const source = { id: z.string().min(1).max(64).optional(), link: httpUrl.optional() };
const caption = z.string().max(limits.mediaCaption).optional();

export const imageSchema = z.strictObject({ ...source, caption }).refine(hasOneSource, oneSource);
export const videoSchema = z.strictObject({ ...source, caption }).refine(hasOneSource, oneSource);
export const stickerSchema = z.strictObject(source).refine(hasOneSource, oneSource);
export const audioSchema = z
  .strictObject({ ...source, voice: z.boolean().optional() })
  .refine(hasOneSource, oneSource);
export const documentSchema = z
  .strictObject({ ...source, caption, filename: z.string().min(1).max(240).optional() })
  .refine(hasOneSource, oneSource);
