import { expect, it } from 'vitest';
import type { ChannelNotice, InboundMessage } from '../../channels/port.ts';
import { routeItems, type ReceivedItem } from './route-items.ts';

const message = (phoneNumberId: string): InboundMessage => ({
  kind: 'message',
  phoneNumberId,
  externalId: 'wamid.1',
  direction: 'inbound',
  origin: null,
  sender: { phone: '15550100001', userId: null, parentUserId: null, username: null, profileName: null },
  groupId: null,
  type: 'text',
  text: 'hello',
  content: null,
  wholeContent: null,
  members: null,
  media: null,
  amends: null,
  answersExternalId: null,
  referral: null,
  error: null,
  status: null,
  sentAtMs: 1,
});
const notice = (wabaId: string, phoneNumberId: string | null): ChannelNotice => ({
  kind: 'notice',
  phoneNumberId,
  wabaId,
  eventKind: 'account',
  field: 'account_update',
  name: null,
  externalId: null,
  occurredAtMs: 1,
  dedupeKey: 'k',
  payload: null,
});
const from = (item: ReceivedItem['item'], app = 'deployment'): ReceivedItem => ({
  item,
  app,
  receivedAtMs: 2,
});
const route = (phoneNumberId: string, companyId: string, app = 'deployment', wabaId = 'w1') => ({
  phoneNumberId,
  wabaId,
  app,
  companyId,
  channelId: `ch ${phoneNumberId}`,
});
const reasonsOf = ({ rejected }: ReturnType<typeof routeItems>) =>
  rejected.map(({ reason, app, phoneNumberId }) => [reason, app, phoneNumberId]);

it('gives an item to the company of its number, when the number is bound to the app that signed it', () => {
  const one = message('41');
  const result = routeItems([from(one)], [route('41', 'co A'), route('42', 'co B')]);
  expect([...result.shares]).toEqual([
    [
      'co A',
      {
        messages: [{ message: one, channelId: 'ch 41', receivedAtMs: 2 }],
        statuses: [],
        news: [],
        notices: [],
      },
    ],
  ]);
  expect(result.rejected).toEqual([]);
});

it('refuses an item that another app signed, in both directions', () => {
  const routes = [route('41', 'co A', 'co A'), route('42', 'co B')];
  const result = routeItems(
    [from(message('41')), from(message('42'), 'co A'), from(message('42'), 'co C')],
    routes,
  );
  expect(result.shares.size).toBe(0);
  expect(reasonsOf(result)).toEqual([
    ['wrong_app', 'deployment', '41'],
    ['wrong_app', 'co A', '42'],
    ['wrong_app', 'co C', '42'],
  ]);
});

it('counts items for a number that nobody connected', () => {
  const result = routeItems([from(message('49')), from(notice('w9', null))], []);
  expect(reasonsOf(result)).toEqual([
    ['unknown_number', 'deployment', '49'],
    ['unknown_account', 'deployment', null],
  ]);
});

it('gives a notice of an account to each number of it that is bound to the app, and to no other', () => {
  const routes = [
    route('41', 'co A'),
    route('42', 'co A'),
    route('43', 'co B', 'co B'),
    route('44', 'co D', 'deployment', 'w2'),
  ];
  const { shares, rejected } = routeItems([from(notice('w1', null))], routes);
  expect(
    [...shares].map(([company, { notices }]) => [company, notices.map(({ channelId }) => channelId)]),
  ).toEqual([['co A', ['ch 41', 'ch 42']]]);
  expect(rejected).toEqual([]);
});

it('gives a notice that names a number to that number only', () => {
  const routes = [route('41', 'co A'), route('42', 'co B')];
  const { shares } = routeItems([from(notice('w1', '42'))], routes);
  expect([...shares.keys()]).toEqual(['co B']);
});

it('keeps what could not be read, under the app that signed it', () => {
  const content = '{"bad":1}';
  const result = routeItems(
    [from({ kind: 'rejection', reason: 'malformed', phoneNumberId: '41', content }, 'co A')],
    [route('41', 'co A', 'co A')],
  );
  expect(result.rejected).toEqual([
    { app: 'co A', reason: 'malformed', phoneNumberId: '41', content, receivedAtMs: 2 },
  ]);
});
