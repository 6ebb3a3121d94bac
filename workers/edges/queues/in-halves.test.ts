import { describe, expect, it, vi } from 'vitest';
import { ConflictError, HouseError } from '../../platform/errors.ts';
import { houseWaitSeconds } from './backoff.ts';
import { inHalves } from './in-halves.ts';

const houseIsWell = () => Promise.resolve();
const refused = () => new HouseError('database', new Error('refused'));

describe('items stored in halves', () => {
  it('are all stored but those at fault, each once, in their order', async () => {
    const items = Array.from({ length: 33 }, (_, index) => index);
    const bad = new Set([0, 7, 8, 32]);
    const stored: number[] = [];
    let tries = 0;
    const atFault = await inHalves(items, houseIsWell, (part) => {
      tries++;
      if (part.some((item) => bad.has(item))) return Promise.reject(refused());
      stored.push(...part);
      return Promise.resolve();
    });
    expect(atFault).toEqual([...bad]);
    expect(stored).toEqual(items.filter((item) => !bad.has(item)));
    expect(tries).toBeLessThan(60);
  });

  it('are left for another time when the house is not well, and none is called at fault', async () => {
    const ill = new HouseError('database', new Error('gone'));
    await expect(
      inHalves(
        [1, 2, 3],
        () => Promise.reject(ill),
        () => Promise.reject(refused()),
      ),
    ).rejects.toBe(ill);
  });

  it('are not called at fault for a single failure that passes', async () => {
    let tries = 0;
    const store = () => (++tries === 1 ? Promise.reject(refused()) : Promise.resolve());
    expect(await inHalves([1], houseIsWell, store)).toEqual([]);
    expect(tries).toBe(2);
  });

  it('are halved when they are in each other’s way, and thrown back when one alone is', async () => {
    const conflict = new ConflictError('conflict', 'first');
    const stored: number[] = [];
    const store = (part: readonly number[]) => {
      if (part.length > 1) return Promise.reject(conflict);
      stored.push(...part);
      return Promise.resolve();
    };
    expect(await inHalves([1, 2, 3], houseIsWell, store)).toEqual([]);
    expect(stored).toEqual([1, 2, 3]);
    await expect(inHalves([1], houseIsWell, () => Promise.reject(conflict))).rejects.toBe(conflict);
  });

  it('are thrown back for a fault of the program', async () => {
    const fault = new TypeError('a mistake of ours');
    await expect(inHalves([1, 2], houseIsWell, () => Promise.reject(fault))).rejects.toBe(fault);
  });

  it('are thrown back at once when the bucket fails, which says nothing about the items', async () => {
    const fault = new HouseError('bucket', new Error('away'));
    const store = vi.fn<() => Promise<void>>(() => Promise.reject(fault));
    await expect(inHalves([1, 2], houseIsWell, store)).rejects.toBe(fault);
    expect(store).toHaveBeenCalledOnce();
  });

  it('are stored in parts that fit one statement', async () => {
    const items = Array.from({ length: 2_500 }, (_, index) => ({ index, text: 'x'.repeat(index % 400) }));
    const sizes: number[] = [];
    const stored: number[] = [];
    await inHalves(items, houseIsWell, (part) => {
      sizes.push(JSON.stringify(part).length);
      stored.push(...part.map(({ index }) => index));
      expect(part.length).toBeLessThanOrEqual(1_000);
      return Promise.resolve();
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000_000);
    expect(stored).toEqual(items.map(({ index }) => index));
    expect(await inHalves([], houseIsWell, () => Promise.reject(refused()))).toEqual([]);
  });
});

describe('the wait after a fault of the house', () => {
  it('grows to five minutes and no further, and is spread by a quarter either way', () => {
    const waits = [1, 2, 3, 8, 9, 50, 100].map((attempts) => houseWaitSeconds(attempts, 0.5));
    expect(waits).toEqual([2, 4, 8, 256, 300, 300, 300]);
    expect([houseWaitSeconds(9, 0), houseWaitSeconds(9, 1)]).toEqual([225, 375]);
    expect(houseWaitSeconds(1, 0)).toBeGreaterThanOrEqual(1);
  });
});
