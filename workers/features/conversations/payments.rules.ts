/** What became of an order's payment, as the content of the message that asked for it says it. Meta's words. */
export interface OrderPayment {
  status: string;
  /** In seconds. */
  timestamp: number;
}

/**
 * The content of a message that asked for a payment, with what became of that; null where it is no news. The newest word
 * stands, and what was paid stays paid: of a payment that went through Meta may still tell late that it had failed before.
 */
export function withPayment(content: string | null, payment: OrderPayment): string | null {
  // Sound: the column holds JSON objects, and only this function writes their `payment`.
  const before = (content === null ? {} : JSON.parse(content)) as { payment?: OrderPayment };
  const known = before.payment;
  const isPaid = payment.status === PAID;
  if (known?.status === PAID && (!isPaid || known.timestamp <= payment.timestamp)) return null;
  if (known !== undefined && known.timestamp >= payment.timestamp && !isPaid) return null;
  return JSON.stringify({ ...before, payment });
}

/** Source: Meta, payments API, payment status notifications. */
const PAID = 'captured';
