/** The least that a Hono POST can do with a webhook: read it. */
import { Hono } from 'hono';

export default new Hono().post('/webhooks/meta', async (c) => {
  await c.req.arrayBuffer();
  return c.text('OK');
});
