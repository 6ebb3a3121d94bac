import type { AccountAnswer, NumberState, TokenState } from '../../channels/port.ts';
import type { EmbeddedSignupRequest, SignedUpChannel } from '../../contracts/api/embedded-signup.ts';
import type { Channel } from '../../contracts/api/channels.ts';
import type { Context } from '../../context.ts';
import { ConflictError, HouseError, ValidationError } from '../../platform/errors.ts';
import { isRegistered } from './check-channel.ts';
import { createChannel } from './create-channel.ts';
import { noteRegistration } from './note-registration.ts';
import { findInterrupted } from './find-interrupted.ts';
import { listRoutes } from './queries.ts';
import { registerNumber } from './register-number.ts';
import { beginPhoneAppSync } from './sync-phone-app.ts';

/**
 * Connects a number that somebody chose in Meta's Embedded Signup. The browser's ids are only a claim: the code becomes
 * a token, the app itself is asked which accounts that token reaches, and the account which numbers it has. The code is
 * good once, so what fails after the number is known to be theirs does not undo the channel.
 */
export async function connectSignup(
  ctx: Parameters<typeof createChannel>[0],
  companyId: string,
  input: EmbeddedSignupRequest,
): Promise<SignedUpChannel> {
  const { appId, appSecret } = ctx.config.meta;
  if (appId === null) {
    throw new ConflictError('signup_not_configured', 'This deployment does not offer Embedded Signup.');
  }
  const { wabaId } = input;
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
  const phoneNumberId =
    input.phoneNumberId ?? (await onlyFreeNumber(ctx, companyId, { wabaId, accessToken }));
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
    skipVerification: false,
  });
  if (input.coexistence || number.isOnPhoneApp === true) {
    // Before its first message goes out: a number that the phone app uses too is slower.
    await beginPhoneAppSync(ctx, companyId, channel.id);
    return { ...channel, isRegistered: true, registrationProblem: null };
  }
  return {
    ...channel,
    ...(await register(ctx, companyId, channel, { accessToken, number, pin: input.pin })),
  };
}

/** A wrong PIN costs no new signup: the number is registered later, from its page. */
async function register(
  ctx: Parameters<typeof createChannel>[0],
  companyId: string,
  channel: Channel,
  { accessToken, number, pin }: { accessToken: string; number: NumberState; pin: string | undefined },
): Promise<Pick<SignedUpChannel, 'isRegistered' | 'registrationProblem'>> {
  const asked = pin === undefined ? null : await registerNumber(ctx, { ...channel, accessToken }, pin);
  const isDone = asked === null ? isRegistered(number) : asked.kind === 'registered';
  const problem =
    asked === null || asked.kind === 'registered'
      ? null
      : asked.kind === 'refused'
        ? asked.reason
        : 'Meta did not answer. Try again in a minute.';
  const status = isDone ? 'CONNECTED' : isRegistered(number) ? 'PENDING' : (number.status ?? 'PENDING');
  await noteRegistration(ctx, companyId, channel, { isRegistered: isDone, status, problem });
  return { isRegistered: isDone, registrationProblem: problem };
}

/** Meta names no number where somebody shared an account, or one that stays on its phone. */
async function onlyFreeNumber(
  ctx: Pick<Context, 'accounts' | 'directory' | 'tenant'>,
  companyId: string,
  account: { wabaId: string; accessToken: string },
): Promise<string> {
  const refuse = (message: string) => ValidationError.ofFields([{ path: 'phoneNumberId', message }]);
  const listed = doneOr(
    await ctx.accounts.listNumbers(account),
    'wabaId',
    'The signup does not give access to this WhatsApp account.',
  );
  const taken = new Set((await listRoutes(ctx.directory, listed)).map((route) => route.phoneNumberId));
  for (const id of taken) if ((await findInterrupted(ctx, companyId, id)) !== null) taken.delete(id);
  const [free, another] = listed.filter((id) => !taken.has(id));
  if (free === undefined) {
    throw refuse(
      listed.length === 0
        ? 'This WhatsApp account has no number yet. Add one in WhatsApp Manager, then sign up again.'
        : 'Every number of this WhatsApp account is connected already.',
    );
  }
  if (another !== undefined) {
    throw refuse(
      'This WhatsApp account has several numbers. Sign up again and choose one, or enter its ID yourself.',
    );
  }
  return free;
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
