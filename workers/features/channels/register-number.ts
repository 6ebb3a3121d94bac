import type { Context } from '../../context.ts';

/** Whether the number is registered now; `cause` where Meta did not answer. */
export type Registration =
  { kind: 'registered' } | { kind: 'refused'; reason: string } | { kind: 'unreachable'; cause: unknown };

/** Registers a number with its two-step PIN, which is set where it has none. */
export async function registerNumber(
  ctx: Pick<Context, 'accounts'>,
  number: { phoneNumberId: string; accessToken: string },
  pin: string,
): Promise<Registration> {
  const answer = await ctx.accounts.register(number, pin);
  switch (answer.kind) {
    case 'done':
      return { kind: 'registered' };
    case 'refused':
      return { kind: 'refused', reason: reasonOf(answer) };
    default:
      return answer;
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
