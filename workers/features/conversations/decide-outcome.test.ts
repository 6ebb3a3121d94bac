import { describe, expect, it } from 'vitest';
import { decideOutcome, RETRY_SECONDS } from './decide-outcome.ts';

const NOW = 1_000_000;
const error = { code: 7, title: 't', detail: 'd' };
const consequences = { stop: null, optsOut: false, closesWindow: false };
const refusedForNow = { kind: 'rejected' as const, retryable: true, error, consequences };

describe('what becomes of a message', () => {
  it('that was taken: it is sent, under its name', () => {
    expect(decideOutcome({ kind: 'accepted', externalId: 'wamid.1' }, 2, NOW, 0.5)).toEqual({
      status: 'sent',
      externalId: 'wamid.1',
      error: null,
      attempts: 2,
      dueAtMs: null,
    });
  });

  it('that may have been sent: it is unknown, and has no next time', () => {
    expect(decideOutcome({ kind: 'unknown', error, consequences }, 2, NOW, 0.5)).toEqual({
      status: 'unknown',
      externalId: null,
      error,
      attempts: 2,
      dueAtMs: null,
    });
  });

  it('that was refused for good: it fails, whatever attempts are left', () => {
    expect(decideOutcome({ kind: 'rejected', retryable: false, error, consequences }, 0, NOW, 0.5)).toEqual({
      status: 'failed',
      externalId: null,
      error,
      attempts: 1,
      dueAtMs: null,
    });
  });

  it('that was deferred: it waits as long as asked and up to a quarter more, and no attempt is counted', () => {
    const deferred = { kind: 'deferred' as const, retryAfterSeconds: 60, error, consequences };
    for (const attempts of [0, 5, 500]) {
      expect(decideOutcome(deferred, attempts, NOW, 0)).toMatchObject({
        status: 'queued',
        attempts,
        dueAtMs: NOW + 60_000,
      });
      expect(decideOutcome(deferred, attempts, NOW, 1)).toMatchObject({ dueAtMs: NOW + 75_000 });
    }
  });

  it('that was never sent: it waits longer each time, spread by a quarter, and fails after the last', () => {
    expect(RETRY_SECONDS).toEqual([3, 6, 12, 24, 48]);
    for (const [attempts, seconds] of RETRY_SECONDS.entries()) {
      const earliest = decideOutcome(refusedForNow, attempts, NOW, 0);
      expect(earliest).toEqual({
        status: 'queued',
        externalId: null,
        error,
        attempts: attempts + 1,
        dueAtMs: NOW + seconds * 1_000,
      });
      expect(decideOutcome(refusedForNow, attempts, NOW, 1).dueAtMs).toBe(NOW + seconds * 1_250);
    }
    expect(decideOutcome(refusedForNow, RETRY_SECONDS.length, NOW, 0)).toMatchObject({
      status: 'failed',
      error,
      attempts: 6,
    });
  });
});
