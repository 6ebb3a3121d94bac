import { inject } from 'vitest';
import { keepToken, keptToken } from './kept-tokens.ts';
import { emailOf, PASSWORD, type Person } from './people.ts';

const TIMEOUT_MS = 15_000;

/** Calls the API as a program would, without a browser. Gives the status and the parsed body. */
export async function call(
  person: Person,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const token = keptToken(person) ?? (await signInWithoutBrowser(person));
  const response = await fetch(inject('dashboardUrl') + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

async function signInWithoutBrowser(person: Person): Promise<string> {
  const response = await fetch(`${inject('dashboardUrl')}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-recado-client': 'web' },
    body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
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

/** The conversation of the customer with this number. */
export async function conversationOf(phone: string): Promise<ListedConversation> {
  const { body } = await call('owner', 'GET', `/v1/conversations?q=${phone}`);
  const { items } = body as { items: ListedConversation[] };
  const found = items.find((one) => one.contact.phone === phone);
  if (found === undefined) throw new Error(`no conversation with ${phone}`);
  return found;
}

/** A thread as the API gives it, the oldest first. */
export async function storedThread(conversationId: string): Promise<{ text: string; status: string }[]> {
  const { body } = await call('owner', 'GET', `/v1/conversations/${conversationId}/messages?limit=100`);
  const { items } = body as { items: { text: string | null; status: string }[] };
  return items.toReversed().map(({ text, status }) => ({ text: text ?? '', status }));
}
