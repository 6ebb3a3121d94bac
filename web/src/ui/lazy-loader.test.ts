import { expect, it } from 'vitest';
import { createLoader, loadAllAhead } from './lazy-loader.ts';

it('fetches a part once, however often it is asked for, and again after it failed', async () => {
  const attempts: PromiseWithResolvers<string>[] = [];
  const loader = createLoader(() => {
    attempts.push(Promise.withResolvers());
    return attempts.at(-1)?.promise ?? Promise.reject(new Error('no attempt'));
  });
  const first = [loader.load(), loader.load()];
  expect([attempts.length, loader.loaded()]).toEqual([1, null]);
  attempts[0]?.reject(new Error('offline'));
  const outcomes = await Promise.allSettled(first);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);

  const ahead = loadAllAhead();
  attempts[1]?.resolve('a page');
  await ahead;
  expect([await loader.load(), loader.loaded(), attempts.length]).toEqual(['a page', 'a page', 2]);
});

it('goes on with the others ahead when one of them fails', async () => {
  const failing = createLoader(() => Promise.reject(new Error('offline')));
  const behind = createLoader(() => Promise.resolve('a page'));
  await loadAllAhead();
  expect([failing.loaded(), behind.loaded()]).toEqual([null, 'a page']);
});
