import { createHmac } from 'node:crypto';
import { testVars } from '../workers/testing/vars.ts';

/** A customer as Meta names one: since 2026 by number and user id together. */
export interface Customer {
  name: string;
  phone: string;
  userId: string | null;
}

/** The nth made-up customer. */
export function customer(n: number, options: { withUserId: boolean } = { withUserId: true }): Customer {
  const first = FIRST_NAMES[n % FIRST_NAMES.length] ?? 'Ana';
  const last = LAST_NAMES[Math.floor(n / FIRST_NAMES.length) % LAST_NAMES.length] ?? 'Souza';
  return {
    name: `${first} ${last}`,
    phone: `55119${String(10_000_000 + n)}`,
    userId: options.withUserId ? `BR.1349120865530${String(n).padStart(7, '0')}` : null,
  };
}

const FIRST_NAMES = [
  'Ana',
  'João',
  'Marina',
  'Otávio',
  'Lúcia',
  'Pedro',
  'Célia',
  'Rui',
  'Iara',
  'Davi',
  'Nádia',
];
const LAST_NAMES = ['Souza', 'Prado', 'Lima', 'Araújo', 'Teixeira', 'Nunes', 'Falcão'];

/** What a customer writes. */
export const TEXT = 'Olá! Vocês entregam em São Paulo até sexta? O link é https://loja.example/p/1042 😊';

/** One delivery with one text of one customer, as Meta sends nearly all of them. */
export function textDelivery(
  phoneNumberId: string,
  from: Customer,
  externalId: string,
  atMs = Date.now(),
): string {
  return wireJson(
    delivery(phoneNumberId, {
      contacts: [
        {
          profile: { name: from.name },
          wa_id: from.phone,
          ...(from.userId === null ? {} : { user_id: from.userId }),
        },
      ],
      messages: [
        {
          from: from.phone,
          ...(from.userId === null ? {} : { from_user_id: from.userId }),
          id: externalId,
          timestamp: String(Math.floor(atMs / 1_000)),
          text: { body: TEXT },
          type: 'text',
        },
      ],
    }),
  );
}

export interface ReportedStatus {
  externalId: string;
  status: 'sent' | 'delivered' | 'read';
  phone: string;
  /** Our own name of the message, which Meta gives back; null when it was not sent by us. */
  callbackData: string | null;
}

const PRICING = {
  billable: false,
  pricing_model: 'PMP',
  category: 'service',
  type: 'free_customer_service',
};

/** One delivery with these statuses. */
export function statusDelivery(phoneNumberId: string, reported: readonly ReportedStatus[]): string {
  return wireJson(
    delivery(phoneNumberId, {
      statuses: reported.map(({ externalId, status, phone, callbackData }) => ({
        id: externalId,
        status,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        recipient_id: phone,
        ...(callbackData === null ? {} : { biz_opaque_callback_data: callbackData }),
        // Meta says it with the delivery or with the reading, once.
        ...(status === 'delivered' ? { pricing: PRICING } : {}),
      })),
    }),
  );
}

/** A name like the provider's, unlike every other `n`. */
export function externalId(n: number): string {
  return `wamid.${Buffer.from(`bench-message-number-${String(n).padStart(12, '0')}`).toString('base64')}`;
}

/** The header `X-Hub-Signature-256` of these bytes. */
export function signatureOf(body: string): string {
  return `sha256=${createHmac('sha256', testVars.META_APP_SECRET).update(body).digest('hex')}`;
}

export function delivery(phoneNumberId: string, value: Record<string, unknown>): object {
  const metadata = { display_phone_number: '15550100000', phone_number_id: phoneNumberId };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: `8${phoneNumberId}`,
        changes: [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field: 'messages' }],
      },
    ],
  };
}

/** Meta writes ASCII only, and escapes slashes too: the bytes that are signed are not those of JSON.stringify. */
export function wireJson(value: object): string {
  return JSON.stringify(value).replaceAll(/[/<%@]|[^\x20-\x7e]/g, (character) =>
    character === '/' ? String.raw`\/` : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
