import type { FaultBox } from '../faults/fault-box.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../webhooks/outbox.ts';
import type { PostWebhook } from '../webhooks/post-webhook.ts';
import type { Clock } from './clock.ts';
import type { Happenings } from './happenings.ts';
import type { Ids } from './ids.ts';
import type { OpenChats } from './open-chats.ts';
import type { PendingWork } from './pending-work.ts';
import type { Dice } from './randomness.ts';
import type { SettingsBox } from './settings.ts';
import type { Store } from './store.ts';

/** What every verb of the simulator may use. */
export type World = {
  clock: Clock;
  store: Store;
  ids: Ids;
  dice: Dice;
  happenings: Happenings;
  settings: SettingsBox;
  faults: FaultBox;
  chats: OpenChats;
  work: PendingWork;
  outbox: Outbox;
  /** For the handshake; deliveries go through the outbox. */
  callWebhook: PostWebhook;
  log: Log;
  /** Where media URLs point to, without a slash at the end. */
  origin(): string;
};
