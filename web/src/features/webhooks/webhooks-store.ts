import { signal } from '@preact/signals';
import type { Webhook } from '../../../../workers/contracts/api/webhooks.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

export type WebhooksStore = ReturnType<typeof createWebhooksStore>;

/** The company's webhooks. */
export const createWebhooksStore = (
  api: Pick<Api, 'listWebhooks' | 'createWebhook' | 'editWebhook' | 'rotateWebhookSecret' | 'deleteWebhook'>,
) => {
  const items = signal<readonly Webhook[]>([]);
  const phase = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<ApiProblem | null>(null);

  const load = async () => {
    try {
      items.value = (await api.listWebhooks()).items;
      problem.value = null;
      phase.value = 'ready';
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
      // What is on screen stays there while nothing answers.
      if (phase.peek() === 'loading') phase.value = 'failed';
    }
  };
  const after = async <Value>(work: Promise<Value>): Promise<Value> => {
    const value = await work;
    await load();
    return value;
  };

  return {
    items,
    phase,
    problem,
    load,
    /** All of these throw ApiProblem. The secret is shown by the first and the third alone. */
    create: (url: string, events: string[], description: string) =>
      after(api.createWebhook({ url, events, description })),
    edit: (
      webhook: Webhook,
      change: Partial<Pick<Webhook, 'url' | 'events' | 'description' | 'isEnabled'>>,
    ) => after(api.editWebhook(webhook.id, { version: webhook.version, ...change })),
    rotate: (id: string) => after(api.rotateWebhookSecret(id)),
    remove: (id: string) => after(api.deleteWebhook(id)),
  };
};
