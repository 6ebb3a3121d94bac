import type { Env, Hono } from 'hono';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { problemAnswer, readBody } from '../control/problem.ts';
import type { World } from '../world/world.ts';
import { finishSignup } from './finish-signup.ts';

const metaId = z.string().regex(/^\d{1,32}$/);
const outcomeSchema = z.strictObject({
  appId: metaId,
  event: z.enum(['finish', 'finish-account', 'cancel', 'error']),
  /** The signup was begun for a number that the phone app keeps. */
  isForPhoneApp: z.boolean().default(false),
  phoneNumberId: metaId.optional(),
  newNumber: z.strictObject({ verifiedName: z.string().min(1).max(100) }).optional(),
});
export type SignupOutcome = z.infer<typeof outcomeSchema>;

const files = {
  '/signup/sdk.js': ['signup/sdk.js', 'text/javascript; charset=utf-8'],
  '/signup/dialog': ['signup.html', 'text/html; charset=utf-8'],
} as const;

/** Embedded Signup as a browser meets it: the SDK, its window, and what somebody chooses there. */
export function serveSignup<E extends Env>(app: Hono<E>, world: World, pageFolder: string | undefined): void {
  for (const [path, [file, type]] of Object.entries(files)) {
    app.get(path, async () => {
      try {
        const bytes = await readFile(join(pageFolder ?? '', file));
        // Pages of other origins load the script, and with `crossorigin` only when they may.
        const headers = {
          'content-type': type,
          'access-control-allow-origin': '*',
          'cache-control': 'no-store',
        };
        return new Response(new Uint8Array(bytes), { headers });
      } catch {
        return new Response('The pages are not built.\n', { status: 503 });
      }
    });
  }

  app.get('/signup/numbers', (context) => {
    const appId = context.req.query('app_id');
    const items = world.store.numbers
      .list()
      .filter((number) => number.appId === appId)
      .map(({ phoneNumberId, displayPhoneNumber, verifiedName }) => ({
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
      }));
    return context.json({ items });
  });

  app.post('/signup/outcomes', async (context) => {
    try {
      return context.json(finishSignup(world, await readBody(context.req.raw, outcomeSchema)));
    } catch (error) {
      return problemAnswer(error) ?? Promise.reject(error);
    }
  });
}
