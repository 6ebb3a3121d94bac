import { GOES_ON_IN, WHOLE_THREAD } from './list-queries.ts';
import { UNFINISHED } from './rules.ts';
import { MAX_CHAIN, SURELY_OLDER_MS } from './schema.ts';

/** In SQL: of a conversation's outbound messages, each is sent only when the one before it is finished. */

const unfinished = UNFINISHED.map((status) => `'${status}'`).join(', ');

/**
 * Whether an earlier message of the chain is unfinished: of two quick replies the second waits for the first. A sent
 * message was claimed after its own predecessor, so the chain is followed no further than to the first of those; a
 * failed one is looked past, because the one before it may be waiting again.
 */
export const isHeldUp = (message: string) => `(${isHeldUpInChain(message)} OR ${isHeldUpByMerge(message)})`;

const isHeldUpInChain = (message: string) => `EXISTS (
         WITH RECURSIVE earlier (id, after_id, status) AS (
           SELECT p.id, p.after_id, p.status FROM messages p
           WHERE p.company_id = ?1 AND p.conversation_id = ?2 AND p.id = ${message}.after_id
           UNION ALL
           SELECT p.id, p.after_id, p.status FROM earlier CROSS JOIN messages p
             ON p.company_id = ?1 AND p.conversation_id = ?2 AND p.id = earlier.after_id
           WHERE earlier.status = 'failed' LIMIT ${MAX_CHAIN})
         SELECT 1 FROM earlier WHERE status IN (${unfinished}))`;

/**
 * The same across a merge: a thread's conversations have a chain each, and what was written earlier in one goes before
 * what was written later in another. Each chain is followed from its end to the first that was sent.
 */
const isHeldUpByMerge = (message: string) => `EXISTS (
         WITH RECURSIVE elsewhere (conversation_id, after_id, status, sent_at_ms) AS (
           SELECT p.conversation_id, p.after_id, p.status, p.sent_at_ms
           FROM conversations y CROSS JOIN messages p
             ON p.company_id = ?1 AND p.conversation_id = y.id AND p.id = y.last_outbound_id
           WHERE y.company_id = ?1 AND y.id IN ${WHOLE_THREAD} AND y.id <> ?2
           UNION ALL
           SELECT p.conversation_id, p.after_id, p.status, p.sent_at_ms FROM elsewhere CROSS JOIN messages p
             ON p.company_id = ?1 AND p.conversation_id = elsewhere.conversation_id AND p.id = elsewhere.after_id
           WHERE elsewhere.status IN (${unfinished}, 'failed') LIMIT ${MAX_CHAIN})
         SELECT 1 FROM elsewhere
         WHERE status IN (${unfinished}) AND sent_at_ms + iif(${GOES_ON_IN('?2')} = ?2, 0, ${SURELY_OLDER_MS})
           < ${message}.sent_at_ms)`;
