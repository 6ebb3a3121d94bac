/** How often a starting server is asked, in milliseconds. */
const EVERY_MS = 200;

/** Waits until the address answers 200. Throws after `timeoutMs` (milliseconds). */
export async function untilAnswers(url: string, timeoutMs: number): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
    } catch {
      // Not there yet.
    }
    if (Date.now() > endMs) throw new Error(`${url} did not answer within ${timeoutMs / 1_000} seconds`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
