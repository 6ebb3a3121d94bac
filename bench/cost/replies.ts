import { createEnvelope } from '../../workers/platform/security/envelope.ts';
import { parseKeyRing } from '../../workers/platform/security/key-ring.ts';
import { testVars } from '../../workers/testing/vars.ts';
import { createCompany, idOf, type Company } from '../deployment/company.ts';
import { storeHistory } from '../deployment/history.ts';
import { statusDelivery, type Customer } from '../deliveries.ts';
import type { ControlAnswer } from '../worker/recorded.ts';
import { deliveryBodies, rowsRead, rowsWritten, type Control } from './control.ts';

/** Rows written per reply. */
export interface ReplyRows {
  tenant: number;
  directory: number;
}

export interface ReplyCosts {
  /** From the agent's request to the provider's answer. */
  sent: ReplyRows & { rowsRead: number };
  withStatusesTogether: ReplyRows;
  withStatusesApart: ReplyRows;
}

/** Fewer than the number's burst, so that no reply has to wait. */
const REPLIES = 40;

export interface SentReply {
  externalId: string;
  callbackData: string;
  phone: string;
}

interface Databases {
  directory: D1Database;
  tenant: D1Database;
}

export async function measureReplies(control: Control, databases: Databases, n: number): Promise<ReplyCosts> {
  const answers: ControlAnswer[] = [];
  const company = await createSendingCompany(databases, n);
  const replies = await sendReplies(control, databases.tenant, company, (answer) => answers.push(answer));
  const sent = perReply(answers);

  const other = await createSendingCompany(databases, n + 1);
  const others = await sendReplies(control, databases.tenant, other, () => {});
  return {
    sent: { ...sent, rowsRead: answers.reduce((sum, { tenant }) => sum + rowsRead(tenant), 0) / REPLIES },
    withStatusesTogether: plus(sent, perReply(await reportEach(control, company, replies, [STATUSES]))),
    withStatusesApart: plus(
      sent,
      perReply(
        await reportEach(
          control,
          other,
          others,
          STATUSES.map((status) => [status]),
        ),
      ),
    ),
  };
}

const STATUSES = ['sent', 'delivered', 'read'] as const;

/** A company whose replies can be sent: its token opens. */
export async function createSendingCompany(databases: Databases, n: number): Promise<Company> {
  const place = { companyId: idOf('co', n), table: 'channels', row: idOf('ch', n), column: 'access_token' };
  const sealed = await createEnvelope(parseKeyRing(testVars.ENCRYPTION_KEYS)).seal(place, 'an access token');
  return createCompany(databases, n, sealed);
}

/** One reply in each of some conversations, each sent and accepted before the next. */
export async function sendReplies(
  control: Control,
  tenant: D1Database,
  company: Company,
  onAnswer: (answer: ControlAnswer) => void,
): Promise<SentReply[]> {
  const people: Customer[] = await storeHistory(tenant, company, 0);
  for (let n = 0; n < REPLIES; n++) {
    const conversationId = idOf('conv', n);
    onAnswer(
      await control({ do: 'reply', companyId: company.id, conversationId, key: `reply-${company.id}-${n}` }),
    );
    onAnswer(await control({ do: 'drain-replies' }));
  }
  const { results } = await tenant
    .prepare(
      `SELECT external_id AS externalId, conversation_id || '/' || id AS callbackData,
              CAST(substr(conversation_id, 6) AS INTEGER) AS n
       FROM messages WHERE company_id = ? AND direction = 'outbound' AND status = 'sent'`,
    )
    .bind(company.id)
    .all<{ externalId: string; callbackData: string; n: number }>();
  if (results.length !== REPLIES) throw new Error(`${results.length} of ${REPLIES} replies were sent`);
  return results.map(({ n, ...reply }) => ({ ...reply, phone: people[n]?.phone ?? '' }));
}

/** Reports of each reply alone, as a single customer's phone causes them. */
async function reportEach(
  control: Control,
  company: Company,
  replies: readonly SentReply[],
  rounds: readonly (readonly ('sent' | 'delivered' | 'read')[])[],
): Promise<ControlAnswer[]> {
  const answers: ControlAnswer[] = [];
  for (const reply of replies) {
    for (const statuses of rounds) {
      const raws = statuses.map((status) => statusDelivery(company.phoneNumberId, [{ ...reply, status }]));
      answers.push(
        await control({ do: 'consume', queue: 'statuses', bodies: deliveryBodies('statuses', raws) }),
      );
    }
  }
  return answers;
}

function perReply(answers: readonly ControlAnswer[]): ReplyRows {
  return {
    tenant: answers.reduce((sum, { tenant }) => sum + rowsWritten(tenant), 0) / REPLIES,
    directory: answers.reduce((sum, { directory }) => sum + rowsWritten(directory), 0) / REPLIES,
  };
}

function plus(a: ReplyRows, b: ReplyRows): ReplyRows {
  return { tenant: a.tenant + b.tenant, directory: a.directory + b.directory };
}
