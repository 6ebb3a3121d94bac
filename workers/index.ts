import { createContext } from './context.ts';
import { schedule } from './edges/cron/schedule.ts';
import { app } from './edges/http/app.ts';
import { consume } from './edges/queues/consume.ts';
import { webhooks } from './edges/webhooks/app.ts';

export { ChannelPacer } from '../durable-objects/channel-pacer.ts';
export { CompanyHub } from '../durable-objects/company-hub.ts';
export { ConversationRoom } from '../durable-objects/conversation-room.ts';

export default {
  fetch(request, env, execution) {
    return (isWebhook(request.url) ? webhooks : app).fetch(request, env, execution);
  },
  queue: (batch, env, execution) => consume(createContext(env, execution), batch),
  scheduled: (_controller, env, execution) => schedule(createContext(env, execution)),
} satisfies ExportedHandler<Env>;

/** Whether the path begins with /webhooks/. Reads the text, because parsing a URL shows in the webhook door's time. */
function isWebhook(url: string): boolean {
  return url.startsWith('/webhooks/', url.indexOf('/', url.indexOf('://') + 3));
}
