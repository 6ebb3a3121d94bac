import type { Context } from '../../context.ts';
import { assertNever, HouseError, ValidationError } from '../../platform/errors.ts';

/** Refuses a token, a number and an account that do not belong together. */
export async function verifyAtProvider(
  ctx: Pick<Context, 'channels'>,
  input: { phoneNumberId: string; wabaId: string; accessToken: string },
): Promise<void> {
  const verification = await ctx.channels.cloud.verify(input);
  switch (verification.kind) {
    case 'right':
      return;
    case 'wrong_token':
      throw ValidationError.ofFields([
        { path: 'accessToken', message: 'Meta does not accept this access token for the number.' },
      ]);
    case 'wrong_number':
      throw ValidationError.ofFields([
        { path: 'phoneNumberId', message: 'Meta does not know this phone number id.' },
      ]);
    case 'wrong_account':
      throw ValidationError.ofFields([
        { path: 'wabaId', message: 'This number is not one of this WhatsApp Business Account.' },
      ]);
    case 'unreachable':
      throw new HouseError('meta', verification.cause);
    default:
      assertNever(verification);
  }
}
