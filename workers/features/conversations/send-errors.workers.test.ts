import { describe, expect, it } from 'vitest';
import type { ChannelBreaker } from '../../contracts/api/breaker.ts';
import type { Contact } from '../../contracts/api/contacts.ts';
import type { Conversation } from '../../contracts/api/conversations.ts';
import { KNOWN_ERRORS } from '../../channels/cloud/errors.ts';
import type { GraphAnswer } from '../../testing/graph.ts';
import { statuses } from '../../testing/meta-payloads.ts';
import { openThread, type Thread } from '../../testing/thread.ts';

const error = (code: number): GraphAnswer => ({
  status: 400,
  body: { error: { code, message: `(#${code}) made up` } },
});

const breakerOf = ({ deployment, owner, channel }: Thread) =>
  deployment.json<ChannelBreaker>(owner, 'GET', `/v1/channels/${channel.id}/breaker`);

/** What Meta documents of each code, in the words of the states that a message ends in. */
const ENDS: Record<string, readonly number[]> = {
  queued: [
    0, 4, 33, 190, 200, 201, 299, 368, 80007, 130429, 131031, 131037, 131042, 131045, 131056, 131057, 133000,
    133010,
  ],
  unknown: [1, 2, 131000, 131016, 133004, 2494100],
  failed: [
    3, 10, 100, 130403, 130472, 130497, 131005, 131008, 131009, 131021, 131026, 131047, 131048, 131049,
    131050, 131051, 131052, 131053, 131055, 131060, 131062, 131063, 131064, 132000, 132001, 132005, 132007,
    132008, 132012, 132015, 132016, 132018, 132068, 132069, 133005, 133006, 133008, 133009, 133015, 133016,
    134011, 134100, 134101, 134102, 135000, 200005, 200006, 200007, 1752041, 2388012, 2388091, 2388093,
    2388103, 2593107, 2593108, 2593109,
  ],
};
const STOPS: Record<string, readonly number[]> = {
  account: [0, 4, 190, 200, 201, 299, 368, 80007, 131031, 131042],
  number: [33, 130429, 131037, 131045, 131048, 131057, 133000, 133010, 133015, 133016, 2494100],
};
const CODES = Object.entries(ENDS).flatMap(([status, codes]) =>
  codes.map((code) => ({
    code,
    status,
    scopes: Object.keys(STOPS).filter((scope) => STOPS[scope]?.includes(code)),
  })),
);

describe('an error of Meta’s', () => {
  it('is known for every code that is documented, and each is in this table', () => {
    const documented = CODES.map(({ code }) => code).filter((code) => code <= 200 || code > 299);
    expect(documented.toSorted((a, b) => a - b)).toEqual(Object.keys(KNOWN_ERRORS).map(Number));
  });

  it.each(CODES)('$code leaves the message $status, after one call, and stops $scopes', async (expected) => {
    const { code, status, scopes } = expected;
    const thread = await openThread();
    thread.deployment.graph.answers.push(error(code));
    await thread.send('hello');
    await thread.deployment.consumeBatch('messages-urgent');
    const { hello } = await thread.read();
    expect(hello?.status).toBe(status);
    const told = status === 'queued' ? hello?.waiting : hello?.error;
    expect(told).toMatchObject({
      code,
      title: 'made up',
      detail: expect.stringMatching(/\w{4}.*\.$/),
    });
    expect(status === 'queued' ? hello?.error : hello?.waiting).toBeNull();
    expect(thread.textsSent()).toEqual(['hello']);
    const { stops, isSending } = await breakerOf(thread);
    expect({
      isSending,
      scopes: stops.map(({ scope }) => scope),
      codes: stops.map((stop) => stop.code),
    }).toEqual({ isSending: scopes.length === 0, scopes, codes: scopes.map(() => code) });
  });
});

/** A message that Meta took, and could not deliver for this reason. */
async function reportFailure(thread: Thread, code: number, atMs: number) {
  const { deployment, number, conversationId } = thread;
  const message = await thread.send('hello');
  await deployment.drain();
  const failure = {
    id: 'wamid.TEST1',
    status: 'failed',
    callbackData: `${conversationId}/${message.id}`,
    atSeconds: Math.floor(atMs / 1_000),
    errors: [{ code, title: `(#${code}) made up` }],
  };
  await deployment.deliver(statuses(number, failure));
  await deployment.drain();
  expect((await thread.read())['hello']).toMatchObject({ status: 'failed', error: { code } });
}

describe('a failure that is reported later', () => {
  it.each([
    [131048, ['number']],
    [131042, ['account']],
    [131026, []],
  ])('stops what comes, with the code %i: %j', async (code, scopes) => {
    const thread = await openThread();
    await reportFailure(thread, code, thread.deployment.clock.now);
    expect((await breakerOf(thread)).stops.map(({ scope }) => scope)).toEqual(scopes);
  });

  it('stops nothing when it is old news', async () => {
    const thread = await openThread();
    await reportFailure(thread, 131048, thread.deployment.clock.now - 11 * 60_000);
    expect(await breakerOf(thread)).toMatchObject({ isSending: true, stops: [] });
  });

  it('closes the window that was believed open, until the customer writes again', async () => {
    const thread = await openThread();
    const conversation = () =>
      thread.deployment.json<Conversation>(thread.owner, 'GET', `/v1/conversations/${thread.conversationId}`);
    expect((await conversation()).windowEndsAtMs).toBeGreaterThan(thread.deployment.clock.now);
    await thread.passTime(60_000);
    await reportFailure(thread, 131047, thread.deployment.clock.now);
    expect((await conversation()).windowEndsAtMs).toBeLessThanOrEqual(thread.deployment.clock.now);
    const refused = await thread.deployment.call(thread.owner, 'POST', thread.path, {
      type: 'text',
      text: 'x',
    });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { code: 'window_closed', windowEndsAtMs: thread.deployment.clock.now, allowedTypes: ['template'] },
    ]);
  });

  it('keeps a person who stopped marketing out of it', async () => {
    const thread = await openThread();
    const { contact } = await thread.deployment.json<Conversation>(
      thread.owner,
      'GET',
      `/v1/conversations/${thread.conversationId}`,
    );
    const read = () => thread.deployment.json<Contact>(thread.owner, 'GET', `/v1/contacts/${contact.id}`);
    expect(await read()).toMatchObject({ marketingOptOutAtMs: null });
    await reportFailure(thread, 131050, thread.deployment.clock.now);
    expect(await read()).toMatchObject({
      marketingOptOutAtMs: thread.deployment.clock.now,
      marketingOptOutSource: 'meta',
    });
  });
});
