import { limits } from '../meta/limits.ts';
import { signatureHeader } from '../meta/sign.ts';
import { wireJson } from '../meta/wire-json.ts';
import { callbackOf } from '../world/callback-of.ts';
import { shuffled } from '../world/randomness.ts';
import type { BusinessNumber, Delivery } from '../world/types.ts';
import { composePost } from './compose-post.ts';
import { createDeliverer } from './deliverer.ts';
import type { OutboxDeps } from './outbox-deps.ts';
import { describeUpdates, isAboutMessages } from './update.ts';
import type { Update } from './update.ts';

/** While updates are shuffled they wait longer, or there would be nothing to change places with. */
const SHUFFLE_WINDOW_MS = 250;

export type RawPost = { number: BusinessNumber; body: string; signature: string | null; summary: string };

export type Outbox = ReturnType<typeof createOutbox>;

/** Gathers updates that are due in the same moment and hands them on as signed POSTs. */
export function createOutbox(deps: OutboxDeps) {
  const deliverer = createDeliverer(deps);
  const gathering = new Map<string, { url: string; updates: Update[]; done: () => void }>();

  function add(updates: readonly Update[]): string[] {
    const keys = new Set<string>();
    for (const update of updates) {
      const { callbackUrl, appSecret, isSubscribed } = update.number;
      const url = isAboutMessages(update) ? callbackOf(update.number) : callbackUrl;
      if (!url || !isSubscribed) continue;
      const key = `${url} ${appSecret}`;
      keys.add(key);
      const batch = gathering.get(key);
      if (batch) {
        batch.updates.push(update);
        continue;
      }
      gathering.set(key, { url, updates: [update], done: deps.work.begin() });
      const isShuffling = deps.faults.find('shuffle-webhooks') !== undefined;
      const windowMs = deps.settings.get().batchWindowMs;
      deps.clock.after(isShuffling ? Math.max(windowMs, SHUFFLE_WINDOW_MS) : windowMs, () => flush(key));
    }
    return [...keys];
  }

  function flush(key: string): Delivery[] {
    const batch = gathering.get(key);
    if (!batch) return [];
    gathering.delete(key);
    const isShuffled = deps.faults.draw('shuffle-webhooks') !== undefined;
    const updates = isShuffled ? shuffled(batch.updates, deps.dice) : batch.updates;
    const sent = [];
    for (let start = 0; start < updates.length; start += limits.webhookUpdatesPerPost) {
      sent.push(...post(batch.url, updates.slice(start, start + limits.webhookUpdatesPerPost)));
    }
    batch.done();
    return sent;
  }

  function post(url: string, updates: readonly Update[]): Delivery[] {
    const number = updates[0]?.number;
    if (!number) return [];
    const body = wireJson(composePost(updates, deps.settings.get().batchShape, deps.clock.nowMs()));
    if (body.length > limits.webhookPostBytes && updates.length > 1) {
      const half = Math.ceil(updates.length / 2);
      return [...post(url, updates.slice(0, half)), ...post(url, updates.slice(half))];
    }
    const secret = deps.faults.draw('bad-signature') ? `not ${number.appSecret}` : number.appSecret;
    const signature = signatureHeader(body, secret);
    const messageIds = updates.flatMap(messageIdOf);
    const copies = deps.faults.draw('duplicate-webhooks')?.times ?? 1;
    return Array.from({ length: copies }, () =>
      deliverer.deliver({
        number,
        url,
        body,
        signature,
        messageIds,
        updates: updates.length,
        summary: describeUpdates(updates),
      }),
    );
  }

  return {
    add(...updates: Update[]): void {
      add(updates);
    },
    /** Sends these together and at once (with whatever was waiting for the same callback). */
    addTogether: (updates: readonly Update[]): Delivery[] => add(updates).flatMap(flush),
    /** Any bytes with any signature, for what Meta would never send. */
    addRaw: (raw: RawPost): Delivery =>
      deliverer.deliver({ ...raw, url: callbackOf(raw.number) ?? '', messageIds: [], updates: 0 }),
    resume: () => deliverer.resume(),
    replay: (delivery: Delivery) => deliverer.replay(delivery),
    settled: (delivery: Delivery) => deliverer.settled(delivery),
    /** Forgets what waits; used when the world is reset. */
    forget() {
      for (const batch of gathering.values()) batch.done();
      gathering.clear();
      deliverer.forget();
    },
  };
}

function messageIdOf(update: Update): string[] {
  if (update.kind === 'message') return [update.message.id];
  return update.kind === 'change' && update.messageId !== undefined ? [update.messageId] : [];
}
