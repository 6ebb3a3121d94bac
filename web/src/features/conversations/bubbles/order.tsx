import { ShoppingBag } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { moneyText, readOrder } from '../content.rules.ts';
import styles from './order.module.css';

export const OrderContent = ({ message }: ContentProps) => {
  const { items, count, total } = readOrder(message);
  return (
    <div class={styles.order}>
      <p class={styles.head}>
        <span class={styles.icon}>
          <Icon icon={ShoppingBag} size={18} />
        </span>
        <strong>
          Order, {count} {count === 1 ? 'item' : 'items'}
        </strong>
      </p>
      <table class={styles.items}>
        <colgroup>
          <col class={styles.quantity} />
          <col />
          <col class={styles.price} />
        </colgroup>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Quantity</th>
            <th scope="col">Product</th>
            <th scope="col">Price</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={index}>
              <td class={styles.quantity}>{item.quantity} ×</td>
              <td>{item.name}</td>
              <td class={styles.price}>
                {item.price === null ? '' : moneyText(item.price * item.quantity, item.currency)}
              </td>
            </tr>
          ))}
        </tbody>
        {total !== null && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                Total
              </th>
              <td class={styles.price}>{moneyText(total.amount, total.currency)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
};
