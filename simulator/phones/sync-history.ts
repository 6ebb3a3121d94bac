import { limits } from '../meta/limits.ts';
import { phoneDigits } from '../meta/phone-digits.ts';
import { createWamid } from '../meta/wamid.ts';
import { webhookError } from '../meta/errors.ts';
import { chunked } from '../world/chunked.ts';
import type { BusinessNumber, Customer, JsonObject, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { metadataOf } from '../webhooks/compose-post.ts';
import type { Update } from '../webhooks/update.ts';
import { draftMessage } from './draft-message.ts';
import { describeMediaOnWire } from './media-on-wire.ts';
import { storeSample } from './store-sample.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The newest day first, then three months, then the rest of the half year that is shared (history reference). */
const phaseEndDays = [1, 90, 180];

export type History = {
  customers: Customer[];
  messagesPerThread: number;
  /** How far back the oldest message lies. */
  days: number;
  /** The oldest message of each thread is a picture: named first, its file comes in an update of its own. */
  hasMedia: boolean;
  messagesPerChunk: number;
};

type Old = { message: Message; phase: number };

/** What stood in the phone app before the API came beside it: past messages in phases and chunks. */
export function syncHistory(world: World, number: BusinessNumber, history: History): Update[] {
  const old: Old[] = [];
  world.store.inOneTransaction(() => {
    for (const customer of history.customers) old.push(...inventThread(world, number, customer, history));
  });
  const chunks = phaseEndDays.flatMap((_, phase) =>
    chunked(
      old.filter((item) => item.phase === phase),
      history.messagesPerChunk,
    ).map((items, index) => ({ phase, chunkOrder: index + 1, items })),
  );
  const updates = chunks.map(({ phase, chunkOrder, items }, index) =>
    tell(number, {
      history: [
        {
          metadata: {
            phase,
            chunk_order: chunkOrder,
            progress: Math.round(((index + 1) / chunks.length) * 100),
          },
          threads: threadsOf(
            world,
            number,
            items.map(({ message }) => message),
          ),
        },
      ],
    }),
  );
  const recentMs = world.clock.nowMs() - limits.historyMediaMs;
  const pictures = old.filter(({ message }) => message.type === 'image' && message.atMs >= recentMs);
  return [
    ...updates,
    ...pictures.map(({ message }) => tell(number, { messages: [fileOnWire(world, number, message)] })),
  ];
}

/** The business shares no history: told once, with an error. */
export function declineHistory(number: BusinessNumber): Update {
  return tell(number, {
    history: [{ errors: [webhookError(2593109, 'History sharing is turned off by the business')] }],
  });
}

function inventThread(world: World, number: BusinessNumber, customer: Customer, history: History): Old[] {
  const nowMs = world.clock.nowMs();
  const stepMs = Math.floor((history.days * DAY_MS) / history.messagesPerThread);
  return Array.from({ length: history.messagesPerThread }, (_, index) => {
    const ageMs = history.days * DAY_MS - index * stepMs;
    const isFromCustomer = index % 2 === 0;
    const isPicture = history.hasMedia && index === 0;
    const atMs = nowMs - ageMs;
    const message = world.store.messages.add(
      draftMessage({
        id: createWamid(isFromCustomer ? 'from-customer' : 'from-business', customer.phone, world.ids),
        customerId: customer.id,
        phoneNumberId: number.phoneNumberId,
        direction: isFromCustomer ? 'from-customer' : 'from-business',
        isFromPhoneApp: !isFromCustomer,
        type: isPicture ? 'image' : 'text',
        content: isPicture
          ? { id: storeSample(world, number, 'photo').id, caption: 'From before' }
          : {
              body: isFromCustomer ? `Question ${index + 1} from before` : `Answer ${index + 1} from before`,
            },
        atMs,
        status: isFromCustomer ? 'accepted' : 'read',
      }),
    );
    const phase = phaseEndDays.findIndex((days) => ageMs <= days * DAY_MS);
    return { message, phase: phase === -1 ? phaseEndDays.length - 1 : phase };
  });
}

function threadsOf(world: World, number: BusinessNumber, messages: Message[]): JsonObject[] {
  const threads = new Map<string, JsonObject[]>();
  for (const message of messages) {
    const customer = world.store.customers.find(message.customerId);
    if (!customer) continue;
    const isFromCustomer = message.direction === 'from-customer';
    const list = threads.get(customer.phone) ?? [];
    list.push({
      from: isFromCustomer ? customer.phone : phoneDigits(number.displayPhoneNumber),
      id: message.id,
      timestamp: String(Math.floor(message.atMs / 1000)),
      ...(message.type === 'image'
        ? { type: 'media_placeholder' }
        : { type: message.type, [message.type]: message.content }),
      history_context: { status: isFromCustomer ? 'DELIVERED' : 'READ' },
    });
    threads.set(customer.phone, list);
  }
  return [...threads].map(([id, list]) => ({ id, messages: list }));
}

function fileOnWire(world: World, number: BusinessNumber, message: Message): JsonObject {
  return {
    from: world.store.customers.find(message.customerId)?.phone ?? '',
    id: message.id,
    timestamp: String(Math.floor(message.atMs / 1000)),
    type: message.type,
    [message.type]: describeMediaOnWire(world, number, message.type, message.content),
  };
}

function tell(number: BusinessNumber, rest: JsonObject): Update {
  return {
    kind: 'change',
    number,
    field: 'history',
    value: { messaging_product: 'whatsapp', metadata: metadataOf(number), ...rest },
  };
}
