import type { FaultBox } from '../faults/fault-box.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../world/clock.ts';
import type { Happenings } from '../world/happenings.ts';
import type { PendingWork } from '../world/pending-work.ts';
import type { Dice } from '../world/randomness.ts';
import type { SettingsBox } from '../world/settings.ts';
import type { Store } from '../world/store.ts';
import type { PostWebhook } from './post-webhook.ts';

export type OutboxDeps = {
  clock: Clock;
  store: Store;
  happenings: Happenings;
  settings: SettingsBox;
  faults: FaultBox;
  work: PendingWork;
  dice: Dice;
  callWebhook: PostWebhook;
  retryDelaysMs: readonly number[];
  timeoutMs: number;
  log: Log;
};
