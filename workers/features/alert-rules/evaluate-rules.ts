import { DEPLOYMENT } from '../../contracts/ids.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import { commitAlerts, deleteMutes, planAlerts, selectMuted } from '../alerts/index.ts';
import { watchLanes } from '../operations/index.ts';
import { measureChannels } from './measure-channels.ts';
import { countOpenLetters, selectSettings, settingsOf } from './queries.ts';
import { judge, judgeLanes, type Finding, type Measured } from './rules.ts';
import { readSettings, type StoredSettings } from './settings.ts';

const MINUTE_MS = 60_000;

type EvaluateContext = Pick<
  Context,
  'clock' | 'directory' | 'ids' | 'log' | 'metrics' | 'publish' | 'queues' | 'tenant'
>;

/** Looks whether what a company (or the deployment) wants to be alerted of is there, or over. May run any time. */
export async function evaluateRules(ctx: EvaluateContext, companyId: string): Promise<void> {
  const db = ctx.tenant(companyId);
  const [stored] = await db.batch([selectSettings(db)]);
  const settings = readSettings(settingsOf(stored));
  const findings = await find(ctx, companyId, settings);
  const keys = findings.map(({ key }) => key);
  const [found] = await db.batch([selectMuted(db, keys)]);
  const muted = new Set(rowsOf<{ key: string }>(found).map(({ key }) => key));
  const atMs = ctx.clock.nowMs();
  const plan = await planAlerts(ctx, db, {
    // A state that lasts is one trouble, however often it is looked at.
    raise: findings.flatMap(({ key, trouble }) =>
      trouble === null || muted.has(key) ? [] : [{ ...trouble, key, atMs, isState: true }],
    ),
    resolve: findings.flatMap(({ key, trouble }) => (trouble === null ? [{ key, atMs }] : [])),
  });
  const over = findings.flatMap(({ key, trouble }) => (trouble === null && muted.has(key) ? [key] : []));
  if (over.length > 0) await db.batch([deleteMutes(db, over)]);
  await commitAlerts(ctx, db, plan);
}

async function find(ctx: EvaluateContext, companyId: string, { rules }: StoredSettings): Promise<Finding[]> {
  const isDeployment = companyId === DEPLOYMENT;
  const nowMs = ctx.clock.nowMs();
  const { count, minutes } = rules.deadLetters;
  const fromId = firstIdOf('dl', nowMs - minutes * MINUTE_MS);
  const [[letters], channels] = await Promise.all([
    ctx.directory.batch([countOpenLetters(ctx.directory, isDeployment ? null : companyId, fromId, count)]),
    isDeployment ? [] : measureChannels(ctx, companyId, rules),
  ]);
  const measured: Measured = { letters: rowsOf<{ count: number }>(letters)[0]?.count ?? 0, channels };
  const findings = judge(rules, measured, isDeployment);
  return isDeployment ? [...findings, ...judgeLanes(rules, (await watchLanes(ctx)).items, nowMs)] : findings;
}
