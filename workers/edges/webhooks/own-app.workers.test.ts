import { beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../contracts/api/channels.ts';
import { META_APP_CACHE_MS } from '../../features/access/find-meta-app.ts';
import { createDeployment, type Deployment, type Person } from '../../testing/deployment.ts';
import { texts } from '../../testing/meta-payloads.ts';
import { directoryRows, tenantRows } from '../../testing/thread.ts';

const SECRET = 'own-app-secret-0123456789';
const TOKEN = 'own-verify-token';
const [OWN, SHARED, OTHER] = ['7001', '7002', '7003'];

let deployment: Deployment;
let owner: Person;
let other: Person;
beforeAll(async () => {
  deployment = createDeployment();
  owner = await deployment.signUp(await deployment.createCompany('own'), 'owner');
  other = await deployment.signUp(await deployment.createCompany('other'), 'owner');
  await setApp(owner, SECRET);
  await setApp(other, 'other-app-secret-987654');
  await deployment.json<Channel>(owner, 'POST', '/v1/channels', {
    kind: 'cloud',
    name: 'Own',
    phoneNumberId: OWN,
    wabaId: '8001',
    displayPhoneNumber: '+1 555 010 0000',
    accessToken: 'token',
    app: 'company',
    skipVerification: true,
  });
  await deployment.connectNumber(owner, SHARED);
  await deployment.connectNumber(other, OTHER);
});

const setApp = (person: Person, appSecret: string) =>
  deployment.json(person, 'PUT', '/v1/company/meta-app', { appSecret, verifyToken: TOKEN });

let count = 0;
/** Delivers a message for a number, signed with a secret, to an address; gives the status and what was stored. */
async function bring(number: string, options: { secret?: string; path?: string }) {
  const id = `wamid.${++count}`;
  const response = await deployment.deliver(texts(number, { id, from: '5511955500001', text: id }), options);
  await deployment.drain();
  const stored = await tenantRows('SELECT company_id AS companyId FROM messages WHERE external_id = ?', id);
  return { status: response.status, stored };
}
const rejections = () => directoryRows('SELECT app, reason, count FROM rejected_counts ORDER BY app, reason');
const own = { secret: SECRET, path: '/webhooks/meta/own' };

describe('a company’s own app', () => {
  it('brings messages for its numbers, and the deployment’s for the others', async () => {
    expect(await bring(OWN, own)).toEqual({ status: 200, stored: [{ companyId: owner.companyId }] });
    expect(await bring(SHARED, {})).toEqual({ status: 200, stored: [{ companyId: owner.companyId }] });
    expect(await bring(OTHER, {})).toEqual({ status: 200, stored: [{ companyId: other.companyId }] });
    expect(await rejections()).toEqual([]);
  });

  it('is believed at its own address only, and with its own secret only', async () => {
    const path = own.path;
    for (const options of [
      { secret: SECRET },
      { path },
      { ...own, secret: 'other-app-secret-987654' },
      { ...own, path: '/webhooks/meta/other' },
      { ...own, path: '/webhooks/meta/nobody' },
    ]) {
      expect(await bring(OWN, options)).toEqual({ status: 401, stored: [] });
    }
  });

  it('is not believed about numbers that are bound to another app, nor another app about its own', async () => {
    expect(await bring(SHARED, own)).toEqual({ status: 200, stored: [] });
    expect(await bring(OTHER, own)).toEqual({ status: 200, stored: [] });
    expect(await bring(OWN, {})).toEqual({ status: 200, stored: [] });
    expect(await rejections()).toEqual(
      [
        { app: owner.companyId, reason: 'wrong_app', count: 2 },
        { app: 'deployment', reason: 'wrong_app', count: 1 },
      ].toSorted((a, b) => (a.app < b.app ? -1 : 1)),
    );
  });

  it('shakes hands with its own token, and not with the deployment’s', async () => {
    const shake = async (token: string, path: string) => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.challenge': '42',
        'hub.verify_token': token,
      });
      return (await deployment.webhook(new Request(`http://recado.test${path}?${query.toString()}`))).status;
    };
    expect(await shake(TOKEN, own.path)).toBe(200);
    expect(await shake('test-verify-token', own.path)).toBe(403);
    expect(await shake(TOKEN, '/webhooks/meta')).toBe(403);
    expect(await shake(TOKEN, '/webhooks/meta/nobody')).toBe(403);
  });

  it('needs the database once a minute, and no longer than that believes an old secret', async () => {
    const body = texts(OWN, { id: 'wamid.cache', from: '5511955500001' });
    deployment.clock.now += META_APP_CACHE_MS;
    owner = await deployment.renew(owner);
    await deployment.deliver(body, own);
    const statements = deployment.directory.statements.length + deployment.tenant.statements.length;
    deployment.directory.fault = new Error('D1_ERROR: overloaded');
    expect((await deployment.deliver(body, own)).status).toBe(200);
    expect(deployment.directory.statements.length + deployment.tenant.statements.length).toBe(statements);

    deployment.clock.now += META_APP_CACHE_MS;
    expect((await deployment.deliver(body, own)).status).toBe(503);
    deployment.directory.fault = null;
    expect((await deployment.deliver(body, own)).status).toBe(200);

    owner = await deployment.renew(owner);
    await setApp(owner, 'a-new-secret-0123456789');
    expect((await deployment.deliver(body, own)).status).toBe(401);
    expect((await deployment.deliver(body, { ...own, secret: 'a-new-secret-0123456789' })).status).toBe(200);
    await deployment.drain();
  });
});
