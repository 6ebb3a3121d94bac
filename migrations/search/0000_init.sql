-- Hand-written: full-text tables are virtual and cannot be said in Drizzle.
-- What can be found: one row per message with words in it. `id` is made of the message's id (features/search/rules.ts),
-- so that its order is the order of time and MATCH gives the newest first without sorting.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  company_id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  channel_id TEXT NOT NULL,
  author_id TEXT,
  -- The text's words, cut and folded, each with one blank before it.
  words TEXT NOT NULL
);
--> statement-breakpoint
-- What the index sees. Every word begins with its company's key: a search reads its own company's words only, and
-- never steps through those of the neighbours. Ids are words too, so that a filter is one more word.
CREATE VIEW indexed_documents AS
SELECT
  id,
  replace(words, ' ', ' ' || lower(substr(company_id, 4))) AS words,
  lower(substr(conversation_id, 6) || ' ' || substr(channel_id, 4) || coalesce(' ' || substr(author_id, 5), '')) AS facets
FROM documents;
--> statement-breakpoint
-- `columnsize=0` and external content write nothing per message but the words themselves. `ascii` only splits at
-- blanks here: words are cut and folded before they come (features/search/rules.ts).
CREATE VIRTUAL TABLE messages_index USING fts5(
  words,
  facets,
  content = 'indexed_documents',
  content_rowid = 'id',
  columnsize = 0,
  tokenize = 'ascii'
);
--> statement-breakpoint
-- Up to which number of its log a company is indexed.
CREATE TABLE index_cursors (
  company_id TEXT PRIMARY KEY NOT NULL,
  indexed_seq INTEGER NOT NULL
) WITHOUT ROWID;
