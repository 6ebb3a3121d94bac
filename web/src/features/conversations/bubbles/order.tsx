import { ShoppingBag } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import type { ContentProps } from '../bubble-actions.ts';
import { moneyText, readOrder } from '../content.rules.ts';
import { entriesShownOf } from '../whole-contents.ts';
import { OrderTable } from './order-table.tsx';
import { LeftOut } from './whole-content.tsx';
import styles from './order.module.css';

export const OrderContent = ({ message, actions }: ContentProps) => {
  if (message.content === null) return <LeftOut />;
  const { items, count, total } = readOrder(message);
  return (
    <div class={styles.order}>
      <p class={styles.head}>
        <span class={styles.icon}>
          <Icon icon={ShoppingBag} size={18} />
        </span>
        <strong>
          Order, {count.toLocaleString('en')} {count === 1 ? 'item' : 'items'}
        </strong>
      </p>
      <OrderTable
        lines={items
          .slice(0, entriesShownOf(message, actions.wholes))
          .map(({ quantity, name, price, currency }) => ({
            quantity,
            name,
            price: price === null ? '' : moneyText(price * quantity, currency),
          }))}
        total={total === null ? null : moneyText(total.amount, total.currency)}
      />
    </div>
  );
};
