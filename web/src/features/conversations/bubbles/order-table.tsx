import type { ComponentChildren } from 'preact';
import styles from './order.module.css';

export interface OrderLine {
  quantity: number | string;
  name: string;
  price: ComponentChildren;
}

interface OrderTableProps {
  lines: readonly OrderLine[];
  /** What is added to or taken off the sum of the lines. */
  charges?: readonly { label: string; amount: string }[];
  total: string | null;
}

/** What was ordered, line by line, with what it comes to. */
export const OrderTable = ({ lines, charges = [], total }: OrderTableProps) => (
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
      {lines.map(({ quantity, name, price }, index) => (
        <tr key={index}>
          <td class={styles.quantity}>{quantity} ×</td>
          <td dir="auto">{name}</td>
          <td class={styles.price}>{price}</td>
        </tr>
      ))}
      {charges.map(({ label, amount }) => (
        <tr key={label} class={styles.charge}>
          <td colSpan={2}>{label}</td>
          <td class={styles.price}>{amount}</td>
        </tr>
      ))}
    </tbody>
    {total !== null && (
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            Total
          </th>
          <td class={styles.price}>{total}</td>
        </tr>
      </tfoot>
    )}
  </table>
);
