import { interactive, photo, type Send } from './send.ts';

/** What customers choose from, and what asks them for something. */
export const CHOICE_SENDS: readonly Send[] = [
  interactive(
    'buttons',
    'When shall we deliver?',
    {
      type: 'button',
      header: photo,
      footer: { text: 'Free within the city' },
      action: {
        buttons: ['Saturday', 'Monday'].map((title, n) => ({
          type: 'reply',
          reply: { id: `day-${n}`, title },
        })),
      },
    },
    ['Photo', 'Free within the city', 'Saturday', 'Monday'],
  ),
  interactive(
    'list',
    'Which wood would you like?',
    {
      type: 'list',
      action: { button: 'Choose a wood', sections: [{ rows: [{ id: 'w', title: 'Walnut' }] }] },
    },
    ['Choose a wood'],
  ),
  interactive(
    'cta_url',
    'All sizes and prices',
    {
      type: 'cta_url',
      action: { name: 'cta_url', parameters: { display_text: 'See sizes', url: 'https://workshop.example' } },
    },
    ['See sizes'],
  ),
  interactive(
    'location_request_message',
    'Where shall we deliver?',
    { type: 'location_request_message', action: { name: 'send_location' } },
    ['Send location'],
  ),
  interactive(
    'contact_request',
    'How can we reach you?',
    { type: 'contact_request', action: { name: 'request_contact_info' } },
    ['Share phone number'],
  ),
  interactive(
    'call_permission_request',
    'May we call you about it?',
    { type: 'call_permission_request', action: { name: 'call_permission_request' } },
    ['Allow calls'],
  ),
  interactive(
    'voice_call',
    'Questions? We are here.',
    { type: 'voice_call', action: { name: 'voice_call', parameters: { display_text: 'Call the workshop' } } },
    ['Call the workshop'],
  ),
  interactive(
    'address_message',
    'Your address, please',
    { type: 'address_message', action: { name: 'address_message', parameters: { country: 'IN' } } },
    ['Provide address'],
  ),
  interactive(
    'flow',
    'Book a visit',
    {
      type: 'flow',
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '917',
          flow_cta: 'Choose a day',
          flow_token: 't-1',
        },
      },
    },
    ['Choose a day'],
  ),
];
