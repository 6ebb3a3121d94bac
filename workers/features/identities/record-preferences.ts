import type { MarketingPreference } from '../../channels/port.ts';
import { storePeople, type PeopleContext } from './store-people.ts';

/** Notes who wants marketing and who does not. The newest word counts, in whatever order they come. */
export function recordPreferences(
  ctx: PeopleContext,
  companyId: string,
  preferences: readonly MarketingPreference[],
): Promise<void> {
  const inOrder = preferences.toSorted((a, b) => a.atMs - b.atMs);
  const seen = inOrder.map(({ person, atMs }) => ({ sender: person, groupId: null, atMs }));
  return storePeople(ctx, companyId, seen, (contact, index) => {
    const preference = inOrder[index];
    if (preference === undefined || (contact.marketingChangedAtMs ?? -1) >= preference.atMs) return null;
    const { wantsMarketing, atMs } = preference;
    return {
      marketingChangedAtMs: atMs,
      marketingOptOutAtMs: wantsMarketing ? null : atMs,
      marketingOptOutSource: wantsMarketing ? null : 'customer',
    };
  });
}
