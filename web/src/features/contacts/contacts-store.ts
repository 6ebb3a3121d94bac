import { signal } from '@preact/signals';
import type { Contact, UpdateContactRequest } from '../../../../workers/contracts/api/contacts.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { newest } from '../../realtime/newest-wins.rules.ts';

type ContactEdit = Omit<UpdateContactRequest, 'version'>;

/** Contacts that may be on screen: those that were loaded last. */
const MOST_SHOWN = 5;

/** The contacts that were looked at, in their newest copies. */
export const createContactsStore = (deps: {
  api: Pick<Api, 'getContact' | 'updateContact'>;
  onChanged: (contact: Contact) => void;
}) => {
  const contacts = signal<ReadonlyMap<string, Contact>>(new Map());
  const problem = signal<ApiProblem | null>(null);
  /** Which contact a merged one is now. */
  const became = new Map<string, string>();

  const put = (contact: Contact) => {
    const kept = newest(contacts.peek().get(contact.id), contact, (copy) => copy.version);
    const others = [...contacts.peek()].filter(([id]) => id !== contact.id);
    contacts.value = new Map([...others, [contact.id, kept]]);
    deps.onChanged(kept);
  };

  const load = async (id: string) => {
    problem.value = null;
    try {
      const contact = await deps.api.getContact(id);
      if (contact.id === id) became.delete(id);
      else became.set(id, contact.id);
      put(contact);
    } catch (thrown) {
      problem.value = asApiProblem(thrown);
    }
  };

  return {
    contacts,
    problem,
    load,
    /** For one that was merged: the contact that it is now. */
    find: (id: string): Contact | undefined => contacts.value.get(became.get(id) ?? id),
    /** Fetches again what is on screen and changed elsewhere. */
    expect: (changed: readonly { id: string; version: number }[]) => {
      for (const { id, version } of changed) {
        const known = contacts.peek().get(id);
        if (known !== undefined && known.version < version) void load(id);
      }
    },
    /** Nobody knows what changed: those on screen are fetched again, the others when they are opened. */
    lost: () => {
      const shown = [...contacts.peek()].slice(-MOST_SHOWN);
      contacts.value = new Map(shown);
      for (const [id] of shown) void load(id);
    },
    isKnown: (id: string): boolean => contacts.peek().has(id),
    /** Throws ApiProblem; on `conflict` the newest copy is already loaded when it does. */
    update: async (id: string, edit: ContactEdit): Promise<void> => {
      const known = contacts.peek().get(id);
      if (known === undefined) return;
      try {
        put(await deps.api.updateContact(id, { ...edit, version: known.version }));
      } catch (thrown) {
        if (asApiProblem(thrown).status === 409) await load(id);
        throw thrown;
      }
    },
  };
};
