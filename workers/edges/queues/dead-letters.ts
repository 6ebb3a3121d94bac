import type { Context } from '../../context.ts';

export interface DeadLetter {
  queue: string;
  messageId: string;
  attempts: number;
  reason: string;
  body: unknown;
}

/** Keeps what no consumer could do, in the archive bucket, and says so in the log. Nothing is ever just dropped. */
export async function keepDeadLetter(
  ctx: Pick<Context, 'archive' | 'clock' | 'log'>,
  letter: DeadLetter,
): Promise<void> {
  const atMs = ctx.clock.nowMs();
  const day = new Date(atMs).toISOString().slice(0, 10);
  await ctx.archive.put(
    `dead-letters/${letter.queue}/${day}/${letter.messageId}.json`,
    JSON.stringify({ ...letter, atMs }),
  );
  ctx.log.error('queue.dead_letter', new Error(letter.reason), {
    queue: letter.queue,
    messageId: letter.messageId,
    attempts: letter.attempts,
  });
}
