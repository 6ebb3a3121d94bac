import { letterHref } from '../dead-letters/letter-links.rules.ts';

const ID = '[0-9A-HJKMNP-TV-Z]{26}';

/** Where a thing of an id that is no message's is shown. As they stand in logs, webhooks and addresses. */
const PLACES: readonly [RegExp, (...ids: string[]) => string][] = [
  [new RegExp(`^(dl_${ID})$`), (id = '') => letterHref(id)],
  // What a receiver gets as `webhook-id`: the webhook, and the event that it is told of.
  [
    new RegExp(`^(whk_${ID})-(evt_${ID})$`),
    (webhook, event) => `/operations/webhooks?webhook=${webhook}&delivery=${event}`,
  ],
  [new RegExp(`^(whk_${ID})$`), (id) => `/operations/webhooks?webhook=${id}`],
  [new RegExp(`^(conv_${ID})$`), (id) => `/inbox/${id}`],
  [new RegExp(`^(ch_${ID})$`), (id) => `/channels/${id}`],
  [new RegExp(`^(evs_${ID})$`), (id) => `/events/${id}`],
];

/** The page of what an id names; null: it is looked for as a message's. */
export const placeOfId = (id: string): string | null => {
  for (const [pattern, place] of PLACES) {
    const found = pattern.exec(id);
    if (found !== null) return place(...found.slice(1));
  }
  return null;
};
