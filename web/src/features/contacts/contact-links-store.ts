import { signal } from '@preact/signals';
import type { KnownIdentifier } from '../../../../workers/contracts/api/contacts.ts';
import type { Conversation } from '../../../../workers/contracts/api/conversations.ts';
import type { Api } from '../../api/api.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';

/** One per number of the company: far more than a company connects. */
const MAX_CONVERSATIONS = 100;

export type ContactLinksStore = ReturnType<typeof createContactLinksStore>;

/** By what a contact is known, and where there are conversations with them. */
export const createContactLinksStore = (
  api: Pick<Api, 'listIdentifiers' | 'listConversations' | 'startConversation'>,
  contactId: string,
) => {
  const identifiers = signal<readonly KnownIdentifier[]>([]);
  /** Null until they are known. */
  const conversations = signal<readonly Conversation[] | null>(null);
  const problem = signal<ApiProblem | null>(null);
  return {
    identifiers,
    conversations,
    problem,
    loadIdentifiers: async () => {
      try {
        identifiers.value = (await api.listIdentifiers(contactId)).items;
      } catch {
        // What the contact itself says is shown in any case.
        identifiers.value = [];
      }
    },
    loadConversations: async () => {
      problem.value = null;
      try {
        conversations.value = (
          await api.listConversations({ status: 'all', contactId, limit: MAX_CONVERSATIONS })
        ).items;
      } catch (thrown) {
        problem.value = asApiProblem(thrown);
      }
    },
    /** Gives the conversation on that number, begun when there was none. Throws ApiProblem. */
    begin: async (channelId: string): Promise<string> =>
      (await api.startConversation({ channelId, contactId })).id,
  };
};
