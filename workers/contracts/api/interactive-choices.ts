import * as z from 'zod/mini';
import { META_LIMITS as LIMITS } from '../limits.ts';
import { hasNoRepeats, text } from './outbound-fields.ts';
import { around, footer, textHeader } from './outbound-header.ts';

export const buttons = z.strictObject({
  type: z.literal('button'),
  ...around,
  action: z.strictObject({
    buttons: z
      .array(
        z.strictObject({
          type: z.literal('reply'),
          reply: z.strictObject({
            id: text(LIMITS.buttonIdCharacters),
            title: text(LIMITS.buttonTitleCharacters),
          }),
        }),
      )
      .check(
        z.minLength(1),
        z.maxLength(LIMITS.replyButtons),
        z.refine(
          (list) => hasNoRepeats(list.map(({ reply }) => reply.id)),
          'Every button needs an id of its own.',
        ),
        z.refine(
          (list) => hasNoRepeats(list.map(({ reply }) => reply.title)),
          'Every button needs a title of its own.',
        ),
      ),
  }),
});

export const choiceList = z.strictObject({
  type: z.literal('list'),
  header: z.optional(textHeader),
  body: z.strictObject({ text: text(LIMITS.listBodyCharacters) }),
  footer: z.optional(footer),
  action: z.strictObject({
    button: text(LIMITS.listButtonCharacters),
    sections: z
      .array(
        z.strictObject({
          title: z.optional(text(LIMITS.listSectionTitleCharacters)),
          rows: z
            .array(
              z.strictObject({
                id: text(LIMITS.listRowIdCharacters),
                title: text(LIMITS.listRowTitleCharacters),
                description: z.optional(text(LIMITS.listRowDescriptionCharacters)),
              }),
            )
            .check(z.minLength(1), z.maxLength(LIMITS.listRows)),
        }),
      )
      .check(
        z.minLength(1),
        z.maxLength(LIMITS.listSections),
        z.refine(
          (sections) => sections.flatMap(({ rows }) => rows).length <= LIMITS.listRows,
          `At most ${LIMITS.listRows} rows in all sections together.`,
        ),
        z.refine(
          (sections) => hasNoRepeats(sections.flatMap(({ rows }) => rows.map((row) => row.id))),
          'Every row needs an id of its own.',
        ),
        z.refine(
          (sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined),
          'With several sections, each needs a title.',
        ),
      ),
  }),
});
