import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskValue } from './mask.ts';

describe('a masked value', () => {
  it('keeps its shape and masks every text, keys included', () => {
    expect(
      maskValue({
        companyId: 'co_01ARZ3NDEKTSV4RRFFQ69G5FAV',
        attempt: 3,
        isNew: true,
        at: new Date(0),
        note: 'ligar para +55 11 98888-7777',
        list: ['ana@exemplo.com', 7, null, undefined],
        nested: { deep: { cpf: '111.444.777-35' } },
        'ana@exemplo.com': 1,
        map: new Map([['a', 'ana@exemplo.com']]),
        set: new Set(['ana@exemplo.com']),
        url: new URL('https://x.example/?access_token=abc123'),
        bytes: new Uint8Array(5),
        big: 11144477735n,
        call: () => 1,
      }),
    ).toEqual({
      companyId: 'co_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      attempt: 3,
      isNew: true,
      at: '1970-01-01T00:00:00.000Z',
      note: 'ligar para [phone]',
      list: ['[email]', 7, null, undefined],
      nested: { deep: { cpf: '[cpf]' } },
      '[email]': 1,
      map: { a: '[email]' },
      set: ['[email]'],
      url: 'https://x.example/?access_token=[secret]',
      bytes: '[5 bytes]',
      big: '[cpf]',
      call: '[function]',
    });
  });

  it.each([
    'authorization',
    'Authorization',
    'token',
    'accessToken',
    'access_token',
    'refreshToken',
    'verify_token',
    'secret',
    'appSecret',
    'META_APP_SECRET',
    'clientSecret',
    'secretKey',
    'password',
    'newPassword',
    'passwordHash',
    'senha',
    'contraseña',
    'cookie',
    'set-cookie',
    'apiKey',
    'x-api-key',
    'ENCRYPTION_KEYS',
    'signature',
    'x-hub-signature',
    'ticket',
  ])('replaces the field %s whole', (name) => {
    expect(maskValue({ [name]: 'plain words' })).toEqual({ [name]: '[secret]' });
    expect(maskValue({ [name]: { inner: ['plain words'] } })).toEqual({ [name]: '[secret]' });
    expect(maskValue({ other: 'plain words' })).toEqual({ other: 'plain words' });
  });

  it.each(['text', 'body', 'caption', 'content', 'payload', 'raw', 'prompt', 'lastMessage'])(
    'never holds what people wrote under %s',
    (name) => {
      expect(maskValue({ [name]: 'oi, tudo bem?' })).toEqual({ [name]: '[text]' });
      expect(maskValue({ message: { [name]: { body: 'oi' } } })).toEqual({ message: { [name]: '[text]' } });
      expect(maskValue({ [name]: null, [`${name}Length`]: 12 })).toEqual({
        [name]: null,
        [`${name}Length`]: 12,
      });
    },
  );

  it('knows phones by the name of their field, and leaves other numbers', () => {
    expect(
      maskValue({
        phone: '447911123456',
        from: 34612345678,
        to: '5491161234567',
        wa_id: '5491161234567',
        phones: ['447911123456'],
        recipient_id: '447911123456',
        jid: '447911123456@lid',
        profileName: 'Ana Souza',
      }),
    ).toEqual({
      phone: '[phone]',
      from: '[phone]',
      to: '[phone]',
      wa_id: '[phone]',
      phones: ['[phone]'],
      recipient_id: '[phone]',
      jid: '[phone]',
      profileName: '[name]',
    });
    const kept = {
      phoneNumberId: '106540352242922',
      from: 'queued',
      to: 'sending',
      sentAtMs: 1_790_000_000_000,
      maxTokens: 4096,
      tokenCount: 12,
      tokensUsed: 44,
      took: 1.5,
    };
    expect(maskValue(kept)).toEqual(kept);
    expect(maskValue({ from: '2026-11-03', to: '2026-11-04' })).toEqual({
      from: '2026-11-03',
      to: '2026-11-04',
    });
  });

  it('is bounded in depth, width, number and length', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 100; level += 1) deep = { deep };
    expect(JSON.stringify(maskValue(deep))).toBe(
      '{"deep":{"deep":{"deep":{"deep":{"deep":{"deep":"[deep]"}}}}}}',
    );
    expect(maskValue(Array.from({ length: 60 }, (_, n) => n))).toHaveLength(51);
    expect(
      JSON.stringify(maskValue(Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => 'x'))))
        .length,
    ).toBeLessThan(10_000);
    const long = maskValue('palavra '.repeat(2000));
    expect(long).toMatch(/ palavra… \(16000 characters\)$/);
  });

  it('never cuts a value in two so that half of it stays', () => {
    for (let padding = 4060; padding < 4110; padding += 1) {
      const cut = JSON.stringify(
        maskValue(`${'x '.repeat(padding / 2)}cpf 111.444.777-35 ${'y '.repeat(100)}`),
      );
      expect(cut).not.toMatch(/111\.?4?/);
    }
  });

  it('survives circles, thrown getters, proxies, and names from prototypes', () => {
    const circle: Record<string, unknown> = { name: 'a' };
    circle['self'] = circle;
    expect(maskValue(circle)).toEqual({ name: 'a', self: '[circular]' });
    const shared = { a: 1 };
    expect(maskValue([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
    const trap = {
      get broken(): string {
        throw new Error('no');
      },
      fine: 1,
    };
    expect(maskValue(trap)).toEqual({ broken: '[unreadable]', fine: 1 });
    const proxy = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no');
        },
      },
    );
    expect(maskValue(proxy)).toBe('[unreadable]');
    const parsed: unknown = JSON.parse('{"__proto__":{"polluted":"ana@exemplo.com"}}');
    const result = maskValue(parsed);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":"[email]"}}');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  it('never throws, is plain JSON, and twice is once', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withSet: true, withBigInt: true }), (anything) => {
        const once = maskValue(anything);
        expect(() => JSON.stringify(once)).not.toThrow();
        const plain: unknown = JSON.parse(JSON.stringify(once) ?? 'null');
        expect(JSON.parse(JSON.stringify(maskValue(plain)) ?? 'null')).toEqual(plain);
      }),
      { numRuns: 1000, seed: 5 },
    );
  });
});
