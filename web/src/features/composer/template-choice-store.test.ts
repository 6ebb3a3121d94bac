import { describe, expect, it } from 'vitest';
import type { Template } from '../../../../workers/contracts/api/templates.ts';
import type { TemplateListQuery } from '../../api/templates-api.ts';
import { offline } from '../../api/api-problem.ts';
import { sampleTemplate } from '../../testing/sample-template.ts';
import { createTemplateChoiceStore } from './template-choice-store.ts';

const template = (id: string, name: string, text = 'Hello', language = 'en_US'): Template => ({
  ...sampleTemplate,
  id,
  wabaId: '1',
  name,
  language,
  components: [{ type: 'BODY', text }],
});

/** An account of so many templates, as the API lists them. */
const createWorld = (account: readonly Template[]) => {
  const queries: TemplateListQuery[] = [];
  const world = { account, failsFrom: Infinity };
  const store = createTemplateChoiceStore({
    channelId: 'ch_1',
    isOffered: ({ name }) => name !== 'not_here',
    api: {
      listTemplates: (query) => {
        queries.push(query);
        if (queries.length >= world.failsFrom) return Promise.reject(offline());
        const from = Number(query.cursor ?? 0);
        const limit = query.limit ?? 50;
        const found = world.account.filter(({ name }) => name.includes(query.q ?? ''));
        const nextCursor = found.length > from + limit ? String(from + limit) : null;
        return Promise.resolve({ items: found.slice(from, from + limit), nextCursor, syncedAtMs: null });
      },
      syncTemplates: () => {
        world.account = [template('1', 'fetched')];
        return Promise.resolve({ total: 1, changed: 1, removed: 0, syncedAtMs: 1 });
      },
    },
  });
  const shown = () => store.shown.value.map(({ id }) => id);
  return { store, queries, world, shown };
};

describe('choosing a template', () => {
  it('finds by name, by what it says, by language and category', async () => {
    const { store, shown } = createWorld([
      template('1', 'order_update', 'It leaves today'),
      template('2', 'welcome', 'Olá, bem-vinda', 'pt_BR'),
      template('3', 'not_here'),
    ]);
    await store.load();
    expect(shown()).toEqual(['1', '2']);
    const found = (change: Parameters<typeof store.want>[0]) => {
      store.want({ q: '', language: '', category: '', ...change });
      return shown();
    };
    expect([
      found({ q: 'Order Up' }),
      found({ q: 'BEM-vinda' }),
      found({ language: 'pt_BR' }),
      found({ category: 'MARKETING' }),
    ]).toEqual([['1'], ['2'], ['2'], []]);
  });

  it('can begin while the rest is still coming, and keeps what came when the rest does not', async () => {
    const account = Array.from({ length: 250 }, (_, n) => template(String(n), `t_${n}`));
    const { store, world, shown } = createWorld(account);
    world.failsFrom = 3;
    await store.load();
    expect([store.phase.value, shown().length]).toEqual(['ready', 200]);
  });

  it('asks the server for what lies beyond the many that are loaded', async () => {
    const account = Array.from({ length: 2_300 }, (_, n) => template(String(n), `t_${n}`));
    const { store, queries, shown } = createWorld(account);
    await store.load();
    expect([shown().length, queries.length]).toEqual([2_000, 20]);
    store.want({ q: 't_2299' });
    await Promise.resolve();
    await expect.poll(shown).toEqual(['2299']);
  });

  it('fetches from Meta what was never fetched', async () => {
    const { store, shown } = createWorld([]);
    await store.load();
    expect(shown()).toEqual([]);
    await store.sync();
    expect([shown(), store.isSyncing.value]).toEqual([['1'], false]);
  });
});
