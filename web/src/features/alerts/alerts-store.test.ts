import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../workers/contracts/api/alerts.ts';
import { createAlertsStore } from './alerts-store.ts';

const PAGE = 2;

const alert = (id: string): Alert => ({
  id,
  kind: 'number.quality',
  severity: 'warning',
  channelId: null,
  title: `Trouble ${id}`,
  detail: 'Write less.',
  count: 1,
  openedAtMs: 1,
  lastAtMs: 1,
  acknowledgedAtMs: null,
  acknowledgedById: null,
  resolvedAtMs: null,
  resolvedById: null,
  about: null,
});

/** A company with these open alerts, two on a page. */
function opened(ids: string[]) {
  const open = [...ids];
  const store = createAlertsStore({
    api: {
      listAlerts: ({ cursor }) => {
        const from = cursor === undefined ? 0 : open.indexOf(cursor) + 1;
        const items = open.slice(from, from + PAGE).map(alert);
        const hasMore = open.length > from + PAGE;
        return Promise.resolve({ items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null });
      },
      acknowledgeAlert: (id) => Promise.resolve(alert(id)),
      resolveAlert: (id) => {
        open.splice(open.indexOf(id), 1);
        return Promise.resolve(alert(id));
      },
    },
  });
  return { store, shown: () => store.shown.value.map(({ id }) => id) };
}

describe('the page of open alerts', () => {
  it('shows more when asked, and keeps them when something is decided', async () => {
    const { store, shown } = opened(['a', 'b', 'c', 'd', 'e']);
    await store.load();
    expect([shown(), store.cursor.value, store.hasMoreOpen.value]).toEqual([['a', 'b'], 'b', true]);
    await store.loadMore();
    expect(shown()).toEqual(['a', 'b', 'c', 'd']);
    await store.resolve('b');
    expect([shown(), store.hasMoreOpen.value]).toEqual([['a', 'c', 'd', 'e'], false]);
  });
});
