import type { BusinessNumber, Delivery, DeliveryState, Message, WrittenStatus } from '../world/types.ts';
import type { OutboxDeps } from './outbox-deps.ts';

const POSTS_IN_FLIGHT = 16;

/** The journal keeps whole bodies of small posts; a finished large one only its beginning. */
const JOURNAL_BODY_CHARACTERS = 64 * 1024;

export type Post = {
  number: BusinessNumber;
  url: string;
  body: string;
  signature: string | null;
  messageIds: string[];
  updates: number;
  summary: string;
};

/** Brings POSTs to their callback: anything but 200 replays the whole POST, less and less often. */
export function createDeliverer(deps: OutboxDeps) {
  const queue: Delivery[] = [];
  const open = new Map<number, () => void>();
  const attemptEnds = new Map<number, (() => void)[]>();
  let inFlight = 0;

  deps.happenings.subscribe((happening) => {
    if (happening.kind === 'faults.changed' && !deps.faults.find('hold-webhooks')) releaseHeld();
  });

  function deliver(post: Post): Delivery {
    const state: DeliveryState = deps.faults.draw('lose-webhooks')
      ? 'lost'
      : deps.faults.draw('hold-webhooks')
        ? 'held'
        : 'waiting';
    const delivery = deps.store.deliveries.add({
      url: post.url,
      phoneNumberId: post.number.phoneNumberId,
      createdAtMs: deps.clock.nowMs(),
      body: post.body,
      sizeBytes: Buffer.byteLength(post.body),
      signature: post.signature,
      updates: post.updates,
      summary: post.summary,
      messageIds: post.messageIds,
      state,
      attempts: [],
    });
    deps.happenings.publish({ kind: 'delivery.changed', delivery });
    if (state === 'lost') settleMessages(delivery, 'undelivered');
    if (state === 'waiting') start(delivery);
    return delivery;
  }

  function start(delivery: Delivery): void {
    if (!open.has(delivery.seq)) open.set(delivery.seq, deps.work.begin());
    queue.push(delivery);
    void work();
  }

  /** Never rejects: an attempt's failure is an outcome. Not awaited, as posts go out side by side. */
  async function work(): Promise<void> {
    if (inFlight >= POSTS_IN_FLIGHT) return;
    const delivery = queue.shift();
    if (!delivery) return;
    inFlight++;
    await attempt(delivery);
    inFlight--;
    void work();
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const atMs = deps.clock.nowMs();
    const answer = await deps.callWebhook({
      method: 'POST',
      url: delivery.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        ...(delivery.signature === null ? {} : { 'x-hub-signature-256': delivery.signature }),
      },
      body: delivery.body,
      timeoutMs: deps.timeoutMs,
    });
    if (!open.has(delivery.seq)) return;
    const failure = 'error' in answer ? answer.error : null;
    const status = 'error' in answer ? null : answer.status;
    const attempts = [
      ...delivery.attempts,
      { atMs, latencyMs: deps.clock.nowMs() - atMs, status, error: failure },
    ];
    const retryDelayMs = deps.retryDelaysMs[attempts.length - 1];
    const state: DeliveryState =
      status === 200 ? 'delivered' : retryDelayMs === undefined ? 'given-up' : 'waiting';
    const next = { ...delivery, attempts, state };
    deps.log(
      `webhook → ${delivery.url} ${delivery.summary}: ${status ?? failure}` +
        (state === 'waiting' ? `, again in ${(retryDelayMs ?? 0) / 1000} s` : ''),
    );
    if (state === 'waiting') {
      record(next);
      deps.clock.after(retryDelayMs ?? 0, () => {
        if (open.has(next.seq)) start(next);
      });
    } else {
      record({ ...next, body: delivery.body.slice(0, JOURNAL_BODY_CHARACTERS) });
      settleMessages(next, state === 'delivered' ? 'accepted' : 'undelivered');
    }
    for (const end of attemptEnds.get(delivery.seq) ?? []) end();
    attemptEnds.delete(delivery.seq);
    if (state !== 'waiting') finish(delivery.seq);
  }

  function record(delivery: Delivery): void {
    deps.store.deliveries.update(delivery);
    deps.happenings.publish({ kind: 'delivery.changed', delivery });
  }

  function finish(seq: number): void {
    open.get(seq)?.();
    open.delete(seq);
  }

  function settleMessages(delivery: Delivery, status: WrittenStatus): void {
    if (delivery.messageIds.length === 0) return;
    const changed: Message[] = [];
    deps.store.inOneTransaction(() => {
      for (const id of delivery.messageIds) {
        const message = deps.store.messages.find(id);
        const isSettled =
          message?.status === 'read' || message?.status === 'accepted' || message?.status === status;
        if (!message || isSettled) continue;
        const change = { status, atMs: deps.clock.nowMs() };
        const next = { ...message, status, statusHistory: [...message.statusHistory, change] };
        deps.store.messages.update(next);
        changed.push(next);
      }
    });
    for (const message of changed) deps.happenings.publish({ kind: 'message.changed', message });
  }

  function releaseHeld(): void {
    for (const delivery of deps.store.deliveries.listWaiting()) {
      if (delivery.state !== 'held') continue;
      const next: Delivery = { ...delivery, state: 'waiting' };
      record(next);
      start(next);
    }
  }

  return {
    deliver,
    /** After a restart: what had not been delivered is tried again. */
    resume() {
      for (const delivery of deps.store.deliveries.listWaiting()) {
        const next: Delivery = { ...delivery, state: 'waiting' };
        record(next);
        start(next);
      }
    },
    /** The same bytes once more, as a new entry of the journal. */
    replay(delivery: Delivery): Delivery {
      const { seq: _seq, ...rest } = delivery;
      const copy = deps.store.deliveries.add({
        ...rest,
        createdAtMs: deps.clock.nowMs(),
        state: 'waiting',
        attempts: [],
      });
      deps.happenings.publish({ kind: 'delivery.changed', delivery: copy });
      start(copy);
      return copy;
    },
    /** Resolves after the next attempt of a delivery that is on its way. */
    settled: (delivery: Delivery): Promise<void> =>
      open.has(delivery.seq)
        ? new Promise((resolve) => {
            attemptEnds.set(delivery.seq, [...(attemptEnds.get(delivery.seq) ?? []), resolve]);
          })
        : Promise.resolve(),
    forget() {
      queue.length = 0;
      for (const seq of open.keys()) finish(seq);
      for (const ends of attemptEnds.values()) for (const end of ends) end();
      attemptEnds.clear();
    },
  };
}
