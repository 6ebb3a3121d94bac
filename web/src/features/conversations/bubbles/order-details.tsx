import { PackageCheck, PackageX, ShoppingBag } from 'lucide';
import { Icon } from '../../../ui/icon.tsx';
import { readOrderDetails, readOrderState } from '../order-details.rules.ts';
import styles from './order.module.css';

/** An order that was sent to be paid. */
export const OrderDetails = ({ parameters }: { parameters: Record<string, unknown> }) => {
  const { reference, items, charges, total, ways } = readOrderDetails(parameters);
  return (
    <div class={styles.order}>
      <Head
        title={`Order ${reference}`.trim()}
        detail={ways.length === 0 ? '' : `Pay by ${ways.join(', ')}`}
      />
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
              <td dir="auto">{item.name}</td>
              <td class={styles.price}>
                {item.fullPrice !== null && <s>{item.fullPrice}</s>} {item.price}
              </td>
            </tr>
          ))}
          {charges.map(({ label, amount }) => (
            <tr key={label} class={styles.charge}>
              <td colSpan={2}>{label}</td>
              <td class={styles.price}>{amount}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Total
            </th>
            <td class={styles.price}>{total}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

/** How an order stands, as the customer was told. */
export const OrderState = ({ parameters }: { parameters: Record<string, unknown> }) => {
  const { reference, status, payment, description, isBad } = readOrderState(parameters);
  return (
    <div class={styles.order} data-bad={isBad ? '' : undefined}>
      <Head
        icon={isBad ? PackageX : PackageCheck}
        title={[status, payment].filter((words) => words !== '').join(' · ')}
        detail={`Order ${reference}`}
      />
      {description !== '' && (
        <p class={styles.description} dir="auto">
          {description}
        </p>
      )}
    </div>
  );
};

const Head = ({
  icon = ShoppingBag,
  title,
  detail,
}: {
  icon?: typeof ShoppingBag;
  title: string;
  detail: string;
}) => (
  <div class={styles.head}>
    <span class={styles.icon}>
      <Icon icon={icon} size={18} />
    </span>
    <p>
      <strong>{title}</strong>
      {detail !== '' && <small class={styles.detail}>{detail}</small>}
    </p>
  </div>
);
