import type { OutboundContent } from '../../../../workers/contracts/api/outbound.ts';

export interface ContactCardDraft {
  name: string;
  phone: string;
  email: string;
  company: string;
}

export const EMPTY_CARD: ContactCardDraft = { name: '', phone: '', email: '', company: '' };
export const CARD_CHARACTERS = 200;

/** What is wrong, by the field's name. */
export const faultsOfCard = ({
  name,
  phone,
  email,
}: ContactCardDraft): Partial<Record<keyof ContactCardDraft, string>> => ({
  ...(name.trim() === '' ? { name: 'Write something here.' } : {}),
  ...(phone.trim() === '' && email.trim() === '' ? { phone: 'Give a number or an e-mail address.' } : {}),
  ...(phone.trim() !== '' && !/^\+?[\d\s().-]{5,32}$/.test(phone.trim())
    ? { phone: 'Write the whole number, with its country code.' }
    : {}),
  ...(email.trim() !== '' && !/^\S+@\S+\.\S+$/.test(email.trim())
    ? { email: 'This is no e-mail address.' }
    : {}),
});

/** One card. A number gets its WhatsApp id, so that the customer can write to it with a press. */
export const contentOfCard = (draft: ContactCardDraft): OutboundContent => {
  const name = draft.name.trim();
  const [first = name, ...others] = name.split(/\s+/);
  const phone = draft.phone.trim();
  const digits = phone.replace(/\D/g, '');
  return {
    type: 'contacts',
    contacts: [
      {
        name: {
          formatted_name: name,
          first_name: first,
          ...(others.length === 0 ? {} : { last_name: others.join(' ') }),
        },
        ...(phone === ''
          ? {}
          : {
              phones: [{ phone: phone.startsWith('+') ? phone : `+${phone}`, wa_id: digits, type: 'CELL' }],
            }),
        ...(draft.email.trim() === '' ? {} : { emails: [{ email: draft.email.trim(), type: 'WORK' }] }),
        ...(draft.company.trim() === '' ? {} : { org: { company: draft.company.trim() } }),
      },
    ],
  };
};
