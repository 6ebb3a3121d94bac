import { SENDABLE_STATUSES } from '../../contracts/template-limits.ts';
import {
  EMPTY_MAPPING,
  type ContactEvent,
  type EventAction,
  type EventMapping,
  type EventSource,
  type EventTrial,
  type IncomingEvent,
  type Signature,
} from '../../contracts/api/incoming-events.ts';
import type { ParameterFormat, TemplateComponent } from '../../contracts/api/templates.ts';
import { messageParameters } from '../../contracts/template-parameters.ts';
import { renderTemplate } from '../../contracts/template-preview.ts';
import type { TemplateMessageComponent } from '../../contracts/api/template-message.ts';
import { templateVariables, type TemplateValues } from '../../contracts/template-variables.ts';
import type { contactEvents, eventSources, incomingEvents } from './schema.ts';

export type EventSourceRow = typeof eventSources.$inferSelect;
export type IncomingEventRow = typeof incomingEvents.$inferSelect;
export type ContactEventRow = typeof contactEvents.$inferSelect;

/** What came: the kept headers, and the body as JSON. */
export interface EventDocument {
  headers: Record<string, string>;
  body: unknown;
}

/** How long a body without an id of the shop's is taken for a repeat, in milliseconds. Ours. */
export const BODY_REPEAT_MS = 24 * 60 * 60 * 1_000;
/** The longest value that is read from a payload, in characters. Ours. */
const MAX_VALUE_CHARACTERS = 1_024;
/** The deepest payload that is taken, in levels. Ours: shops use six. */
const MAX_DEPTH = 64;
/** What Meta refuses in a variable (132012, 132018). */
const NOT_IN_VARIABLES = /[\n\t]| {5,}/g;

/** Whether JSON text nests deeper than anything honest does. Looks at the text, so that nothing can overflow. */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (isInText) {
      if (character === '\\') at++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{' || character === '[') {
      if (++depth > MAX_DEPTH) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}

/** The text at a JSON pointer; null for what is not there, is empty, or is no single value. */
export function textAt(document: EventDocument, path: string | null): string | null {
  if (path === null) return null;
  let value: unknown = document;
  for (const token of path.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value).trim();
  return text === '' ? null : text.slice(0, MAX_VALUE_CHARACTERS);
}

export type ReadEvent = EventTrial['read'];

/** What a payload says, where the mapping points. */
export function readEvent(mapping: EventMapping, document: EventDocument): ReadEvent {
  const at = (path: string | null, characters: number) =>
    textAt(document, path)?.slice(0, characters) ?? null;
  return {
    eventId: at(mapping.eventId, MAX_VALUE_CHARACTERS),
    type: at(mapping.type, 120),
    phone: at(mapping.phone, 40),
    userId: at(mapping.userId, 160),
    name: at(mapping.name, 120),
    email: at(mapping.email, 254),
    amount: at(mapping.amount, 40),
  };
}

/**
 * By what a repeat is known: the shop's own id with the type, because an order's id comes with each of its events; else
 * what the body is.
 */
export function repeatText(read: ReadEvent, bodyHash: string): { text: string; isOfBody: boolean } {
  return read.eventId === null
    ? { text: `body ${bodyHash}`, isOfBody: true }
    : { text: JSON.stringify([read.type, read.eventId]), isOfBody: false };
}

export function titleOf(read: ReadEvent, sourceName: string): string {
  return read.type ?? `Event from ${sourceName}`;
}

export function detailOf(read: ReadEvent, sourceName: string): string {
  return [sourceName, read.amount, read.email].filter((part) => part !== null).join(' · ');
}

export interface Refusal {
  code: string;
  detail: string;
}

/** What Meta's ids of people look like. Source: Meta, business-scoped user ids: country, `ENT` for a parent's, id. */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** WhatsApp's user id in what was read; null: none. */
export function userIdIn({ userId }: ReadEvent): string | null {
  return userId !== null && USER_ID.test(userId) ? userId : null;
}

/** Why an event leads to no contact, and whether anybody was meant. */
export function refuseWithoutAddress(mapping: EventMapping, read: ReadEvent): Refusal & { isMeant: boolean } {
  if (read.phone !== null)
    return {
      code: 'phone_unreadable',
      detail: 'Its phone number cannot be read. Is the country code missing?',
      isMeant: true,
    };
  if (read.userId !== null)
    return {
      code: 'user_id_unreadable',
      detail: 'Its user id is not one of WhatsApp’s: those look like BR.13491208655302741918.',
      isMeant: true,
    };
  if (mapping.phone === null && mapping.userId === null)
    return {
      code: 'phone_not_mapped',
      detail: 'Choose where the phone number, or WhatsApp’s user id, stands in what this source posts.',
      isMeant: false,
    };
  return {
    code: 'no_phone',
    detail: 'It names neither a phone number nor a user id, so nobody knows whose it is.',
    isMeant: false,
  };
}

/** What decides whether a template may go out. */
export interface TemplateForEvent {
  status: string;
  category: string;
  parameterFormat: ParameterFormat;
  components: readonly TemplateComponent[];
}

export type SendDecision =
  | { kind: 'send'; components: TemplateMessageComponent[]; text: string }
  | { kind: 'refuse'; refusal: Refusal };

/** Whether the template may be sent to the contact, and with what in its places. */
export function decideSend(input: {
  action: EventAction;
  document: EventDocument;
  template: TemplateForEvent | null;
  isOptedOut: boolean;
}): SendDecision {
  const { action, document, template, isOptedOut } = input;
  const refuse = (code: string, detail: string): SendDecision => ({
    kind: 'refuse',
    refusal: { code, detail },
  });
  const name = `${action.templateName} (${action.language})`;
  if (template === null) return refuse('template_unknown', `This number has no template ${name}.`);
  if (!SENDABLE_STATUSES.includes(template.status))
    return refuse('template_not_approved', `The template ${name} is not approved: ${template.status}.`);
  if (template.category === 'MARKETING' && isOptedOut)
    return refuse('opted_out', 'The contact wants no marketing, and the template is marketing.');
  const format = renderTemplate(template.components).header?.format ?? 'TEXT';
  if (format !== 'TEXT')
    return refuse(
      'template_needs_file',
      `The template ${name} begins with a file or place, which no event fills.`,
    );
  const values = fillFrom(template.components, action, document);
  if (typeof values === 'string')
    return refuse(
      'value_missing',
      `The payload has nothing for ${values}, and there is no text to stand in.`,
    );
  return {
    kind: 'send',
    components: messageParameters(template, values),
    text: renderTemplate(template.components, values).body,
  };
}

/** The values by place, or the name of one that is missing. */
function fillFrom(
  components: readonly TemplateComponent[],
  action: EventAction,
  document: EventDocument,
): TemplateValues | string {
  const header: Record<string, string> = {};
  const body: Record<string, string> = {};
  const buttons: Record<number, string> = {};
  for (const { place, index, name } of templateVariables(components)) {
    const variable = action.variables.find((one) => one.place === `${place}.${index}.${name}`);
    const found = textAt(document, variable?.path ?? null) ?? variable?.fallback ?? '';
    const value = found.replaceAll(NOT_IN_VARIABLES, ' ').trim();
    if (value === '') return `{{${name}}}`;
    if (place === 'button') buttons[index] = value;
    else if (place === 'header') header[name] = value;
    else body[name] = value;
  }
  return { header, body, buttons };
}

/** Sound in all of these: only our own verbs write the columns, from what the API has checked. */
export const mappingOf = (row: Pick<EventSourceRow, 'mapping'>) => ({
  ...EMPTY_MAPPING,
  ...(JSON.parse(row.mapping) as Partial<EventMapping>),
});
export const actionsOf = (row: Pick<EventSourceRow, 'actions'>) => JSON.parse(row.actions) as EventAction[];
export const signatureOf = (row: { signature: string | null }) =>
  row.signature === null ? null : (JSON.parse(row.signature) as Signature);
export const documentOf = (text: string) => JSON.parse(text) as EventDocument;

export function sourceOf(row: EventSourceRow): EventSource {
  const { id, name, isEnabled, createdById, createdAtMs, version } = row;
  return {
    id,
    name,
    isEnabled,
    signature: signatureOf(row),
    mapping: mappingOf(row),
    actions: actionsOf(row),
    createdById,
    createdAtMs,
    version,
  };
}

export function eventOf(row: IncomingEventRow): IncomingEvent {
  const { id, type, state, contactId, conversationId, messageId, runs, receivedAtMs, finishedAtMs } = row;
  const error = row.errorCode === null ? null : { code: row.errorCode, detail: row.errorDetail ?? '' };
  const { nextTryAtMs } = row;
  return {
    id,
    type,
    state,
    error,
    contactId,
    conversationId,
    messageId,
    runs,
    nextTryAtMs,
    receivedAtMs,
    finishedAtMs,
  };
}

/** An entry of a timeline with how far the event is that it tells of; null where that was forgotten. */
export type TimelineRow = ContactEventRow & Nullable<Pick<IncomingEventRow, 'state' | 'nextTryAtMs'>>;
type Nullable<Row> = { [Name in keyof Row]: Row[Name] | null };

export function contactEventOf(row: TimelineRow): ContactEvent {
  const { id, kind, title, detail, sourceId, eventId, state, nextTryAtMs, atMs } = row;
  return { id, kind, title, detail, sourceId, eventId, state, nextTryAtMs, atMs };
}

/** Why the work on an event has failed, in words; what went wrong exactly is in the log and on the dead letter. */
export function wordsForFailure(code: string, isTriedAgain: boolean): string {
  const words: Readonly<Record<string, string>> = {
    unavailable: 'A part of ours did not answer.',
    timeout: 'It took too long.',
    conflict: 'Somebody else was changing the same contact.',
  };
  const why = words[code] ?? 'Something went wrong while it was worked on.';
  return isTriedAgain ? why : `${why} It was given up after its last try; it can be run again.`;
}

/** The key of the alert that events of a source fail. */
export const failuresKey = (sourceId: string) => `rule events-failed ${sourceId}`;

/** The timeline's id of an event: the same however often it is told. */
export const contactEventId = (eventId: string) => `cev_${eventId.slice('ine_'.length)}`;

/** The key under which an event's message is queued: it sends one, however often it is run. No client can write it. */
export const keyOfEvent = ({ sourceId, id }: Pick<IncomingEventRow, 'sourceId' | 'id'>) =>
  `event ${sourceId} ${id}`;

/** The event whose message has this key; null when it is not an event's. */
export function eventOfKey(key: string | null): { sourceId: string; eventId: string } | null {
  const [, sourceId, eventId] = /^event (evs_\w+) (ine_\w+)$/.exec(key ?? '') ?? [];
  return sourceId === undefined || eventId === undefined ? null : { sourceId, eventId };
}
