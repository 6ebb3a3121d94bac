import type { MessageMedia } from '../../contracts/api/media.ts';
import type { JournalEntry } from '../../contracts/api/message-life.ts';
import { delivery, value } from '../meta-payloads.ts';
import { compare, type Asked } from './count.ts';
import { createIsolate, type World } from './isolate.ts';
import type { Errand } from './errand.ts';
import { callApi, type Office } from './office.ts';
import { fileOf } from './provider.ts';

interface Row {
  conversationId: string;
  id: string;
  fileId: string;
  media: string;
  journal: string;
}

/** Customers send documents; whatever could not be fetched at last, a person has fetched again. */
export function receiveFiles(
  world: World,
  office: Office,
  deliver: (body: unknown) => Promise<boolean>,
): Errand {
  const { clock, env, random } = world;
  const sent: Asked[] = [];

  const bodyOf = (n: number) => {
    const from = `5511955${String(500_000 + (n % 7))}`;
    return delivery({
      value: value(office.number, {
        contacts: [{ profile: { name: 'Ana Souza' }, wa_id: from }],
        messages: [
          {
            from,
            id: `wamid.FILE${office.number}.${n}`,
            timestamp: String(Math.floor(clock.now / 1_000)),
            type: 'document',
            document: { id: `file-${n}`, mime_type: 'application/pdf', filename: `${n}.pdf` },
          },
        ],
      }),
    });
  };

  async function rows(): Promise<Row[]> {
    const { results } = await env.TENANT.prepare(
      `SELECT conversation_id AS conversationId, id, media ->> '$.id' AS fileId, media, journal FROM messages
       WHERE company_id = ? AND type = 'document'`,
    )
      .bind(office.companyId)
      .all<Row>();
    return results;
  }

  async function repeatFailed(): Promise<void> {
    for (const { conversationId, id, media } of await rows()) {
      if (stateOf(media) !== 'failed') continue;
      const path = `/v1/conversations/${conversationId}/messages/${id}/media/retry`;
      await callApi(createIsolate(world, null), office, { method: 'POST', path });
    }
  }

  return {
    async act() {
      const one: Asked = { text: `file-${sent.length}`, isAcknowledged: false, wasInterrupted: false };
      sent.push(one);
      const body = bodyOf(sent.length - 1);
      while (!one.isAcknowledged || random.chance(0.2)) one.isAcknowledged = await deliver(body);
      if (random.chance(0.1)) await repeatFailed();
    },
    finish: repeatFailed,
    /** Stored once with its own bytes, and said once to be there. */
    async count() {
      const all = await rows();
      const whole: Row[] = [];
      const doubled: string[] = [];
      for (const row of all) {
        const key = `company/${office.companyId}/messages/${row.conversationId}/${row.id}`;
        const object = await env.MEDIA.get(key);
        const isWhole = (await object?.text()) === new TextDecoder().decode(fileOf(row.fileId));
        if (isWhole && stateOf(row.media) === 'ready') whole.push(row);
        if (entriesOf(row).filter(({ outcome }) => outcome === 'ready').length > 1) doubled.push(row.fileId);
      }
      const counted = compare(
        sent,
        Map.groupBy(whole, ({ fileId }) => fileId),
      );
      const listed = await env.MEDIA.list({ prefix: `company/${office.companyId}/messages/` });
      const known = new Set(all.map(({ conversationId, id }) => `${conversationId}/${id}`));
      const orphans = listed.objects
        .map(({ key }) => key)
        .filter((key) => !known.has(key.split('/').slice(3).join('/')));
      return {
        ...counted,
        unexpected: [...counted.unexpected, ...orphans],
        duplicated: [...counted.duplicated, ...doubled],
        // Fetched more than once, and there once.
        recovered: whole.filter((row) => entriesOf(row).length > 1).map(({ fileId }) => fileId),
      };
    },
  };
}

// Sound: only our own code writes these columns.
const stateOf = (media: string) => (JSON.parse(media) as MessageMedia).state;
const entriesOf = ({ journal }: Row) =>
  (JSON.parse(journal) as JournalEntry[]).flatMap((one) => (one.kind === 'fetch' ? [one] : []));
