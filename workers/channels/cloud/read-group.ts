import { createHash } from 'node:crypto';
import type { InboundItem, InboundMessage, PersonNews, Sender } from '../port.ts';
import { clipped, jsonOf } from './bounded-text.ts';
import { noticeOfItem, ownPhone, type NumberPlace } from './place.ts';
import { isNameless, phoneIn, senderOf } from './read-sender.ts';
import * as wire from './wire.ts';

/** A note in the group's thread, in words of our own; `people` are those whom it names. */
interface GroupNote {
  type: string;
  said?: Record<string, string | null>;
  people?: unknown[];
  isJoining?: boolean;
}

/** Most people of one note. Source: WhatsApp, the largest group. */
const MAX_PEOPLE = 1_024;
const NOBODY: Sender = { phone: null, userId: null, parentUserId: null, username: null, profileName: null };

/**
 * What happened to a group: what it is called now, a note in its thread for each thing that happened, and who is a
 * member since. What did not succeed is only listed under the channel. Source: Meta, groups webhooks.
 */
export function readGroup(place: NumberPlace, value: unknown, profiles: wire.Profile[] = []): InboundItem[] {
  const notice = noticeOfItem(place, 'groups', value);
  const parsed = wire.group.safeParse(value);
  if (!parsed.success || !wire.isWire(value)) return [notice];
  const { group_id: groupId, subject, group_subject: renamed, timestamp } = parsed.data;
  const atMs = timestamp * 1_000;
  const name = renamed?.update_successful === false ? undefined : (renamed?.text ?? subject);
  const change: PersonNews = {
    kind: 'group',
    phoneNumberId: place.phoneNumberId,
    groupId,
    subject: clipped(name, MAX_SUBJECT_CHARACTERS),
    atMs,
  };
  const sum = createHash('sha256')
    .update(`${groupId}\n${timestamp}\n${jsonOf(value)}`)
    .digest('base64url');
  const notes = notesOf(parsed.data, value, place.field).map((note) =>
    messageOf(place, { groupId, atMs, externalId: `group:${sum}:${note.type}` }, note, profiles),
  );
  return [change, ...notes, notice];
}

const MAX_SUBJECT_CHARACTERS = 120;
const MAX_DESCRIPTION_CHARACTERS = 2_048;

function notesOf(group: wire.Group, value: wire.Wire, field: string): GroupNote[] {
  const { type = '', reason, initiated_by: by } = group;
  const notes: GroupNote[] = [];
  const hasFailed = wire.listOf(value['errors']).length > 0;
  const added = wire.listOf(value['added_participants']);
  const removed = wire.listOf(value['removed_participants']);
  const isCreated = type === 'group_create' && field === 'group_lifecycle_update' && !hasFailed;
  if (isCreated) {
    const said = { subject: clipped(group.subject, MAX_SUBJECT_CHARACTERS) };
    notes.push({ type, said, people: added, isJoining: true });
  } else if (added.length > 0) {
    const said = { reason: clipped(reason, 64) };
    notes.push({ type: 'group_participants_add', said, people: added, isJoining: true });
  }
  if (removed.length > 0) {
    const said = { initiated_by: clipped(by, 64) };
    notes.push({ type: 'group_participants_remove', said, people: removed, isJoining: false });
  }
  if (hasFailed) return notes;
  if (WHOLE_GROUP.has(type)) notes.push({ type });
  if (JOIN_REQUESTS.has(type)) notes.push({ type, people: [value] });
  const { group_subject: subject, group_description: description, profile_picture: picture } = group;
  if (isDone(subject)) {
    notes.push({ type: 'group_subject', said: { subject: clipped(subject?.text, MAX_SUBJECT_CHARACTERS) } });
  }
  if (isDone(description)) {
    const said = { description: clipped(description?.text, MAX_DESCRIPTION_CHARACTERS) };
    notes.push({ type: 'group_description', said });
  }
  if (isDone(picture)) notes.push({ type: 'group_icon' });
  return notes;
}

const WHOLE_GROUP = new Set(['group_delete', 'group_suspend', 'group_suspend_cleared']);
const JOIN_REQUESTS = new Set(['group_join_request_created', 'group_join_request_revoked']);

/** Whether a setting was changed. Meta leaves out that it succeeded in some of its examples. */
function isDone(setting: { update_successful?: boolean | undefined } | undefined): boolean {
  return setting !== undefined && setting.update_successful !== false;
}

function messageOf(
  place: NumberPlace,
  { groupId, atMs, externalId }: { groupId: string; atMs: number; externalId: string },
  { type, said = {}, people = [], isJoining }: GroupNote,
  profiles: wire.Profile[],
): InboundMessage {
  const { phoneNumberId } = place;
  const own = ownPhone(place);
  const named = people.slice(0, MAX_PEOPLE).map((one) => memberOf(one, profiles));
  return {
    kind: 'message',
    phoneNumberId,
    externalId,
    direction: 'inbound',
    origin: null,
    sender: NOBODY,
    groupId,
    type: 'system',
    text: null,
    content: JSON.stringify({ system: { type, ...said } }),
    wholeContent: null,
    members: {
      people: named.filter((person) => !isNameless(person) && (own === null || person.phone !== own)),
      isJoining: isJoining ?? null,
    },
    media: null,
    amends: null,
    answersExternalId: null,
    referral: null,
    error: null,
    status: null,
    sentAtMs: atMs,
  };
}

/** Somebody of a group, under their own names, or under the one by which the business asked for them. */
export function memberOf(value: unknown, profiles: wire.Profile[] = []): Sender {
  const parsed = wire.groupMember.safeParse(value);
  if (!parsed.success) return NOBODY;
  const { wa_id: phone, user_id: userId, parent_user_id: parentUserId, input, username } = parsed.data;
  const asked = phone === undefined && userId === undefined ? input : undefined;
  const isNumber = phoneIn(asked) !== null;
  const known = senderOf(
    {
      phone: phone ?? (isNumber ? asked : undefined),
      userId: userId ?? (isNumber ? undefined : asked),
      parentUserId,
    },
    profiles,
  );
  return { ...known, username: clipped(username, 64) ?? known.username };
}
