import { z } from 'zod';
import type { Happenings } from './happenings.ts';
import type { Store } from './store.ts';

const delayMs = z.int().min(0).max(3_600_000);

export const settingsSchema = z.strictObject({
  /** After the send was accepted. */
  sentDelayMs: delayMs,
  deliveredDelayMs: delayMs,
  readDelayMs: delayMs,
  /** Whose phone reads by itself: nobody's, those with the chat open, or everybody's. */
  autoRead: z.enum(['never', 'open-chats', 'always']),
  /** A number without a customer gets a phone, or the message fails with 131026. */
  unknownRecipients: z.enum(['create', 'fail']),
  /** Free text outside the 24-hour window: accepted and then `failed` (as the service mostly does), or refused. */
  windowRefusal: z.enum(['async', 'sync']),
  /** Updates of one number in one POST: each in its own change, or together in one value's arrays. */
  batchShape: z.enum(['separate-changes', 'shared-value']),
  batchWindowMs: delayMs,
  /** 130429 and 131056 as the throughput pages describe. */
  pacing: z.strictObject({
    isOn: z.boolean(),
    messagesPerSecond: z.int().min(1).max(100_000),
    pairBurst: z.int().min(1).max(10_000),
    pairIntervalMs: delayMs,
  }),
  /** What happens to a new template, and when. */
  templateReview: z.enum(['approve', 'reject', 'by-hand']),
  templateReviewDelayMs: delayMs,
});

export type Settings = z.infer<typeof settingsSchema>;

export const settingsPatchSchema = settingsSchema
  .partial()
  .extend({ pacing: settingsSchema.shape.pacing.partial().optional() });

export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

export const defaultSettings: Settings = {
  sentDelayMs: 150,
  deliveredDelayMs: 500,
  readDelayMs: 1500,
  autoRead: 'open-chats',
  unknownRecipients: 'create',
  windowRefusal: 'async',
  batchShape: 'separate-changes',
  batchWindowMs: 20,
  pacing: { isOn: false, messagesPerSecond: 80, pairBurst: 45, pairIntervalMs: 6000 },
  templateReview: 'approve',
  templateReviewDelayMs: 1000,
};

export type SettingsBox = ReturnType<typeof createSettingsBox>;

export function createSettingsBox(deps: { store: Store; happenings: Happenings; initial?: SettingsPatch }) {
  const start = merge(defaultSettings, deps.initial ?? {});
  const stored = settingsSchema.safeParse(deps.store.settings.read('settings'));
  let current = stored.success ? stored.data : start;
  return {
    get: () => current,
    change(patch: SettingsPatch) {
      current = merge(current, patch);
      deps.store.settings.save('settings', current);
      deps.happenings.publish({ kind: 'settings.changed' });
    },
    reset() {
      current = start;
      deps.happenings.publish({ kind: 'settings.changed' });
    },
  };
}

function merge(settings: Settings, patch: SettingsPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const pacing = Object.fromEntries(
    Object.entries(patch.pacing ?? {}).filter(([, value]) => value !== undefined),
  );
  return settingsSchema.parse({ ...settings, ...given, pacing: { ...settings.pacing, ...pacing } });
}
