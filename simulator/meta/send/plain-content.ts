import { z } from 'zod';
import { limits } from '../limits.ts';
import { httpUrl } from './media-content.ts';

export const textSchema = z.strictObject({
  body: z.string().min(1).max(limits.textBody),
  preview_url: z.boolean().optional(),
});

const degrees = (limit: number) =>
  z
    .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
    .refine((value) => Math.abs(Number(value)) <= limit, {
      error: `must be between -${limit} and ${limit}`,
    });

export const locationSchema = z.strictObject({
  latitude: degrees(90),
  longitude: degrees(180),
  name: z.string().max(1000).optional(),
  address: z.string().max(1000).optional(),
});

/** An empty emoji takes the reaction back. */
export const reactionSchema = z.strictObject({
  message_id: z.string().min(1).max(limits.wamid),
  emoji: z.string().max(32),
});

const line = z.string().max(1000).optional();

export const contactsSchema = z
  .array(
    z.strictObject({
      name: z
        .strictObject({
          formatted_name: z.string().min(1).max(1000),
          first_name: line,
          last_name: line,
          middle_name: line,
          prefix: line,
          suffix: line,
        })
        .refine(
          (name) =>
            [name.first_name, name.last_name, name.middle_name, name.prefix, name.suffix].some(Boolean),
          { error: 'needs another name part besides formatted_name', params: { isMissing: true } },
        ),
      phones: z
        .array(z.strictObject({ phone: line, type: line, wa_id: line }))
        .max(100)
        .optional(),
      emails: z
        .array(z.strictObject({ email: line, type: line }))
        .max(100)
        .optional(),
      urls: z
        .array(z.strictObject({ url: httpUrl.optional(), type: line }))
        .max(100)
        .optional(),
      addresses: z
        .array(
          z.strictObject({
            street: line,
            city: line,
            state: line,
            zip: line,
            country: line,
            country_code: line,
            type: line,
          }),
        )
        .max(100)
        .optional(),
      org: z.strictObject({ company: line, department: line, title: line }).optional(),
      birthday: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .optional(),
    }),
  )
  .min(1)
  .max(limits.contactsPerMessage);
