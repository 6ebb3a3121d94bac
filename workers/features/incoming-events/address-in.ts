import type { EventMapping } from '../../contracts/api/incoming-events.ts';
import { phoneDigits, type Address } from '../contacts/index.ts';
import { userIdIn, type ReadEvent } from './rules.ts';

/** By what the person of an event can be found and written to; null: by nothing that can be read. */
export function addressIn(mapping: EventMapping, read: ReadEvent): Address | null {
  const phone = read.phone === null ? null : phoneDigits(read.phone, mapping.country);
  const userId = userIdIn(read);
  if (phone !== null) return { phone, userId };
  return userId === null ? null : { phone, userId };
}
