import { phoneDigits } from '../meta/phone-digits.ts';
import type { BusinessNumber, Customer, Group, JsonObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';

export type NewGroup = { subject: string; description: string; members: Customer[] };

export type GroupChanges = {
  subject?: string | undefined;
  description?: string | undefined;
  /** Another picture. */
  hasNewIcon?: boolean;
  /** WhatsApp takes the group away from everybody for now, or gives it back. */
  isSuspended?: boolean | undefined;
  added?: Customer[];
  removed?: Customer[];
  /** Who takes the removed ones out; they themselves leave otherwise. */
  initiatedBy?: 'business' | 'participant';
};

export function createGroup(
  world: World,
  number: BusinessNumber,
  input: NewGroup,
): { group: Group; update: Update } {
  const group: Group = {
    id: world.ids.group(phoneDigits(number.displayPhoneNumber)),
    phoneNumberId: number.phoneNumberId,
    subject: input.subject,
    description: input.description,
    memberIds: input.members.map(({ id }) => id),
  };
  saveGroup(world, group);
  return {
    group,
    update: tell(world, number, 'group_lifecycle_update', group, {
      type: 'group_create',
      request_id: world.ids.hex(32),
      subject: group.subject,
      description: group.description,
      added_participants: input.members.map(withInput),
    }),
  };
}

/** One update for what changed of the group itself, one for who came, one for who went. */
export function changeGroup(
  world: World,
  number: BusinessNumber,
  group: Group,
  changes: GroupChanges,
): { group: Group; updates: Update[] } {
  const removed = changes.removed ?? [];
  const added = changes.added ?? [];
  const next: Group = {
    ...group,
    subject: changes.subject ?? group.subject,
    description: changes.description ?? group.description,
    isSuspended: changes.isSuspended ?? group.isSuspended ?? false,
    memberIds: [...new Set([...group.memberIds, ...added.map(({ id }) => id)])].filter(
      (id) => !removed.some((customer) => customer.id === id),
    ),
  };
  saveGroup(world, next);
  const updates: Update[] = [];
  const hasNewIcon = changes.hasNewIcon === true;
  if (next.subject !== group.subject || next.description !== group.description || hasNewIcon) {
    updates.push(
      tell(world, number, 'group_settings_update', next, {
        type: 'group_settings_update',
        request_id: world.ids.hex(32),
        ...(next.subject === group.subject
          ? {}
          : { group_subject: { text: next.subject, update_successful: true } }),
        ...(next.description === group.description
          ? {}
          : { group_description: { text: next.description, update_successful: true } }),
        ...(hasNewIcon
          ? {
              profile_picture: {
                mime_type: 'image/jpeg',
                sha256: world.ids.hex(64),
                update_successful: true,
              },
            }
          : {}),
      }),
    );
  }
  if (added.length > 0) {
    updates.push(
      tell(world, number, 'group_participants_update', next, {
        type: 'group_participants_add',
        reason: 'invite_link',
        added_participants: added.map(participant),
      }),
    );
  }
  if (removed.length > 0) {
    const isByBusiness = changes.initiatedBy === 'business';
    updates.push(
      tell(world, number, 'group_participants_update', next, {
        type: 'group_participants_remove',
        ...(isByBusiness ? { request_id: world.ids.hex(32) } : {}),
        initiated_by: isByBusiness ? 'business' : 'participant',
        removed_participants: removed.map(isByBusiness ? withInput : participant),
      }),
    );
  }
  if (changes.isSuspended !== undefined && changes.isSuspended !== (group.isSuspended ?? false)) {
    const type = changes.isSuspended ? 'group_suspend' : 'group_suspend_cleared';
    updates.push(tell(world, number, 'group_status_update', next, { type }));
  }
  return { group: next, updates };
}

export function deleteGroup(world: World, number: BusinessNumber, group: Group): Update {
  world.store.groups.remove(group.id);
  world.happenings.publish({ kind: 'group.removed', groupId: group.id });
  return tell(world, number, 'group_lifecycle_update', group, {
    type: 'group_delete',
    request_id: world.ids.hex(32),
  });
}

function saveGroup(world: World, group: Group): void {
  world.store.groups.save(group);
  world.happenings.publish({ kind: 'group.changed', group });
}

function tell(world: World, number: BusinessNumber, field: string, group: Group, event: JsonObject): Update {
  return {
    kind: 'change',
    number,
    field,
    value: {
      messaging_product: 'whatsapp',
      metadata: metadataOf(number),
      groups: [{ timestamp: String(Math.floor(world.clock.nowMs() / 1000)), group_id: group.id, ...event }],
    },
  };
}

function participant(customer: Customer): JsonObject {
  return customer.isPhoneHidden
    ? { user_id: customer.userId }
    : { wa_id: customer.phone, user_id: customer.userId };
}

/** What the business named a participant by, beside who that is. */
function withInput(customer: Customer): JsonObject {
  return { input: customer.isPhoneHidden ? customer.userId : customer.phone, ...participant(customer) };
}
