import type { BusinessNumber } from './types.ts';

/** Where webhooks go: the number's override wins over the account's, that over the app's own callback. */
export function callbackOf(number: BusinessNumber): string | null {
  return number.numberOverride?.callbackUrl ?? number.accountOverride?.callbackUrl ?? number.callbackUrl;
}
