import { expect, it } from 'vitest';
import { inTurn, walkCompanies } from './walk-companies.ts';

const MINUTE_MS = 60_000;
const LIMITS = { atOnce: 2, shareMs: 20, roundMs: 40_000 };

function world() {
  const clock = { now: 1_800_000_000_000, nowMs: () => clock.now };
  const lines: Record<string, unknown>[] = [];
  const note = (event: string, ...rest: unknown[]) =>
    void lines.push({ event, ...(rest.at(-1) as Record<string, unknown>) });
  return { clock, lines, log: { error: note, warn: note } };
}

it('a company that never ends, and one that fails, hold up no other', async () => {
  const { clock, lines, log } = world();
  const done: string[] = [];
  const work = async (id: string) => {
    if (id === 'stuck') await new Promise(() => undefined);
    if (id === 'broken') throw new Error('its rows cannot be read');
    done.push(id);
  };
  await walkCompanies({ clock, log }, 'a part', ['stuck', 'broken', 'one', 'two', 'three'], work, LIMITS);
  expect(done).toEqual(['one', 'two', 'three']);
  expect(lines).toMatchObject([
    { event: 'cron.company_failed', companyId: 'broken' },
    { event: 'cron.company_failed', companyId: 'stuck' },
  ]);
});

it('a round that is over begins no further company, and says how many are left', async () => {
  const { clock, lines, log } = world();
  const done: string[] = [];
  const work = async (id: string) => {
    await Promise.resolve();
    done.push(id);
    clock.now += 30_000;
  };
  await walkCompanies({ clock, log }, 'a part', ['a', 'b', 'c', 'd'], work, { ...LIMITS, atOnce: 1 });
  expect(done).toEqual(['a', 'b']);
  expect(lines).toMatchObject([{ event: 'cron.round_ended', left: 2 }]);
});

it('where a round reaches a tenth of all companies, each is reached within half an hour', () => {
  for (const count of [10, 97, 1_000]) {
    const companies = Array.from({ length: count }, (_, n) => n);
    const reached = new Set<number>();
    for (let minute = 0; minute < 30; minute++)
      for (const one of inTurn(companies, minute * MINUTE_MS).slice(0, count / 10)) reached.add(one);
    expect(reached.size).toBe(count);
    expect(inTurn(companies, 7 * MINUTE_MS).toSorted((a, b) => a - b)).toEqual(companies);
  }
});
