import { signal } from '@preact/signals';
import type { Contact, ContactMerge, MergePreview } from '../../../../workers/contracts/api/contacts.ts';
import type { Api } from '../../api/api.ts';

export type MergesStore = ReturnType<typeof createMergesStore>;

/** The contacts that were merged into one, and what can be done about them. */
export const createMergesStore = (
  api: Pick<Api, 'listMerges' | 'previewMerge' | 'mergeContacts' | 'undoMerge'>,
  contactId: string,
) => {
  const merges = signal<readonly ContactMerge[]>([]);
  const load = async () => {
    try {
      merges.value = (await api.listMerges(contactId)).items.filter(({ undoneAtMs }) => undoneAtMs === null);
    } catch {
      // The panel says that the contact could not be loaded; this is a part of it.
      merges.value = [];
    }
  };
  return {
    merges,
    load,
    /** Throws ApiProblem. */
    preview: (otherId: string): Promise<MergePreview> => api.previewMerge(contactId, otherId),
    /** Gives the contact that stays. Throws ApiProblem. */
    merge: async (otherId: string): Promise<Contact> => {
      const stays = await api.mergeContacts(contactId, otherId);
      await load();
      return stays;
    },
    /** Throws ApiProblem. */
    undo: async (mergeId: string): Promise<void> => {
      await api.undoMerge(contactId, mergeId);
      await load();
    },
  };
};
