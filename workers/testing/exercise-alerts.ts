import type { AlertSettings } from '../contracts/api/alert-settings.ts';
import type { Alert } from '../contracts/api/alerts.ts';
import { DEPLOYMENT } from '../contracts/ids.ts';
import { KEYS } from '../features/alert-rules/rules.ts';
import { deleteMutes } from '../features/alerts/index.ts';
import { evaluateRules } from '../features/alert-rules/index.ts';
import { notify, notifyBehind } from '../features/notifications/index.ts';
import { keepLetter } from './dead-letters.ts';
import type { Deployment, Person } from './deployment.ts';

/** Rules, settings and notifications of alerts: of a company and of the deployment. */
export async function exerciseAlerts(deployment: Deployment, owner: Person, run: string): Promise<void> {
  const { json } = deployment;
  const operator = await deployment.signUp(owner.companyId, 'viewer', `alerts-${run}@people.test`, {
    isOperator: true,
  });
  // A deployment that can send mails has these too.
  const ctx = {
    ...deployment.context(),
    mail: { send: () => Promise.resolve({ kind: 'accepted' as const }) },
  };
  for (let n = 0; n < 5; n += 1)
    await keepLetter(deployment, owner.companyId, {
      lane: 'media',
      kind: 'media.fetch',
      code: 'timeout',
      body: { v: 2 },
    });
  for (const [person, prefix, scope] of [
    [owner, '/v1', owner.companyId],
    [operator, '/v1/operator', DEPLOYMENT],
  ] as const) {
    // An alert that was resolved by hand before stays silent while its trouble lasts: here it shall be heard.
    const db = ctx.tenant(scope);
    await db.batch([deleteMutes(db, [KEYS.letters])]);
    // Nobody has chosen yet who is told.
    await evaluateRules(ctx, scope);
    await notifyBehind(ctx, scope);
    await notify(ctx, scope);
    const {
      rules,
      notify: before,
      version,
    } = await json<AlertSettings>(person, 'GET', `${prefix}/alert-settings`);
    await json(person, 'PUT', `${prefix}/alert-settings`, {
      rules,
      notify: { ...before, userIds: [person.userId] },
      version,
    });
    const { items } = await json<{ items: Alert[] }>(person, 'GET', `${prefix}/alerts?limit=100`);
    const alert = items.find(({ kind }) => kind === 'rule.dead_letters');
    await json(person, 'GET', `${prefix}/alert-notifications`);
    await json(person, 'GET', `${prefix}/alert-notifications?alertId=${alert?.id}`);
    await json(person, 'POST', `${prefix}/alerts/${alert?.id}/acknowledge`);
    // Looked at again while it stands open.
    await evaluateRules(ctx, scope);
    await json(person, 'POST', `${prefix}/alerts/${alert?.id}/resolve`);
    // Called over while it lasts, told of, and over.
    await evaluateRules(ctx, scope);
    await notify(ctx, scope);
    deployment.clock.now += 3 * 3_600_000;
    await evaluateRules(ctx, scope);
    await notify(ctx, scope);
    deployment.clock.now -= 3 * 3_600_000;
    await deployment.call(person, 'POST', `${prefix}/alert-settings/test`);
  }
}
