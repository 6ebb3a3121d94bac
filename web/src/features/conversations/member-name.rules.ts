import type { Participant } from '../../../../workers/contracts/api/conversations.ts';
import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { readablePhone } from '../contacts/phone.rules.ts';

/** What somebody of a group is called, who may have written nothing that is on the screen. */
export function memberName(
  contactId: string,
  messages: readonly Pick<Message, 'sender'>[],
  participants: readonly Participant[] | null,
): string {
  const sender = messages.find((message) => message.sender?.contactId === contactId)?.sender;
  const participant = participants?.find((one) => one.contactId === contactId);
  const name = sender?.name ?? participant?.name;
  if (name !== undefined && name !== null) return name;
  const phone = participant?.phone ?? null;
  return phone === null ? 'A member' : readablePhone(phone);
}
