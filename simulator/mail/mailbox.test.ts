import { expect, it } from 'vitest';
import { createSimulator } from '../create-simulator.ts';

const MAIL = { from: 'Shop <a@shop.test>', to: ['b@shop.test'], subject: 'Hello', text: 'A word' };

it('the mail provider takes mails once per key, refuses what is not one, and answers as it was told', async () => {
  const { app } = createSimulator();
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    app.request('/mail/emails', {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: 'Bearer key', 'content-type': 'application/json', ...headers },
    });
  const first = await (await post(MAIL, { 'idempotency-key': 'k1' })).json();
  expect(await (await post(MAIL, { 'idempotency-key': 'k1' })).json()).toEqual(first);
  await post(MAIL);
  expect((await post({ ...MAIL, to: [] })).status).toBe(422);
  expect((await app.request('/mail/emails', { method: 'POST', body: '{}' })).status).toBe(401);
  const control = async () =>
    (await (await app.request('/control/mails')).json()) as { items: { key: string | null }[] };
  expect((await control()).items.map(({ key }) => key)).toEqual([null, 'k1']);
  await app.request('/control/mails', {
    method: 'PUT',
    body: JSON.stringify({ status: 503 }),
    headers: { 'content-type': 'application/json' },
  });
  expect((await post(MAIL)).status).toBe(503);
  expect((await control()).items).toHaveLength(2);
});
