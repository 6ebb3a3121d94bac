import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { HouseError } from './errors.ts';
import { createLog, type LogLevel } from './log.ts';

function logged(options: { level?: LogLevel; format?: 'json' | 'pretty' } = {}) {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), nowMs: () => 1_790_000_000_123, ...options });
  return { log, lines, entries: () => lines.map((line): unknown => JSON.parse(line)) };
}

describe('a log', () => {
  it('writes one JSON line per event: time, level, event, fields', () => {
    const { log, lines, entries } = logged({ level: 'debug' });
    log.debug('queue.drained');
    log.info('message.received', { companyId: 'co_1', count: 2 });
    log.warn('channel.slow', { tookMs: 1200, lines: 'one\ntwo' });
    log.error('message.failed', new TypeError('no'), { attempt: 3 });
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
    const time = '2026-09-21T14:13:20.123Z';
    expect(entries()).toEqual([
      { time, level: 'debug', event: 'queue.drained' },
      { time, level: 'info', event: 'message.received', companyId: 'co_1', count: 2 },
      { time, level: 'warn', event: 'channel.slow', tookMs: 1200, lines: 'one\ntwo' },
      {
        time,
        level: 'error',
        event: 'message.failed',
        attempt: 3,
        error: {
          name: 'TypeError',
          message: 'no',
          stack: expect.arrayContaining([expect.stringMatching(/^at /)]),
        },
      },
    ]);
  });

  it('leaves out what is below its level', () => {
    const { log, entries } = logged();
    log.debug('a');
    log.info('b');
    expect(entries()).toMatchObject([{ event: 'b' }]);
    const quiet = logged({ level: 'error' });
    quiet.log.info('a');
    quiet.log.warn('b');
    quiet.log.error('c', new Error('x'));
    expect(quiet.entries()).toMatchObject([{ event: 'c' }]);
  });

  it('carries the fields it was given for every line, and those of the line first', () => {
    const { log, entries } = logged();
    log.with({ requestId: 'r1', a: 1 }).with({ a: 2, b: 2 }).info('x', { b: 3 });
    log.info('y');
    expect(entries()).toMatchObject([{ requestId: 'r1', a: 2, b: 3 }, { event: 'y' }]);
    expect(entries()[1]).not.toHaveProperty('requestId');
  });

  it('does not let a field pass for time, level, event or error', () => {
    const { log, entries } = logged();
    log.info('x', { time: 'never', level: 'debug', event: 'y', error: 'z' });
    expect(entries()).toEqual([
      {
        time: '2026-09-21T14:13:20.123Z',
        level: 'info',
        event: 'x',
        time_: 'never',
        level_: 'debug',
        event_: 'y',
        error_: 'z',
      },
    ]);
  });

  it('keeps no person and no secret, wherever it stands', () => {
    const { log, lines } = logged();
    const error = new Error('could not reach ana@exemplo.com', {
      cause: new Error('password=flor', { cause: { phone: '+55 11 98888-7777', text: 'oi' } }),
    });
    Object.assign(error, { accessToken: 'abc', code: 'E1', detail: 'cpf 111.444.777-35' });
    log.with({ to: '5511988887777' }).error('sent to ana@exemplo.com', error, {
      text: 'oi, tudo bem?',
      authorization: 'Bearer abc',
      note: 'cpf 11144477735',
    });
    log.error('odd', 'ana@exemplo.com');
    log.error('odd', { message: 'ana@exemplo.com', token: 'abc' });
    log.error('odd', undefined);
    const all = lines.join('\n');
    for (const value of [
      'ana@exemplo.com',
      'flor',
      '98888',
      'tudo bem',
      '"abc',
      'Bearer abc',
      '11144477735',
      '777-35',
    ]) {
      expect(all).not.toContain(value);
    }
    expect(all).toContain('could not reach [email]');
    expect(all).toContain('"code":"E1"');
  });

  it('hides what database and parser errors quote', () => {
    const { log, lines } = logged();
    log.error(
      'x',
      new Error('Failed query: insert into messages values (?, ?)\nparams: msg_1,oi meu bem\nsegunda linha'),
    );
    log.error('y', parseError('oi meu bem, tudo certo?'));
    const wrapped = new Error('outer', { cause: parseError('{"a": oi meu bem}') });
    log.error('z', wrapped);
    const all = lines.join('\n');
    expect(all).not.toMatch(/meu bem|segunda|tudo certo/);
    expect(all).toContain('insert into messages values (?, ?)');
    expect(all).toContain('Unexpected token');
  });

  it('hides it as well of an error that comes as a field, and of those behind it', () => {
    const { log, lines } = logged();
    const query = new DrizzleQueryError(
      'insert into contacts values (?, ?)',
      ['Ana Souza', 'tem febre'],
      undefined,
    );
    const house = new HouseError('database', query);
    log.warn('x', { error: house });
    log.warn('y', { cause: house.cause, list: [parseError('oi meu bem, tudo certo?')] });
    const all = lines.join('\n');
    expect(all).not.toMatch(/Ana|febre|meu bem/);
    expect(all).toContain('insert into contacts values (?, ?)');
    expect(all).toContain('"code":"unavailable"');
    expect(all).toContain('Unexpected token');
  });

  it('survives errors that break when read, and causes without end', () => {
    const { log, entries } = logged();
    const broken = new Error('x');
    Object.defineProperty(broken, 'message', {
      get() {
        throw new Error('no');
      },
    });
    log.error('a', broken);
    const circle = new Error('circle');
    circle.cause = circle;
    log.error('b', circle);
    const odd = new Error('x');
    Object.assign(odd, { name: 7 });
    log.error('c', odd);
    expect(entries()).toMatchObject([
      { event: 'a', error: { message: '[unreadable]' } },
      { event: 'b', error: { cause: { cause: { cause: { message: 'circle' } } } } },
      { event: 'c', error: { name: '[no text]', message: 'x' } },
    ]);
  });

  it('is one readable line in development', () => {
    const { log, lines } = logged({ format: 'pretty' });
    log.info('message.received', { companyId: 'co_1', count: 2, who: 'Ana Souza', ids: ['a'] });
    log.error('message.failed', new TypeError('no\nway', { cause: new Error('why') }), { text: 'oi' });
    expect(lines).toEqual([
      '14:13:20.123 INFO  message.received companyId=co_1 count=2 who="Ana Souza" ids=["a"]',
      expect.stringMatching(
        /^14:13:20\.123 ERROR message\.failed text=\[text\] TypeError: no ⏎ way \(at .+\) ← Error: why \(at .+\)$/,
      ),
    ]);
  });
});

function parseError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
