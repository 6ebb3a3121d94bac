import { describe, expect, it } from 'vitest';
import { classOfError, explainError } from './errors.ts';
import { outcomeOfAnswer } from './send.ts';

const answer = (status: number, body: unknown) => outcomeOfAnswer(status, JSON.stringify(body));
const error = (code: unknown, rest = {}) => ({ error: { message: 'made up', code, ...rest } });

describe('an answer of Meta’s', () => {
  it('is an acceptance only when it names the message', () => {
    expect(answer(200, { messages: [{ id: 'wamid.1' }] })).toEqual({
      kind: 'accepted',
      externalId: 'wamid.1',
    });
    for (const hold of ['held_for_quality_assessment', 'paused'])
      expect(answer(200, { messages: [{ id: 'wamid.1', message_status: hold }] })).toEqual({
        kind: 'accepted',
        externalId: 'wamid.1',
        hold,
      });
    for (const message_status of ['accepted', 'new word', null, 7])
      expect(answer(200, { messages: [{ id: 'wamid.1', message_status }] })).toEqual({
        kind: 'accepted',
        externalId: 'wamid.1',
      });
    const nameless = [
      {},
      null,
      [],
      { messages: [] },
      { messages: [{}] },
      { messages: [{ id: '' }] },
      { messages: [{ id: 'x'.repeat(257) }] },
      error(131047),
    ];
    for (const body of nameless) expect(answer(200, body)).toMatchObject({ kind: 'unknown' });
    for (const text of ['', 'OK', '{"messages":[{"id":"wam'])
      expect(outcomeOfAnswer(200, text)).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    [400, 130429, 'deferred'],
    [400, 131056, 'deferred'],
    [429, 80007, 'deferred'],
    [500, 4, 'deferred'],
    [400, 1, 'unknown'],
    [500, 2, 'unknown'],
    [503, 131016, 'unknown'],
    [400, 131000, 'unknown'],
    [500, 424_242, 'unknown'],
    [400, 424_242, 'rejected'],
    [401, 190, 'rejected'],
    [500, 100, 'rejected'],
    [400, 131047, 'rejected'],
    [400, 131048, 'rejected'],
    [400, 132015, 'rejected'],
  ])('HTTP %i with code %i is %s, and never a reason to repeat blindly', (status, code, kind) => {
    const outcome = answer(status, error(code));
    expect(outcome).toMatchObject({ kind, error: { code } });
    expect('retryable' in outcome && outcome.retryable).toBe(false);
  });

  it.each([
    [500, '', 'unknown'],
    [502, '<html>', 'unknown'],
    [504, '{"error":"text"}', 'unknown'],
    [429, '', 'deferred'],
    [400, '', 'rejected'],
    [403, '{"error":{"code":"190"}}', 'rejected'],
    [404, '[]', 'rejected'],
  ])('HTTP %i with the body %j is %s', (status, text, kind) => {
    expect(outcomeOfAnswer(status, text)).toMatchObject({ kind });
  });
});

describe('an error', () => {
  it('of Meta’s servers that nobody documents is ambiguous, and one of the call is final', () => {
    expect([classOfError(424_242, 500), classOfError(424_242, 400)]).toEqual(['ambiguous', 'never']);
    expect([classOfError(190, 500), classOfError(131000, 400)]).toEqual(['never', 'ambiguous']);
  });

  it('is explained in bounded words, Meta’s title with our advice where we have some', () => {
    expect(explainError(131047, 'Re-engagement message', 'raw')).toMatchObject({
      code: 131047,
      title: 'Re-engagement message',
      detail: expect.stringContaining('24 hours'),
    });
    expect(explainError(424_242, undefined, 'raw')).toEqual({ code: 424_242, title: 'raw', detail: 'raw' });
    // Which part is not valid stands in Meta's details alone.
    expect(explainError(100, '(#100) Invalid parameter', 'Unexpected key "bdy" on param "text"').detail).toBe(
      'Meta refused the message because a part of it is not valid. Meta says: Unexpected key "bdy" on param "text"',
    );
    const long = explainError(424_242, 'x'.repeat(5_000), 'y'.repeat(5_000));
    expect([long.title.length, long.detail.length]).toEqual([300, 1_000]);
  });
});
