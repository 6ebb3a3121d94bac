import type { Cost } from '../worker/record-trips.ts';
import type { ControlAnswer, ControlRequest } from '../worker/recorded.ts';

/** Calls the verbs of the Worker under measurement, and gives what each call cost. */
export type Control = (request: ControlRequest) => Promise<ControlAnswer>;

export function createControl(origin: URL): Control {
  return async (request) => {
    const response = await fetch(origin, { method: 'POST', body: JSON.stringify(request) });
    if (!response.ok) throw new Error(`${request.do} failed: ${await response.text()}`);
    const answer: ControlAnswer = await response.json();
    if (answer.unfinished > 0)
      throw new Error(`${request.do} left ${answer.unfinished} queue messages unfinished`);
    return answer;
  };
}

/** Queue messages as the door makes them. */
export function deliveryBodies(lane: 'webhooks' | 'statuses', raws: readonly string[]): unknown[] {
  return raws.map((raw, index) => ({
    v: 1,
    kind: 'meta.delivery',
    lane,
    companyId: null,
    ref: `dlv_${String(index).padStart(26, '0')}`,
    app: 'deployment',
    receivedAtMs: Date.now(),
    raw,
  }));
}

export const rowsWritten = (cost: Cost) => cost.statements.reduce((sum, one) => sum + one.rowsWritten, 0);
export const rowsRead = (cost: Cost) => cost.statements.reduce((sum, one) => sum + one.rowsRead, 0);

/** Calls over the network. A statement outside of every batch is a call of its own. */
export function tripsOf(cost: Cost): { read: number; write: number } {
  const together = cost.trips.reduce((sum, trip) => sum + trip.statements, 0);
  const lone = cost.statements.length - together;
  const write = cost.trips.filter((trip) => trip.rowsWritten > 0).length;
  return { read: cost.trips.length - write + lone, write };
}
