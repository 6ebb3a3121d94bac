import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { objectOf, textOf } from '../../../../workers/contracts/template-variables.ts';

export { listOf, objectOf, textOf } from '../../../../workers/contracts/template-variables.ts';

type Json = Record<string, unknown>;

/** What Meta, or we, wrote under the message's type. */
export const partOf = (message: Pick<Message, 'content' | 'type'>): Json =>
  objectOf(message.content?.[message.type]);

/** Meta writes some numbers as texts. */
export const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** Only addresses that a browser may open: never `javascript:`. */
export const webAddressOf = (value: unknown): string | null => {
  const text = textOf(value);
  if (!URL.canParse(text)) return null;
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? text : null;
};

/** A file that we sent by an address of its own: Recado does not hold it. */
export const linkSentBy = (message: Message): string | null =>
  message.direction === 'outbound' && message.media?.state !== 'ready' && message.media?.uploadId == null
    ? webAddressOf(partOf(message)['link'])
    : null;

export type InteractiveReply =
  | { kind: 'choice'; title: string; description: string; from: 'button' | 'list' }
  | { kind: 'answers'; title: string; rows: { name: string; value: string }[] }
  | { kind: 'call_permission'; isGranted: boolean; untilMs: number | null; isPermanent: boolean };

/** What a customer answered to an interactive message; null where Meta left it out. */
export const readInteractiveReply = (message: Message): InteractiveReply | null => {
  const part = partOf(message);
  const reply = (key: string) => objectOf(part[key]);
  switch (part['type']) {
    case 'button_reply':
      return {
        kind: 'choice',
        title: textOf(reply('button_reply')['title']),
        description: '',
        from: 'button',
      };
    case 'list_reply':
      return {
        kind: 'choice',
        title: textOf(reply('list_reply')['title']),
        description: textOf(reply('list_reply')['description']),
        from: 'list',
      };
    case 'nfm_reply':
      return {
        kind: 'answers',
        title: reply('nfm_reply')['name'] === 'address_message' ? 'Address' : 'Form answered',
        rows: readAnswers(textOf(reply('nfm_reply')['response_json'])),
      };
    case 'call_permission_reply': {
      const permission = reply('call_permission_reply');
      const untilSeconds = numberOf(permission['expiration_timestamp']);
      return {
        kind: 'call_permission',
        isGranted: permission['response'] === 'accept',
        untilMs: untilSeconds === null ? null : untilSeconds * 1_000,
        isPermanent: permission['is_permanent'] === true,
      };
    }
    default:
      return null;
  }
};

/** Most rows of one bubble. Ours: a browser draws these at once. */
export const MAX_ENTRIES_SHOWN = 2_000;

/** A form's answers as rows; keys of Meta's own are left out. */
const readAnswers = (json: string): { name: string; value: string }[] => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return json === '' ? [] : [{ name: 'Answer', value: json }];
  }
  const rows: { name: string; value: string }[] = [];
  const visit = (value: unknown, path: string[], depth: number) => {
    if (rows.length >= MAX_ENTRIES_SHOWN) return;
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < 3) {
      for (const [key, inner] of Object.entries(value))
        if (key !== 'flow_token') visit(inner, key === 'values' ? path : [...path, key], depth + 1);
      return;
    }
    rows.push({ name: path.map(plainName).join(': ') || 'Answer', value: plainValue(value) });
  };
  visit(parsed, [], 0);
  return rows;
};

/** `screen_0_Delivery_date_1` of Meta's form builder, or a name of a developer's, as words. */
const plainName = (key: string): string => {
  const words = key
    .replace(/^screen_\d+_/u, '')
    .replace(/_\d+$/u, '')
    .replaceAll(/[_-]+/gu, ' ')
    .trim();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
};

const plainValue = (value: unknown): string => {
  if (value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(plainValue).join(', ');
  // `0_Small` of Meta's form builder: the position and the word.
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replace(/^\d+_(?=\D)/u, '');
};

export interface OrderItem {
  name: string;
  quantity: number;
  price: number | null;
  currency: string;
}

export interface Order {
  items: OrderItem[];
  count: number;
  /** Null where a price is missing or there are several currencies. */
  total: { amount: number; currency: string } | null;
}

export const readOrder = (message: Message): Order => {
  const list = partOf(message)['product_items'];
  const items = (Array.isArray(list) ? list : []).map(objectOf).map((item) => ({
    name: textOf(item['product_retailer_id']) || 'Product',
    quantity: numberOf(item['quantity']) ?? 1,
    price: numberOf(item['item_price']),
    currency: textOf(item['currency']),
  }));
  const [first] = items;
  // Of a very large one only the first lines are here, and what all of them come to is told with it.
  const ofAll = message.wholeContent?.order ?? null;
  if (ofAll !== null) return { items, count: ofAll.quantity, total: ofAll.total };
  const isOneCurrency = items.every((item) => item.price !== null && item.currency === first?.currency);
  return {
    items,
    count: items.reduce((sum, item) => sum + item.quantity, 0),
    total:
      first === undefined || !isOneCurrency || first.currency === ''
        ? null
        : {
            amount: items.reduce((sum, item) => sum + (item.price ?? 0) * item.quantity, 0),
            currency: first.currency,
          },
  };
};

/** An amount as people write it; with Meta's own word where the currency is none. */
export const moneyText = (amount: number, currency: string): string => {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount} ${currency}`.trim();
  }
};

export interface Call {
  direction: 'inbound' | 'outbound';
  outcome: 'answered' | 'missed' | 'rejected' | 'failed' | null;
  durationSeconds: number | null;
}

const OUTCOMES = ['answered', 'missed', 'rejected', 'failed'] as const;

export const readCall = (message: Message): Call => {
  const part = partOf(message);
  const content = Object.keys(part).length === 0 ? objectOf(message.content) : part;
  return {
    direction: message.direction,
    outcome: OUTCOMES.find((one) => one === content['outcome']) ?? null,
    durationSeconds: numberOf(content['durationSeconds'] ?? content['duration']),
  };
};

export const callWords = ({ direction, outcome }: Call): string => {
  if (outcome === 'missed') return direction === 'inbound' ? 'Missed voice call' : 'Call not answered';
  if (outcome === 'rejected') return direction === 'inbound' ? 'Declined voice call' : 'Call declined';
  if (outcome === 'failed') return 'Call failed';
  return direction === 'inbound' ? 'Incoming voice call' : 'Outgoing voice call';
};

/** `0:07`, `12:40`, `1:02:03`. */
export const durationText = (durationMs: number): string => {
  const seconds = Math.max(0, Math.round(durationMs / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

export const sizeText = (sizeBytes: number): string => {
  if (sizeBytes < 1_000) return `${sizeBytes} bytes`;
  if (sizeBytes < 1_000_000) return `${Math.round(sizeBytes / 1_000)} kB`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
};
