import * as z from 'zod/mini';

/**
 * An identifier of one of our rows: a prefix that names the kind, then 26 characters of Crockford base32
 * (48 bits of time, 80 bits that cannot be guessed).
 */
const id = (prefix: string) => z.string().check(z.regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`)));

export const companyId = id('co');
export const userId = id('usr');
export const channelId = id('ch');
export const contactId = id('ct');
export const conversationId = id('conv');
export const messageId = id('msg');
export const alertId = id('alt');
export const uploadId = id('upl');
export const quickReplyId = id('qr');
export const replayId = id('rpl');
export const mergeId = id('mrg');
export const deadLetterId = id('dl');
export const webhookId = id('whk');
export const outgoingEventId = id('evt');
export const eventSourceId = id('evs');
export const incomingEventId = id('ine');
export const contactEventId = id('cev');
export const requestId = z.string().check(z.maxLength(64));

/** Milliseconds since 1970-01-01 UTC. */
export const timeMs = z.int().check(z.minimum(0), z.maximum(8_640_000_000_000_000));

/** The whole deployment, where a company could be named: what is stored for it is its operators'. */
export const DEPLOYMENT = 'deployment';
export const companyOrDeployment = z.union([companyId, z.literal(DEPLOYMENT)]);
