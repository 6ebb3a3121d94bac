import { DEPLOYMENT } from '../../contracts/ids.ts';
import type { Context } from '../../context.ts';
import { rowsOf } from '../../platform/db/columns.ts';
import { firstIdOf } from '../../platform/ids.ts';
import {
  commitAlerts,
  deleteMutes,
  planAlerts,
  selectMuted,
  selectOpen,
  type OpenAlert,
} from '../alerts/index.ts';
import { watchLanes } from '../operations/index.ts';
import { measureChannels } from './measure-channels.ts';
import { measureSources } from './measure-sources.ts';
import { countOpenLetters, countUndecidedLetters, selectSettings, settingsOf } from './queries.ts';
import { judge, judgeLanes, KEYS, type Finding, type Measured } from './rules.ts';
import { readSettings, type StoredSettings } from './settings.ts';

const MINUTE_MS = 60_000;

type EvaluateContext = Pick<
  Context,
  'clock' | 'directory' | 'ids' | 'log' | 'metrics' | 'publish' | 'queues' | 'tenant'
>;

/** Looks whether what a company (or the deployment) wants to be alerted of is there, or over. May run any time. */
export async function evaluateRules(ctx: EvaluateContext, companyId: string): Promise<void> {
  const db = ctx.tenant(companyId);
  const [stored, standing] = await db.batch([selectSettings(db), selectOpen(db, [KEYS.letters])]);
  const settings = readSettings(settingsOf(stored));
  const [lettersAlert = null] = rowsOf<OpenAlert>(standing);
  const findings = await find(ctx, companyId, settings, lettersAlert);
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

async function find(
  ctx: EvaluateContext,
  companyId: string,
  { rules }: StoredSettings,
  lettersAlert: OpenAlert | null,
): Promise<Finding[]> {
  const isDeployment = companyId === DEPLOYMENT;
  const nowMs = ctx.clock.nowMs();
  const { count, minutes } = rules.deadLetters;
  const owner = isDeployment ? null : companyId;
  const sinceOf = (atMs: number) => firstIdOf('dl', atMs - minutes * MINUTE_MS);
  const [[fresh, undecided], channels, sources] = await Promise.all([
    ctx.directory.batch([
      countOpenLetters(ctx.directory, owner, sinceOf(nowMs), count),
      ...(lettersAlert === null
        ? []
        : [countUndecidedLetters(ctx.directory, owner, sinceOf(lettersAlert.openedAtMs))]),
    ]),
    isDeployment ? [] : measureChannels(ctx, companyId, rules),
    isDeployment ? [] : measureSources(ctx, companyId, rules.eventFailures),
  ]);
  const countOf = (result: D1Result | undefined) => rowsOf<{ count: number }>(result)[0]?.count ?? 0;
  const measured: Measured = {
    letters: countOf(fresh),
    lettersOfAlert: countOf(undecided),
    channels,
    sources,
  };
  const findings = judge(rules, measured, isDeployment);
  return isDeployment ? [...findings, ...judgeLanes(rules, (await watchLanes(ctx)).items, nowMs)] : findings;
}
