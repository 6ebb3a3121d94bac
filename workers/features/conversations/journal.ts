import { MAX_JOURNAL_ENTRIES, type JournalEntry } from '../../contracts/api/message-life.ts';
import { appended } from '../../platform/db/bounded-list.ts';
import type { MessageRow } from './rules.ts';

/** One entry as the statements below bind it. */
export const entry = (one: JournalEntry) => JSON.stringify(one);
type Try = Extract<JournalEntry, { kind: 'try' }>;
/** How a try ended, as `withEndedTry` binds it. */
export const endOfTry = (end: Omit<Try, 'kind' | 'atMs'>) => JSON.stringify(end);

export function readJournal(row: Pick<MessageRow, 'journal'>): JournalEntry[] {
  // Sound: only the statements that use this file write the column.
  return row.journal === null ? [] : (JSON.parse(row.journal) as JournalEntry[]);
}

const LAST = `json_extract(journal, '$[#-1]')`;
const LAST_KIND = `json_extract(journal, '$[#-1].kind')`;

/** The journal with one more entry. Part of statements that write the row anyway: it costs no further row. */
export const withEntry = (bound: string) => appended('journal', bound, MAX_JOURNAL_ENTRIES);

/** The journal with how its last try ended; as it is where its last entry is none. */
export const withEndedTry = (bound: string) =>
  `iif(${LAST_KIND} = 'try', json_set(journal, '$[#-1]', json_patch(${LAST}, ${bound})), journal)`;

/** The journal with a wait. Waits for the same reason that follow each other are one, which becomes longer. */
export const withWait = (bound: string) =>
  `iif(${LAST_KIND} = 'held' AND json_extract(journal, '$[#-1].code') IS json_extract(${bound}, '$.code'),
         json_set(journal, '$[#-1].untilMs', json_extract(${bound}, '$.untilMs')), ${withEntry(bound)})`;
