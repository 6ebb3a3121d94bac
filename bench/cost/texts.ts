import type { Company } from '../deployment/company.ts';
import { customer, externalId, textDelivery, type Customer } from '../deliveries.ts';
import type { ControlAnswer } from '../worker/recorded.ts';
import { deliveryBodies, rowsRead, rowsWritten, tripsOf, type Control } from './control.ts';

/** What one batch of inbound texts cost, each from another contact: the worst case. */
export interface TextCost {
  stored: number;
  contact: 'known' | 'new';
  /** By what Meta names the sender: the number alone, or the number and the user id. */
  sender: 'phone' | 'both';
  batch: number;
  rowsWrittenPerText: number;
  rowsReadPerText: number;
  directoryRowsReadPerText: number;
  statements: number;
  readTrips: number;
  writeTrips: number;
  rowsWrittenByRepetition: number;
  byStatement: { sql: string; rowsRead: number; rowsWritten: number }[];
}

const BATCHES = [1, 10, 100];
/** New contacts never meet those of a history. */
let nextStranger = 1_000_000;
let nextMessage = 0;

export async function measureTexts(
  control: Control,
  company: Company,
  known: readonly Customer[],
  stored: number,
): Promise<TextCost[]> {
  const costs: TextCost[] = [];
  for (const contact of ['known', 'new'] as const) {
    for (const sender of ['phone', 'both'] as const) {
      for (const batch of BATCHES) {
        const senders = Array.from({ length: batch }, (_, n) => {
          const person = contact === 'known' ? known[n] : customer(nextStranger++);
          if (person === undefined) throw new Error(`the company knows only ${known.length} contacts`);
          return sender === 'phone' ? { ...person, userId: null } : person;
        });
        const bodies = deliveryBodies(
          'webhooks',
          senders.map((from) => textDelivery(company.phoneNumberId, from, externalId(nextMessage++))),
        );
        const first = await control({ do: 'consume', queue: 'webhooks', bodies });
        const again = await control({ do: 'consume', queue: 'webhooks', bodies });
        costs.push({
          stored,
          contact,
          sender,
          batch,
          ...costOf(first, batch),
          rowsWrittenByRepetition: written(again),
        });
      }
    }
  }
  return costs;
}

function costOf(answer: ControlAnswer, batch: number) {
  const { tenant, directory } = answer;
  const trips = tripsOf(tenant);
  return {
    rowsWrittenPerText: written(answer) / batch,
    rowsReadPerText: rowsRead(tenant) / batch,
    directoryRowsReadPerText: rowsRead(directory) / batch,
    statements: tenant.statements.length,
    readTrips: trips.read,
    writeTrips: trips.write,
    byStatement: tenant.statements.map(({ sql, ...rows }) => ({
      sql: sql.trim().slice(0, 60).split('\n')[0] ?? '',
      ...rows,
    })),
  };
}

const written = ({ tenant, directory }: ControlAnswer) => rowsWritten(tenant) + rowsWritten(directory);
