import { expect, it } from 'vitest';
import type { MetaApp } from '../../contracts/api/access.ts';
import { createDeployment } from '../../testing/deployment.ts';

it('the verify token of a company’s own app is read again by those who may change it, and by nobody else', async () => {
  const deployment = createDeployment();
  const companyId = await deployment.createCompany('own-verify-token');
  const owner = await deployment.signUp(companyId, 'owner');
  const agent = await deployment.signUp(companyId, 'agent');
  const path = '/v1/company/meta-app';
  expect((await deployment.json<MetaApp>(owner, 'GET', path)).verifyToken).toBe(null);
  const app = { appSecret: 'an-own-app-secret-0123', verifyToken: 'a verify token' };
  await deployment.json(owner, 'PUT', path, app);
  expect((await deployment.json<MetaApp>(owner, 'GET', path)).verifyToken).toBe('a verify token');
  const answer = await deployment.call(agent, 'GET', path);
  expect([answer.status, await answer.text()]).not.toContain('a verify token');
  expect(JSON.stringify(await deployment.json<MetaApp>(owner, 'GET', path))).not.toContain(app.appSecret);
});
