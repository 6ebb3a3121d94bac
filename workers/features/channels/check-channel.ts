import type { AccountAnswer, NumberState, TokenState } from '../../channels/port.ts';
import type { ChannelCheck, ChannelChecks, CheckChannelRequest } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { findMetaAppOf } from '../access/index.ts';
import { findInterrupted } from './find-interrupted.ts';
import { findRoute } from './queries.ts';

type Check = ChannelCheck['check'];

/** Looks at everything that connecting a number needs, and changes nothing. */
export async function checkChannel(
  ctx: Pick<Context, 'directory' | 'tenant' | 'accounts'>,
  companyId: string,
  input: CheckChannelRequest,
): Promise<ChannelChecks> {
  const [token, number, numbers, isSubscribed, route, interrupted, hasApp] = await Promise.all([
    ctx.accounts.readToken(input.accessToken),
    ctx.accounts.readNumber(input),
    ctx.accounts.listNumbers(input),
    ctx.accounts.isSubscribed(input),
    findRoute(ctx.directory, input.phoneNumberId),
    findInterrupted(ctx, companyId, input.phoneNumberId),
    input.app === 'deployment' ? true : findMetaAppOf(ctx.directory, companyId).then((app) => app !== null),
  ]);
  const checks: ChannelCheck[] = [];
  const add = (check: Check, [state, title, detail]: Finding) => checks.push({ check, state, title, detail });
  add('app', hasApp ? ['right', 'Meta app', appWords(input.app)] : NO_APP);
  add('token', aboutToken(token, number, input));
  const isTokenRight = checks.at(-1)?.state !== 'wrong';
  add('number', isTokenRight ? aboutNumber(number) : SKIPPED.number);
  add('account', isTokenRight ? aboutAccount(numbers, input.phoneNumberId) : SKIPPED.account);
  add('free', aboutRoute(interrupted === null ? route : null, companyId));
  add('status', number.kind === 'done' ? aboutStatus(number.value) : SKIPPED.status);
  add('webhooks', isSubscribed.kind === 'done' ? aboutWebhooks(isSubscribed.value) : SKIPPED.webhooks);
  return {
    checks,
    canConnect: checks.every(({ state }) => state !== 'wrong' && state !== 'skipped'),
    needsPin: number.kind === 'done' && !isRegistered(number.value),
    number:
      number.kind === 'done'
        ? { displayPhoneNumber: number.value.displayPhoneNumber, verifiedName: number.value.verifiedName }
        : null,
  };
}

type Finding = [ChannelCheck['state'], title: string, detail: string];

const NO_APP: Finding = [
  'wrong',
  'Meta app',
  'Your company has no Meta app of its own here. Store its secret on the Channels page, or choose the app of this deployment.',
];
const SKIPPED = {
  number: ['skipped', 'Phone number', 'Looked at once the access token is right.'],
  account: ['skipped', 'WhatsApp account', 'Looked at once the access token is right.'],
  status: ['skipped', 'Registration', 'Looked at once the number is found.'],
  webhooks: ['skipped', 'Webhooks', 'Looked at once the account is found.'],
} satisfies Record<string, Finding>;
const NO_ANSWER = 'Meta did not answer. Try again in a minute.';

function appWords(app: CheckChannelRequest['app']): string {
  return app === 'deployment'
    ? 'Webhooks are signed by the app of this deployment.'
    : 'Webhooks are signed by your company’s own app.';
}

/** Where Meta does not describe the token (it is another app's), the number's answer tells whether it is accepted. */
function aboutToken(
  token: AccountAnswer<TokenState>,
  number: AccountAnswer<NumberState>,
  { wabaId }: CheckChannelRequest,
): Finding {
  const title = 'Access token';
  if (number.kind === 'refused' && number.isTokenRefused && number.code !== 10 && number.code !== 200) {
    return [
      'wrong',
      title,
      `Meta does not accept it: ${number.message.replace(/\.?$/, '.')} Copy the whole token, or make a new one.`,
    ];
  }
  if (token.kind !== 'done') {
    return number.kind === 'unreachable'
      ? ['wrong', title, NO_ANSWER]
      : [
          'warning',
          title,
          number.kind === 'done'
            ? 'Meta accepts it, but does not say how long it is good.'
            : 'Meta does not say whether it is good. Put the phone number ID right first.',
        ];
  }
  const { isValid, missingScopes, accountIds, expiresAtMs, problem } = token.value;
  if (!isValid) {
    return [
      'wrong',
      title,
      `It is not valid (any more)${problem === null ? '' : `: ${problem}`} Make a new token at Meta.`,
    ];
  }
  if (missingScopes.length > 0) {
    return [
      'wrong',
      title,
      `It lacks the permission ${missingScopes.join(' and ')}. Make a token that has both.`,
    ];
  }
  if (accountIds !== null && accountIds.length > 0 && !accountIds.includes(wabaId)) {
    return [
      'wrong',
      title,
      'It is for another WhatsApp account. Give its system user access to this account.',
    ];
  }
  return expiresAtMs === null
    ? ['right', title, 'Accepted, with every permission, and it does not expire.']
    : [
        'warning',
        title,
        `Accepted, but it expires on ${dayOf(expiresAtMs)}. A system user’s token does not.`,
      ];
}

function aboutNumber(number: AccountAnswer<NumberState>): Finding {
  const title = 'Phone number';
  if (number.kind === 'unreachable') return ['wrong', title, NO_ANSWER];
  if (number.kind === 'refused') {
    return [
      'wrong',
      title,
      'Meta does not know this phone number ID, or the token may not see it. It is not the phone number itself.',
    ];
  }
  const { displayPhoneNumber, verifiedName } = number.value;
  return [
    'right',
    title,
    [displayPhoneNumber, verifiedName].filter((one) => one !== null).join(', ') || 'Found.',
  ];
}

function aboutAccount(numbers: AccountAnswer<string[]>, phoneNumberId: string): Finding {
  const title = 'WhatsApp account';
  if (numbers.kind === 'unreachable') return ['wrong', title, NO_ANSWER];
  if (numbers.kind === 'refused') {
    return ['wrong', title, 'Meta does not know this account ID, or the token may not see the account.'];
  }
  return numbers.value.includes(phoneNumberId)
    ? ['right', title, 'The number belongs to this account.']
    : [
        'wrong',
        title,
        'The number belongs to another WhatsApp account. Copy both IDs from the same page at Meta.',
      ];
}

function aboutRoute(route: { companyId: string } | null, companyId: string): Finding {
  const title = 'Not connected yet';
  if (route === null) return ['right', title, 'The number is free.'];
  return route.companyId === companyId
    ? ['wrong', title, 'Your company has connected this number already.']
    : ['wrong', title, 'This number is already connected in this deployment.'];
}

function aboutStatus(number: NumberState): Finding {
  return isRegistered(number)
    ? ['right', 'Registration', 'The number is registered with the Cloud API.']
    : [
        'todo',
        'Registration',
        `Meta says ${number.status ?? 'nothing'}. Connecting registers it with the PIN that you choose or have chosen.`,
      ];
}

function aboutWebhooks(isSubscribed: boolean): Finding {
  return isSubscribed
    ? ['right', 'Webhooks', 'An app receives this account’s webhooks.']
    : ['todo', 'Webhooks', 'Nobody receives this account’s webhooks yet. Connecting subscribes the app.'];
}

/** Source: Meta, phone number status; one that Meta does not tell is taken for registered. */
export function isRegistered({ status }: Pick<NumberState, 'status'>): boolean {
  return status === null || status === 'CONNECTED' || status === 'FLAGGED' || status === 'RESTRICTED';
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
