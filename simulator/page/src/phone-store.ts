import { batch, computed, effect, signal } from '@preact/signals';
import { chatOf } from '../../world/chat-of.ts';
import type { Happening } from '../../world/happenings.ts';
import type { BusinessNumber, Customer, Group, Message } from '../../world/types.ts';
import { fields } from './bubbles/read-content.ts';
import type { ControlClient } from './control/control-client.ts';
import { createDeeds } from './phone-deeds.ts';
import { kindOf, readStored, store } from './phone-storage.ts';

export type ShownNumber = Omit<BusinessNumber, 'accessToken' | 'appSecret' | 'verifyToken'>;
export type NewCustomer = { name?: string; phone?: string };
export type PhoneStore = ReturnType<typeof createPhoneStore>;

const threadKey = (chatId: string, phoneNumberId: string) => `${chatId} ${phoneNumberId}`;
const keyOf = (message: Message) => threadKey(chatOf(message), message.phoneNumberId);

/** The phones: whose is in the hand, which business it writes to, and what stands in that chat. */
export function createPhoneStore(control: ControlClient) {
  const numbers = signal<ShownNumber[]>([]);
  const customers = signal<Customer[]>([]);
  const groups = signal<Group[]>([]);
  const latest = signal<Map<string, Message>>(new Map());
  const messages = signal<Message[]>([]);
  const customerId = signal<string | null>(readStored('customer'));
  const numberId = signal<string | null>(readStored('number'));
  const groupId = signal<string | null>(null);
  /** Who writes: the customer, or the business with its own phone app. */
  const writer = signal<'customer' | 'phone-app'>('customer');
  const typingUntilMs = signal<Map<string, number>>(new Map());
  const replyTo = signal<Message | null>(null);
  const editing = signal<Message | null>(null);
  const problem = signal<string | null>(null);
  const isConnected = signal(true);
  const isLoaded = signal(false);

  const customer = computed(() => customers.value.find((other) => other.id === customerId.value) ?? null);
  const number = computed(
    () => numbers.value.find((other) => other.phoneNumberId === numberId.value) ?? null,
  );
  /** The groups with this number that the customer is in. */
  const ownGroups = computed(() =>
    groups.value.filter(
      (other) => other.phoneNumberId === numberId.value && other.memberIds.includes(customerId.value ?? ''),
    ),
  );
  const group = computed(() => ownGroups.value.find((other) => other.id === groupId.value) ?? null);
  /** Nobody writes into a group with the phone app here. */
  const isOnPhoneApp = computed(() => writer.value === 'phone-app' && group.value === null);
  const chatId = computed(() => group.value?.id ?? customerId.value);
  const isTyping = computed(() => {
    const key = threadKey(chatId.value ?? '', numberId.value ?? '');
    return (typingUntilMs.value.get(key) ?? 0) > Date.now();
  });

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      problem.value = null;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : 'That did not work.';
    }
  }

  async function loadAll(): Promise<void> {
    const [numberList, customerList, groupList, threads] = await Promise.all([
      control.get<{ items: ShownNumber[] }>('/numbers'),
      control.get<{ items: Customer[] }>('/customers'),
      control.get<{ items: Group[] }>('/groups'),
      control.get<{ items: Message[] }>('/threads'),
    ]);
    batch(() => {
      numbers.value = numberList.items;
      customers.value = customerList.items;
      groups.value = groupList.items;
      latest.value = new Map(threads.items.map((message) => [keyOf(message), message]));
      if (!number.value) numberId.value = numberList.items[0]?.phoneNumberId ?? null;
      if (!customer.value) customerId.value = customerList.items[0]?.id ?? null;
      isLoaded.value = true;
    });
    await loadThread();
  }

  async function loadThread(): Promise<void> {
    const [who, whom] = [chatId.value, numberId.value];
    if (!customer.value || !number.value || who === null || whom === null) {
      messages.value = [];
      return;
    }
    const { items } = await control.get<{ items: Message[] }>(`/threads/${who}/${whom}`);
    if (who === chatId.value && whom === numberId.value) messages.value = items;
  }

  async function showChat(): Promise<void> {
    batch(() => {
      replyTo.value = null;
      editing.value = null;
      messages.value = [];
    });
    await loadThread();
    await lookAtChat();
  }

  async function lookAtChat(): Promise<void> {
    if (!customer.value || !number.value) return;
    const chat = { viewer: control.viewer };
    if (document.visibilityState === 'hidden') {
      await control.post('/chats/close', chat);
      return;
    }
    await control.post('/chats/close', chat);
    await control.post('/chats/open', {
      ...chat,
      customerId: chatId.value,
      phoneNumberId: number.value.phoneNumberId,
    });
  }

  function take(happening: Happening): void {
    switch (happening.kind) {
      case 'message.changed':
        takeMessage(happening.message);
        break;
      case 'customer.changed': {
        const others = customers.value.filter((other) => other.id !== happening.customer.id);
        const isKnown = others.length < customers.value.length;
        customers.value = isKnown
          ? customers.value.map((other) => (other.id === happening.customer.id ? happening.customer : other))
          : [...others, happening.customer];
        break;
      }
      case 'group.changed':
        groups.value = [...groups.value.filter((other) => other.id !== happening.group.id), happening.group];
        break;
      case 'group.removed':
      case 'customer.removed':
      case 'number.changed':
      case 'world.reset':
        void attempt(loadAll);
        break;
      case 'typing.started': {
        const key = threadKey(happening.customerId, happening.phoneNumberId);
        typingUntilMs.value = new Map(typingUntilMs.value).set(key, happening.untilMs);
        setTimeout(() => stopTyping(key), happening.untilMs - Date.now());
        break;
      }
      default:
        break;
    }
  }

  function takeMessage(message: Message): void {
    if (message.seq === 0) return;
    const key = keyOf(message);
    if (message.direction === 'from-business' && message.status === 'accepted') stopTyping(key);
    if ((latest.value.get(key)?.atMs ?? 0) <= message.atMs)
      latest.value = new Map(latest.value).set(key, message);
    if (chatOf(message) !== chatId.value || message.phoneNumberId !== numberId.value) return;
    const isKnown = messages.value.some((other) => other.id === message.id);
    messages.value = isKnown
      ? messages.value.map((other) => (other.id === message.id ? message : other))
      : [...messages.value, message];
  }

  function stopTyping(key: string): void {
    if (!typingUntilMs.value.has(key)) return;
    const rest = new Map(typingUntilMs.value);
    rest.delete(key);
    typingUntilMs.value = rest;
  }

  const write = (type: string, content: unknown, answered?: string) =>
    attempt(async () => {
      if (!customer.value || !number.value) return;
      await control.post(`/customers/${customer.value.id}/${isOnPhoneApp.value ? 'echoes' : 'messages'}`, {
        phoneNumberId: number.value.phoneNumberId,
        type,
        [type]: content,
        ...(answered === undefined ? {} : { replyTo: answered }),
        ...(group.value ? { groupId: group.value.id } : {}),
      });
    });

  const deeds = createDeeds({ control, attempt, customer, number, group });

  return {
    numbers,
    customers,
    latest,
    messages,
    customer,
    number,
    isTyping,
    ownGroups,
    group,
    writer,
    isOnPhoneApp,
    deeds,
    replyTo,
    editing,
    problem,
    isConnected,
    isLoaded,
    latestOf: (who: string): Message | undefined =>
      [...latest.value.values()]
        .filter((message) => chatOf(message) === who)
        .toSorted((a, b) => b.atMs - a.atMs)[0],
    nameOf: (who: string): string => customers.value.find(({ id }) => id === who)?.name ?? 'Somebody',
    async start(): Promise<void> {
      control.listen(take, (connected) => {
        const isBack = connected && !isConnected.value;
        isConnected.value = connected;
        if (isBack) void attempt(loadAll).then(lookAtChat);
      });
      document.addEventListener('visibilitychange', () => void attempt(lookAtChat));
      window.addEventListener('pagehide', () => control.leave('/chats/close', { viewer: control.viewer }));
      effect(() => {
        store('customer', customerId.value);
        store('number', numberId.value);
      });
      await attempt(async () => {
        await loadAll();
        await lookAtChat();
      });
    },
    chooseCustomer: (id: string) => {
      customerId.value = id;
      groupId.value = null;
      return attempt(showChat);
    },
    chooseNumber: (id: string) => {
      numberId.value = id;
      groupId.value = null;
      return attempt(showChat);
    },
    chooseGroup: (id: string | null) => {
      groupId.value = id;
      return attempt(showChat);
    },
    createCustomer: (fields: NewCustomer) =>
      attempt(async () => {
        const made = await control.post<Customer>('/customers', fields);
        take({ kind: 'customer.changed', customer: made });
        customerId.value = made.id;
        await showChat();
      }),
    write,
    async writeText(body: string): Promise<void> {
      const edited = editing.value;
      const answered = replyTo.value?.id;
      batch(() => {
        editing.value = null;
        replyTo.value = null;
      });
      if (edited) {
        await write('edit', { original_message_id: edited.id, message: editedContent(edited, body) });
      } else {
        await write('text', { body }, answered);
      }
    },
    sendFile: (file: File, caption: string) =>
      attempt(async () => {
        if (!number.value) return;
        const query = new URLSearchParams({ phoneNumberId: number.value.phoneNumberId, filename: file.name });
        const { id } = await control.post<{ id: string }>(`/media?${query.toString()}`, file);
        const kind = kindOf(file.type);
        const withCaption = caption !== '' && kind !== 'audio' ? { caption } : {};
        await write(kind, { id, ...withCaption, ...(kind === 'document' ? { filename: file.name } : {}) });
      }),
    dismissProblem: () => {
      problem.value = null;
    },
  };
}

/** A text is replaced; of a file only the caption is. */
function editedContent(message: Message, text: string): object {
  if (message.type === 'text') return { type: 'text', text: { body: text } };
  return { type: message.type, [message.type]: { ...fields(message.content), caption: text } };
}
