import type { IncomingEvent } from '../../contracts/api/incoming-events.ts';
import { getSource } from './edit-source.ts';
import { getEvent } from './list-events.ts';
import { eventOf } from './rules.ts';
import { runEvent, type RunContext } from './run-event.ts';

/** Does what could not be done, with the source as it is now. One that is done stays as it is. */
export async function runAgain(
  ctx: RunContext,
  companyId: string,
  sourceId: string,
  id: string,
): Promise<IncomingEvent> {
  const source = await getSource(ctx, companyId, sourceId);
  const event = await getEvent(ctx, companyId, sourceId, id);
  return eventOf(event.state === 'done' ? event : await runEvent(ctx, source, event));
}
