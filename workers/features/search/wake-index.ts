import type { SearchJob } from '../../contracts/queues.ts';
import type { Log } from '../../platform/log.ts';
import type { Publish } from '../../platform/realtime.ts';

/**
 * A `publish` that also wakes the index where messages came to exist, or say something else now. Other changes of known
 * ones (statuses, mostly) wait for the next arrival or the cron. Never fails: the log says what is to be done, and the cron looks at it.
 */
export function publishAndIndex(publish: Publish, jobs: Queue<SearchJob>, log: Log): Publish {
  return async (companyId, change) => {
    const isNews = change.messages.some(
      ({ event, message }) =>
        event === 'message.created' || message.editedAtMs !== null || message.revokedAtMs !== null,
    );
    await Promise.all([publish(companyId, change), isNews ? wake(companyId, change.seq) : undefined]);
  };

  async function wake(companyId: string, seq: number): Promise<void> {
    try {
      await jobs.send(searchJob(companyId, seq));
    } catch (error) {
      log.warn('search.wake_failed', { companyId, seq, error });
    }
  }
}

export function searchJob(companyId: string, seq: number): SearchJob {
  return { v: 1, kind: 'search.index', lane: 'jobs', companyId, ref: { seq } };
}
