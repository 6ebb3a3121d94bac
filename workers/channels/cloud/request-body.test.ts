import { expect, it } from 'vitest';
import type { OutboundMessage } from '../port.ts';
import { requestBody } from './request-body.ts';

const NOBODY = { phone: null, userId: null, groupId: null };
const bodyTo = (to: Partial<OutboundMessage['to']>) =>
  requestBody({
    conversationId: 'conv_1',
    messageId: 'msg_1',
    to: { ...NOBODY, ...to },
    content: { type: 'text', text: 'Hello' },
    fileIds: new Map(),
    answersExternalId: null,
  });

it.each([
  [
    'a number',
    { phone: '5511955550210', userId: 'BR.1' },
    { recipient_type: 'individual', to: '+5511955550210' },
  ],
  [
    'a user id where WhatsApp hides the number',
    { userId: 'BR.1' },
    { recipient_type: 'individual', recipient: 'BR.1' },
  ],
  ['a group', { groupId: 'Y2FwaV9ncm91cDox' }, { recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' }],
])('a message is addressed to %s', (_, to, expected) => {
  const { messaging_product, type, text, biz_opaque_callback_data, ...address } = bodyTo(to);
  expect([messaging_product, type, text, biz_opaque_callback_data]).toEqual([
    'whatsapp',
    'text',
    { body: 'Hello', preview_url: false },
    'conv_1/msg_1',
  ]);
  expect(address).toEqual(expected);
});

it('a link is shown with its picture unless that is not wanted', () => {
  const previewOf = (content: { text: string; previewUrl?: boolean }) =>
    requestBody({
      conversationId: 'conv_1',
      messageId: 'msg_1',
      to: { ...NOBODY, phone: '5511955550210' },
      content: { type: 'text', ...content },
      fileIds: new Map(),
      answersExternalId: null,
    })['text'];
  const text = 'See https://shop.example/lamp';
  expect([previewOf({ text }), previewOf({ text, previewUrl: false })]).toEqual([
    { body: text, preview_url: true },
    { body: text, preview_url: false },
  ]);
});
