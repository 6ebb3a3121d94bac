import { expect, it } from 'vitest';
import type { Contact, MergePreview, MergeSide } from '../../../../workers/contracts/api/contacts.ts';
import { mergeWords } from './merge-preview.rules.ts';

const person = (given: Partial<Contact>): Contact => ({
  id: 'ct_1',
  kind: 'person',
  name: 'Ines',
  profileName: null,
  phone: '5511955500100',
  userId: null,
  parentUserId: null,
  username: null,
  marketingOptOutAtMs: null,
  marketingOptOutSource: null,
  notes: '',
  version: 1,
  createdAtMs: 1,
  ...given,
});
const side = (contact: Contact): MergeSide => ({
  contact,
  identifiers: [],
  conversationCount: 1,
  messageCount: 1,
  isMessageCountExact: true,
});
const previewOf = (given: Partial<MergePreview>): MergePreview => ({
  stays: side(person({})),
  goes: side(person({ id: 'ct_2' })),
  result: person({}),
  joinedChannelIds: [],
  movedChannelIds: [],
  ...given,
});
const wordsOf = (given: Partial<MergePreview>) =>
  mergeWords(previewOf(given), (id) => `Number ${id}`).join(' ');

it('says which conversations are joined and which move, and nothing of what there is not', () => {
  const both = wordsOf({ joinedChannelIds: ['1'], movedChannelIds: ['2', '3'] });
  expect(both).toContain('on Number 1 become one thread');
  expect(both).toContain('on Number 2 and Number 3 moves over');
  expect(wordsOf({})).not.toMatch(/thread|moves/);
});

it('says that an opt-out of one holds for both, only when they differ', () => {
  const out = person({ marketingOptOutAtMs: 5 });
  expect(wordsOf({ goes: side(out), result: out })).toContain('no marketing');
  expect(wordsOf({ stays: side(out), goes: side(out), result: out })).not.toContain('no marketing');
  expect(wordsOf({})).not.toContain('no marketing');
});
