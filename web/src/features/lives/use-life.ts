import { useState } from 'preact/hooks';
import type { MessageLife } from '../../../../workers/contracts/api/message-life.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { useLookAgain } from '../../ui/use-look-again.ts';

/** How often a message is looked at while its life is seen, in milliseconds. */
const LOOK_MS = 3_000;

export interface LookedAt {
  id: string;
  life: MessageLife | null;
  problem: ApiProblem | null;
}

/** The life of a message, looked at again and again while it is seen. Null while it is not there yet. */
export const useLife = (id: string, company = ''): LookedAt | null => {
  const { api } = useWorkspace();
  const [found, setFound] = useState<LookedAt | null>(null);
  useLookAgain(
    async () => {
      try {
        setFound({ id, life: await api.tellLife(id, company), problem: null });
      } catch (thrown) {
        // What was seen stays while the network is away.
        setFound((before) =>
          before?.id === id && before.life !== null
            ? before
            : { id, life: null, problem: asApiProblem(thrown) },
        );
      }
    },
    LOOK_MS,
    [id, company],
  );
  return found?.id === id ? found : null;
};
