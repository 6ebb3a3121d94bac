import { z } from 'zod';

/** When a fault strikes: at every chance, or for `count` chances, each with `probability`. */
const switchFields = {
  count: z.int().min(1).max(100_000).nullable().default(null),
  probability: z.number().gt(0).max(1).default(1),
};

/** Which Graph calls a fault of the API strikes. */
const apiFields = {
  ...switchFields,
  on: z.enum(['messages', 'media', 'templates', 'any']).default('messages'),
};

const metaErrorCode = z.int().min(0).max(10_000_000);

export const faultSchemas = {
  slow: z.strictObject({ ...apiFields, delayMs: z.int().min(1).max(600_000).default(3000) }),
  'rate-limited': z.strictObject(apiFields),
  'server-error': z.strictObject({ ...apiFields, body: z.enum(['json', 'empty']).default('json') }),
  'accept-then-hang': z.strictObject(apiFields),
  'accept-then-cut': z.strictObject(apiFields),
  reset: z.strictObject(apiFields),
  'accept-without-id': z.strictObject(switchFields),
  refuse: z.strictObject({
    ...apiFields,
    code: metaErrorCode.default(131000),
    details: z.string().max(1000).optional(),
  }),
  'fail-later': z.strictObject({
    ...switchFields,
    code: metaErrorCode.default(131026),
    details: z.string().max(1000).optional(),
  }),
  'duplicate-webhooks': z.strictObject({ ...switchFields, times: z.int().min(2).max(20).default(2) }),
  'shuffle-webhooks': z.strictObject(switchFields),
  'hold-webhooks': z.strictObject(switchFields),
  'lose-webhooks': z.strictObject(switchFields),
  'bad-signature': z.strictObject(switchFields),
} as const;

export type FaultName = keyof typeof faultSchemas;

export type FaultOf<Name extends FaultName> = z.infer<(typeof faultSchemas)[Name]>;

export const faultNames = Object.keys(faultSchemas).filter(isFaultName);

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faultSchemas, name);
}

export const faultTexts: Record<FaultName, { title: string; effect: string }> = {
  slow: { title: 'Slow answers', effect: 'The Graph API waits before it answers.' },
  'rate-limited': { title: 'Rate limited', effect: 'HTTP 429 with error 130429; nothing is accepted.' },
  'server-error': { title: 'Server error', effect: 'HTTP 500, with Meta’s error 131000 or without a body.' },
  'accept-then-hang': {
    title: 'Accept, never answer',
    effect: 'The message goes out, the answer never comes.',
  },
  'accept-then-cut': { title: 'Accept, cut the line', effect: 'The message goes out, the socket is cut.' },
  reset: { title: 'Connection reset', effect: 'The socket is cut before anything is accepted.' },
  'accept-without-id': { title: 'Answer without id', effect: 'HTTP 200 without a message id.' },
  refuse: { title: 'Refuse with a code', effect: 'Any Meta error as the answer of the call.' },
  'fail-later': { title: 'Fail with a code', effect: 'Accepted, then a failed status with any Meta error.' },
  'duplicate-webhooks': {
    title: 'Duplicate webhooks',
    effect: 'Every POST is delivered several times at once.',
  },
  'shuffle-webhooks': {
    title: 'Shuffle webhooks',
    effect: 'Updates come in any order; statuses even before the send is answered.',
  },
  'hold-webhooks': { title: 'Hold webhooks', effect: 'Nothing is delivered until this is switched off.' },
  'lose-webhooks': { title: 'Lose webhooks', effect: 'POSTs vanish, as when Meta gives up on a receiver.' },
  'bad-signature': { title: 'Bad signature', effect: 'Webhooks are signed with a wrong secret.' },
};
