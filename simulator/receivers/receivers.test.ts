import { expect, it } from 'vitest';
import { createSimulator } from '../create-simulator.ts';

it('a receiver keeps what it gets, and answers as it was told', async () => {
  const { app } = createSimulator();
  const post = (body: string) =>
    app.request('/receivers/shop', { method: 'POST', body, headers: { 'webhook-id': 'evt-1' } });
  expect((await post('{"n":1}')).status).toBe(200);
  const told = await app.request('/control/receivers/shop', {
    method: 'PUT',
    body: JSON.stringify({ status: 500 }),
    headers: { 'content-type': 'application/json' },
  });
  expect(told.status).toBe(200);
  expect((await post('{"n":2}')).status).toBe(500);
  const seen = await (await app.request('/control/receivers/shop')).json();
  expect(seen).toMatchObject({
    status: 500,
    calls: [{ body: '{"n":1}', headers: { 'webhook-id': 'evt-1' } }, { body: '{"n":2}' }],
  });
  expect(await (await app.request('/control/receivers/other')).json()).toEqual({ status: 200, calls: [] });
});
