import type { ReadonlySignal } from '@preact/signals';
import type { Customer, Group, Message } from '../../world/types.ts';
import type { ControlClient } from './control/control-client.ts';
import { inventPhone, inventUserId } from './people/invent-person.ts';
import type { ShownNumber } from './phone-store.ts';

type Deps = {
  control: ControlClient;
  attempt: (work: () => Promise<void>) => Promise<void>;
  customer: ReadonlySignal<Customer | null>;
  number: ReadonlySignal<ShownNumber | null>;
  group: ReadonlySignal<Group | null>;
};

export type CallOutcome = 'answered' | 'missed';

/** What happens around a chat beside its messages: calls, a new number, marketing, groups. */
export function createDeeds({ control, attempt, customer, number, group }: Deps) {
  const tell = (path: string, body: object) =>
    attempt(async () => {
      if (!customer.value || !number.value) return;
      await control.post(`/customers/${customer.value.id}${path}`, {
        phoneNumberId: number.value.phoneNumberId,
        ...body,
      });
    });
  const about = (path: string, body: object) =>
    attempt(async () => {
      if (number.value) await control.post(`/numbers/${number.value.phoneNumberId}${path}`, body);
    });

  return {
    sendSample: (kind: string) =>
      tell('/samples', { kind, ...(group.value ? { groupId: group.value.id } : {}) }),
    sendOneOfEach: () => tell('/one-of-each', {}),
    call: (outcome: CallOutcome, direction: 'USER_INITIATED' | 'BUSINESS_INITIATED') =>
      tell('/calls', { outcome, direction, durationSeconds: 75 }),
    /** The first time that a voice note of the business is heard, it is told. */
    play: (message: Message) =>
      attempt(async () => {
        if (message.direction !== 'from-business' || message.isFromPhoneApp) return;
        if (message.statusHistory.some(({ status }) => status === 'played')) return;
        await control.post(`/messages/${encodeURIComponent(message.id)}/statuses`, { status: 'played' });
      }),
    changeNumber: () => tell('/identity', { phone: inventPhone().replaceAll(/\D/g, '') }),
    changeUserId: () => tell('/identity', { userId: inventUserId() }),
    preferMarketing: (value: 'stop' | 'resume') => tell('/marketing', { value }),
    handOver: (to: 'other-app' | 'business') => tell('/handover', { to }),
    hidePhone: (isPhoneHidden: boolean) =>
      attempt(async () => {
        const who = customer.value;
        if (!who) return;
        const username = who.username ?? who.name.toLowerCase().replaceAll(/[^a-z]+/g, '.');
        await control.patch(`/customers/${who.id}`, { isPhoneHidden, username });
      }),
    importHistory: () => {
      const who = customer.value;
      return who
        ? about('/history', { customers: [who.id], messagesPerThread: 6, days: 12 })
        : Promise.resolve();
    },
    shareContact: () => {
      const who = customer.value;
      return who ? about('/contacts', { customers: [who.id] }) : Promise.resolve();
    },
    announce: (event: string) => about('/account-events', { event }),
    createGroup: (subject: string) =>
      attempt(async () => {
        if (!customer.value || !number.value) return;
        await control.post('/groups', {
          phoneNumberId: number.value.phoneNumberId,
          subject,
          memberIds: [customer.value.id],
        });
      }),
    renameGroup: (subject: string) =>
      attempt(async () => {
        if (group.value) await control.patch(`/groups/${group.value.id}`, { subject });
      }),
    addToGroup: (customerId: string) =>
      attempt(async () => {
        if (group.value) await control.patch(`/groups/${group.value.id}`, { addMemberIds: [customerId] });
      }),
    leaveGroup: () =>
      attempt(async () => {
        if (!group.value || !customer.value) return;
        await control.patch(`/groups/${group.value.id}`, { removeMemberIds: [customer.value.id] });
      }),
  };
}
