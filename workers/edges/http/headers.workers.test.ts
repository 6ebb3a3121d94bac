import { expect, it } from 'vitest';
import { createDeployment } from '../../testing/deployment.ts';

it('every answer keeps itself out of caches, other sites’ pages and guesses of its type, whatever went wrong', async () => {
  const deployment = createDeployment();
  const owner = await deployment.signUp(await deployment.createCompany('headers'), 'owner');
  const answers = [
    await deployment.call(owner, 'GET', '/v1/me'),
    await deployment.call(null, 'GET', '/v1/me'),
    await deployment.call(owner, 'GET', '/v1/nowhere'),
    await deployment.call(owner, 'GET', '/v1/operator/lanes'),
    await deployment.call(owner, 'POST', '/v1/webhooks', {}),
  ];
  deployment.tenant.fault = new Error('D1_ERROR: network connection lost');
  answers.push(await deployment.call(owner, 'GET', '/v1/webhooks'));
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 403, 422, 503]);
  for (const { headers } of answers) {
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000',
    });
  }
});
