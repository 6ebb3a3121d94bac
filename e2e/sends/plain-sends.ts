import type { Send } from './send.ts';

const media = (type: string, file: string, rest: Record<string, unknown>, shows: string[]): Send => ({
  name: type,
  content: { type, [type]: { link: `https://workshop.example/${file}`, ...rest } },
  shows,
});

export const PLAIN_SENDS: readonly Send[] = [
  {
    name: 'text',
    content: { type: 'text', text: 'See *all* of it at https://workshop.example' },
    shows: ['See all of it at'],
  },
  media('image', 'table.jpg', { caption: 'The walnut one' }, [
    'Photo from workshop.example',
    'The walnut one',
  ]),
  media('video', 'table.mp4', { caption: 'How it turns' }, ['Video from workshop.example', 'How it turns']),
  media('audio', 'note.ogg', { voice: true }, ['workshop.example']),
  media('document', 'plan.pdf', { filename: 'plan.pdf', caption: 'The plan' }, ['plan.pdf', 'The plan']),
  media('sticker', 'hello.webp', {}, ['Sticker']),
  {
    name: 'location',
    content: {
      type: 'location',
      location: { latitude: -23.55, longitude: -46.63, name: 'The workshop', address: 'Rua das Flores 7' },
    },
    shows: ['The workshop', 'Rua das Flores 7'],
  },
  {
    name: 'contacts',
    content: {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Marta Vieira', first_name: 'Marta' },
          phones: [{ phone: '+55 11 95555-0142' }],
        },
      ],
    },
    shows: ['Marta Vieira', '+55 11 95555-0142'],
  },
];
