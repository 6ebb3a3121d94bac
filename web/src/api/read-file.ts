import { offline } from './api-problem.ts';

/** How long a file may take, in milliseconds: 100 MB at 5 Mbit/s. */
const TIMEOUT_MS = 180_000;

/** The bytes behind a link of ours. Throws an ApiProblem. */
export const readFile = async (url: string): Promise<Blob> => {
  try {
    // oxlint-disable-next-line no-restricted-globals -- the browser's way to its own origin
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (answer.ok) return await answer.blob();
  } catch {
    // Told as what follows.
  }
  throw offline();
};
