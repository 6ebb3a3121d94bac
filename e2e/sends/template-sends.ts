import { expect } from 'vitest';
import { call } from '../api.ts';
import { control, NUMBER } from '../phone.ts';
import { photo, type Send } from './send.ts';

const COMPONENTS = [
  { type: 'BODY', text: 'Hi {{1}}, these are *{{2}}* off.' },
  { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Spring sale', has_expiration: true } },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'COPY_CODE', text: 'Copy code', example: 'SPRING25' },
      { type: 'URL', text: 'See all', url: 'https://workshop.example/{{1}}', example: ['spring'] },
    ],
  },
  {
    type: 'CAROUSEL',
    cards: ['Oak', 'Walnut'].map((wood) => ({
      components: [
        { type: 'header', format: 'image' },
        { type: 'body', text: `${wood}, {{1}}` },
        { type: 'buttons', buttons: [{ type: 'QUICK_REPLY', text: `Keep the ${wood.toLowerCase()}` }] },
      ],
    })),
  },
];
const text = (value: string) => ({ type: 'text', text: value });

/** A template with an offer, a code and a carousel; Meta makes such ones, the editor does not. */
export async function approveOffer(channelId: string): Promise<Send> {
  const name = `spring_sale_${crypto.randomUUID().slice(0, 8)}`;
  const made = await call('owner', 'POST', '/v1/templates', {
    channelId,
    name,
    language: 'en_US',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Spring is here.' }],
  });
  expect(made.status).toBe(201);
  const { items } = await control<{ items: { id: string; name: string }[] }>(
    'GET',
    `/numbers/${NUMBER}/templates`,
  );
  const id = items.find((one) => one.name === name)?.id ?? '';
  await control('POST', `/templates/${id}/components`, { components: COMPONENTS });
  await control('POST', `/templates/${id}/status`, { status: 'APPROVED' });
  // What a webhook told within the same second counts as newer than what Meta lists, and tells no carousel.
  await expect
    .poll(async () => {
      await call('owner', 'POST', '/v1/templates/sync', { channelId });
      const { body } = await call('owner', 'GET', `/v1/templates?q=${name}`);
      const [known] = (body as { items: { status: string; components: { type: string }[] }[] }).items;
      return [known?.status, known?.components.some(({ type }) => type === 'CAROUSEL')];
    })
    .toEqual(['APPROVED', true]);
  const content = {
    type: 'template',
    template: {
      name,
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters: [text('Ines'), text('20%')] },
        {
          type: 'limited_time_offer',
          parameters: [
            {
              type: 'limited_time_offer',
              limited_time_offer: { expiration_time_ms: Date.now() + 86_400_000 },
            },
          ],
        },
        {
          type: 'button',
          sub_type: 'copy_code',
          index: 0,
          parameters: [{ type: 'coupon_code', coupon_code: 'SPRING25' }],
        },
        { type: 'button', sub_type: 'url', index: 1, parameters: [text('spring')] },
        {
          type: 'carousel',
          cards: ['180 cm', '220 cm'].map((size, index) => ({
            card_index: index,
            components: [
              { type: 'header', parameters: [photo] },
              { type: 'body', parameters: [text(size)] },
              {
                type: 'button',
                sub_type: 'quick_reply',
                index: 0,
                parameters: [{ type: 'payload', payload: `keep-${index}` }],
              },
            ],
          })),
        },
      ],
    },
  };
  return {
    name: 'template with a carousel',
    content,
    shows: ['Spring sale', 'Hi Ines, these are 20% off.', 'Oak, 180 cm', 'Walnut, 220 cm', 'Keep the walnut'],
  };
}

export const TEMPLATE_SEND: Send = {
  name: 'template with a file',
  content: {
    type: 'template',
    template: {
      name: 'spring_offer',
      language: { code: 'en_US' },
      components: [
        { type: 'header', parameters: [photo] },
        { type: 'body', parameters: [text('Ines'), text('20%')] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [text('spring')] },
      ],
    },
  },
  shows: ['spring offer', 'Hi Ines, this week everything', 'Reply STOP', 'See the offers', 'Not now'],
};
