import { expect, it } from 'vitest';
import type { Contact } from '../../../../workers/contracts/api/contacts.ts';
import { createContactsStore } from './contacts-store.ts';

const person = (id: string, version = 1): Contact => ({
  id,
  kind: 'person',
  name: id,
  profileName: null,
  phone: null,
  userId: null,
  parentUserId: null,
  username: null,
  marketingOptOutAtMs: null,
  marketingOptOutSource: null,
  notes: '',
  version,
  createdAtMs: 1,
});

it('shows the contact that a merged one became, also after edits, and the merged one again when they are parted', async () => {
  const server = new Map([
    ['ct_old', person('ct_old')],
    ['ct_new', person('ct_new')],
  ]);
  const answer = (id: string) => Promise.resolve(server.get(id) ?? person('ct_nobody'));
  const store = createContactsStore({
    api: {
      getContact: answer,
      updateContact: (id, { version }) => Promise.resolve(person(id, version + 1)),
    },
    onChanged: () => {},
  });
  await store.load('ct_new');
  expect(store.find('ct_new')).toEqual(person('ct_new'));

  server.set('ct_new', person('ct_old', 2));
  await store.load('ct_new');
  expect(store.find('ct_new')).toEqual(person('ct_old', 2));
  await store.update('ct_old', { notes: 'One person' });
  expect(store.find('ct_new')).toEqual(person('ct_old', 3));

  server.set('ct_new', person('ct_new', 2));
  await store.load('ct_new');
  expect(store.find('ct_new')).toEqual(person('ct_new', 2));
});
