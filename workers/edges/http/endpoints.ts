import { accessRoutes } from '../../features/access/routes.ts';
import { alertRoutes } from '../../features/alerts/routes.ts';
import { alertRuleRoutes } from '../../features/alert-rules/routes.ts';
import { channelHealthRoutes } from '../../features/channel-health/routes.ts';
import { channelEndpoints } from '../../features/channels/routes.ts';
import { contactRoutes } from '../../features/contacts/routes.ts';
import { conversationRoutes } from '../../features/conversations/routes.ts';
import { fileRoutes } from '../../features/files/routes.ts';
import { incomingEventRoutes } from '../../features/incoming-events/routes.ts';
import { lifeRoutes } from '../../features/lives/routes.ts';
import { mediaRoutes } from '../../features/media/routes.ts';
import { notificationRoutes } from '../../features/notifications/routes.ts';
import { operationRoutes } from '../../features/operations/routes.ts';
import { quickReplyRoutes } from '../../features/quick-replies/routes.ts';
import { deadLetterRoutes } from '../../features/dead-letters/routes.ts';
import { mergeRoutes } from '../../features/merges/routes.ts';
import { realtimeRoutes } from '../../features/realtime/routes.ts';
import { replayRoutes } from '../../features/replays/routes.ts';
import { searchRoutes } from '../../features/search/routes.ts';
import { templateRoutes } from '../../features/templates/routes.ts';
import { webhookRoutes } from '../../features/webhooks-out/routes.ts';
import { describeApi } from './describe-api.ts';
import { ok, publicEndpoint, type Endpoint } from './endpoint.ts';
import { healthRoutes } from './health.ts';
import { referencePage } from './reference-page.ts';
import { signupPage } from './signup-page.ts';

const described: readonly Endpoint[] = [
  ...healthRoutes,
  ...accessRoutes,
  ...alertRoutes,
  ...alertRuleRoutes,
  ...notificationRoutes,
  ...channelEndpoints,
  ...channelHealthRoutes,
  ...contactRoutes,
  ...conversationRoutes,
  ...lifeRoutes,
  ...mediaRoutes,
  ...fileRoutes,
  ...mergeRoutes,
  ...quickReplyRoutes,
  ...realtimeRoutes,
  ...templateRoutes,
  ...searchRoutes,
  ...replayRoutes,
  ...deadLetterRoutes,
  ...webhookRoutes,
  ...incomingEventRoutes,
  ...operationRoutes,
];

const descriptions: readonly Endpoint[] = [
  publicEndpoint({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API, described for programs.',
    publicBecause: 'it tells what anybody can read in the source',
    handle: (ctx) => Promise.resolve(ok(describeApi(described, ctx.config.appUrl))),
  }),
  publicEndpoint({
    method: 'GET',
    path: '/docs',
    summary: 'This API, described for people.',
    publicBecause: 'it tells what anybody can read in the source',
    handle: () => referencePage(described),
  }),
];

/** Every endpoint there is. What is not here does not exist. */
export const endpoints: readonly Endpoint[] = [...described, ...descriptions, signupPage];
