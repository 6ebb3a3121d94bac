import { describe, expect, it } from 'vitest';
import { listIds, matchesSearch, type Horizon, type InboxQuery } from './inbox-list.rules.ts';
import { sampleConversation } from './sample-rows.ts';

const ME = 'usr_me';
const everything: InboxQuery = { view: 'all', status: 'all', channelId: null, search: '' };
const rows = [
  sampleConversation({ id: 'a', lastMessageAtMs: 10, assigneeId: ME }),
  sampleConversation({ id: 'b', lastMessageAtMs: 30, status: 'resolved' }),
  sampleConversation({ id: 'c', lastMessageAtMs: 20, assigneeId: 'usr_other', channelId: 'ch_2' }),
  sampleConversation({ id: 'd', lastMessageAtMs: 20 }),
];
const list = (query: Partial<InboxQuery>, horizon: Horizon | null = null, found: string[] = []) =>
  listIds({ rows, query: { ...everything, ...query }, myUserId: ME, horizon, found: new Set(found) });

describe('the inbox list', () => {
  it('shows the newest first, and orders equal times the same way every time', () => {
    expect(list({})).toEqual(['b', 'd', 'c', 'a']);
  });

  it('shows only what fits every filter', () => {
    expect(list({ view: 'mine' })).toEqual(['a']);
    expect(list({ view: 'unassigned' })).toEqual(['b', 'd']);
    expect(list({ view: 'unassigned', status: 'open' })).toEqual(['d']);
    expect(list({ channelId: 'ch_2' })).toEqual(['c']);
  });

  it('leaves out older rows until their page was loaded, so that the list never has holes', () => {
    expect(list({}, { lastMessageAtMs: 20, id: 'c' })).toEqual(['b', 'd', 'c']);
    expect(list({}, { lastMessageAtMs: 20, id: 'd' })).toEqual(['b', 'd']);
  });

  it('keeps what the server found even where this page would not have', () => {
    expect(list({ search: 'zé' })).toEqual([]);
    expect(list({ search: 'zé' }, null, ['c'])).toEqual(['c']);
  });
});

describe('searching a contact', () => {
  const contact = { id: 'ct', kind: 'person' as const, name: 'João da Silva', phone: '5511987654321' };
  it.each(['joão', 'JOAO', 'silva', 'da s', '5511', '11987', '+55 11 987'])('finds %s', (search) => {
    expect(matchesSearch(contact, search)).toBe(true);
  });
  it.each(['oão', '87654', 'lva', '4321', 'Ana'])('does not find %s', (search) => {
    expect(matchesSearch(contact, search)).toBe(false);
  });
  it('does not mind a contact without name or number', () => {
    expect(matchesSearch({ id: 'ct', kind: 'person' as const, name: null, phone: null }, '55')).toBe(false);
  });
});
