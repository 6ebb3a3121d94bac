import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { listOf, numberOf, objectOf, textOf, webAddressOf } from './content.rules.ts';

export interface ContactCard {
  name: string;
  organisation: string;
  phones: { shown: string; digits: string; type: string; isOnWhatsApp: boolean }[];
  emails: string[];
  addresses: string[];
  websites: string[];
}

const organisationOf = (org: Record<string, unknown>): string =>
  [textOf(org['title']), textOf(org['department']), textOf(org['company'])].filter(Boolean).join(', ');

/** How many people were shared besides those whose cards were kept. */
export const contactsLeftOut = ({ content }: Pick<Message, 'content'>): number =>
  numberOf(content?.['contacts_left_out']) ?? 0;

/** The people on a contact message. Meta leaves out what the sender did not share, even the name. */
export const readContactCards = (message: Message): ContactCard[] =>
  listOf(message.content?.['contacts']).map((value) => {
    const card = objectOf(value);
    const name = objectOf(card['name']);
    const phones = listOf(card['phones']).map((one) => {
      const phone = objectOf(one);
      const onWhatsApp = textOf(phone['wa_id']);
      const shown = textOf(phone['phone']) || (onWhatsApp === '' ? '' : `+${onWhatsApp}`);
      return {
        shown,
        digits: onWhatsApp || shown.replaceAll(/\D/gu, ''),
        type: textOf(phone['type']).toLowerCase(),
        isOnWhatsApp: onWhatsApp !== '',
      };
    });
    const parts = [name['prefix'], name['first_name'], name['middle_name'], name['last_name']];
    return {
      name:
        textOf(name['formatted_name']) ||
        parts.map(textOf).filter(Boolean).join(' ') ||
        (phones[0]?.shown ?? 'Contact'),
      organisation: organisationOf(objectOf(card['org'])),
      phones: phones.filter((phone) => phone.shown !== ''),
      emails: listOf(card['emails'])
        .map((one) => textOf(objectOf(one)['email']))
        .filter(Boolean),
      addresses: listOf(card['addresses'])
        .map(objectOf)
        .map((one) =>
          [one['street'], one['zip'], one['city'], one['state'], one['country']]
            .map(textOf)
            .filter(Boolean)
            .join(', '),
        )
        .filter(Boolean),
      websites: listOf(card['urls'])
        .map((one) => webAddressOf(objectOf(one)['url']))
        .filter((one) => one !== null),
    };
  });
