import { describe, expect, it } from 'vitest';
import type { FoundMessage, FoundMessageList } from '../../../../workers/contracts/api/search.ts';
import type { MessageSearch } from '../../api/api.ts';
import { createMessageSearchStore } from './message-search-store.ts';
import { boundsOf, NO_FILTERS } from './search-filters.rules.ts';

const item = (text: string): FoundMessage => ({
  message: {
    id: `msg_${text}`,
    conversationId: 'conv_1',
    channelId: 'ch_1',
    direction: 'inbound',
    text,
    sentAtMs: 1,
    authorId: null,
  },
  conversation: { id: 'conv_1', contact: { id: 'ct_1', name: 'Ana', phone: null } },
  highlights: [[0, 1]],
});

/** A server whose answers the test gives, in whatever order. */
const createServer = () => {
  const asked: { query: MessageSearch; answer: (page: FoundMessageList) => void; fail: () => void }[] = [];
  return {
    asked,
    api: {
      searchMessages: (query: MessageSearch) =>
        new Promise<FoundMessageList>((resolve, reject) => {
          asked.push({ query, answer: resolve, fail: () => reject(new Error('away')) });
        }),
    },
  };
};

describe('the search for messages', () => {
  it('asks with every filter, and keeps them for the next page', async () => {
    const server = createServer();
    const store = createMessageSearchStore({ api: server.api });
    const days = { from: '2026-05-01', to: '2026-05-04' };
    const filters = { contact: { id: 'ct_1', name: 'Ana' }, authorId: 'usr_1', days };
    const first = store.search({ q: 'a', channelId: 'ch_1', filters });
    server.asked[0]?.answer({ items: [item('a')], nextCursor: 'next' });
    await first;
    void store.loadMore();
    const wanted = {
      q: 'a',
      channelId: 'ch_1',
      contactId: 'ct_1',
      authorId: 'usr_1',
      ...boundsOf(days),
      limit: 20,
    };
    expect(server.asked.map(({ query }) => query)).toEqual([
      { ...wanted, cursor: undefined },
      { ...wanted, cursor: 'next' },
    ]);
  });

  it('shows the answer to the last question, whichever comes last', async () => {
    const server = createServer();
    const store = createMessageSearchStore({ api: server.api });
    const first = store.search({ q: 'a', channelId: null, filters: NO_FILTERS });
    const second = store.search({ q: 'ab', channelId: 'ch_2', filters: NO_FILTERS });
    expect(server.asked[1]?.query).toEqual({ q: 'ab', channelId: 'ch_2', cursor: undefined, limit: 20 });
    server.asked[1]?.answer({ items: [item('ab')], nextCursor: null });
    await second;
    server.asked[0]?.answer({ items: [item('a')], nextCursor: 'x' });
    await first;
    expect(store.found.value.map(({ message }) => message.text)).toEqual(['ab']);
    expect([store.phase.value, store.hasMore.value]).toEqual(['ready', false]);
  });

  it('goes on through pages that are empty, and adds the next page', async () => {
    const server = createServer();
    const store = createMessageSearchStore({ api: server.api });
    const searching = store.search({ q: 'a', channelId: null, filters: NO_FILTERS });
    server.asked[0]?.answer({ items: [], nextCursor: '9' });
    await Promise.resolve();
    await Promise.resolve();
    server.asked[1]?.answer({ items: [item('one')], nextCursor: '8' });
    await searching;
    const more = store.loadMore();
    server.asked[2]?.answer({ items: [item('two')], nextCursor: null });
    await more;
    expect(server.asked.map(({ query }) => query.cursor)).toEqual([undefined, '9', '8']);
    expect(store.found.value.map(({ message }) => message.text)).toEqual(['one', 'two']);
  });

  it('keeps what it has when the next page fails', async () => {
    const server = createServer();
    const store = createMessageSearchStore({ api: server.api });
    const searching = store.search({ q: 'a', channelId: null, filters: NO_FILTERS });
    server.asked[0]?.answer({ items: [item('one')], nextCursor: '8' });
    await searching;
    const more = store.loadMore();
    server.asked[1]?.fail();
    await more;
    expect([store.phase.value, store.found.value.length, store.hasMore.value]).toEqual(['failed', 1, true]);
  });
});
