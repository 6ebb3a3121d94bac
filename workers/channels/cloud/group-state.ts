import * as z from 'zod/mini';
import { catch as otherwise } from 'zod/mini';
import type { GroupState } from '../port.ts';
import { clipped } from './bounded-text.ts';
import { memberOf } from './read-group.ts';
import { isNameless } from './read-sender.ts';

/** A group as Meta answers. Source: Meta, groups API, get group info. */
export const group = z.object({
  subject: otherwise(z.optional(z.string()), undefined),
  participants: otherwise(z.optional(z.array(z.unknown()).check(z.maxLength(2_000))), undefined),
});

export function groupState({ subject, participants }: z.infer<typeof group>): GroupState {
  return {
    subject: clipped(subject, 120),
    members: participants?.map((one) => memberOf(one)).filter((person) => !isNameless(person)) ?? null,
  };
}
