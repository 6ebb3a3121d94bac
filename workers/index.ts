import { DurableObject } from 'cloudflare:workers';
export default { fetch: () => new Response('ok') };
export class ConversationRoom extends DurableObject {}
export class CompanyHub extends DurableObject {}
export class ChannelPacer extends DurableObject {}
