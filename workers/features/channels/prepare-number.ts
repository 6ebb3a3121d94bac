import type { Context } from '../../context.ts';
import { HouseError, ValidationError } from '../../platform/errors.ts';

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
  const registered = await ctx.accounts.register(input, input.pin);
  if (registered.kind === 'unreachable') throw new HouseError('meta', registered.cause);
  if (registered.kind === 'refused') {
    throw ValidationError.ofFields([{ path: 'pin', message: reasonOf(registered) }]);
  }
}

/** Source: Meta, Cloud API error codes. */
function reasonOf({ code, message }: { code: number; message: string }): string {
  switch (code) {
    case 133005:
      return 'This is not the PIN of the number. Reset it in WhatsApp Manager under two-step verification.';
    case 133008:
    case 133009:
      return 'The PIN was tried too often. Wait some hours.';
    case 133016:
      return 'The number was registered too often. Meta allows it again after 72 hours.';
    default:
      return `Meta does not register the number: ${message}`;
  }
}
