import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { chatOf } from './chat-of.ts';
import type {
  BusinessNumber,
  Customer,
  Delivery,
  Group,
  GraphCall,
  Media,
  Message,
  Template,
} from './types.ts';

const JOURNAL_ENTRIES = 500;

const schema = `
  create table if not exists numbers (id text primary key, doc text not null);
  create table if not exists customers (id text primary key, doc text not null, phone text not null, user_id text not null);
  create index if not exists customers_by_phone on customers (phone);
  create index if not exists customers_by_user_id on customers (user_id);
  create table if not exists messages (
    seq integer primary key autoincrement, id text not null unique,
    customer_id text not null, phone_number_id text not null, direction text not null, doc text not null);
  create index if not exists messages_by_thread on messages (customer_id, phone_number_id, seq);
  create table if not exists groups (id text primary key, doc text not null);
  create table if not exists media (id text primary key, doc text not null, bytes blob not null);
  create table if not exists templates (id text primary key, waba_id text not null, doc text not null);
  create table if not exists deliveries (seq integer primary key autoincrement, doc text not null);
  create table if not exists graph_calls (seq integer primary key autoincrement, doc text not null);
  create table if not exists settings (id text primary key, doc text not null);
`;

export type Store = ReturnType<typeof openStore>;

/** Everything that survives a restart. Without a folder it lives in memory. */
export function openStore(folder: string | undefined) {
  if (folder) mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(folder ? join(folder, 'simulator.sqlite') : ':memory:');
  // A killed process loses nothing that was committed; only a power cut could, which a simulator may.
  database.exec('pragma journal_mode = wal; pragma synchronous = off;');
  database.exec(schema);
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  // The cast holds because this file alone writes `doc` columns, with values of the type that it reads back.
  const all = <T>(sql: string, ...values: (string | number)[]): T[] =>
    prepare(sql)
      .all(...values)
      .map((row) => readDocument(row['doc'], row['seq']) as T);
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- see `all`
  const first = <T>(sql: string, ...values: (string | number)[]): T | undefined => all<T>(sql, ...values)[0];
  const run = (sql: string, ...values: (string | number | Uint8Array)[]) => prepare(sql).run(...values);
  const appendToJournal = (table: 'deliveries' | 'graph_calls', entry: object): number => {
    const seq = Number(run(`insert into ${table} (doc) values (?)`, JSON.stringify(entry)).lastInsertRowid);
    run(`delete from ${table} where seq <= ?`, seq - JOURNAL_ENTRIES);
    return seq;
  };

  return {
    numbers: {
      list: () => all<BusinessNumber>('select doc from numbers order by rowid'),
      find: (id: string) => first<BusinessNumber>('select doc from numbers where id = ?', id),
      save: (number: BusinessNumber) =>
        run(
          'insert into numbers (id, doc) values (?, ?) on conflict (id) do update set doc = excluded.doc',
          number.phoneNumberId,
          JSON.stringify(number),
        ),
      remove: (id: string) => run('delete from numbers where id = ?', id),
    },
    customers: {
      list: () => all<Customer>('select doc from customers order by rowid'),
      find: (id: string) => first<Customer>('select doc from customers where id = ?', id),
      findByPhone: (phone: string) => first<Customer>('select doc from customers where phone = ?', phone),
      findByUserId: (userId: string) =>
        first<Customer>('select doc from customers where user_id = ?', userId),
      save: (customer: Customer) =>
        run(
          `insert into customers (id, doc, phone, user_id) values (?, ?, ?, ?)
           on conflict (id) do update set doc = excluded.doc, phone = excluded.phone, user_id = excluded.user_id`,
          customer.id,
          JSON.stringify(customer),
          customer.phone,
          customer.userId,
        ),
      remove(id: string) {
        run('delete from messages where customer_id = ?', id);
        run('delete from customers where id = ?', id);
      },
    },
    messages: {
      find: (id: string) => first<Message>('select seq, doc from messages where id = ?', id),
      /** The newest `limit` messages of a thread in the order they were written. */
      listThread: (customerId: string, phoneNumberId: string, limit: number, afterSeq = 0) =>
        all<Message>(
          `select seq, doc from messages where customer_id = ? and phone_number_id = ? and seq > ?
           order by seq desc limit ?`,
          customerId,
          phoneNumberId,
          afterSeq,
          limit,
        ).toReversed(),
      listLatestPerThread: () =>
        all<Message>(
          // The other columns are those of the row with the maximum: SQLite promises that for a lone max().
          `select seq, doc, max(json_extract(doc, '$.atMs')) from messages
           group by customer_id, phone_number_id order by seq desc`,
        ),
      listFromBusinessAfter: (customerId: string, afterSeq: number) =>
        all<Message>(
          `select seq, doc from messages where customer_id = ? and seq > ? and direction = 'from-business'
           order by seq limit 100`,
          customerId,
          afterSeq,
        ),
      findLatestFromCustomer: (customerId: string, phoneNumberId: string) =>
        first<Message>(
          `select seq, doc from messages where customer_id = ? and phone_number_id = ?
           and direction = 'from-customer' order by json_extract(doc, '$.atMs') desc limit 1`,
          customerId,
          phoneNumberId,
        ),
      /** Whether the business has sent an order of this name. */
      hasOrder: (phoneNumberId: string, reference: string) =>
        first<Message>(
          `select seq, doc from messages where phone_number_id = ? and direction = 'from-business'
           and json_extract(doc, '$.content.type') = 'order_details'
           and json_extract(doc, '$.content.action.parameters.reference_id') = ? limit 1`,
          phoneNumberId,
          reference,
        ) !== undefined,
      /** Of the business, and neither delivered nor failed yet. */
      listUnfinishedSince: (sinceMs: number) =>
        all<Message>(
          `select seq, doc from messages where direction = 'from-business'
           and json_extract(doc, '$.status') in ('accepted', 'sent') and json_extract(doc, '$.atMs') >= ? order by seq`,
          sinceMs,
        ),
      add(message: Omit<Message, 'seq'>): Message {
        const result = run(
          'insert into messages (id, customer_id, phone_number_id, direction, doc) values (?, ?, ?, ?, ?)',
          message.id,
          chatOf(message),
          message.phoneNumberId,
          message.direction,
          JSON.stringify(message),
        );
        return { ...message, seq: Number(result.lastInsertRowid) };
      },
      update: (message: Message) =>
        run('update messages set doc = ? where id = ?', JSON.stringify(message), message.id),
    },
    groups: {
      list: () => all<Group>('select doc from groups order by rowid'),
      find: (id: string) => first<Group>('select doc from groups where id = ?', id),
      save: (group: Group) =>
        run(
          'insert into groups (id, doc) values (?, ?) on conflict (id) do update set doc = excluded.doc',
          group.id,
          JSON.stringify(group),
        ),
      remove(id: string) {
        run('delete from messages where customer_id = ?', id);
        run('delete from groups where id = ?', id);
      },
    },
    media: {
      find: (id: string) => first<Media>('select doc from media where id = ?', id),
      readBytes(id: string): Uint8Array | undefined {
        const bytes = prepare('select bytes from media where id = ?').get(id)?.['bytes'];
        return bytes instanceof Uint8Array ? bytes : undefined;
      },
      add: (media: Media, bytes: Uint8Array) =>
        run('insert into media (id, doc, bytes) values (?, ?, ?)', media.id, JSON.stringify(media), bytes),
      remove: (id: string) => run('delete from media where id = ?', id),
    },
    templates: {
      list: (wabaId: string) =>
        all<Template>('select doc from templates where waba_id = ? order by rowid', wabaId),
      find: (id: string) => first<Template>('select doc from templates where id = ?', id),
      save: (template: Template) =>
        run(
          'insert into templates (id, waba_id, doc) values (?, ?, ?) on conflict (id) do update set doc = excluded.doc',
          template.id,
          template.wabaId,
          JSON.stringify(template),
        ),
      remove: (id: string) => run('delete from templates where id = ?', id),
    },
    deliveries: {
      list: (limit: number, afterSeq = 0) =>
        all<Delivery>(
          'select seq, doc from deliveries where seq > ? order by seq desc limit ?',
          afterSeq,
          limit,
        ),
      find: (seq: number) => first<Delivery>('select seq, doc from deliveries where seq = ?', seq),
      listWaiting: () =>
        all<Delivery>(
          `select seq, doc from deliveries where json_extract(doc, '$.state') in ('waiting', 'held') order by seq`,
        ),
      add: (delivery: Omit<Delivery, 'seq'>): Delivery => ({
        ...delivery,
        seq: appendToJournal('deliveries', delivery),
      }),
      update: (delivery: Delivery) =>
        run('update deliveries set doc = ? where seq = ?', JSON.stringify(delivery), delivery.seq),
    },
    graphCalls: {
      list: (limit: number, afterSeq = 0) =>
        all<GraphCall>(
          'select seq, doc from graph_calls where seq > ? order by seq desc limit ?',
          afterSeq,
          limit,
        ),
      add: (call: Omit<GraphCall, 'seq'>): GraphCall => ({
        ...call,
        seq: appendToJournal('graph_calls', call),
      }),
    },
    settings: {
      read: (id: string): unknown => first<unknown>('select doc from settings where id = ?', id),
      save: (id: string, value: object) =>
        run(
          'insert into settings (id, doc) values (?, ?) on conflict (id) do update set doc = excluded.doc',
          id,
          JSON.stringify(value),
        ),
    },
    /** Forgets customers, threads, media and journals; numbers and templates stay, they are the world's set-up. */
    clear() {
      for (const table of [
        'messages',
        'customers',
        'groups',
        'media',
        'deliveries',
        'graph_calls',
        'settings',
      ]) {
        run(`delete from ${table}`);
      }
    },
    inOneTransaction(work: () => void) {
      database.exec('begin');
      try {
        work();
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

function readDocument(doc: unknown, seq: unknown): unknown {
  const parsed: unknown = JSON.parse(String(doc));
  return typeof seq === 'number' && typeof parsed === 'object' ? { ...parsed, seq } : parsed;
}
