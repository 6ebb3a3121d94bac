import { expect, inject } from 'vitest';
import { ask } from './ask.ts';
import { keepToken, keptToken } from './kept-sessions.ts';
import { NUMBER } from './phone.ts';
import { emailOf, PASSWORD, type Person } from './people.ts';

/** Calls the API as a program would, without a browser. Gives the status and the parsed body. */
export async function call(
  person: Person,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const token = keptToken(person) ?? (await signInWithoutBrowser(person));
  const response = await ask(inject('dashboardUrl') + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

async function signInWithoutBrowser(person: Person): Promise<string> {
  const response = await ask(`${inject('dashboardUrl')}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  const { accessToken } = (await response.json()) as { accessToken: string };
  keepToken(person, accessToken);
  return accessToken;
}

interface ListedConversation {
  id: string;
  version: number;
  contact: { phone: string | null };
}

async function findConversation(phone: string): Promise<ListedConversation | undefined> {
  const { body } = await call('owner', 'GET', `/v1/conversations?q=${phone}`);
  const { items } = body as { items: ListedConversation[] };
  return items.find((one) => one.contact.phone === phone);
}

/** The demo company's channel of the number that customers of tests write to. */
export async function demoChannelId(): Promise<string> {
  const { items } = (await call('owner', 'GET', '/v1/channels')).body as {
    items: { id: string; phoneNumberId: string }[];
  };
  const found = items.find(({ phoneNumberId }) => phoneNumberId === NUMBER);
  if (found === undefined) throw new Error('the demo company has no channel');
  return found.id;
}

/** The conversation of the customer with this number; waits until it has begun. */
export async function conversationOf(phone: string): Promise<ListedConversation> {
  const message = `a conversation with ${phone}`;
  await expect.poll(() => findConversation(phone), { message }).toBeDefined();
  const found = await findConversation(phone);
  if (found === undefined) throw new Error(`no more ${message}`);
  return found;
}

/** The conversation that holds a message, by WhatsApp's id of it; waits until it has come. */
export async function conversationHolding(wamid: string): Promise<string> {
  const find = async () => {
    const { status, body } = await call('owner', 'GET', `/v1/messages/${encodeURIComponent(wamid)}/life`);
    return status === 200 ? (body as { message: { conversationId: string } }).message.conversationId : null;
  };
  await expect.poll(find, { message: `a conversation with ${wamid}` }).not.toBeNull();
  return (await find()) ?? '';
}

/** A thread as the API gives it, the oldest first. */
export async function storedThread(conversationId: string): Promise<{ text: string; status: string }[]> {
  const { body } = await call('owner', 'GET', `/v1/conversations/${conversationId}/messages?limit=100`);
  const { items } = body as { items: { text: string | null; status: string }[] };
  return items.toReversed().map(({ text, status }) => ({ text: text ?? '', status }));
}

/** The same of a customer, and empty before their conversation has begun. */
export async function storedThreadOf(phone: string): Promise<{ text: string; status: string }[]> {
  const conversation = await findConversation(phone);
  return conversation === undefined ? [] : storedThread(conversation.id);
}
