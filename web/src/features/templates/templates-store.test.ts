import { describe, expect, it } from 'vitest';
import type { Template, TemplateList } from '../../../../workers/contracts/api/templates.ts';
import type { TemplateListQuery } from '../../api/templates-api.ts';
import { offline } from '../../api/api-problem.ts';
import { sampleTemplate } from '../../testing/sample-template.ts';
import { createTemplatesStore } from './templates-store.ts';

const template = (id: string, name: string, language = 'en_US'): Template => ({
  ...sampleTemplate,
  id,
  wabaId: '1',
  name,
  language,
  components: [],
});

const createWorld = () => {
  const queries: TemplateListQuery[] = [];
  const synced: string[] = [];
  const answers: (TemplateList | 'offline')[] = [];
  const store = createTemplatesStore({
    api: {
      listTemplates: (query) => {
        queries.push(query);
        const answer = answers.shift() ?? { items: [], nextCursor: null, syncedAtMs: null };
        return answer === 'offline' ? Promise.reject(offline()) : Promise.resolve(answer);
      },
      syncTemplates: (channelId) => {
        synced.push(channelId);
        return channelId === 'ch_broken'
          ? Promise.reject(offline())
          : Promise.resolve({ total: 2, changed: 1, removed: 1, syncedAtMs: 5 });
      },
      createTemplate: () => Promise.resolve(template('9', 'new')),
      editTemplate: () => Promise.resolve(template('9', 'new')),
      deleteTemplate: () => Promise.resolve(undefined),
      deleteTemplatesByName: () => Promise.resolve(undefined),
    },
  });
  return { store, queries, synced, answers };
};

describe('the templates', () => {
  it('are grouped by name, page after page', async () => {
    const { store, answers, queries } = createWorld();
    answers.push(
      { items: [template('1', 'a'), template('2', 'b')], nextCursor: 'next', syncedAtMs: 7 },
      { items: [template('3', 'b', 'pt_BR')], nextCursor: null, syncedAtMs: 7 },
    );
    await store.refresh();
    await store.loadMore();
    expect(store.groups.value.map(({ name, variants }) => [name, variants.map(({ id }) => id)])).toEqual([
      ['a', ['1']],
      ['b', ['2', '3']],
    ]);
    expect([store.phase.value, store.cursor.value, store.syncedAtMs.value, queries[1]?.cursor]).toEqual([
      'ready',
      null,
      7,
      'next',
    ]);
  });

  it('come once, however often more are asked for', async () => {
    const { store, answers, queries } = createWorld();
    answers.push(
      { items: [template('1', 'a')], nextCursor: 'next', syncedAtMs: 7 },
      { items: [template('2', 'b')], nextCursor: 'more', syncedAtMs: 7 },
      { items: [template('2', 'b')], nextCursor: 'more', syncedAtMs: 7 },
    );
    await store.refresh();
    await Promise.all([store.loadMore(), store.loadMore()]);
    expect([store.templates.value.map(({ id }) => id), queries.length]).toEqual([['1', '2'], 2]);
  });

  it('of the newest filter are shown, whichever answer comes last', async () => {
    const { store, answers } = createWorld();
    answers.push(
      { items: [template('1', 'old')], nextCursor: null, syncedAtMs: null },
      { items: [template('2', 'new')], nextCursor: null, syncedAtMs: null },
    );
    await Promise.all([store.show({ q: 'o' }), store.show({ q: 'n' })]);
    expect(store.templates.value.map(({ name }) => name)).toEqual(['new']);
  });

  it('that were read stay when reading again fails', async () => {
    const { store, answers } = createWorld();
    answers.push({ items: [template('1', 'a')], nextCursor: null, syncedAtMs: null }, 'offline');
    await store.refresh();
    await store.refresh();
    expect([store.phase.value, store.templates.value.length]).toEqual(['ready', 1]);
  });
});

describe('comparing with Meta', () => {
  it('goes through the accounts and says what changed', async () => {
    const { store, synced } = createWorld();
    const result = await store.sync(['ch_1', 'ch_2']);
    expect([result, synced, store.syncing.value]).toEqual([
      { changed: 2, removed: 2, failed: [] },
      ['ch_1', 'ch_2'],
      null,
    ]);
  });

  it('goes on where an account fails, and says which', async () => {
    const { store, synced, queries } = createWorld();
    const result = await store.sync(['ch_broken', 'ch_2']);
    expect([result, synced, store.syncing.value, queries.length]).toEqual([
      { changed: 1, removed: 1, failed: [{ channelId: 'ch_broken', problem: offline() }] },
      ['ch_broken', 'ch_2'],
      null,
      1,
    ]);
  });
});
