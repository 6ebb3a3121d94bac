import { expect, it } from 'vitest';
import { memberName } from './member-name.rules.ts';

const ines = { contactId: 'ct_ines', name: 'Ines', phone: '5511955500177', lastWroteAtMs: 1, isMember: true };

it('who only reacts is called by name too, once the participants are known', () => {
  expect(memberName('ct_ines', [], null)).toBe('A member');
  expect(memberName('ct_ines', [], [ines])).toBe('Ines');
});

it('who hides a name is called by number', () => {
  expect(memberName('ct_ines', [], [{ ...ines, name: null }])).toBe('+55 11 95550-0177');
  expect(memberName('ct_ines', [], [{ ...ines, name: null, phone: null }])).toBe('A member');
});

it('the newest word of a message on the screen goes before', () => {
  expect(memberName('ct_ines', [{ sender: { contactId: 'ct_ines', name: 'Ines D.' } }], [ines])).toBe(
    'Ines D.',
  );
});
