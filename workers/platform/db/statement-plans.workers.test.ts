import { beforeAll, describe, expect, it } from 'vitest';
import { createDeployment, type Deployment } from '../../testing/deployment.ts';
import { exercise } from '../../testing/exercise.ts';
import { texts } from '../../testing/meta-payloads.ts';
import type { RecordedStatement } from '../../testing/record-statements.ts';

const NUMBER = '4701';
/** As many as Meta puts into one delivery. */
const PER_DELIVERY = 1_000;
const deployment = createDeployment();

interface Plan {
  sql: string;
  steps: string[];
}

/**
 * Statements that may read a whole company, or everything, because what they read is few by nature: a company's
 * numbers and people, all companies for the cron. `max(seq)` reads the one row at the end of its key, and some
 * tables have one row per company.
 */
const FEW_BY_NATURE = [
  /from "channels" where "channels"\."company_id" = \? order by/,
  /from "memberships" inner join "users"/,
  /^select "id" from "companies" order by/,
  /FROM memberships m CROSS JOIN users u/,
  /max\(seq\)/,
  /from "webhooks" where "webhooks"\."company_id" = \? order by/,
  /WHERE EXISTS \(SELECT 1 FROM webhooks w /,
  /from "event_sources" where "event_sources"\."company_id" = \? order by/,
  /meta_apps|company_log_cursors|index_cursors|webhook_cursors/,
];

/** Looks through a company in slices, which are the same however large it is: here it is smaller than one. */
const IN_SLICES = /max\(m\.conversation_id\) AS conversationId\s+FROM j LEFT JOIN messages/;

/** Looks at what failed lately, a thousand at most: the exercise itself leaves a few rows of each of these. */
const OF_FAILED = /INDEXED BY messages_failed/;

let before: RecordedStatement[];
let after: RecordedStatement[];
let plans: Plan[];

beforeAll(async () => {
  const owner = await deployment.signUp(await deployment.createCompany(`c${NUMBER}`), 'owner');
  await deployment.connectNumber(owner, NUMBER);
  await grow(deployment, 0, 400);
  before = await record(() => exercise(deployment, owner, NUMBER, '1001'));
  await grow(deployment, 400, 4_000);
  after = await record(() => exercise(deployment, owner, NUMBER, '1002'));
  plans = [];
  for (const [database, statements] of [
    [deployment.env.DIRECTORY, new Set(deployment.directory.statements.map(({ sql }) => sql))],
    [deployment.env.TENANT, new Set(deployment.tenant.statements.map(({ sql }) => sql))],
    [deployment.env.SEARCH, new Set(deployment.search.statements.map(({ sql }) => sql))],
  ] as const) {
    for (const sql of statements) {
      if (/^(explain|select 1|SELECT \?1$)/i.test(sql)) continue;
      const { results } = await database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...valuesFor(sql))
        .all<{ detail: string }>();
      plans.push({ sql, steps: results.map(({ detail }) => detail) });
    }
  }
});

/** Customers who have written once. Already the smaller number fills every page. */
async function grow(into: Deployment, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += PER_DELIVERY) {
    const list = Array.from({ length: Math.min(PER_DELIVERY, to - first) }, (_, n) => ({
      id: `wamid.background.${first + n}`,
      from: `49155${String(first + n).padStart(8, '0')}`,
      name: `Person ${first + n}`,
    }));
    await into.deliver(texts(NUMBER, ...list));
    await into.drain();
    await into.drainJobs();
  }
  // All that follows from it is done here, and not in the part that is measured.
  do {
    into.clock.now += 15_000;
    await into.tick();
    await into.drain();
    await into.drainJobs();
  } while (into.jobs.waiting.length > 0);
}

async function record(work: () => Promise<void>): Promise<RecordedStatement[]> {
  const databases = [deployment.directory, deployment.tenant, deployment.search];
  const marks = databases.map(({ statements }) => statements.length);
  await work();
  return databases.flatMap(({ statements }, index) => statements.slice(marks[index]));
}

/** EXPLAIN needs as many values as the statement has parameters; which ones does not matter to the plan. */
function valuesFor(sql: string): (string | null)[] {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, n]) => Number(n));
  const count = numbered.length > 0 ? Math.max(...numbered) : (sql.match(/\?/g) ?? []).length;
  return Array.from({ length: count }, () => '[]');
}

const isFew = (sql: string) => FEW_BY_NATURE.some((one) => one.test(sql));
/** Lists that a statement brings along itself: bound JSON, materialised or recursive tables. */
const OWN_LISTS =
  /^SCAN (j|json_each|other|done|chain|earlier|elsewhere|halves|\d+-ROW|CONSTANT)|VIRTUAL TABLE|^SCAN \(?(subquery|co-routine)/i;

describe('of all statements that the application runs', () => {
  it('there are many, and the ways through the application reach them', () => {
    expect(plans.length).toBeGreaterThan(60);
  });

  it('none reads a whole table', () => {
    const scans = plans.filter(
      ({ sql, steps }) =>
        !isFew(sql) && steps.some((step) => step.startsWith('SCAN ') && !OWN_LISTS.test(step)),
    );
    expect(scans).toEqual([]);
  });

  it('none reads the full-text index but by its words', () => {
    const fullText = plans.flatMap(({ sql, steps }) =>
      steps.filter((step) => /messages_index VIRTUAL TABLE/.test(step)).map((step) => ({ sql, step })),
    );
    expect(fullText).not.toEqual([]);
    expect(fullText.filter(({ step }) => !/VIRTUAL TABLE INDEX \d+:M/.test(step))).toEqual([]);
  });

  it('none searches by nothing but the company, or the company and channel', () => {
    const loose = plans.filter(
      ({ sql, steps }) =>
        !isFew(sql) &&
        steps.some((step) => /^SEARCH .*\((company_id=\?|company_id=\? AND channel_id=\?)\)/.test(step)),
    );
    expect(loose).toEqual([]);
  });

  it('none sorts', () => {
    const sorts = plans.filter(({ steps }) =>
      steps.some((step) => /USE TEMP B-TREE FOR (ORDER|GROUP) BY/.test(step)),
    );
    expect(sorts).toEqual([]);
  });

  it('none reads more rows when the company holds ten times as much', () => {
    const cost = (statements: RecordedStatement[]) => {
      const rows = new Map<string, number>();
      for (const { sql, rowsRead } of statements) rows.set(sql, Math.max(rows.get(sql) ?? 0, rowsRead));
      return rows;
    };
    const small = cost(before);
    const grown = [...cost(after)].filter(([sql, rowsRead]) => {
      const wasRead = small.get(sql);
      // The exercise itself leaves a few rows behind: a conversation, an event, a log row.
      return (
        wasRead !== undefined &&
        !isFew(sql) &&
        !IN_SLICES.test(sql) &&
        !OF_FAILED.test(sql) &&
        rowsRead > wasRead + 25
      );
    });
    expect(grown).toEqual([]);
  });

  it('each index serves at least one, or keeps something unique', async () => {
    const names: string[] = [];
    for (const database of [deployment.env.DIRECTORY, deployment.env.TENANT, deployment.env.SEARCH]) {
      const { results } = await database
        .prepare(`SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE 'CREATE UNIQUE%'`)
        .all<{ name: string }>();
      names.push(...results.map(({ name }) => name));
    }
    expect(names.length).toBeGreaterThan(5);
    const unused = names.filter(
      (name) => !plans.some(({ steps }) => steps.some((step) => step.includes(name))),
    );
    expect(unused).toEqual([]);
  });

  it('each one on a tenant table names the company', () => {
    const nameless = plans.filter(
      ({ sql }) => !/company_id/.test(sql) && !isFew(sql) && tenantTable.test(sql),
    );
    expect(nameless).toEqual([]);
  });
});

const tenantTable =
  /\b(channels|channel_events|contacts|contact_\w+|conversations|messages|documents|alerts|channel_facts|replays|pending_updates|idempotency_keys|company_log\w*)\b/;
