/** The lane of the items that a queue message carries. */
export type DeliveryLane = 'webhooks' | 'statuses';

export interface DeliveryPart {
  lane: DeliveryLane;
  /** A delivery of Meta's shape, as JSON text. */
  raw: string;
}

/**
 * The largest text put into one queue message, in characters. A queue message holds 128,000 bytes with its envelope
 * (source: Cloudflare Queues limits), and text inside JSON grows by its escapes: `fits` measures it exactly.
 */
export const MAX_PART_BYTES = 120_000;

/**
 * Cuts a verified delivery into parts that fit the queue, statuses apart from everything else, so that a campaign's
 * receipts never delay a customer. A delivery that fits and belongs on one lane passes as the very text that came.
 * What is not of Meta's shape passes whole, on the `webhooks` lane: the consumer says what is wrong with it.
 */
export function splitDelivery(raw: string): DeliveryPart[] {
  const seen = fits(raw) ? laneAtSight(raw) : null;
  if (seen !== null) return [{ lane: seen, raw }];
  const changes = changesOf(raw);
  if (changes === null) return [{ lane: 'webhooks', raw }];
  const lanes = new Set(changes.flatMap(({ change }) => lanesOf(change)));
  const [lane = 'webhooks'] = lanes;
  if (lanes.size <= 1 && fits(raw)) return [{ lane, raw }];

  const parts = changes.flatMap(({ entry, change }) => [
    ...cutChange(entry, change, 'webhooks'),
    ...cutChange(entry, change, 'statuses'),
  ]);
  // Nothing to cut out, or something that cannot be written again: the whole passes as it came.
  return parts.length === 0 || parts.some((part) => part === null)
    ? [{ lane, raw }]
    : pack(parts.filter((part) => part !== null));
}

/**
 * Where nearly every delivery belongs, told from its text, because parsing is most of what a delivery of statuses
 * would cost: no statuses, or one change of nothing else, as Meta writes it. Null for all others. Inside a JSON string
 * no quote stands bare, so what is found is structure. Of a text that Meta would not write, this may at worst choose
 * the slower lane: each lane takes everything.
 */
function laneAtSight(raw: string): DeliveryLane | null {
  if (!raw.includes('"statuses"')) return 'webhooks';
  const [head] = HEAD_OF_STATUSES.exec(raw) ?? [];
  if (head === undefined || !raw.endsWith(END_OF_STATUSES)) return null;
  const hasMore = raw.includes('],"', head.length);
  const isOnlyChange = raw.indexOf('"field":') === raw.length - END_OF_STATUSES.length + 3;
  return !hasMore && isOnlyChange ? 'statuses' : null;
}

/** To the first status, names without brackets. */
const HEAD_OF_STATUSES =
  /^\{"object":"whatsapp_business_account","entry":\[\{"id":"\d+","changes":\[\{"value":\{"messaging_product":"whatsapp","metadata":\{[^{}[\]]*\},(?:"contacts":\[[^[\]]*\],)?"statuses":\[\{/;
const END_OF_STATUSES = ']},"field":"messages"}]}]}';

/** One entry of a delivery, as JSON text. */
interface Cutting {
  lane: DeliveryLane;
  entry: string;
}

/** Puts entries of a lane together again, in their order, as long as they fit: a queue charges by the message. */
function pack(cuttings: readonly Cutting[]): DeliveryPart[] {
  const parts: DeliveryPart[] = [];
  for (const lane of ['webhooks', 'statuses'] as const) {
    let entries: string[] = [];
    let size = 0;
    const close = () => {
      if (entries.length > 0) parts.push({ lane, raw: deliveryOf(entries) });
      entries = [];
      size = 0;
    };
    for (const { entry } of cuttings.filter((cutting) => cutting.lane === lane)) {
      const entrySize = sizeInsideJson(entry) + 1;
      if (size + entrySize > MAX_PART_BYTES - ENVELOPE_BYTES) close();
      entries.push(entry);
      size += entrySize;
    }
    close();
  }
  return parts;
}

/** What a delivery has around its entries, in bytes, with room to spare. */
const ENVELOPE_BYTES = 200;

const deliveryOf = (entries: readonly string[]) =>
  `{"object":"whatsapp_business_account","entry":[${entries.join(',')}]}`;

/** Whether the text fits into one queue message once it is a string inside JSON. */
export function fits(raw: string): boolean {
  if (raw.length > MAX_PART_BYTES) return false;
  if (raw.length < MAX_PART_BYTES / 6) return true;
  return sizeInsideJson(raw) <= MAX_PART_BYTES;
}

/** The bytes of a text once it is a string inside JSON: its quotes and escapes count too. */
function sizeInsideJson(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

type Wire = Record<string, unknown>;

interface ChangeInEntry {
  entry: Wire;
  change: Wire;
}

function changesOf(raw: string): ChangeInEntry[] | null {
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    return null;
  }
  if (!isWire(body) || body['object'] !== 'whatsapp_business_account' || !Array.isArray(body['entry']))
    return null;
  const found: ChangeInEntry[] = [];
  for (const entry of body['entry']) {
    if (!isWire(entry) || !Array.isArray(entry['changes'])) return null;
    for (const change of entry['changes']) {
      if (!isWire(change) || !isWire(change['value'])) return null;
      found.push({ entry, change });
    }
  }
  return found;
}

function lanesOf(change: Wire): DeliveryLane[] {
  const value = change['value'] as Wire;
  if (!hasStatuses(change, value)) return ['webhooks'];
  return hasMoreThanStatuses(value) ? ['webhooks', 'statuses'] : ['statuses'];
}

function hasStatuses(change: Wire, value: Wire): boolean {
  return change['field'] === 'messages' && Array.isArray(value['statuses']) && value['statuses'].length > 0;
}

/** `contacts` accompanies messages and statuses alike and says nothing by itself. */
function hasMoreThanStatuses(value: Wire): boolean {
  return Object.keys(value).some(
    (key) =>
      !['messaging_product', 'metadata', 'contacts', 'statuses'].includes(key) && !isEmptyList(value[key]),
  );
}

function cutChange(entry: Wire, change: Wire, lane: DeliveryLane): (Cutting | null)[] {
  const value = change['value'] as Wire;
  const withStatuses = hasStatuses(change, value);
  if (lane === 'statuses') {
    if (!withStatuses) return [];
    const { messaging_product, metadata, contacts, statuses } = value;
    return cutLists(entry, change, { messaging_product, metadata, contacts, statuses }, lane);
  }
  if (!withStatuses) return cutLists(entry, change, value, lane);
  if (!hasMoreThanStatuses(value)) return [];
  const { statuses: _, ...rest } = value;
  return cutLists(entry, change, rest, lane);
}

/** Halves the lists of items until each part fits; a single item that does not is left to be spilled. */
function cutLists(entry: Wire, change: Wire, value: Wire, lane: DeliveryLane): (Cutting | null)[] {
  const text = entryText(entry, change, value);
  if (text === null) return [null];
  if (fits(text)) return [{ lane, entry: text }];
  const halves = halvesOf(value);
  if (halves === null) return [{ lane, entry: text }];
  // Everything else stays with the first half only, so that nothing is said twice.
  const { messaging_product, metadata, contacts } = value;
  const [first, second] = halves;
  return [
    { ...value, ...first },
    { messaging_product, metadata, contacts, ...second },
  ].flatMap((half) => cutLists(entry, change, { ...half, contacts: contactsOf(half) }, lane));
}

/** How deep a list is looked for: an import has chunks, these threads, and these messages. */
const MAX_LIST_DEPTH = 3;

/** Both halves of the longest list of a value, each under the list's own place; null when there is nothing to halve. */
function halvesOf(value: Wire, depth = 0): [Wire, Wire] | null {
  const key = longestList(value);
  if (key !== null) {
    const list = value[key] as unknown[];
    const middle = Math.ceil(list.length / 2);
    return [{ [key]: list.slice(0, middle) }, { [key]: list.slice(middle) }];
  }
  if (depth === MAX_LIST_DEPTH) return null;
  // Long lists inside of one item: a thread's messages of an import, the messages of another app's threads.
  for (const [outer, content] of Object.entries(value)) {
    if (outer === 'contacts' || outer === 'metadata') continue;
    const inner = Array.isArray(content) && content.length === 1 ? (content as unknown[])[0] : content;
    const halves = isWire(inner) && !isOneItem(inner) ? halvesOf(inner, depth + 1) : null;
    if (halves === null || !isWire(inner)) continue;
    const [first, second] = halves;
    const parts = [
      { ...inner, ...first },
      { ...namesOf(inner), ...second },
    ];
    return parts.map((part) => ({ [outer]: Array.isArray(content) ? [part] : part })) as [Wire, Wire];
  }
  return null;
}

/** What happened once is one thing, however long its lists: half an order is no order. */
function isOneItem(item: Wire): boolean {
  return item['timestamp'] !== undefined;
}

/** What says whose the list of an item is: the thread of an import, the chunk it came in. */
function namesOf(item: Wire): Wire {
  return Object.fromEntries(
    Object.entries(item).filter(([key, part]) => key === 'context' || typeof part !== 'object'),
  );
}

/** The contacts that the value's own items speak of: of a thousand, each part carries its own. */
function contactsOf(value: Wire): unknown[] {
  const contacts = Array.isArray(value['contacts']) ? value['contacts'] : [];
  if (contacts.length === 0) return [];
  const { contacts: _, metadata: __, ...items } = value;
  const named = new Set(namedIn(items));
  return contacts.filter(
    (contact) =>
      isWire(contact) && (named.has(nameKey(contact['wa_id'])) || named.has(nameKey(contact['user_id']))),
  );
}

/** Where items name people. */
const NAMING_KEYS = new Set([
  'from',
  'from_user_id',
  'to',
  'to_user_id',
  'recipient_id',
  'recipient_user_id',
  'wa_id',
  'user_id',
]);
/** Items of an import lie in threads of chunks, and say whose they are in a context. */
const MAX_NAMING_DEPTH = 7;

function namedIn(value: unknown, depth = 0): string[] {
  if (depth > MAX_NAMING_DEPTH) return [];
  if (Array.isArray(value)) return value.flatMap((one) => namedIn(one, depth + 1));
  if (!isWire(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    // A thread of an import has the customer's number for its id.
    const isNaming = NAMING_KEYS.has(key) || (key === 'id' && Array.isArray(value['messages']));
    if (typeof part === 'object') return namedIn(part, depth + 1);
    const name = isNaming ? nameKey(part) : '';
    return name === '' ? [] : [name];
  });
}

/** National prefixes may differ between `wa_id` and `from`; the end of the number does not. */
function nameKey(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value.slice(-8) : '';
}

function longestList(value: Wire): string | null {
  let longest: string | null = null;
  let items = 1;
  for (const [key, list] of Object.entries(value)) {
    if (key === 'contacts' || !Array.isArray(list) || list.length <= items) continue;
    longest = key;
    items = list.length;
  }
  return longest;
}

function entryText(entry: Wire, change: Wire, value: Wire): string | null {
  const { changes: _, ...rest } = entry;
  try {
    return JSON.stringify({ ...rest, changes: [{ ...change, value }] });
  } catch {
    // JSON.stringify throws on nesting that JSON.parse takes.
    return null;
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isWire(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
