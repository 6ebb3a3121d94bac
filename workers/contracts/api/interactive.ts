import * as z from 'zod/mini';
import { carousel } from './carousel.ts';
import {
  address,
  callButton,
  callPermission,
  callToAction,
  contactRequest,
  flow,
  locationRequest,
} from './interactive-actions.ts';
import { buttons, choiceList } from './interactive-choices.ts';
import { orderDetailsMessage, orderStatusMessage } from './orders.ts';
import { catalog, product, productList } from './products.ts';

/** Meta's own shape, checked as Meta checks it. */
export const interactive = z.discriminatedUnion('type', [
  buttons,
  choiceList,
  callToAction,
  locationRequest,
  flow,
  product,
  productList,
  catalog,
  carousel,
  contactRequest,
  callPermission,
  callButton,
  address,
  orderDetailsMessage,
  orderStatusMessage,
]);
export type Interactive = z.infer<typeof interactive>;
