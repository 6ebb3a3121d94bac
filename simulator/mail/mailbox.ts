import type { Hono } from 'hono';
import { z } from 'zod';
import type { GraphEnv } from '../graph/graph-env.ts';
import { readBody } from '../control/problem.ts';

/** A mail that somebody asked to be sent. */
export interface Mail {
  id: string;
  atMs: number;
  from: string;
  to: string[];
  subject: string;
  text: string;
  key: string | null;
}

/** Mails kept; older ones are forgotten. */
const MAX_MAILS = 200;

const mailSchema = z.strictObject({
  from: z.string().min(3).max(320),
  to: z.array(z.string().min(3).max(320)).min(1).max(50),
  subject: z.string().min(1).max(998),
  text: z.string().max(100_000),
});
const answerSchema = z.strictObject({ status: z.int().min(200).max(599) });

/**
 * A mail provider of Resend's shape: `POST /mail/emails` with a bearer token takes a mail, and the same `Idempotency-Key`
 * again gives the same mail. Answers with the status that it was told to give (200 at first). In memory only.
 */
export function createMailbox(nowMs: () => number, onMail: () => void) {
  let mails: Mail[] = [];
  let status = 200;
  let count = 0;
  return {
    addDoor(app: Hono<GraphEnv>): void {
      app.post('/mail/emails', async (context) => {
        const authorization = context.req.header('authorization') ?? '';
        if (!authorization.startsWith('Bearer '))
          return context.json({ name: 'missing_api_key', message: 'Missing API key' }, 401);
        if (status !== 200)
          return Response.json({ name: 'told_so', message: 'The simulator was told to refuse.' }, { status });
        const parsed = mailSchema.safeParse(await context.req.json().catch(() => null));
        if (!parsed.success)
          return context.json({ name: 'validation_error', message: z.prettifyError(parsed.error) }, 422);
        const key = context.req.header('idempotency-key') ?? null;
        const known = mails.find((mail) => key !== null && mail.key === key);
        if (known !== undefined) return context.json({ id: known.id });
        const mail: Mail = { id: `mail-${(count += 1)}`, atMs: nowMs(), ...parsed.data, key };
        mails = [mail, ...mails].slice(0, MAX_MAILS);
        onMail();
        return context.json({ id: mail.id });
      });
    },
    addControl(control: Hono): void {
      control.get('/mails', (context) => context.json({ items: mails, status }));
      control.put('/mails', async (context) => {
        status = (await readBody(context.req.raw, answerSchema)).status;
        return context.json({ items: mails, status });
      });
    },
    forget(): void {
      mails = [];
      status = 200;
    },
  };
}
