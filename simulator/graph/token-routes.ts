import type { Hono } from 'hono';
import { MetaRefusal } from '../meta/errors.ts';
import type { World } from '../world/world.ts';
import { appTokenOf, listNumbersOfToken } from './authenticate.ts';
import type { GraphEnv } from './graph-env.ts';
import { redeemSignupCode } from './signup-codes.ts';

const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'];

export function addTokenRoutes(app: Hono<GraphEnv>, world: World): void {
  app.get('/:version/debug_token', (context) => {
    const caller = listNumbersOfToken(world, context.req.raw)[0];
    const inputToken = context.req.query('input_token');
    if (!inputToken) throw new MetaRefusal(100, { message: '(#100) The parameter input_token is required.' });
    const numbers = world.store.numbers.list().filter((number) => number.accessToken === inputToken);
    const number = numbers[0];
    if (!number) {
      return context.json({
        data: {
          app_id: caller?.appId ?? '',
          error: { code: 190, message: 'Invalid OAuth access token.' },
          is_valid: false,
          scopes: [],
        },
      });
    }
    const accounts = [...new Set(numbers.map(({ wabaId }) => wabaId))];
    return context.json({
      data: {
        app_id: number.appId,
        type: 'SYSTEM_USER',
        application: number.verifiedName,
        data_access_expires_at: 0,
        expires_at: 0,
        is_valid: true,
        scopes: SCOPES,
        granular_scopes: SCOPES.map((scope) => ({ scope, target_ids: accounts })),
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
