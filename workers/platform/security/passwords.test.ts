import { Buffer } from 'node:buffer';
import { scryptSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

const password = 'Jabuticaba madura 42';
let stored = '';
beforeAll(async () => {
  stored = await hashPassword(password);
});

describe('a stored password', () => {
  it('is scrypt at N = 2^15, r = 8, p = 3, with a salt of its own', async () => {
    const [name, n, r, p, salt = '', hash = ''] = stored.split('$');
    expect([name, n, r, p]).toEqual(['scrypt', '15', '8', '3']);
    const saltBytes = Buffer.from(salt, 'base64url');
    expect(saltBytes.length).toBe(16);
    const expected = scryptSync(password, saltBytes, 32, { N: 32768, r: 8, p: 3, maxmem: 2 ** 26 });
    expect(Buffer.from(hash, 'base64url')).toEqual(expected);
    expect(await hashPassword(password)).not.toBe(stored);
  });

  it('is opened by its password and no other', async () => {
    expect(await verifyPassword(password, stored)).toBe(true);
    for (const wrong of ['', 'jabuticaba madura 42', `${password} `, password.slice(0, -1)]) {
      expect(await verifyPassword(wrong, stored)).toBe(false);
    }
  });

  it('is the same from keyboards that spell letters differently, and of any length', async () => {
    const composed = await hashPassword('maçã');
    expect(await verifyPassword('mac\u0327a\u0303', composed)).toBe(true);
    expect(await verifyPassword('maca', composed)).toBe(false);
    const long = await hashPassword(`${'x'.repeat(100)}a`);
    expect(await verifyPassword(`${'x'.repeat(100)}a`, long)).toBe(true);
    expect(await verifyPassword(`${'x'.repeat(100)}b`, long)).toBe(false);
  });

  it('opens for nobody when there is none, or when it was tampered with', async () => {
    const [, , , , salt = '', hash = ''] = stored.split('$');
    const tampered = [
      null,
      '',
      `scrypt$1$8$3$${salt}$${hash}`,
      `scrypt$30$8$3$${salt}$${hash}`,
      `scrypt$15$8$1$${salt}$${hash}`,
      `scrypt$15$8$3$${salt}$`,
      `scrypt$15$8$3$${salt}$${hash.slice(0, 8)}`,
      `scrypt$15$8$3$${salt}$${hash}=`,
      `plain$15$8$3$${salt}$${hash}`,
      `scrypt$15$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    ];
    for (const text of tampered) expect(await verifyPassword(password, text)).toBe(false);
    expect(await verifyPassword(password, stored)).toBe(true);
  });
});
