import { env } from 'cloudflare:workers';
import { syncStaleTemplates } from '../features/templates/index.ts';
import { SYNC_EVERY_MS, syncMinuteOf } from '../features/templates/rules.ts';
import type { Deployment, Person } from './deployment.ts';
import { listedTemplate, templatePage, templateWebhook } from './templates.ts';

const MINUTE_MS = 60_000;

/** Uses everything that can be done with the templates of a channel. */
export async function exerciseTemplates(
  deployment: Deployment,
  owner: Person,
  channelId: string,
  run: string,
): Promise<void> {
  const { json, call, clock, graph } = deployment;
  const name = `hello_${run}`;
  const page = templatePage([
    listedTemplate(`1${run}`, { name, language: 'en_US' }),
    listedTemplate(`2${run}`, { name, language: 'pt_BR' }),
    listedTemplate(`3${run}`),
  ]);
  const success = { status: 200, body: { success: true } };
  const { wabaId } = await json<{ wabaId: string }>(owner, 'GET', `/v1/channels/${channelId}`);

  graph.answers.push(page);
  await json(owner, 'POST', '/v1/templates/sync', { channelId });
  for (const path of [
    '/v1/templates?limit=1',
    `/v1/templates?channelId=${channelId}&status=APPROVED&q=hello`,
    `/v1/templates?name=${name}&category=UTILITY&language=pt_BR`,
    `/v1/templates/1${run}`,
  ]) {
    await json(owner, 'GET', path);
  }
  const components = [{ type: 'BODY', text: 'A text' }];
  graph.answers.push({ status: 200, body: { id: `4${run}`, status: 'PENDING', category: 'UTILITY' } });
  await json(owner, 'POST', '/v1/templates', {
    channelId,
    name: `new_${run}`,
    language: 'en_US',
    category: 'UTILITY',
    components,
  });
  graph.answers.push(success);
  await json(owner, 'PATCH', `/v1/templates/3${run}`, { components });

  const value = { event: 'DELETED', message_template_name: `new_${run}`, message_template_language: 'en_US' };
  const atSeconds = Math.ceil(clock.now / 1_000);
  await deployment.deliver(templateWebhook(wabaId, atSeconds, 'message_template_status_update', value));
  await deployment.drain();

  graph.answers.push(success, success);
  await call(owner, 'DELETE', `/v1/templates/3${run}`);
  await call(owner, 'DELETE', `/v1/templates?channelId=${channelId}&name=${name}`);

  const nowMs = clock.now;
  clock.now += SYNC_EVERY_MS + MINUTE_MS;
  const minute = syncMinuteOf(owner.companyId);
  while (Math.floor(clock.now / MINUTE_MS) % 60 !== minute) clock.now += MINUTE_MS;
  graph.answers.push(templatePage([]));
  await syncStaleTemplates(deployment.context());
  graph.answers.length = 0;
  clock.now = nowMs;
  // The log is read in its order, and would wait for a row of tomorrow.
  await env.TENANT.prepare('UPDATE company_log SET at_ms = ?1 WHERE at_ms > ?1').bind(nowMs).run();
}
