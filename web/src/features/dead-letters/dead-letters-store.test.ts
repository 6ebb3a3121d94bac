import { describe, expect, it } from 'vitest';
import type { DeadLetter } from '../../../../workers/contracts/api/dead-letters.ts';
import { createDeadLettersStore } from './dead-letters-store.ts';
import { outcomeWords } from './letter-words.rules.ts';

const letter = (id: string, change: Partial<DeadLetter> = {}): DeadLetter => ({
  id,
  companyId: 'co_1',
  companyName: 'Demo',
  lane: 'jobs',
  kind: 'search.index',
  code: 'timeout',
  detail: 'Too slow.',
  ref: null,
  attempts: 6,
  state: 'open',
  redrives: 0,
  createdAtMs: 1,
  changedAtMs: 1,
  changedById: null,
  reason: null,
  ...change,
});

/** A server with these letters. */
function withLetters(...letters: DeadLetter[]) {
  const stored = new Map(letters.map((one) => [one.id, one]));
  const get = (id: string) => {
    const one = stored.get(id);
    if (one === undefined) throw new Error(`no ${id}`);
    return one;
  };
  const become = (id: string, change: Partial<DeadLetter>) => {
    stored.set(id, { ...get(id), ...change });
    return Promise.resolve(get(id));
  };
  const store = createDeadLettersStore({
    nowMs: () => 1_000,
    api: {
      listDeadLetters: (_, { state }) => {
        const items = [...stored.values()].filter((one) => one.state === state);
        return Promise.resolve({ items: items.toSorted((a, b) => (a.id < b.id ? 1 : -1)), nextCursor: null });
      },
      listDeadLetterGroups: () => Promise.resolve({ items: [] }),
      listDeadLetterFailures: () => Promise.resolve({ items: [] }),
      getDeadLetter: (_, id) => Promise.resolve({ ...get(id), payload: null, place: null }),
      redriveDeadLetter: (_, id) => become(id, { state: 'redriven', redrives: get(id).redrives + 1 }),
      redriveDeadLetters: () => Promise.resolve({ matching: stored.size }),
      discardDeadLetter: (_, id, reason) => become(id, { state: 'discarded', reason }),
    },
  });
  const shown = () =>
    store.letters.value.map((one) => {
      const followed = store.followed.value.get(one.id);
      return [one.id, followed === undefined ? one.detail : outcomeWords(one, followed.redrivesBefore)];
    });
  return { store, become, shown };
}

describe('the list of dead letters', () => {
  it('keeps what was put back in its place, and tells what became of it', async () => {
    const { store, become, shown } = withLetters(letter('dl_3'), letter('dl_2'), letter('dl_1'));
    await store.load();
    await store.redrive(letter('dl_2'));
    const waits = 'It is in its lane again; what becomes of it shows here.';
    expect(shown()).toEqual([
      ['dl_3', 'Too slow.'],
      ['dl_2', waits],
      ['dl_1', 'Too slow.'],
    ]);
    await become('dl_2', { state: 'done' });
    await store.lookAgain();
    expect(shown()[1]).toEqual(['dl_2', 'It was done this time.']);
    await store.discard(letter('dl_1'), 'Not needed');
    expect(shown()[2]).toEqual(['dl_1', 'It will not be done.']);
  });

  it('says so when it failed again, once it did', async () => {
    const { store, become, shown } = withLetters(letter('dl_1', { redrives: 1 }));
    await store.load();
    await store.redriveAll({ lane: 'jobs', kind: 'search.index', code: 'timeout' });
    expect(shown()).toEqual([['dl_1', 'It is about to go back.']]);
    await become('dl_1', { state: 'open', redrives: 2, detail: 'Still too slow.' });
    await store.lookAgain();
    expect(shown()).toEqual([['dl_1', 'It failed again: Still too slow.']]);
  });

  it('lets go of what is over when the filter changes', async () => {
    const { store, shown } = withLetters(letter('dl_1'));
    await store.load();
    await store.discard(letter('dl_1'), 'Not needed');
    await store.show({ kind: 'search.index' });
    expect(shown()).toEqual([]);
    await store.show({ state: 'discarded' });
    expect(shown()).toEqual([['dl_1', 'Too slow.']]);
  });
});
