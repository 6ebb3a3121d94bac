import type { MergePreview } from '../../../../workers/contracts/api/contacts.ts';
import { contactTitle } from './contact-title.rules.ts';

/** In sentences what merging will do; `nameOf` gives a channel's name. */
export const mergeWords = (preview: MergePreview, nameOf: (channelId: string) => string): string[] => {
  const { stays, goes, result, joinedChannelIds, movedChannelIds } = preview;
  const words = [
    `One contact remains: ${contactTitle(result)}. It is found by everything that both are known by.`,
  ];
  if (joinedChannelIds.length > 0)
    words.push(
      `The two conversations on ${listOf(joinedChannelIds.map(nameOf))} become one thread, in order of time.`,
    );
  if (movedChannelIds.length > 0)
    words.push(`The conversation on ${listOf(movedChannelIds.map(nameOf))} moves over as it is.`);
  const isOut = result.marketingOptOutAtMs !== null;
  if (isOut && (stays.contact.marketingOptOutAtMs === null || goes.contact.marketingOptOutAtMs === null))
    words.push('One of the two wants no marketing: this holds for the merged contact.');
  if (goes.contact.notes !== '' && stays.contact.notes !== '')
    words.push('The notes of both are kept, one below the other.');
  words.push(
    'It can be undone in the details of the contact, with no end date, until it is merged with another one.',
  );
  return words;
};

const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
