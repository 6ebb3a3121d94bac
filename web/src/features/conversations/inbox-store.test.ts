import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { ConversationListQuery } from '../../api/api.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { settle } from '../../realtime/manual-clock.ts';
import { createConversationRows } from './conversation-rows.ts';
import { createInboxStore } from './inbox-store.ts';
import { sampleConversation } from './sample-rows.ts';

const setUp = (count: number) => {
  const stored = Array.from({ length: count }, (_, index) =>
    sampleConversation({ id: `c${String(index).padStart(4, '0')}`, lastMessageAtMs: 10_000 - index }),
  );
  const asked: ConversationListQuery[] = [];
  const rows = createConversationRows();
  let hold: Promise<void> | null = null;
  let fails = false;
  let failure: number | null = null;
  const inbox = createInboxStore({
    api: {
      listConversations: async (query) => {
        asked.push(query);
        const waitFor = hold;
        if (waitFor !== null) await waitFor;
        if (fails) throw new Error('no answer');
        const all = stored.filter((row) => query.status === 'all' || row.status === query.status);
        const from = query.cursor === undefined ? 0 : all.findIndex((row) => row.id === query.cursor) + 1;
        const items = all.slice(from, from + 50);
        return { items, nextCursor: from + 50 < all.length ? (items.at(-1)?.id ?? null) : null };
      },
      getConversation: async (id) => {
        if (failure !== null)
          throw new ApiProblem({ status: failure, code: 'failed', title: 'Failed', detail: 'Failed.' });
        return stored.find((row) => row.id === id) ?? sampleConversation({ id });
      },
    },
    rows,
    myUserId: 'me',
    initialQuery: { view: 'all', status: 'open', channelId: null, search: '' },
    onQuery: () => {},
  });
  const change = (id: string, to: Partial<Conversation>): Conversation => {
    const at = stored.findIndex((row) => row.id === id);
    const changed = { ...(stored[at] ?? sampleConversation({ id })), ...to };
    if (at === -1) stored.push(changed);
    else stored[at] = changed;
    return changed;
  };
  return {
    inbox,
    rows,
    asked,
    change,
    holdAnswers: () => {
      let release = () => {};
      hold = new Promise<void>((resolve) => {
        release = resolve;
      });
      return () => {
        hold = null;
        release();
      };
    },
    failGets: (status: number | null) => {
      failure = status;
    },
    failAnswers: (isFailing: boolean) => {
      fails = isFailing;
    },
  };
};

describe('the inbox', () => {
  it('loads page after page until the end', async () => {
    const { inbox } = setUp(120);
    await inbox.load();
    expect(inbox.ids.value).toHaveLength(50);
    await inbox.loadMore();
    await inbox.loadMore();
    await inbox.loadMore();
    expect(inbox.ids.value).toHaveLength(120);
    expect(inbox.hasMore.value).toBe(false);
  });

  it('shows a conversation that starts or moves, without asking the server', async () => {
    const { inbox, rows, asked } = setUp(3);
    await inbox.load();
    rows.put([sampleConversation({ id: 'new', lastMessageAtMs: 99_000 })]);
    rows.put([sampleConversation({ id: 'c0002', lastMessageAtMs: 99_500, revision: 2 })]);
    expect(inbox.ids.value).toEqual(['c0002', 'new', 'c0000', 'c0001']);
    expect(asked).toHaveLength(1);
  });

  it('lets a conversation go that does not fit any more', async () => {
    const { inbox, rows } = setUp(2);
    await inbox.load();
    rows.put([sampleConversation({ id: 'c0000', status: 'resolved', revision: 2 })]);
    expect(inbox.ids.value).toEqual(['c0001']);
  });

  it('ignores the answer to a filter that was left meanwhile', async () => {
    const { inbox, holdAnswers, change } = setUp(3);
    change('c0001', { status: 'resolved' });
    const release = holdAnswers();
    const first = inbox.setQuery({ status: 'all' });
    release();
    const second = inbox.setQuery({ status: 'resolved' });
    await Promise.all([first, second]);
    expect(inbox.ids.value).toEqual(['c0001']);
    expect(inbox.phase.value).toBe('ready');
  });

  it('asks for whose conversations and which status the person picked', async () => {
    const { inbox, asked } = setUp(0);
    await inbox.setQuery({ view: 'mine', status: 'snoozed', search: 'so' });
    await inbox.setQuery({ view: 'unassigned' });
    expect(asked.map(({ assignee, status, q }) => [assignee, status, q])).toEqual([
      ['me', 'snoozed', 'so'],
      ['none', 'snoozed', 'so'],
    ]);
  });

  it('says that a page failed and loads it when asked again', async () => {
    const { inbox, failAnswers } = setUp(60);
    await inbox.load();
    failAnswers(true);
    await inbox.loadMore();
    expect(inbox.hasMoreFailed.value).toBe(true);
    failAnswers(false);
    await inbox.loadMore();
    expect(inbox.ids.value).toHaveLength(60);
    expect(inbox.hasMoreFailed.value).toBe(false);
  });

  it('fetches the rows that changed unseen, or everything when they are many', async () => {
    const { inbox, rows, asked, change } = setUp(3);
    await inbox.load();
    change('c0001', { status: 'resolved', revision: 2 });
    await inbox.refetch(['c0001']);
    expect(rows.peek('c0001')?.status).toBe('resolved');
    expect(asked).toHaveLength(1);
    await inbox.refetch(Array.from({ length: 21 }, (_, index) => `c${index}`));
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('keeps the rows of an answer that came too late for its question', async () => {
    const world = setUp(3);
    const release = world.holdAnswers();
    const first = world.inbox.load();
    const second = world.inbox.setQuery({ search: 'nobody' });
    release();
    await first;
    await second;
    expect(world.rows.peek('c0002')?.id).toBe('c0002');
  });

  it('says that changed rows must be asked for again when they did not come', async () => {
    const world = setUp(3);
    await world.inbox.load();
    world.failGets(503);
    await expect(world.inbox.refetch(['c0001'])).rejects.toMatchObject({ status: 503 });
    world.failGets(404);
    await world.inbox.refetch(['c0001']);
    world.failGets(null);
    world.change('c0001', { revision: 2, unreadCount: 4 });
    await world.inbox.refetch(['c0001']);
    expect(world.rows.peek('c0001')?.unreadCount).toBe(4);
  });
});
