import { ConflictError } from '../../platform/errors.ts';
import type { WebhookRow } from './queries.ts';

/** What is put into the log of a webhook that is switched off would wait there without a word. */
export function requireEnabled({ isEnabled }: Pick<WebhookRow, 'isEnabled'>): void {
  if (!isEnabled)
    throw new ConflictError('switched_off', 'This webhook is switched off. Switch it on first.');
}
