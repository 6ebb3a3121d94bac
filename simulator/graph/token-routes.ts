import type { Hono } from 'hono';
import { MetaRefusal } from '../meta/errors.ts';
import type { World } from '../world/world.ts';
import { appTokenOf, endOfGrant, listNumbersOfToken } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';
import { redeemSignupCode } from './signup-codes.ts';
import { findGrant } from './token-grants.ts';

export function addTokenRoutes(app: Hono<GraphEnv>, world: World): void {
  app.get('/:version/debug_token', (context) => {
    const caller = listNumbersOfToken(world, context.req.raw)[0];
    const inputToken = context.req.query('input_token');
    if (!inputToken) throw new MetaRefusal(100, { message: '(#100) The parameter input_token is required.' });
    const found = findGrant(world, inputToken);
    const number = found?.numbers[0];
    if (!found || !number) {
      return context.json({
        data: {
          app_id: caller?.appId ?? '',
          error: { code: 190, message: 'Invalid OAuth access token.' },
          is_valid: false,
          scopes: [],
        },
      });
    }
    if (number.appId !== caller?.appId) {
      throw new MetaRefusal(100, {
        message: '(#100) The App_id in the input_token did not match the Viewing App',
      });
    }
    const { grant } = found;
    const end = endOfGrant(world, grant);
    const accounts = [...new Set(found.numbers.map(({ wabaId }) => wabaId))];
    const expiresAt = grant.expiresAtMs === null ? 0 : Math.floor(grant.expiresAtMs / 1000);
    return context.json({
      data: {
        app_id: number.appId,
        type: 'SYSTEM_USER',
        application: number.verifiedName,
        data_access_expires_at: expiresAt,
        expires_at: expiresAt,
        issued_at: Math.floor(grant.issuedAtMs / 1000),
        ...(end ? { error: { code: 190, message: end.message, subcode: end.subcode } } : {}),
        is_valid: end === undefined,
        scopes: grant.scopes,
        granular_scopes: grant.scopes.map((scope) => ({ scope, target_ids: accounts })),
        user_id: '122100000000000001',
      },
    });
  });

  app.get('/:version/oauth/access_token', (context) => {
    const { client_id: appId, client_secret: secret, code, grant_type: grant } = context.req.query();
    const app = world.store.numbers.list().find((number) => number.appId === appId);
    if (!app)
      throw new MetaRefusal(101, { message: 'Error validating application. Cannot get application info.' });
    if (app.appSecret !== secret)
      throw new MetaRefusal(1, { message: 'Error validating client secret.', httpStatus: 400 });
    if (grant === 'client_credentials') {
      return context.json({ access_token: appTokenOf(app), token_type: 'bearer' });
    }
    const number = redeemSignupCode(world, code ?? '');
    if (!number || number.appId !== app.appId) {
      throw new MetaRefusal(100, { message: 'Invalid verification code format.', subcode: 36009 });
    }
    return context.json({ access_token: number.accessToken, token_type: 'bearer' });
  });
}
