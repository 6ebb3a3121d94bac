import type { Context } from '../../context.ts';
import { HouseError, ValidationError } from '../../platform/errors.ts';
import { registerNumber } from './register-number.ts';

/** Makes a number usable: the app receives the account's webhooks, and with a PIN the number is registered. */
export async function prepareNumber(
  ctx: Pick<Context, 'accounts'>,
  input: { phoneNumberId: string; wabaId: string; accessToken: string; pin?: string | undefined },
): Promise<void> {
  const subscribed = await ctx.accounts.subscribe(input);
  if (subscribed.kind === 'unreachable') throw new HouseError('meta', subscribed.cause);
  if (subscribed.kind === 'refused') {
    throw ValidationError.ofFields([
      {
        path: 'wabaId',
        message: `Meta does not let the app receive this account’s webhooks: ${subscribed.message}`,
      },
    ]);
  }
  if (input.pin === undefined) return;
  const registered = await registerNumber(ctx, input, input.pin);
  if (registered.kind === 'unreachable') throw new HouseError('meta', registered.cause);
  if (registered.kind === 'refused') {
    throw ValidationError.ofFields([{ path: 'pin', message: registered.reason }]);
  }
}
