import * as z from 'zod/mini';

/** What the page of Embedded Signup is told in `<meta name="signup">`, as JSON. */
export const signupSettings = z.object({
  appId: z.string(),
  configId: z.string(),
  sdkUrl: z.string(),
  graphVersion: z.string(),
  /** Whose messages are Meta's, each to be matched exactly. */
  origins: z.array(z.string()),
});
export type SignupSettings = z.infer<typeof signupSettings>;
