import { signal } from '@preact/signals';
import type { Participant } from '../../../../workers/contracts/api/conversations.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

/** Who is in a group, and who was. */
export const createParticipantsStore = (api: Pick<Api, 'listParticipants'>, conversationId: string) => {
  /** Null until they are known. */
  const participants = signal<readonly Participant[] | null>(null);
  const problem = signal<ApiProblem | null>(null);
  return {
    participants,
    problem,
    load: async () => {
      problem.value = null;
      try {
        participants.value = (await api.listParticipants(conversationId)).items;
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      }
    },
  };
};
