import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import { MAX_NOTIFIED_USERS } from '../../contracts/api/alert-settings.ts';
import { DEPLOYMENT } from '../../contracts/ids.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import type { DirectoryDb } from '../../platform/db/directory-db.ts';
import type { UnsentQuery } from '../../platform/db/bind.ts';
import { runQuery } from '../../platform/db/run.ts';
import { companies, memberships, metaApps, sessions, users } from './schema.directory.ts';

export async function findUserByEmail(db: DirectoryDb, email: string) {
  const rows = await runQuery(db.orm.select().from(users).where(eq(users.email, email)).limit(1));
  return rows[0] ?? null;
}

/** The companies that a user works for, the longest first. */
export function listMembershipsOfUser(db: DirectoryDb, userId: string) {
  return runQuery(
    db.orm
      .select({ companyId: memberships.companyId, role: memberships.role })
      .from(memberships)
      .where(eq(memberships.userId, userId))
      .orderBy(asc(memberships.companyId)),
  );
}

/** A live session with its user, membership and company, in one read. */
export async function findLiveSession(db: DirectoryDb, sessionId: string, nowMs: number) {
  const rows = await runQuery(
    db.orm
      .select({
        session: sessions,
        role: memberships.role,
        user: { id: users.id, name: users.name, email: users.email, isOperator: users.isOperator },
        company: { id: companies.id, name: companies.name, slug: companies.slug },
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(
        memberships,
        and(eq(memberships.companyId, sessions.companyId), eq(memberships.userId, sessions.userId)),
      )
      .innerJoin(companies, eq(companies.id, sessions.companyId))
      .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAtMs), gt(sessions.expiresAtMs, nowMs)))
      .limit(1),
  );
  return rows[0] ?? null;
}

export function insertSession(db: DirectoryDb, row: typeof sessions.$inferInsert): UnsentQuery {
  return db.orm.insert(sessions).values(row);
}

/** Exchanges the token, if the session still has the one that was seen. */
export function rotateSession(
  db: DirectoryDb,
  input: {
    id: string;
    seenHash: string;
    newHash: string;
    previousHash: string;
    nowMs: number;
    expiresAtMs: number;
  },
) {
  return runQuery(
    db.orm
      .update(sessions)
      .set({
        tokenHash: input.newHash,
        previousTokenHash: input.previousHash,
        rotatedAtMs: input.nowMs,
        expiresAtMs: input.expiresAtMs,
      })
      .where(
        and(eq(sessions.id, input.id), eq(sessions.tokenHash, input.seenHash), isNull(sessions.endedAtMs)),
      )
      .returning({ id: sessions.id }),
  );
}

export function endSession(db: DirectoryDb, id: string, nowMs: number) {
  return runQuery(
    db.orm
      .update(sessions)
      .set({ endedAtMs: nowMs })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAtMs))),
  );
}

export function listMembersOf(db: DirectoryDb, companyId: string) {
  return runQuery(
    db.orm
      .select({ id: users.id, name: users.name, email: users.email, role: memberships.role })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.companyId, companyId))
      .orderBy(asc(memberships.userId)),
  );
}

export async function findMemberOf(db: DirectoryDb, companyId: string, userId: string) {
  const rows = await runQuery(
    db.orm
      .select({ role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.companyId, companyId), eq(memberships.userId, userId)))
      .limit(1),
  );
  return rows[0] ?? null;
}

export async function findCompany(db: DirectoryDb, companyId: string) {
  const rows = await runQuery(db.orm.select().from(companies).where(eq(companies.id, companyId)).limit(1));
  return rows[0] ?? null;
}

/** By its id or its short name. */
export async function findCompanyId(db: DirectoryDb, idOrSlug: string): Promise<string | null> {
  const wanted = idOrSlug.startsWith('co_') ? eq(companies.id, idOrSlug) : eq(companies.slug, idOrSlug);
  const rows = await runQuery(db.orm.select({ id: companies.id }).from(companies).where(wanted).limit(1));
  return rows[0]?.id ?? null;
}

/** System scope: every company, for the cron. */
export async function listCompanyIds(db: DirectoryDb): Promise<string[]> {
  const rows = await runQuery(db.orm.select({ id: companies.id }).from(companies).orderBy(asc(companies.id)));
  return rows.map((row) => row.id);
}

export async function findMetaAppBySlug(db: DirectoryDb, slug: string) {
  const rows = await runQuery(
    db.orm
      .select({ app: metaApps })
      .from(companies)
      .innerJoin(metaApps, eq(metaApps.companyId, companies.id))
      .where(eq(companies.slug, slug))
      .limit(1),
  );
  return rows[0]?.app ?? null;
}

export async function findMetaAppOf(db: DirectoryDb, companyId: string) {
  const rows = await runQuery(
    db.orm
      .select({ companyId: metaApps.companyId })
      .from(metaApps)
      .where(eq(metaApps.companyId, companyId))
      .limit(1),
  );
  return rows[0] ?? null;
}

export function upsertMetaApp(db: DirectoryDb, row: typeof metaApps.$inferInsert): UnsentQuery {
  return db.orm
    .insert(metaApps)
    .values(row)
    .onConflictDoUpdate({
      target: metaApps.companyId,
      set: {
        appSecretSealed: row.appSecretSealed,
        verifyTokenSealed: row.verifyTokenSealed,
        updatedAtMs: row.updatedAtMs,
      },
    });
}

/** Someone who can be written to about a company, or about the deployment. */
export interface Recipient {
  id: string;
  name: string;
  email: string;
}

const ADMINISTERS = `m.role IN ('owner', 'admin')`;

/** Of these people, those who administer the company; of the deployment, those who operate it. */
export async function listRecipients(
  db: DirectoryDb,
  companyId: string,
  userIds: readonly string[],
): Promise<Recipient[]> {
  const ids = JSON.stringify(userIds);
  const [found] = await db.batch([
    companyId === DEPLOYMENT
      ? db.statement(
          `SELECT u.id, u.name, u.email FROM json_each(?1) j CROSS JOIN users u ON u.id = j.value
           WHERE u.is_operator = 1`,
          ids,
        )
      : db.statement(
          `SELECT u.id, u.name, u.email FROM json_each(?1) j
           CROSS JOIN memberships m ON m.company_id = ?2 AND m.user_id = j.value
           CROSS JOIN users u ON u.id = m.user_id WHERE ${ADMINISTERS}`,
          ids,
          companyId,
        ),
  ]);
  return rowsOf<Recipient>(found);
}

/** Whom nobody chose: the owners of the company; of the deployment, its operators. */
export async function listResponsible(db: DirectoryDb, companyId: string): Promise<Recipient[]> {
  const [found] = await db.batch([
    companyId === DEPLOYMENT
      ? db.statement(
          `SELECT u.id, u.name, u.email FROM users u INDEXED BY users_operators
           WHERE u.is_operator = 1 AND u.id > '' ORDER BY u.id LIMIT ${MAX_NOTIFIED_USERS}`,
        )
      : db.statement(
          `SELECT u.id, u.name, u.email FROM memberships m CROSS JOIN users u ON u.id = m.user_id
           WHERE m.company_id = ?1 AND m.role = 'owner' LIMIT ${MAX_NOTIFIED_USERS}`,
          companyId,
        ),
  ]);
  return rowsOf<Recipient>(found);
}
