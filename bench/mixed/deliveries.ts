import { customer, delivery, externalId, TEXT, wireJson, type Customer } from '../deliveries.ts';

/** People who write, over all deliveries. */
const PEOPLE = 2_000;
const STATUSES = ['sent', 'delivered', 'read'];

/** The nth delivery: of every ten updates four texts, a picture, a reaction, an edit, and a message's three statuses. */
export function mixedDelivery(phoneNumberId: string, n: number, updates: number): string {
  const people = Array.from({ length: updates }, (_, index) => customer((n * updates + index) % PEOPLE));
  const at = (index: number) => ({
    id: externalId(5_000_000 + n * updates + index),
    timestamp: String(Math.floor(Date.now() / 1_000)),
  });
  const from = (index: number) => {
    // The reaction and the edit are of whoever wrote the text that they are about.
    const person = people[index % 10 === 5 || index % 10 === 6 ? index - 5 : index] ?? customer(0);
    return { from: person.phone, from_user_id: person.userId };
  };
  const textOf = (index: number) => ({ ...at(index), ...from(index), type: 'text', text: { body: TEXT } });
  const messages: object[] = [];
  const statuses: object[] = [];
  for (let index = 0; index < updates; index++) {
    const place = index % 10;
    if (place < 4) messages.push(textOf(index));
    else if (place === 4) {
      messages.push({
        ...at(index),
        ...from(index),
        type: 'image',
        image: { id: `file${n}.${index}`, mime_type: 'image/jpeg', sha256: 'aGFzaA==', caption: TEXT },
      });
    } else if (place === 5) {
      const reaction = { message_id: at(index - 5).id, emoji: '👍' };
      messages.push({ ...at(index), ...from(index), type: 'reaction', reaction });
    } else if (place === 6) {
      const edit = {
        original_message_id: at(index - 5).id,
        message: { type: 'text', text: { body: `${TEXT}!` } },
      };
      messages.push({ ...at(index), ...from(index), type: 'edit', edit });
    } else {
      const status = STATUSES[place - 7] ?? 'sent';
      statuses.push({ id: at(index - place + 7).id, status, timestamp: at(0).timestamp, recipient_id: '1' });
    }
  }
  return wireJson(delivery(phoneNumberId, { contacts: people.map(contactOf), messages, statuses }));
}

function contactOf({ name, phone, userId }: Customer): object {
  return { profile: { name }, wa_id: phone, user_id: userId };
}
