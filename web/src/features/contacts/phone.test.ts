import { describe, expect, it } from 'vitest';
import { contactTitle, readablePhone } from './phone.rules.ts';

describe('a number on screen', () => {
  it.each([
    ['5511987654321', '+55 11 98765-4321'],
    ['551140001234', '+55 11 4000-1234'],
    ['14155552671', '+1 415 555-2671'],
    ['351912345678', '+351 912 345 678'],
    ['4915123456789', '+49 151 234 567 89'],
    ['447911123456', '+44 791 112 3456'],
  ])('shows %s as %s', (digits, readable) => {
    expect(readablePhone(digits)).toBe(readable);
  });

  it('never loses or adds a digit', () => {
    for (const digits of ['97150123', '2348012345678', '12', '7', '99999999999999999'])
      expect(readablePhone(digits).replaceAll(/\D/g, '')).toBe(digits);
  });
});

describe('the title of a contact', () => {
  it('is the name, else the number, else says that it is hidden', () => {
    expect(contactTitle({ name: ' Sofia ', phone: '14155552671' })).toBe('Sofia');
    expect(contactTitle({ name: ' ', phone: '14155552671' })).toBe('+1 415 555-2671');
    expect(contactTitle({ name: null, phone: null })).toBe('Hidden number');
  });
});
