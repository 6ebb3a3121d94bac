import { describe, expect, it } from 'vitest';
import type { QuickReply } from '../../../../workers/contracts/api/quick-replies.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { findQuickReplies } from './find-quick-replies.rules.ts';
import { createQuickRepliesStore } from './quick-replies-store.ts';

const reply = (shortcut: string, text = '…'): QuickReply => ({
  id: `qr_${shortcut}`,
  shortcut,
  text,
  version: 1,
  updatedAtMs: 1,
});

describe('looking for a quick reply', () => {
  const all = [reply('bye', 'Até amanhã'), reply('hours'), reply('thanks'), reply('no-thanks')];
  const found = (query: string) => findQuickReplies(all, query).map(({ shortcut }) => shortcut);

  it('finds by the beginning of the shortcut first, then within it, then in the text', () => {
    expect(found('th')).toEqual(['thanks', 'no-thanks']);
    expect(found('amanha')).toEqual(['bye']);
    expect(found('')).toEqual(['bye', 'hours', 'thanks', 'no-thanks']);
    expect(found('zebra')).toEqual([]);
  });
});

describe('the quick replies', () => {
  const setUp = () => {
    const pages = [
      { items: [reply('a')], nextCursor: 'a' },
      { items: [reply('b')], nextCursor: null },
    ];
    let nowMs = 0;
    let lists = 0;
    const store = createQuickRepliesStore({
      nowMs: () => nowMs,
      api: {
        listQuickReplies: async (cursor) => {
          lists += 1;
          const page = cursor === undefined ? pages[0] : pages[1];
          if (page === undefined) throw new Error('no page');
          return page;
        },
        createQuickReply: async () => reply('c'),
        editQuickReply: async () => {
          throw new ApiProblem({ status: 409, code: 'conflict', title: 'Conflict', detail: 'First.' });
        },
        deleteQuickReply: async () => undefined,
      },
    });
    return {
      store,
      lists: () => lists,
      pass: (ms: number) => {
        nowMs += ms;
      },
    };
  };

  it('are all loaded, page by page, and not again at once', async () => {
    const { store, lists, pass } = setUp();
    await Promise.all([store.ensure(), store.ensure()]);
    expect([store.items.value.map(({ shortcut }) => shortcut), store.phase.value, lists()]).toEqual([
      ['a', 'b'],
      'ready',
      2,
    ]);
    await store.ensure();
    expect(lists()).toBe(2);
    pass(60_000);
    await store.ensure();
    expect(lists()).toBe(4);
  });

  it('are loaded anew when somebody else changed one first', async () => {
    const { store, lists } = setUp();
    await store.ensure();
    await expect(store.edit('qr_a', { version: 1, text: 'x' })).rejects.toThrow('First.');
    expect(lists()).toBe(4);
  });
});
