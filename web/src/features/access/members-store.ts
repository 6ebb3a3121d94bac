import { signal } from '@preact/signals';
import type { Member } from '../../../../workers/contracts/api/access.ts';
import type { Api } from '../../api/api.ts';

/** The people of the company: for assigning, and for names in threads. */
export const createMembersStore = ({ api }: { api: Pick<Api, 'listMembers'> }) => {
  const members = signal<readonly Member[]>([]);
  return {
    members,
    find: (id: string | null): Member | undefined =>
      id === null ? undefined : members.value.find((member) => member.id === id),
    load: async () => {
      try {
        members.value = (await api.listMembers()).items;
      } catch {
        // Names stay unknown until the next load; nothing on screen depends on them alone.
      }
    },
  };
};
