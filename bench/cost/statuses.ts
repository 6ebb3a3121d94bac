import type { Company } from '../deployment/company.ts';
import { statusDelivery } from '../deliveries.ts';
import { deliveryBodies, rowsRead, rowsWritten, tripsOf, type Control } from './control.ts';
import { createSendingCompany, sendReplies, type SentReply } from './replies.ts';

export interface StatusCost {
  rowsWrittenPerStatus: number;
  rowsReadPerStatus: number;
  statementsPerBatch: number;
  readTripsPerBatch: number;
}

export interface StatusCosts {
  together: StatusCost;
  apart: StatusCost;
  /** Of messages that Recado does not know. */
  foreign: StatusCost;
}

const STATUSES = ['sent', 'delivered', 'read'] as const;

/** The statuses of many messages, as a busy hour brings them. */
export async function measureStatuses(
  control: Control,
  databases: { directory: D1Database; tenant: D1Database },
  n: number,
): Promise<StatusCosts> {
  const together = await createSendingCompany(databases, n);
  const apart = await createSendingCompany(databases, n + 1);
  const ours = await sendReplies(control, databases.tenant, together, () => {});
  const others = await sendReplies(control, databases.tenant, apart, () => {});
  const foreign = ours.map((reply, index) => ({
    ...reply,
    externalId: `wamid.foreign-${index}`,
    callbackData: null,
  }));
  return {
    together: await reportAll(control, together, ours, [STATUSES]),
    apart: await reportAll(
      control,
      apart,
      others,
      STATUSES.map((status) => [status]),
    ),
    foreign: await reportAll(control, together, foreign, [STATUSES]),
  };
}

/** Each round is one queue batch with these statuses of every message. */
async function reportAll(
  control: Control,
  company: Company,
  replies: readonly (Omit<SentReply, 'callbackData'> & { callbackData: string | null })[],
  rounds: readonly (readonly ('sent' | 'delivered' | 'read')[])[],
): Promise<StatusCost> {
  const total = { written: 0, read: 0, statements: 0, readTrips: 0 };
  for (const statuses of rounds) {
    const raws = statuses.flatMap((status) =>
      replies.map((reply) => statusDelivery(company.phoneNumberId, [{ ...reply, status }])),
    );
    const { tenant, directory } = await control({
      do: 'consume',
      queue: 'statuses',
      bodies: deliveryBodies('statuses', raws),
    });
    total.written += rowsWritten(tenant) + rowsWritten(directory);
    total.read += rowsRead(tenant);
    total.statements += tenant.statements.length;
    total.readTrips += tripsOf(tenant).read;
  }
  const count = replies.length * STATUSES.length;
  return {
    rowsWrittenPerStatus: total.written / count,
    rowsReadPerStatus: total.read / count,
    statementsPerBatch: total.statements / rounds.length,
    readTripsPerBatch: total.readTrips / rounds.length,
  };
}
