import { MetaRefusal } from '../meta/errors.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';

/** The token of a call, from the header or from the query as Graph allows both. */
export function readToken(request: Request): string {
  const header = request.headers.get('authorization');
  const fromHeader = header ? /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(header)?.[1] : undefined;
  const token = fromHeader ?? new URL(request.url).searchParams.get('access_token');
  if (!token) {
    throw new MetaRefusal(200, {
      message: '(#200) Provide valid app ID',
      details: 'An access token is required to request this resource.',
    });
  }
  return token;
}

/** The numbers that a token may act for. */
export function listNumbersOfToken(world: World, request: Request): BusinessNumber[] {
  const token = readToken(request);
  const numbers = world.store.numbers
    .list()
    .filter((number) => number.accessToken === token || appTokenOf(number) === token);
  if (numbers.length === 0) {
    throw new MetaRefusal(190, { message: 'Invalid OAuth access token - Cannot parse access token' });
  }
  return numbers;
}

export function appTokenOf(number: BusinessNumber): string {
  return `${number.appId}|${number.appSecret}`;
}

/** A token that is valid, but for another number, is refused with 10 before anything else is looked at. */
export function requireNumber(world: World, request: Request, number: BusinessNumber): void {
  const allowed = listNumbersOfToken(world, request);
  if (!allowed.some((other) => other.phoneNumberId === number.phoneNumberId)) {
    throw new MetaRefusal(10, {
      details: 'The access token has no permission for this business phone number.',
    });
  }
}

export function requireAccount(world: World, request: Request, wabaId: string): void {
  const allowed = listNumbersOfToken(world, request);
  if (!allowed.some((number) => number.wabaId === wabaId)) {
    throw new MetaRefusal(200, {
      message: '(#200) You do not have the necessary permissions required to access this account.',
    });
  }
}
