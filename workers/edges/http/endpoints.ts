import { accessRoutes } from '../../features/access/routes.ts';
import { channelEndpoints } from '../../features/channels/routes.ts';
import { contactRoutes } from '../../features/contacts/routes.ts';
import { conversationRoutes } from '../../features/conversations/routes.ts';
import { realtimeRoutes } from '../../features/realtime/routes.ts';
import type { Endpoint } from './endpoint.ts';
import { healthRoutes } from './health.ts';

/** Every endpoint there is. What is not here does not exist. */
export const endpoints: readonly Endpoint[] = [
  ...healthRoutes,
  ...accessRoutes,
  ...channelEndpoints,
  ...contactRoutes,
  ...conversationRoutes,
  ...realtimeRoutes,
];
