import { CHOICE_SENDS } from './choice-sends.ts';
import { PLAIN_SENDS } from './plain-sends.ts';
import type { Send } from './send.ts';
import { orderSends, PRODUCT_SENDS } from './shop-sends.ts';
import { TEMPLATE_SEND } from './template-sends.ts';

/** One of everything that can be sent to a person. */
export const everySend = (reference: string): readonly Send[] => [
  ...PLAIN_SENDS,
  ...CHOICE_SENDS,
  ...PRODUCT_SENDS,
  ...orderSends(reference),
  TEMPLATE_SEND,
];
