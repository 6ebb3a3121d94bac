import { MetaRefusal } from '../meta/errors.ts';
import type { Clock } from '../world/clock.ts';
import type { SettingsBox } from '../world/settings.ts';

export type Pacing = ReturnType<typeof createPacing>;

/** Throughput per number (130429) and per pair of number and customer (131056), when switched on. */
export function createPacing(deps: { clock: Clock; settings: SettingsBox }) {
  const sendsPerNumber = new Map<string, number[]>();
  const sendsPerPair = new Map<string, { balance: number; atMs: number }>();
  return {
    /** Throws when this send is too fast; counts it otherwise. */
    admit(phoneNumberId: string, recipient: string): void {
      const { pacing } = deps.settings.get();
      if (!pacing.isOn) return;
      const nowMs = deps.clock.nowMs();
      const recent = (sendsPerNumber.get(phoneNumberId) ?? []).filter((atMs) => nowMs - atMs < 1000);
      if (recent.length >= pacing.messagesPerSecond) {
        throw new MetaRefusal(130429, {
          details: 'Message failed to send because there were too many messages sent from this phone number',
        });
      }
      // A burst borrows from the future: each send costs one, one comes back per interval.
      const key = `${phoneNumberId} ${recipient}`;
      const pair = sendsPerPair.get(key) ?? { balance: pacing.pairBurst, atMs: nowMs };
      const regained =
        pacing.pairIntervalMs === 0 ? pacing.pairBurst : (nowMs - pair.atMs) / pacing.pairIntervalMs;
      const balance = Math.min(pacing.pairBurst, pair.balance + regained);
      if (balance < 1) {
        throw new MetaRefusal(131056, {
          details:
            'Message failed to send because too many messages were sent to this recipient in a short time',
        });
      }
      sendsPerNumber.set(phoneNumberId, [...recent, nowMs]);
      sendsPerPair.set(key, { balance: balance - 1, atMs: nowMs });
    },
    forget() {
      sendsPerNumber.clear();
      sendsPerPair.clear();
    },
  };
}
