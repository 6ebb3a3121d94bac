import type { MessageMedia } from '../../workers/contracts/api/media.ts';
import type { JournalEntry } from '../../workers/contracts/api/message-life.ts';
import { compare, type Asked, type Counters } from '../../workers/testing/crash/count.ts';
import { delivery, value } from '../../workers/testing/meta-payloads.ts';
import { fileOf } from './outside.ts';
import { NUMBER, until, type Running } from './running.ts';
import { phoneOf } from './sends.ts';

interface Row {
  conversationId: string;
  id: string;
  fileId: string;
  media: string;
  /** Null: nobody has tried to fetch it. */
  journal: string | null;
}

/** Longer than a file that nobody has fetched waits for its wake-up, in milliseconds. */
const LOOKED_AT_AGAIN_MS = 3_600_000;

/** Customers send documents. Their rows alone remember that they are to be fetched. */
export function createFiles() {
  const sent: (Asked & { body: unknown })[] = [];

  const rows = (running: Running) =>
    running.rows<Row>(
      'tenant',
      `SELECT conversation_id AS conversationId, id, media ->> '$.id' AS fileId, media, journal FROM messages
       WHERE type = 'document'`,
    );

  return {
    async act(running: Running, person: number) {
      const n = sent.length;
      const from = phoneOf(person);
      const body = delivery({
        value: value(NUMBER, {
          contacts: [{ profile: { name: 'Ana Souza' }, wa_id: from }],
          messages: [
            {
              from,
              id: `wamid.FILE${n}`,
              timestamp: String(Math.floor(running.nowMs() / 1_000)),
              type: 'document',
              document: { id: `file-${n}`, mime_type: 'application/pdf', filename: `${n}.pdf` },
            },
          ],
        }),
      });
      const one = { text: `file-${n}`, isAcknowledged: true, wasInterrupted: false, body };
      sent.push(one);
      await running.deliver(body);
    },
    /** What Meta delivered comes again; what could not be had, a person has fetched again. */
    async finish(running: Running) {
      for (const { body } of sent) await running.deliver(body);
      // Until then the lane's own tries are waited for.
      await running.pass(LOOKED_AT_AGAIN_MS);
      await until(async () => (await rows(running)).every(({ media }) => stateOf(media) !== 'pending'));
      for (const { conversationId, id, media } of await rows(running))
        if (stateOf(media) === 'failed')
          await running.call('POST', `/v1/conversations/${conversationId}/messages/${id}/media/retry`);
    },
    /** Stored once with its own bytes, and said once to be there. */
    async count(running: Running): Promise<Counters> {
      const all = await rows(running);
      const { files } = running.deployment();
      const prefix = `company/${running.office.companyId}/messages/`;
      const whole: Row[] = [];
      for (const row of all) {
        const object = await files.get(`${prefix}${row.conversationId}/${row.id}`);
        if ((await object?.text()) === fileOf(row.fileId) && stateOf(row.media) === 'ready') whole.push(row);
      }
      const counted = compare(
        sent,
        Map.groupBy(whole, ({ fileId }) => fileId),
      );
      const known = new Set(all.map(({ conversationId, id }) => `${prefix}${conversationId}/${id}`));
      const { objects } = await files.list({ prefix });
      return {
        ...counted,
        unexpected: [
          ...counted.unexpected,
          ...objects.map(({ key }) => key).filter((key) => !known.has(key)),
        ],
        duplicated: [
          ...counted.duplicated,
          ...all.filter((row) => readyTimes(row) > 1).map(({ fileId }) => fileId),
        ],
        recovered: whole.filter((row) => entriesOf(row).length > 1).map(({ fileId }) => fileId),
      };
    },
  };
}

// Sound: only our own code writes these columns.
const stateOf = (media: string) => (JSON.parse(media) as MessageMedia).state;
const entriesOf = ({ journal }: Row) =>
  (JSON.parse(journal ?? '[]') as JournalEntry[]).flatMap((one) => (one.kind === 'fetch' ? [one] : []));
const readyTimes = (row: Row) => entriesOf(row).filter(({ outcome }) => outcome === 'ready').length;
