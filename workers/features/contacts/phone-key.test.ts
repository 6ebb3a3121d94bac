import { assert, constantFrom, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneDigits, phoneKey } from './rules.ts';

const digits = (length: number) => stringMatching(new RegExp(`^\\d{${length}}$`));
const areaOfBrazil = stringMatching(/^[1-9][1-9]$/);

describe('the key of a phone number', () => {
  it('is the same with and without Brazil’s ninth digit, for mobile numbers', () => {
    assert(
      property(areaOfBrazil, constantFrom('6', '7', '8', '9'), digits(7), (area, first, rest) => {
        expect(phoneKey(`55${area}${first}${rest}`)).toBe(phoneKey(`55${area}9${first}${rest}`));
      }),
      { seed: 5 },
    );
  });

  it('leaves Brazil’s landlines alone, so that none is taken for a mobile number', () => {
    assert(
      property(areaOfBrazil, constantFrom('2', '3', '4', '5'), digits(7), (area, first, rest) => {
        const landline = `55${area}${first}${rest}`;
        expect(phoneKey(landline)).toBe(landline);
        expect(phoneKey(`55${area}9${first}${rest}`)).not.toBe(landline);
      }),
      { seed: 5 },
    );
  });

  it.each([
    ['11', 8],
    ['351', 7],
    ['2966', 6],
  ])('is one for the four spellings of an Argentine number in area %s', (area, length) => {
    assert(
      property(digits(length), (local) => {
        const keys = [`54${area}`, `549${area}`, `54${area}15`, `549${area}15`].map((prefix) =>
          phoneKey(`${prefix}${local}`),
        );
        expect(new Set(keys)).toEqual(new Set([`54${area}${local}`]));
      }),
      { seed: 5 },
    );
  });

  it('is the same with and without Mexico’s old 1', () => {
    assert(
      property(digits(10), (rest) => {
        expect(phoneKey(`521${rest}`)).toBe(phoneKey(`52${rest}`));
      }),
      { seed: 5 },
    );
  });

  it('is its own key, and leaves every other country alone', () => {
    assert(
      property(stringMatching(/^[1-9]\d{6,14}$/), (number) => {
        expect(phoneKey(phoneKey(number))).toBe(phoneKey(number));
        expect(/^5[245]/.test(number) || phoneKey(number) === number).toBe(true);
      }),
      { seed: 5 },
    );
  });
});

it.each([
  ['+52 1 55 1234 5678', '525512345678'],
  ['+54 9 11 15 2345 6789', '541123456789'],
  ['+55 31 98888-7777', '5531988887777'],
])('a person may type %s', (typed, key) => {
  expect(phoneKey(phoneDigits(typed) ?? '')).toBe(key);
});
