import type { Contact, ContactMerge } from '../contracts/api/contacts.ts';
import type { Conversation } from '../contracts/api/conversations.ts';
import type { Message } from '../contracts/api/messages.ts';
import type { Deployment, Person } from './deployment.ts';
import { statuses, texts } from './meta-payloads.ts';
import type { Page } from './thread.ts';

/** Everything that makes one contact of a person, and parts it again. */
export async function exerciseContacts(
  deployment: Deployment,
  owner: Person,
  number: string,
  run: string,
): Promise<void> {
  const { json, deliver, drain, graph, clock } = deployment;
  const get = <T>(path: string) => json<T>(owner, 'GET', path);
  const phone = `44155520${run}`;
  const userId = `GB.${run}JOIN`;
  const wamid = (name: string) => `wamid.${run}.join.${name}`;
  const arrives = async (name: string, from: { from?: string; userId?: string }) => {
    clock.now += 1;
    await deliver(texts(number, { id: wamid(name), name: `Dilan ${run}`, text: name, ...from }));
    await drain();
  };

  // Two contacts who turn out to be one: their threads become one.
  await arrives('by number', { from: phone });
  const { items: first } = await get<Page<Contact>>(`/v1/contacts?q=${phone}`);
  const contactPath = `/v1/contacts/${first[0]?.id}`;
  await arrives('by id', { userId });
  const { items } = await get<Page<Conversation>>(`/v1/conversations?q=dilan+${run}`);
  const byId = items.find(({ contact }) => contact.phone === null);
  const path = `/v1/conversations/${byId?.id}`;
  graph.answers.push({ status: 200, body: { messages: [{ id: wamid('answer') }] } });
  const answer = await json<Message>(owner, 'POST', `${path}/messages`, { type: 'text', text: 'Answer' });
  await drain();
  await arrives('by both', { from: phone, userId });

  await deliver(statuses(number, { id: wamid('answer'), status: 'read' }));
  await drain();
  await get(`${path}/messages?limit=2`);
  await get(`${path}/messages/around/${answer.id}`);
  await get(`/v1/conversations?contactId=${first[0]?.id}`);
  await json(owner, 'POST', `${path}/messages`, { type: 'text', text: 'Quoted', replyTo: answer.id });
  await drain();
  const { lastSeq } = await get<{ lastSeq: number }>(`/v1/events?after=${Number.MAX_SAFE_INTEGER}&limit=1`);
  await get(`/v1/events?after=${lastSeq - 3}&limit=3`);

  // Parted by a person, and joined by a person.
  const { items: merges } = await get<{ items: ContactMerge[] }>(`${contactPath}/merges`);
  await json(owner, 'POST', `${contactPath}/merges/${merges[0]?.id}/undo`);
  await arrives('by both again', { from: phone, userId });
  await get(`${contactPath}/identifiers`);
  await get(`${contactPath}/merge-preview?otherContactId=${byId?.contact.id}`);
  await json(owner, 'POST', '/v1/conversations', { channelId: byId?.channelId, contactId: byId?.contact.id });
  await json(owner, 'POST', `${contactPath}/merge`, { otherContactId: byId?.contact.id });
}
