import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { HouseError } from '../../platform/errors.ts';
import { reasonOf } from './faults.ts';

describe('the reason on a dead letter', () => {
  it('names what failed and what that came of', () => {
    const house = new HouseError('database', new Error('D1_ERROR: no such table'));
    expect(reasonOf(house)).toMatch(/^HouseError: .*\(database: D1_ERROR: no such table\)$/);
    expect(reasonOf(new TypeError('x is undefined'))).toBe('TypeError: x is undefined');
  });

  it('repeats nothing of what was to be stored or read', () => {
    const query = new DrizzleQueryError('update contacts set name = ?', ['Ana Souza'], undefined);
    expect(reasonOf(new HouseError('database', query))).toContain('update contacts set name = ?');
    expect(reasonOf(new HouseError('database', query))).not.toContain('Ana');
    expect(reasonOf(query)).not.toContain('Ana');
    expect(reasonOf(parseError('Ana tem febre'))).toBe("SyntaxError: Unexpected token 'A' (text hidden)");
  });
});

function parseError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
