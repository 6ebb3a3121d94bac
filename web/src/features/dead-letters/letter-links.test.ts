import { expect, it } from 'vitest';
import { letterHref, linksOf } from './letter-links.rules.ts';

const hrefs = (companyId: string | null, ref: Record<string, unknown> | null) =>
  linksOf({ companyId, ref }, 'co_1').map(({ href }) => href);

it('a letter leads to all that its job was about', () => {
  expect(hrefs('co_1', { messageId: 'msg_1', conversationId: 'conv_1' })).toEqual([
    '/operations/message?id=msg_1',
    '/inbox/conv_1',
  ]);
  expect(hrefs('co_1', { webhookId: 'whk_1' })).toEqual(['/operations/webhooks?webhook=whk_1']);
  expect(hrefs('co_1', { sourceId: 'evs_1', eventId: 'ine_1' })).toEqual(['/events/evs_1']);
  expect(hrefs('co_1', { channelId: 'ch_1' })).toEqual(['/channels/ch_1']);
});

it('of another company it leads an operator to a message’s life, and nowhere else', () => {
  expect(hrefs('co_2', { messageId: 'msg_1', conversationId: 'conv_1', channelId: 'ch_1' })).toEqual([
    '/operations/message?id=msg_1&company=co_2',
  ]);
  expect([letterHref('dl_1'), letterHref('dl_1', true)]).toEqual([
    '/operations/dead-letters?letter=dl_1',
    '/operations/dead-letters?of=deployment&letter=dl_1',
  ]);
});

it('what it names may be anything, and leads nowhere then', () => {
  expect(hrefs('co_1', { messageId: 7, webhookId: null, id: 'x' })).toEqual([]);
  expect(hrefs('co_1', { channelId: '../x?y' })).toEqual(['/channels/..%2Fx%3Fy']);
  expect([hrefs('co_1', null), hrefs(null, { messageId: 'msg_1' })]).toEqual([[], []]);
});
