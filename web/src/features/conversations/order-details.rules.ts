import type { Message } from '../../../../workers/contracts/api/messages.ts';
import { listOf, moneyText, numberOf, objectOf, textOf } from './content.rules.ts';

/** An order that the business asks to be paid, as it is read on the phone. */
export interface OrderDetails {
  reference: string;
  items: { name: string; quantity: number; price: string; fullPrice: string | null }[];
  /** Subtotal and what is added or taken off; empty where only the total is known. */
  charges: { label: string; amount: string }[];
  total: string;
  /** How it can be paid. */
  ways: string[];
}

const WAYS: Readonly<Record<string, string>> = {
  pix_dynamic_code: 'Pix',
  payment_link: 'Link',
  boleto: 'Boleto',
  offsite_card_pay: 'Card on file',
  upi_intent_link: 'UPI',
  payment_gateway: 'Card or UPI',
};

/** An amount in Meta's shape: so many hundredths. */
const amountOf = (value: unknown): number | null => {
  const { value: amount, offset } = objectOf(value);
  const number = numberOf(amount);
  return number === null ? null : number / (numberOf(offset) ?? 100);
};

/** The parameters of an order, in Meta's shape. */
export const readOrderDetails = (parameters: Record<string, unknown>): OrderDetails => {
  const currency = textOf(parameters['currency']);
  const words = (value: unknown, times = 1): string => {
    const amount = amountOf(value);
    return amount === null ? '' : moneyText(amount * times, currency);
  };
  const order = objectOf(parameters['order']);
  const charge = (key: string, name: string, sign = 1) => {
    const amount = amountOf(order[key]);
    if (amount === null || (amount === 0 && key !== 'subtotal')) return [];
    const { description, discount_program_name: program } = objectOf(order[key]);
    const detail = textOf(program) || textOf(description);
    return [
      {
        label: detail === '' ? name : `${name} (${detail})`,
        amount: moneyText(sign * amount, currency),
      },
    ];
  };
  return {
    reference: textOf(parameters['reference_id']),
    items: listOf(order['items'])
      .map(objectOf)
      .map((item) => {
        const quantity = numberOf(item['quantity']) ?? 1;
        const isReduced = amountOf(item['sale_amount']) !== null;
        return {
          name: textOf(item['name']) || 'Product',
          quantity,
          price: words(isReduced ? item['sale_amount'] : item['amount'], quantity),
          fullPrice: isReduced ? words(item['amount'], quantity) : null,
        };
      }),
    charges: [
      ...charge('subtotal', 'Subtotal'),
      ...charge('shipping', 'Shipping'),
      ...charge('tax', 'Tax'),
      ...charge('discount', 'Discount', -1),
    ],
    total: words(parameters['total_amount']),
    ways: [
      ...new Set(
        listOf(parameters['payment_settings']).map((way) => WAYS[textOf(objectOf(way)['type'])] ?? 'Other'),
      ),
    ],
  };
};

export interface OrderState {
  reference: string;
  /** `Shipped`; empty where only the payment is told of. */
  status: string;
  payment: string;
  description: string;
  isBad: boolean;
}

const ORDER_WORDS: Readonly<Record<string, string>> = {
  pending: 'Waiting for payment',
  processing: 'Being prepared',
  partially_shipped: 'Partly shipped',
  'partially-shipped': 'Partly shipped',
  shipped: 'Shipped',
  completed: 'Completed',
  canceled: 'Cancelled',
};
const PAYMENT_WORDS: Readonly<Record<string, string>> = {
  pending: 'Payment pending',
  captured: 'Paid',
  failed: 'Payment failed',
};

export const readOrderState = (parameters: Record<string, unknown>): OrderState => {
  const status = textOf(objectOf(parameters['order'])['status']);
  const payment = textOf(objectOf(parameters['payment'])['status']);
  return {
    reference: textOf(parameters['reference_id']),
    status: ORDER_WORDS[status] ?? status,
    payment: PAYMENT_WORDS[payment] ?? payment,
    description: textOf(objectOf(parameters['order'])['description']),
    isBad: status === 'canceled' || payment === 'failed',
  };
};

export interface OrderPayment {
  words: string;
  tone: 'good' | 'bad' | 'open';
}

/** What became of the payment that a message asked for; null while nothing is known of it. */
export const readOrderPayment = ({ content }: Pick<Message, 'content'>): OrderPayment | null => {
  const status = textOf(objectOf(content?.['payment'])['status']);
  if (status === '') return null;
  const tone = status === 'captured' ? 'good' : status === 'failed' ? 'bad' : 'open';
  return { words: PAYMENT_WORDS[status] ?? status, tone };
};

/** What became of a payment, in one line. */
export const readPayment = (payment: Record<string, unknown>): { words: string; isPaid: boolean } => {
  const transaction = objectOf(payment['transaction']);
  const amount = amountOf(payment['amount'] ?? transaction['amount']);
  const sum =
    amount === null ? '' : moneyText(amount, textOf(payment['currency']) || textOf(transaction['currency']));
  const order = textOf(payment['reference_id']);
  const what = [sum, order === '' ? '' : `for order ${order}`].filter((part) => part !== '').join(' ');
  const isPaid = payment['status'] === 'captured';
  const verb = isPaid ? 'Paid' : payment['status'] === 'failed' ? 'Could not pay' : 'Payment begun,';
  return { words: `${verb} ${what}`.trim().replace(/,$/u, ''), isPaid };
};
