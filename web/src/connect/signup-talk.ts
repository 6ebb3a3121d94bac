import * as z from 'zod/mini';

/**
 * What the window of Embedded Signup and the dashboard that opened it say to each other. The window's opener policy
 * takes every handle from both, so they meet on a channel of this origin; `session` tells several apart.
 */
const session = z.string().check(z.maxLength(64));
const words = z.string().check(z.maxLength(1_000));
const metaId = z.string().check(z.maxLength(64));

export const windowWord = z.discriminatedUnion('kind', [
  z.object({ session, kind: z.literal('opened') }),
  z.object({
    session,
    kind: z.literal('finished'),
    code: z.string().check(z.maxLength(2048)),
    wabaId: metaId,
    phoneNumberId: z.nullable(metaId),
    coexistence: z.boolean(),
  }),
  z.object({ session, kind: z.literal('cancelled') }),
  z.object({ session, kind: z.literal('failed'), message: words }),
  z.object({ session, kind: z.literal('closed') }),
]);
export type WindowWord = z.infer<typeof windowWord>;

export const dashboardWord = z.discriminatedUnion('kind', [
  z.object({ session, kind: z.literal('received') }),
  z.object({ session, kind: z.literal('connected'), name: words }),
  z.object({ session, kind: z.literal('refused'), message: words }),
  z.object({ session, kind: z.literal('gone') }),
]);
export type DashboardWord = z.infer<typeof dashboardWord>;

/** What a side says, without whose talk it is. */
export type Said<Word> = Word extends { session: string } ? Omit<Word, 'session'> : never;

export interface Talk<Mine> {
  say(word: Said<Mine>): void;
  close(): void;
}
export type OpenTalk<Mine, Theirs> = (session: string, onWord: (word: Theirs) => void) => Talk<Mine>;

const CHANNEL = 'recado.signup';

const openTalk =
  <Mine, Theirs extends { session: string }>(theirs: z.ZodMiniType<Theirs>): OpenTalk<Mine, Theirs> =>
  (session, onWord) => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const parsed = theirs.safeParse(data);
      if (parsed.success && parsed.data.session === session) onWord(parsed.data);
    });
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel never leaves the origin and takes no target
      say: (word) => channel.postMessage({ ...word, session }),
      close: () => channel.close(),
    };
  };

export const openTalkOfWindow = openTalk<WindowWord, DashboardWord>(dashboardWord);
export const openTalkOfDashboard = openTalk<DashboardWord, WindowWord>(windowWord);
