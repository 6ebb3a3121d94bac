import type { Template } from '../../../workers/contracts/api/templates.ts';

/** A template as the API gives it, for tests that need one. */
export const sampleTemplate: Template = {
  id: '90',
  wabaId: '81',
  name: 'delivery_reminder',
  language: 'en',
  status: 'APPROVED',
  statusReason: null,
  statusDetail: null,
  category: 'UTILITY',
  nextCategory: null,
  nextCategoryAtMs: null,
  quality: 'GREEN',
  parameterFormat: 'POSITIONAL',
  canEdit: true,
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Your table is ready' },
    { type: 'BODY', text: 'Hello {{1}}, we deliver on *{{2}}*. Does that suit you?' },
    { type: 'FOOTER', text: 'Reply STOP to hear no more' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Follow it', url: 'https://example.com/orders/{{1}}' },
        { type: 'QUICK_REPLY', text: 'That suits me' },
      ],
    },
  ],
};
