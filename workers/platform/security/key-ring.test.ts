import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { parseKeyRing } from './key-ring.ts';

const keyOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');

describe('a key ring', () => {
  it('seals with its first key and finds every key', () => {
    const ring = parseKeyRing(`k2:${keyOf(2)},k1:${keyOf(1)}`);
    expect(ring.current).toEqual({ kid: 'k2', key: new Uint8Array(32).fill(2) });
    expect(ring.find('k1')).toEqual(new Uint8Array(32).fill(1));
    expect(ring.find('k2')).toEqual(new Uint8Array(32).fill(2));
    expect(ring.find('k3')).toBeNull();
    expect(ring.find('__proto__')).toBeNull();
  });

  it('may be laid out over several lines', () => {
    expect(parseKeyRing(` k2:${keyOf(2)},\n  k1:${keyOf(1)}\n`).find('k1')).toEqual(
      new Uint8Array(32).fill(1),
    );
  });

  it.each([
    ['', 'key ring is empty'],
    ['   ', 'key ring is empty'],
    [`k1:${keyOf(1)},`, 'key ring entry 2 has no "kid:" before its key'],
    [keyOf(1), 'key ring entry 1 has no "kid:" before its key'],
    [`:${keyOf(1)}`, 'key ring entry 1 has a key id that is not 1 to 32 of A-Z a-z 0-9 _ -'],
    [`k.1:${keyOf(1)}`, 'key ring entry 1 has a key id that is not 1 to 32 of A-Z a-z 0-9 _ -'],
    [`${'k'.repeat(33)}:${keyOf(1)}`, 'key ring entry 1 has a key id that is not 1 to 32 of A-Z a-z 0-9 _ -'],
    ['k1:', 'key ring entry 1 ("k1") has 0 bytes instead of 32'],
    [`k1:${Buffer.alloc(16, 7).toString('base64')}`, 'key ring entry 1 ("k1") has 16 bytes instead of 32'],
    [`k1:${Buffer.alloc(33, 7).toString('base64')}`, 'key ring entry 1 ("k1") has 33 bytes instead of 32'],
    [`k1:${keyOf(1).slice(0, -1)}`, 'key ring entry 1 ("k1") is not base64'],
    [`k1:${keyOf(1)} x`, 'key ring entry 1 ("k1") is not base64'],
    [`k1:${'!'.repeat(44)}`, 'key ring entry 1 ("k1") is not base64'],
    [`k1:${Buffer.alloc(32, 255).toString('base64url')}`, 'key ring entry 1 ("k1") is not base64'],
    [`k1:${keyOf(1)},k1:${keyOf(2)}`, 'key ring entry 2 repeats the key id "k1"'],
    [Array.from({ length: 33 }, (_, n) => `k${n}:${keyOf(n)}`).join(','), 'key ring holds more than 32 keys'],
  ])('is refused when it reads %j', (text, message) => {
    expect(() => parseKeyRing(text)).toThrow(new Error(message));
  });

  it('never repeats a key in its refusal', () => {
    const key = Buffer.from('an-invented-key-that-must-not-leak').toString('base64');
    for (const text of [key, `k1:${key}`, `k 1:${key}`, `${key},k1:${keyOf(1)}`]) {
      const message = refusalOf(text);
      expect(message).not.toContain(key.slice(0, 8));
      expect(message).toMatch(/^key ring entry 1 /);
    }
  });
});

function refusalOf(text: string): string {
  try {
    parseKeyRing(text);
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
}
