import {
  alertEvaluateJob,
  alertNotifyJob,
  channelRefreshJob,
  channelRelease,
  conversationSeen,
  groupMembersJob,
  incomingEventJob,
  mediaFetch,
  messageOutcome,
  messageSend,
  metaDelivery,
  metaSpilledDelivery,
  phoneAppSyncJob,
  templateSyncJob,
  redriveJob,
  replayJob,
  resendJob,
  searchJob,
  webhookPlanJob,
  webhookPushJob,
  type DeliveryBody,
} from '../../contracts/queues.ts';
import type { SendOutcome } from '../../channels/port.ts';
import type { Context } from '../../context.ts';
import { evaluateRules } from '../../features/alert-rules/index.ts';
import { syncPhoneApp } from '../../features/channels/index.ts';
import { refreshHealth } from '../../features/channel-health/index.ts';
import {
  deliverMessage,
  refreshMembers,
  releaseWaiting,
  resendSlice,
  storeOutcome,
  tellRead,
} from '../../features/conversations/index.ts';
import { redriveSlice } from '../../features/dead-letters/index.ts';
import { noteTry, receiveEvent } from '../../features/incoming-events/index.ts';
import { fetchMedia } from '../../features/media/index.ts';
import { notify, notifyBehind, NOTIFY_TIMEOUT_SECONDS } from '../../features/notifications/index.ts';
import { indexMessages } from '../../features/search/index.ts';
import { syncNewAccount } from '../../features/templates/index.ts';
import { planDeliveries, pushDeliveries, PUSH_TIMEOUT_SECONDS } from '../../features/webhooks-out/index.ts';
import { TryAgainError } from '../../platform/errors.ts';
import type { JobEnd } from '../../platform/job-end.ts';
import { spread } from './backoff.ts';
import { handler, single, type Handler } from './handler.ts';
import { LANES } from './lanes.ts';
import { ingestDeliveries } from './ingest-deliveries.ts';
import { runReplay } from './run-replay.ts';

const DONE: JobEnd = { kind: 'done' };
/** For a batch of a hundred deliveries with a thousand updates each, in seconds. Ours. */
const INGEST_TIMEOUT_SECONDS = 300;
/** For the largest file at the slowest that a download may be, in seconds. Ours. */
const MEDIA_TIMEOUT_SECONDS = 300;

/** For calls to Meta of ten seconds at most, beside each other. Ours. */
const REFRESH_TIMEOUT_SECONDS = 60;

/** For pages of templates, one after the other, in seconds. Ours: a few thousand of them. */
const TEMPLATES_TIMEOUT_SECONDS = 120;

/** Between two hundreds of messages that waited for a stop, in seconds: their own rate is 20 a second. Ours. */
const RELEASE_SECONDS = 5;

/** Every kind of queue message there is, and what is done about it. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  'meta.delivery': handler({
    schema: metaDelivery,
    groupBy: () => 'together',
    isolates: true,
    timeoutSeconds: INGEST_TIMEOUT_SECONDS,
    handle: ingest,
  }),
  // Too large for the queue: one by one, because memory is finite.
  'meta.spilled-delivery': handler({
    schema: metaSpilledDelivery,
    groupBy: ({ ref }) => ref,
    isolates: true,
    timeoutSeconds: INGEST_TIMEOUT_SECONDS,
    handle: ingest,
  }),
  'message.send': single({
    schema: messageSend,
    // A file may have to be handed over first.
    timeoutSeconds: MEDIA_TIMEOUT_SECONDS,
    run: (ctx, { companyId, ref }) =>
      deliverMessage(ctx, companyId, { conversationId: ref.conversationId, id: ref.messageId }),
  }),
  'message.outcome': single({
    schema: messageOutcome,
    run(ctx, { companyId, ref, leaseUntilMs, atMs, outcome }) {
      const claim = { conversationId: ref.conversationId, id: ref.messageId, leaseUntilMs };
      // Sound: only deliverMessage writes these bodies, from the outcome it was given.
      return storeOutcome(ctx, companyId, claim, JSON.parse(outcome) as SendOutcome, atMs);
    },
  }),
  'conversation.seen': handler({
    schema: conversationSeen,
    groupBy: ({ ref }) => ref.conversationId,
    isolates: false,
    async handle(ctx, jobs) {
      const job = jobs.toSorted((a, b) => b.untilMs - a.untilMs)[0];
      if (job === undefined) return DONE;
      const { companyId, ref, untilMs, faults = 0 } = job;
      const waitSeconds = LANES.messages.retrySeconds[faults];
      const tries = { tries: faults + 1, isLast: waitSeconds === undefined };
      const end = await tellRead(ctx, companyId, { ...ref, untilMs }, tries);
      if (end === 'later' && waitSeconds !== undefined)
        throw new TryAgainError('Meta could not be told', spread(waitSeconds, Math.random()), null);
      return DONE;
    },
  }),
  'channel.refresh': handler({
    schema: channelRefreshJob,
    groupBy: ({ ref }) => ref.channelId,
    isolates: false,
    timeoutSeconds: REFRESH_TIMEOUT_SECONDS,
    async handle(ctx, [job]) {
      if (job !== undefined) await refreshHealth(ctx, job.companyId, job.ref.channelId);
      return DONE;
    },
  }),
  'group.members': handler({
    schema: groupMembersJob,
    groupBy: ({ ref }) => ref.conversationId,
    isolates: false,
    async handle(ctx, [job]) {
      if (job !== undefined) await refreshMembers(ctx, job.companyId, job.ref.conversationId);
      return DONE;
    },
  }),
  'templates.sync': handler({
    schema: templateSyncJob,
    groupBy: ({ ref }) => ref.channelId,
    isolates: false,
    timeoutSeconds: TEMPLATES_TIMEOUT_SECONDS,
    async handle(ctx, [job]) {
      if (job !== undefined) await syncNewAccount(ctx, job.companyId, job.ref.channelId);
      return DONE;
    },
  }),
  'channel.sync-phone-app': handler({
    schema: phoneAppSyncJob,
    groupBy: ({ ref }) => ref.channelId,
    isolates: false,
    timeoutSeconds: REFRESH_TIMEOUT_SECONDS,
    async handle(ctx, [job]) {
      if (job !== undefined) await syncPhoneApp(ctx, job.companyId, job.ref.channelId);
      return DONE;
    },
  }),
  'media.fetch': single({
    schema: mediaFetch,
    timeoutSeconds: MEDIA_TIMEOUT_SECONDS,
    async run(ctx, { companyId, ref, faults = 0 }) {
      const waitSeconds = LANES.media.retrySeconds[faults];
      await fetchMedia(ctx, companyId, {
        conversationId: ref.conversationId,
        id: ref.messageId,
        // A file that cannot be had ends on the thread, with a button, and not as a dead letter.
        againAfterSeconds: waitSeconds === undefined ? null : spread(waitSeconds, Math.random()),
      });
      return DONE;
    },
  }),
  'channel.replay': handler({
    schema: replayJob,
    groupBy: ({ ref }) => ref.replayId,
    isolates: false,
    timeoutSeconds: INGEST_TIMEOUT_SECONDS,
    async handle(ctx, [job]) {
      if (job === undefined) return DONE;
      const isBehind = await runReplay(ctx, job.companyId, job.ref.replayId);
      return isBehind ? { kind: 'more', body: job } : DONE;
    },
  }),
  'channel.resend': single({ schema: resendJob, timeoutSeconds: REFRESH_TIMEOUT_SECONDS, run: resendSlice }),
  'channel.release': single({
    schema: channelRelease,
    async run(ctx, job) {
      const hasMore = await releaseWaiting(ctx, job.companyId, job.ref.channelId);
      // Sent anew: the platform ends what is put back a hundred times, and ten thousand messages may wait.
      return hasMore ? { kind: 'more', body: job, afterSeconds: RELEASE_SECONDS } : DONE;
    },
  }),
  // However many came at once, the index is brought up to date once.
  'search.index': handler({
    schema: searchJob,
    groupBy: ({ companyId }) => companyId,
    isolates: false,
    async handle(ctx, [job]) {
      const isBehind = job !== undefined && (await indexMessages(ctx, job.companyId));
      return isBehind ? { kind: 'more', body: job } : DONE;
    },
  }),
  'webhooks.plan': handler({
    schema: webhookPlanJob,
    groupBy: ({ companyId }) => companyId,
    isolates: false,
    handle: (ctx, [job]) => (job === undefined ? Promise.resolve(DONE) : planDeliveries(ctx, job.companyId)),
  }),
  'webhooks.push': handler({
    schema: webhookPushJob,
    groupBy: ({ ref }) => ref.webhookId,
    isolates: false,
    timeoutSeconds: PUSH_TIMEOUT_SECONDS,
    handle: (ctx, [job]) =>
      job === undefined ? Promise.resolve(DONE) : pushDeliveries(ctx, job.companyId, job.ref.webhookId),
  }),
  'event.incoming': single({
    schema: incomingEventJob,
    async run(ctx, job) {
      await receiveEvent(ctx, job);
      return DONE;
    },
    noteFailure: (ctx, job, failure) => noteTry(ctx, job, failure),
  }),
  'alerts.evaluate': handler({
    schema: alertEvaluateJob,
    groupBy: ({ companyId }) => companyId,
    isolates: false,
    async handle(ctx, [job]) {
      if (job === undefined) return DONE;
      await evaluateRules(ctx, job.companyId);
      await notifyBehind(ctx, job.companyId);
      return DONE;
    },
  }),
  'alerts.notify': handler({
    schema: alertNotifyJob,
    groupBy: ({ companyId }) => companyId,
    isolates: false,
    timeoutSeconds: NOTIFY_TIMEOUT_SECONDS,
    handle: (ctx, [job]) => (job === undefined ? Promise.resolve(DONE) : notify(ctx, job.companyId)),
  }),
  'dead-letters.redrive': single({ schema: redriveJob, run: redriveSlice }),
};

async function ingest(ctx: Context, bodies: readonly DeliveryBody[]): Promise<JobEnd> {
  await ingestDeliveries(ctx, bodies);
  return DONE;
}
