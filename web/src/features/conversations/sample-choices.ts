import { context, outbound, type Given } from './sample-given.ts';
import { SAMPLE_ORDERS } from './sample-orders.ts';

/** For tests and pictures: what customers choose from, fill in and order, and what they answer. */

export const SAMPLE_CHOICES: Readonly<Record<string, Given>> = {
  buttons: {
    ...outbound,
    type: 'interactive',
    text: 'When shall we deliver?',
    status: 'read',
    content: {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Your delivery' },
        body: { text: 'When shall we deliver *order 2041*?' },
        footer: { text: 'Free within the city' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'sat', title: 'Saturday morning' } },
            { type: 'reply', reply: { id: 'mon', title: 'Monday' } },
          ],
        },
      },
    },
  },
  buttonReply: {
    type: 'interactive',
    text: 'Saturday morning',
    context: context({ messageId: 'buttons' }),
    content: {
      interactive: { type: 'button_reply', button_reply: { id: 'sat', title: 'Saturday morning' } },
    },
  },
  list: {
    ...outbound,
    type: 'interactive',
    text: 'Which wood would you like?',
    content: {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Which wood would you like?' },
        action: {
          button: 'Choose a wood',
          sections: [
            {
              title: 'Light',
              rows: [
                { id: 'ash', title: 'Ash', description: 'Pale and even' },
                { id: 'oak', title: 'Oak' },
              ],
            },
            { title: 'Dark', rows: [{ id: 'walnut', title: 'Walnut', description: 'Warm brown' }] },
          ],
        },
      },
    },
  },
  listReply: {
    type: 'interactive',
    text: 'Walnut',
    context: context({ messageId: 'list' }),
    content: {
      interactive: {
        type: 'list_reply',
        list_reply: { id: 'walnut', title: 'Walnut', description: 'Warm brown' },
      },
    },
  },
  link: {
    ...outbound,
    type: 'interactive',
    text: 'See all sizes',
    content: {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'All sizes and prices are on our page.' },
        action: {
          name: 'cta_url',
          parameters: { display_text: 'See all sizes', url: 'https://example.com/tables' },
        },
      },
    },
  },
  carousel: {
    ...outbound,
    type: 'interactive',
    text: 'Two of our tables',
    content: {
      type: 'interactive',
      interactive: {
        type: 'carousel',
        body: { text: 'Two of our tables' },
        action: {
          cards: ['Oak, 180 cm', 'Walnut, 220 cm'].map((text, index) => ({
            card_index: index,
            type: 'button',
            header: { type: 'image', image: { link: `https://example.com/table-${index}.jpg` } },
            body: { text },
            action: {
              buttons: [{ type: 'quick_reply', quick_reply: { id: `${index}`, title: 'This one' } }],
            },
          })),
        },
      },
    },
  },
  form: {
    type: 'interactive',
    text: 'Sent',
    content: {
      interactive: {
        type: 'nfm_reply',
        nfm_reply: {
          name: 'flow',
          body: 'Sent',
          response_json: JSON.stringify({
            flow_token: 'hidden',
            screen_0_Delivery_date_0: '2026-11-28',
            screen_0_Floor_1: '0_Second',
            has_lift: false,
            extras: ['Assembly', 'Old table taken away'],
          }),
        },
      },
    },
  },
  callPermission: {
    type: 'interactive',
    text: null,
    content: {
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: { response: 'accept', expiration_timestamp: 1_795_000_000 },
      },
    },
  },
  template: {
    ...outbound,
    type: 'template',
    text: null,
    status: 'read',
    content: {
      type: 'template',
      template: {
        name: 'delivery_reminder',
        language: { code: 'en' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Sofia' },
              { type: 'text', text: 'Saturday' },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '2041' }] },
        ],
      },
    },
    pricing: { billable: true, model: 'PMP', type: 'regular', category: 'utility' },
  },
  templateReply: {
    type: 'button',
    text: 'That suits me',
    context: context({ messageId: 'template' }),
    content: { button: { payload: 'ok', text: 'That suits me' } },
  },
  order: {
    type: 'order',
    text: 'Two please, in dark oil',
    content: {
      order: {
        catalog_id: 'c1',
        product_items: [
          { product_retailer_id: 'table-walnut-90', quantity: 2, item_price: 480, currency: 'EUR' },
          { product_retailer_id: 'oil-dark', quantity: '1', item_price: '19.5', currency: 'EUR' },
        ],
      },
    },
  },
  ...SAMPLE_ORDERS,
};
