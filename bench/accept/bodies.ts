import { customer, externalId, signatureOf, statusDelivery, textDelivery } from '../deliveries.ts';

/** Different bodies of a kind, sent in turn. */
const BODIES = 200;
const NUMBER = '770000000000000';

const signed = (body: string) => ({ body, signature: signatureOf(body) });

export const BODY_KINDS = {
  'a text': Array.from({ length: BODIES }, (_, n) =>
    signed(textDelivery(NUMBER, customer(n), externalId(n))),
  ),
  '50 statuses': Array.from({ length: BODIES }, (_, n) =>
    signed(
      statusDelivery(
        NUMBER,
        Array.from({ length: 50 }, (_, m) => ({
          externalId: externalId(n * 50 + m),
          status: 'delivered',
          phone: customer(m).phone,
          callbackData: `conv_${'0'.repeat(26)}/msg_${'0'.repeat(26)}`,
        })),
      ),
    ),
  ),
};

export type BodyKind = keyof typeof BODY_KINDS;
