import { MetaRefusal } from '../meta/errors.ts';
import type { BusinessNumber } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { findGrant } from './token-grants.ts';
import type { TokenGrant, TokenScope } from './token-grants.ts';

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

/** The numbers that a token may act for; an ended token says how it ended. */
export function listNumbersOfToken(world: World, request: Request, scope?: TokenScope): BusinessNumber[] {
  const token = readToken(request);
  const ofApp = world.store.numbers.list().filter((number) => appTokenOf(number) === token);
  if (ofApp.length > 0) return ofApp;
  const found = findGrant(world, token);
  if (!found) {
    throw new MetaRefusal(190, { message: 'Invalid OAuth access token - Cannot parse access token' });
  }
  const end = endOfGrant(world, found.grant);
  if (end) throw new MetaRefusal(190, end);
  if (scope !== undefined && !found.grant.scopes.includes(scope)) {
    throw new MetaRefusal(10, {
      message: '(#10) Application does not have permission for this action',
      details: `The access token lacks the permission ${scope}.`,
    });
  }
  return found.numbers;
}

export function endOfGrant(
  world: World,
  grant: TokenGrant,
): { message: string; subcode: number } | undefined {
  if (grant.isRevoked) {
    return {
      message: 'Error validating access token: The session is invalid because the user logged out.',
      subcode: 467,
    };
  }
  const nowMs = world.clock.nowMs();
  if (grant.expiresAtMs === null || grant.expiresAtMs > nowMs) return undefined;
  return {
    message:
      `Error validating access token: Session has expired on ${new Date(grant.expiresAtMs).toUTCString()}. ` +
      `The current time is ${new Date(nowMs).toUTCString()}.`,
    subcode: 463,
  };
}

export function appTokenOf(number: BusinessNumber): string {
  return `${number.appId}|${number.appSecret}`;
}

/** A token that is valid, but for another number, is refused with 10 before anything else is looked at. */
export function requireNumber(
  world: World,
  request: Request,
  number: BusinessNumber,
  scope?: TokenScope,
): void {
  const allowed = listNumbersOfToken(world, request, scope);
  if (!allowed.some((other) => other.phoneNumberId === number.phoneNumberId)) {
    throw new MetaRefusal(10, {
      details: 'The access token has no permission for this business phone number.',
    });
  }
}

export function requireAccount(world: World, request: Request, wabaId: string): void {
  const allowed = listNumbersOfToken(world, request, 'whatsapp_business_management');
  if (!allowed.some((number) => number.wabaId === wabaId)) {
    throw new MetaRefusal(200, {
      message: '(#200) You do not have the necessary permissions required to access this account.',
    });
  }
}
