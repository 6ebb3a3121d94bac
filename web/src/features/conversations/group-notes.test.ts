import { expect, it } from 'vitest';
import { groupNoteOf } from './group-notes.rules.ts';

const [ana, number, nobody] = [
  { contactId: 'ct_1', name: 'Ana', phone: '5511987654321' },
  { contactId: 'ct_2', name: null, phone: '5511987654322' },
  { contactId: 'ct_3', name: null, phone: null },
];

it.each<[Record<string, unknown>, string | null]>([
  [{ type: 'group_create', subject: 'Oak', people: [ana] }, 'The group “Oak” was created with Ana'],
  [{ type: 'group_create', subject: null }, 'The group was created'],
  [{ type: 'group_subject', subject: 'Oak' }, 'The group is now called “Oak”'],
  [{ type: 'group_description', description: null }, 'The group’s description was changed'],
  [{ type: 'group_icon' }, 'The group’s picture was changed'],
  [
    { type: 'group_participants_add', reason: 'invite_link', people: [ana, number] },
    'Ana and +55 11 98765-4322 joined by the invitation link',
  ],
  [
    { type: 'group_participants_add', people: [ana, number, nobody, ana], peopleCount: 40 },
    'Ana, +55 11 98765-4322, somebody and 37 more joined',
  ],
  [{ type: 'group_participants_remove', initiated_by: 'participant', people: [ana] }, 'Ana left the group'],
  [
    { type: 'group_participants_remove', initiated_by: 'business', people: [ana], peopleCount: 1 },
    'Ana was removed from the group',
  ],
  [{ type: 'group_join_request_created', people: [nobody] }, 'somebody asks to join the group'],
  [{ type: 'group_delete' }, 'The group was deleted'],
  [{ type: 'user_changed_number' }, null],
])('a note of a group %j is said in words', (part, words) => {
  expect(groupNoteOf(part)?.words ?? null).toBe(words);
});
