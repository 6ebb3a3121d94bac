import type { AccountAnswer, NumberState, TokenState } from '../../channels/port.ts';
import type { Channel, EmbeddedSignupRequest } from '../../contracts/api/channels.ts';
import { ConflictError, HouseError, ValidationError } from '../../platform/errors.ts';
import { raiseAlert } from '../alerts/index.ts';
import { createChannel } from './create-channel.ts';
import { recordFacts } from './record-facts.ts';

/** What Meta hands over once of a phone app's past, in the order in which it should arrive. */
const SYNCS = ['smb_app_state_sync', 'history'] as const;

/**
 * Connects a number that somebody chose in Meta's Embedded Signup. The browser's ids are only a claim: the code becomes
 * a token, the app itself is asked which accounts that token reaches, and the account which numbers it has.
 */
export async function connectSignup(
  ctx: Parameters<typeof createChannel>[0],
  companyId: string,
  input: EmbeddedSignupRequest,
): Promise<Channel> {
  const { appId, appSecret } = ctx.config.meta;
  if (appId === null) {
    throw new ConflictError('signup_not_configured', 'This deployment does not offer Embedded Signup.');
  }
  const { phoneNumberId, wabaId, coexistence, pin } = input;
  const accessToken = doneOr(
    await ctx.accounts.exchangeCode({ appId, appSecret, code: input.code }),
    'code',
    'Meta does not accept the code: it is good once, for half a minute. Start the signup again.',
  );
  // A business's token cannot be asked about itself; the app that it was made for can.
  const token = doneOr(
    await ctx.accounts.readToken(accessToken, `${appId}|${appSecret}`),
    'code',
    'Meta does not say what the signup allows. Start it again.',
  );
  refuseToken(token, wabaId);
  const number = doneOr(
    await ctx.accounts.readNumber({ phoneNumberId, accessToken }),
    'phoneNumberId',
    'The signup does not give access to this phone number.',
  );
  const displayPhoneNumber = displayOf(number);
  const channel = await createChannel(ctx, companyId, {
    kind: 'cloud',
    name: (number.verifiedName ?? displayPhoneNumber).trim().slice(0, 80) || displayPhoneNumber,
    phoneNumberId,
    wabaId,
    displayPhoneNumber,
    accessToken,
    app: 'deployment',
    ...(coexistence || pin === undefined ? {} : { pin }),
    skipVerification: false,
  });
  if (!coexistence) return channel;
  // Before its first message goes out: a number that the phone app uses too is slower.
  const asOfMs = ctx.clock.nowMs();
  await recordFacts(ctx, companyId, channel.id, [
    { fact: 'phone_app', value: { isOnPhoneApp: true }, asOfMs },
  ]);
  await askPhoneApp(ctx, companyId, channel, accessToken);
  return channel;
}

function doneOr<Value>(answer: AccountAnswer<Value>, path: string, message: string): Value {
  if (answer.kind === 'unreachable') throw new HouseError('meta', answer.cause);
  if (answer.kind === 'refused') throw ValidationError.ofFields([{ path, message }]);
  return answer.value;
}

/** A token of which Meta does not name the accounts is no proof of any. */
function refuseToken({ isValid, missingScopes, accountIds }: TokenState, wabaId: string): void {
  if (!isValid || missingScopes.length > 0) {
    throw ValidationError.ofFields([
      {
        path: 'code',
        message: 'The signup did not give every permission that receiving and sending need. Start it again.',
      },
    ]);
  }
  if (accountIds?.includes(wabaId) !== true) {
    throw ValidationError.ofFields([
      { path: 'wabaId', message: 'The signup does not give access to this WhatsApp account.' },
    ]);
  }
}

function displayOf({ displayPhoneNumber, id }: NumberState): string {
  return (displayPhoneNumber ?? id).slice(0, 32);
}

/** Asked after the channel stands, so that nothing arrives before it; a refusal costs the past and not the number. */
async function askPhoneApp(
  ctx: Parameters<typeof createChannel>[0],
  companyId: string,
  { id: channelId, phoneNumberId }: Channel,
  accessToken: string,
): Promise<void> {
  for (const what of SYNCS) {
    // One after the other: the names of the contacts are known when their messages come.
    const answer = await ctx.accounts.syncPhoneApp({ phoneNumberId, accessToken }, what);
    if (answer.kind === 'done') continue;
    const reason = answer.kind === 'refused' ? answer.message : 'Meta did not answer.';
    const subject = what === 'history' ? 'earlier messages' : 'contacts';
    await raiseAlert(ctx, companyId, {
      key: `phone_app.${what} ${channelId}`,
      kind: 'phone_app.sync',
      severity: 'warning',
      channelId,
      title: `The phone app’s ${subject} do not come`,
      detail: `${reason} New messages arrive all the same. To ask again, disconnect the number in the phone app and sign up once more.`,
    });
  }
}
