import * as z from 'zod/mini';
import {
  channelId,
  contactEventId,
  contactId,
  conversationId,
  eventSourceId,
  incomingEventId,
  messageId,
  timeMs,
  userId,
} from '../ids.ts';
import { MAX_EVENT_ACTIONS, MAX_EVENT_FALLBACK_CHARACTERS } from '../limits.ts';
import { jobPlace } from './job-place.ts';
import { listOf, pageQuery } from './list.ts';

/** How a source proves who it is, beside the token in the address: HMAC-SHA256 over the bytes of the body. */
export const signature = z.strictObject({
  header: z
    .string()
    .check(z.trim(), z.toLowerCase(), z.regex(/^[a-z0-9-]{1,64}$/, 'Write the name of a header.')),
  encoding: z.enum(['hex', 'base64']),
  /** What stands before the signature in the header, for example `sha256=`. */
  prefix: z.string().check(z.maxLength(32)),
});
export type Signature = z.infer<typeof signature>;

/** A JSON pointer (RFC 6901) into `{headers, body}`: `/body/buyer/phone`, `/headers/x-shopify-topic`. */
export const eventPath = z
  .string()
  .check(
    z.maxLength(512),
    z.regex(/^\/(body|headers)(\/([^~/]|~[01])*)*$/, 'Choose a value of the example.'),
  );

/** Where things stand in what a source posts; null: it does not say. */
export const eventMapping = z.strictObject({
  eventId: z.nullable(eventPath),
  type: z.nullable(eventPath),
  phone: z.nullable(eventPath),
  /** WhatsApp's id of the person for this business, for example `BR.13491208655302741918`. */
  userId: z._default(z.nullable(eventPath), null),
  name: z.nullable(eventPath),
  email: z.nullable(eventPath),
  amount: z.nullable(eventPath),
  /** Where numbers without a country code are from, for example BR; null: they all have one. */
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/, 'Write the two letters of a country.'))),
});
export type EventMapping = z.infer<typeof eventMapping>;
export const MAPPED_FIELDS = ['phone', 'name', 'email', 'type', 'eventId', 'amount', 'userId'] as const;
export const EMPTY_MAPPING: EventMapping = {
  eventId: null,
  type: null,
  phone: null,
  userId: null,
  name: null,
  email: null,
  amount: null,
  country: null,
};

const fallback = z.string().check(z.maxLength(MAX_EVENT_FALLBACK_CHARACTERS));

/** What fills one place of a template: a value of the payload, else the fallback. */
export const eventVariable = z.strictObject({
  /** As `templateVariables` names it. */
  place: z.string().check(z.minLength(1), z.maxLength(64)),
  path: z.nullable(eventPath),
  fallback: z._default(fallback, ''),
});

/** The template that is sent for events of a type. */
export const eventAction = z.strictObject({
  eventType: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  channelId,
  templateName: z.string().check(z.regex(/^[a-z0-9_]{1,512}$/)),
  language: z.string().check(z.regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/)),
  variables: z.array(eventVariable).check(z.maxLength(40)),
});
export type EventAction = z.infer<typeof eventAction>;

const hasNoRepeats = (actions: readonly EventAction[]) =>
  new Set(actions.map(({ eventType }) => eventType)).size === actions.length;
const actions = z
  .array(eventAction)
  .check(z.maxLength(MAX_EVENT_ACTIONS), z.refine(hasNoRepeats, 'Send one template per type of event.'));

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80));
const secret = z.string().check(z.minLength(8), z.maxLength(256));

/** A shop or a form that posts events. */
export const eventSource = z.object({
  id: eventSourceId,
  name: z.string(),
  isEnabled: z.boolean(),
  signature: z.nullable(signature),
  mapping: eventMapping,
  actions: z.array(eventAction),
  createdById: userId,
  createdAtMs: timeMs,
  version: z.int(),
});
export type EventSource = z.infer<typeof eventSource>;
/** All of them: a company has at most `MAX_EVENT_SOURCES_PER_COMPANY`. */
export const eventSourceList = listOf(eventSource);

/** The only time that the address with its token, and a secret made here, are shown. */
export const eventSourceWithAddress = z.extend(eventSource, {
  url: z.string(),
  secret: z.nullable(z.string()),
});
export type EventSourceWithAddress = z.infer<typeof eventSourceWithAddress>;

export const createEventSourceRequest = z.strictObject({
  name,
  signature: z._default(z.nullable(signature), null),
  /** The secret that the shop signs with; without one, one is made. */
  secret: z.optional(secret),
});
export type CreateEventSourceRequest = z.infer<typeof createEventSourceRequest>;

export const editEventSourceRequest = z.strictObject({
  version: z.int(),
  name: z.optional(name),
  isEnabled: z.optional(z.boolean()),
  signature: z.optional(z.nullable(signature)),
  secret: z.optional(secret),
  mapping: z.optional(eventMapping),
  actions: z.optional(actions),
});
export type EditEventSourceRequest = z.infer<typeof editEventSourceRequest>;

/** What gets a new value: the address, or the secret that signs. The old one ends at once. */
export const rotateEventSourceRequest = z.strictObject({ what: z.enum(['token', 'secret']) });
export type RotateEventSourceRequest = z.infer<typeof rotateEventSourceRequest>;

/**
 * `received`: kept, its work is not finished. `done`: it stands on the contact's timeline, and what was to be sent is
 * queued. `ignored`: kept, but nothing says whose it is. `failed`: something of it could not be done; `error` says why.
 */
export const INCOMING_EVENT_STATES = ['received', 'done', 'ignored', 'failed'] as const;

export const incomingEvent = z.object({
  id: incomingEventId,
  type: z.nullable(z.string()),
  state: z.enum(INCOMING_EVENT_STATES),
  error: z.nullable(z.object({ code: z.string(), detail: z.string() })),
  contactId: z.nullable(contactId),
  conversationId: z.nullable(conversationId),
  messageId: z.nullable(messageId),
  /** How often it was worked on. */
  runs: z.int(),
  /** When it is tried again, after a try that failed; null: no try is waited for. */
  nextTryAtMs: z.nullable(timeMs),
  receivedAtMs: timeMs,
  finishedAtMs: z.nullable(timeMs),
});
export type IncomingEvent = z.infer<typeof incomingEvent>;
export const incomingEventList = listOf(incomingEvent);
export const incomingEventQuery = z.strictObject({
  state: z.optional(z.enum(INCOMING_EVENT_STATES)),
  ...pageQuery,
});

/** One with what came: whole for those who may change sources, masked for others. */
export const inspectedIncomingEvent = z.extend(incomingEvent, {
  payload: z.nullable(z.unknown()),
  /** While its work is not finished: how far it is from being done. */
  place: z.nullable(jobPlace),
  isMasked: z.boolean(),
});
export type InspectedIncomingEvent = z.infer<typeof inspectedIncomingEvent>;

/** What would become of a captured event, with a mapping and actions that need not be saved yet. Nothing is done. */
export const tryEventRequest = z.strictObject({
  eventId: incomingEventId,
  mapping: z.optional(eventMapping),
  actions: z.optional(actions),
});
export type TryEventRequest = z.infer<typeof tryEventRequest>;
export const eventTrial = z.object({
  read: z.object({
    eventId: z.nullable(z.string()),
    type: z.nullable(z.string()),
    phone: z.nullable(z.string()),
    userId: z.nullable(z.string()),
    name: z.nullable(z.string()),
    email: z.nullable(z.string()),
    amount: z.nullable(z.string()),
  }),
  /** The contact's number as it would be used; null: none that could be read. */
  phone: z.nullable(z.string()),
  /** The contact's user id as it would be used; null: none that could be read. */
  userId: z.nullable(z.string()),
  contactId: z.nullable(contactId),
  title: z.string(),
  /** What would be sent, with the text as the customer would read it; null: nothing for this type. */
  sends: z.nullable(z.object({ templateName: z.string(), language: z.string(), text: z.string() })),
  /** Why it would not be sent. */
  refusal: z.nullable(z.object({ code: z.string(), detail: z.string() })),
});
export type EventTrial = z.infer<typeof eventTrial>;

export const CONTACT_EVENT_KINDS = ['incoming'] as const;

/** Something that happened to a contact outside of conversations. */
export const contactEvent = z.object({
  id: contactEventId,
  kind: z.enum(CONTACT_EVENT_KINDS),
  title: z.string(),
  detail: z.string(),
  sourceId: z.nullable(eventSourceId),
  eventId: z.nullable(incomingEventId),
  /** How far the event is; null where it was forgotten. */
  state: z.nullable(z.enum(INCOMING_EVENT_STATES)),
  /** When what is to be done about it is tried again; null: no try is waited for. */
  nextTryAtMs: z.nullable(timeMs),
  atMs: timeMs,
});
export type ContactEvent = z.infer<typeof contactEvent>;
export const timeline = listOf(contactEvent);
export const timelineQuery = z.strictObject(pageQuery);
