import * as z from 'zod/mini';
import { alertId, channelId, contactId, conversationId, messageId, quickReplyId, timeMs } from '../ids.ts';
import { MAX_PAGE_ROWS } from './list.ts';

/**
 * How long changes can be asked for, in days. Ours: as long as a dead letter may be put back, so that what is looked for
 * because of one is found by the log.
 */
export const EVENT_LOG_DAYS = 90;

export const SETTINGS_PARTS = ['alerts', 'webhooks', 'event_sources'] as const;
export const settingsPart = z.enum(SETTINGS_PARTS);
export type SettingsPart = z.infer<typeof settingsPart>;

/** What changed in one commit of a company, by id. */
export const change = z.discriminatedUnion('entity', [
  z.object({
    entity: z.literal('message'),
    id: messageId,
    conversationId,
    /** `reacted`: only that there is a reaction, another one, or none any more. */
    change: z.enum(['created', 'updated', 'reacted']),
  }),
  /** A reaction, edit or deletion has come, or was sent: what it did to its message is a change of that. */
  z.object({ entity: z.literal('amendment'), id: messageId, conversationId }),
  z.object({ entity: z.literal('conversation'), id: conversationId }),
  z.object({ entity: z.literal('contact'), id: contactId }),
  z.object({ entity: z.literal('channel'), id: channelId }),
  z.object({ entity: z.literal('alert'), id: alertId }),
  z.object({ entity: z.literal('quick_reply'), id: quickReplyId }),
  /** Something about the templates of a WhatsApp account, which `id` names: whoever shows them asks again. */
  z.object({ entity: z.literal('templates'), id: z.string().check(z.maxLength(64)) }),
  /** The same of what administrators set. */
  z.object({ entity: z.literal('settings'), id: settingsPart }),
]);
export type Change = z.infer<typeof change>;

export const companyEvent = z.object({ seq: z.int(), atMs: timeMs, changes: z.array(change) });
export type CompanyEvent = z.infer<typeof companyEvent>;

export const eventQuery = z.strictObject({
  after: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(MAX_PAGE_ROWS)), MAX_PAGE_ROWS),
});
/** The code of the answer (410) when changes after `after` are kept no more: whoever goes by them begins anew at `lastSeq`. */
export const EVENTS_FORGOTTEN = 'events_forgotten';
/** In order of `seq`; `nextCursor` is the last `seq` while more may follow; `lastSeq` is the company's newest. */
export const companyEventList = z.object({
  items: z.array(companyEvent),
  nextCursor: z.nullable(z.string()),
  lastSeq: z.int(),
});
export type CompanyEventList = z.infer<typeof companyEventList>;
